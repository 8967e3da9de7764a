//! The command line: one file per subcommand.

mod account;
mod audit;
mod demo;
mod export;
mod import;
mod import_as;
mod key;
mod listing;
mod migrate;
mod open;
mod output;
mod policy;
mod schema;
mod search;
mod serve;
pub mod tasks;

use std::{fmt::Display, process::ExitCode};

use clap::{Parser, Subcommand};

use crate::{config::Log, telemetry};

const ABOUT: &str = "One source for a province's legal-education content, read through GraphQL.

Nguồn luật: một nguồn nội dung phổ biến, giáo dục pháp luật của tỉnh, đọc qua GraphQL.";

const EXAMPLES: &str = "Examples:
  nguonluat serve --demo                       try it, with a demo province
  nguonluat serve --listen 0.0.0.0:80          serve to everyone
  DATABASE_URL=postgres://… nguonluat serve    serve from PostgreSQL
  nguonluat schema > schema.graphql            write the schema
  nguonluat export --output tinh.jsonl         write everything published

Every flag can be given as the variable that its help names; a flag goes before its variable.";

/// The arguments of the command.
#[derive(Debug, Parser)]
#[command(name = "nguonluat", version, about = ABOUT, after_help = EXAMPLES)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,

    #[command(flatten)]
    log: Log,
}

#[derive(Debug, Subcommand)]
enum Command {
    Serve(Box<serve::Serve>),
    Demo(demo::Demo),
    Import(import::Import),
    Export(export::Export),
    Key(key::Key),
    Listing(listing::Listing),
    Migrate(migrate::Migrate),
    Account(account::Account),
    Audit(audit::Audit),
    Policy(policy::Policy),
    Schema(schema::Schema),
    Search(search::Search),
}

/// Why a command ended without doing its work, in a sentence for the person who gave it.
#[derive(Debug)]
pub struct Failure(String);

impl Failure {
    /// A failure that says what could not be done and why.
    pub fn new(what: impl Display, why: impl Display) -> Self {
        Self(format!("{what}: {why}"))
    }
}

/// Runs the command given on the command line. The exit code is 0 when it did its work, 1 when it
/// could not and 2 when it was given wrong.
#[must_use]
#[expect(clippy::print_stderr, reason = "the command answers a person")]
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    telemetry::start(&cli.log);
    let done = match cli.command {
        Command::Serve(serve) => serve.run().map(|()| ExitCode::SUCCESS),
        Command::Demo(demo) => demo.run(),
        Command::Import(import) => import.run(),
        Command::Export(export) => export.run(),
        Command::Key(key) => key.run().map(|()| ExitCode::SUCCESS),
        Command::Listing(listing) => listing.run(),
        Command::Migrate(migrate) => migrate.run(),
        Command::Account(account) => account.run().map(|()| ExitCode::SUCCESS),
        Command::Audit(audit) => audit.run(),
        Command::Policy(policy) => policy.run().map(|()| ExitCode::SUCCESS),
        Command::Schema(schema) => schema.run().map(|()| ExitCode::SUCCESS),
        Command::Search(search) => search.run().map(|()| ExitCode::SUCCESS),
    };
    done.unwrap_or_else(|Failure(sentence)| {
        eprintln!("error: {sentence}");
        ExitCode::FAILURE
    })
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_arguments_are_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn a_wrong_value_is_named_in_a_sentence() {
        for (flag, value, sentence) in [
            (
                "--listen",
                "here",
                "expected an address and a port, such as 127.0.0.1:8080",
            ),
            (
                "--listen",
                "127.0.0.1:99999",
                "expected an address and a port",
            ),
            (
                "--public-url",
                "ftp://a.vn",
                "expected http:// or https:// and a host",
            ),
            (
                "--public-url",
                "https://a.vn/x",
                "expected http:// or https:// and a host",
            ),
            (
                "--trusted-proxies",
                "10.0.0.0/99",
                "\"10.0.0.0/99\" is no address or network",
            ),
            ("--cors-origins", "a.vn", "expected an origin such as"),
            (
                "--time-limit",
                "-1",
                "expected a number of seconds between 0 and 3600",
            ),
            (
                "--time-limit",
                "NaN",
                "expected a number of seconds between 0 and 3600",
            ),
            ("--database-url", "mysql://a", "expected postgres://"),
            ("--media-url", "ftp://a", "expected s3://"),
            ("--workers", "0", "0 is not in 1..=256"),
            ("--max-body", "x", "invalid digit"),
            ("--log", "a=b=c", "invalid"),
            ("--log-format", "xml", "[possible values: text, json]"),
        ] {
            let arguments = [
                "nguonluat".into(),
                "serve".into(),
                format!("{flag}={value}"),
            ];
            let refused = Cli::try_parse_from(arguments).expect_err(value);
            assert_eq!(refused.exit_code(), 2, "{flag} {value}");
            let said = refused.to_string();
            assert!(said.contains(sentence) && said.contains(flag), "{said}");
        }
    }

    #[test]
    fn every_setting_has_a_variable() {
        let mut command = Cli::command();
        command.build();
        let serve = command.find_subcommand("serve").expect("serve");
        for argument in serve.get_arguments() {
            let name = argument.get_id().as_str();
            let variable = argument
                .get_env()
                .map(|name| name.to_string_lossy().into_owned());
            match name {
                "help" | "version" => {}
                "database_url" => assert_eq!(variable.as_deref(), Some("DATABASE_URL")),
                name => {
                    let variable = variable.unwrap_or_default();
                    assert!(variable.starts_with("NGUONLUAT_"), "{name}: {variable}");
                }
            }
        }
    }
}
