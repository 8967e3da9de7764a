//! The command as it is, for tests that start it as a process of its own.
use std::process::ExitCode;

fn main() -> ExitCode {
    nguonluat::cli::main()
}
