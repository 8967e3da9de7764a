//! `nguonluat policy`
use std::io::{self, Write};

use clap::Args;

use super::Failure;
use crate::domain::policy;

/// Write who may do what, in which states of an item, to standard output
#[derive(Debug, Args)]
pub(super) struct Policy {}

impl Policy {
    #[expect(clippy::unused_self, reason = "every command runs this way")]
    pub(super) fn run(self) -> Result<(), Failure> {
        io::stdout()
            .write_all(policy::print().as_bytes())
            .map_err(|error| Failure::new("cannot write the policy", error))
    }
}
