//! `nguonluat schema`

use std::io::{self, Write};

use clap::Args;

use super::Failure;
use crate::{exchange, graphql};

/// Write the GraphQL schema, or that of the exchange format, to standard output
#[derive(Debug, Args)]
pub struct Schema {
    /// The JSON Schema of one line of an exchange file
    #[arg(long)]
    exchange: bool,
}

impl Schema {
    pub(super) fn run(self) -> Result<(), Failure> {
        let schema = if self.exchange {
            exchange::schema()
        } else {
            graphql::sdl()
        };
        io::stdout()
            .write_all(schema.as_bytes())
            .map_err(|error| Failure::new("cannot write the schema", error))
    }
}
