//! `nguonluat schema`

use std::io::{self, Write};

use clap::Args;

use super::Failure;
use crate::graphql;

/// Write the GraphQL schema to standard output.
#[derive(Debug, Args)]
pub struct Schema {}

impl Schema {
    pub(super) fn run() -> Result<(), Failure> {
        io::stdout()
            .write_all(graphql::sdl().as_bytes())
            .map_err(|error| Failure::new("cannot write the schema", error))
    }
}
