//! `nguonluat account`: accounts, in the name of whoever runs the machine.
use std::io::{self, IsTerminal, Write};

use clap::{Args, Subcommand};
use entity::value::AccountRole;
use rustix::termios::{self, LocalModes, OptionalActions};

use super::{Failure, open};
use crate::config::Storage;
use crate::domain::account::{self, NewPerson};
use crate::domain::clock::Clock;

/// Accounts: make the first one
#[derive(Debug, Args)]
pub(super) struct Account {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    Create(Create),
}

const CREATE: &str = "Make an account with a role

The password is asked for, or read from standard input where that is no terminal: one line, of 12 characters or more
that others do not guess. It is never an argument, since everybody on the machine sees those.";

/// Make an account with a role
#[derive(Debug, Args)]
#[command(long_about = CREATE)]
struct Create {
    /// User name: letters and digits, with full stops, hyphens and underscores between
    #[arg(long)]
    login: String,

    /// Name, as others at the desk see it
    #[arg(long)]
    name: String,

    /// E-mail address, with which one may sign in as well
    #[arg(long, value_name = "ADDRESS")]
    email: Option<String>,

    /// Role, such as administrator or contributor
    #[arg(long)]
    role: AccountRole,

    /// Code of the agency in which it has the role
    #[arg(long, value_name = "CODE")]
    agency: String,

    /// Code of a section that the role is limited to; may be given again
    #[arg(long = "section", value_name = "CODE")]
    sections: Vec<String>,

    #[command(flatten)]
    storage: Storage,
}

impl Account {
    pub(super) fn run(self) -> Result<(), Failure> {
        let Action::Create(create) = self.action;
        open::block_on(create.run())
    }
}

impl Create {
    #[expect(clippy::print_stdout, reason = "the command answers a person")]
    async fn run(self) -> Result<(), Failure> {
        let database = open::migrated(&self.storage).await?;
        let password = password().map_err(|error| Failure::new("no password was read", error))?;
        let person = NewPerson {
            name: self.name,
            login: self.login.clone(),
            email: self.email,
            role: self.role,
            agency: self.agency,
            sections: self.sections,
        };
        let made = account::create_person(&database, &Clock::system(), person, &password).await;
        made.map_err(|error| open::explain("the account was not made", &error))?;
        println!("{} may sign in", self.login);
        Ok(())
    }
}

/// A line of standard input; a terminal is asked for it and does not show it.
fn password() -> io::Result<String> {
    let input = io::stdin();
    if !input.is_terminal() {
        return line();
    }
    write!(io::stderr(), "Password: ")?;
    let shown = termios::tcgetattr(&input)?;
    let mut hidden = shown.clone();
    hidden.local_modes.remove(LocalModes::ECHO);
    termios::tcsetattr(&input, OptionalActions::Flush, &hidden)?;
    let line = line();
    termios::tcsetattr(&input, OptionalActions::Flush, &shown)?;
    writeln!(io::stderr())?;
    line
}

fn line() -> io::Result<String> {
    let mut line = String::new();
    io::stdin().read_line(&mut line)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}
