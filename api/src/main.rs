//! The `nguonluat` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    nguonluat::cli::main()
}
