//! `nguonluat account`: accounts, in the name of whoever runs the machine.
use std::io::{self, IsTerminal, Write};

use chrono::SecondsFormat;
use clap::{Args, Subcommand};
use entity::value::{AccountKind, AccountRole, CodePurpose};
use rustix::termios::{self, LocalModes, OptionalActions};

use super::{Failure, open};
use crate::config::Storage;
use crate::domain::Error;
use crate::domain::account::{self, Listed, NewPerson};
use crate::domain::clock::Clock;

/// Accounts: make the first one, let somebody in again, lock somebody out
#[derive(Debug, Args)]
pub(super) struct Account {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    Create(Create),
    Code(Code),
    Disable(Disable),
    /// List the accounts: user name or e-mail address, name, state, roles
    List(Storage),
}

/// Give a one-time code to who cannot come in: for a new password, or instead of lost one-time passwords
#[derive(Debug, Args)]
struct Code {
    /// User name or e-mail address
    login: String,

    /// Instead of one-time passwords that were lost; otherwise for a new password
    #[arg(long)]
    totp: bool,

    #[command(flatten)]
    storage: Storage,
}

/// Lock an account out: its sessions and keys are dead at once
#[derive(Debug, Args)]
struct Disable {
    /// User name or e-mail address
    login: String,

    #[command(flatten)]
    storage: Storage,
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
        open::block_on(async {
            match self.action {
                Action::Create(create) => create.run().await,
                Action::Code(code) => code.run().await,
                Action::Disable(disable) => disable.run().await,
                Action::List(storage) => list(&storage).await,
            }
        })
    }
}

impl Code {
    #[expect(clippy::print_stdout, reason = "the command answers a person")]
    async fn run(self) -> Result<(), Failure> {
        let database = open::migrated(&self.storage).await?;
        let (purpose, mutation) = if self.totp {
            (CodePurpose::Totp, "totpRecover")
        } else {
            (CodePurpose::Password, "passwordResetRedeem")
        };
        let code = account::give_code(&database, &Clock::system(), &self.login, purpose).await;
        let code = code.map_err(|error| failure("no code was issued", &self.login, &error))?;
        let until = code.expires_at.to_rfc3339_opts(SecondsFormat::Secs, true);
        println!(
            "{}\ngood once, until {until}, for the mutation {mutation}",
            code.text
        );
        Ok(())
    }
}

impl Disable {
    #[expect(clippy::print_stdout, reason = "the command answers a person")]
    async fn run(self) -> Result<(), Failure> {
        let database = open::migrated(&self.storage).await?;
        let left = account::lock_out(&database, &Clock::system(), &self.login).await;
        let left = left.map_err(|error| failure("nothing was changed", &self.login, &error))?;
        println!("{} may not come in any more", self.login);
        if !left {
            println!("no administrator is left; `nguonluat account create` makes one");
        }
        Ok(())
    }
}

/// A line an account: what it is called, its name, whether it may come in, its roles.
#[expect(clippy::print_stdout, reason = "the command answers a person")]
async fn list(storage: &Storage) -> Result<(), Failure> {
    let database = open::migrated(storage).await?;
    let listed = account::list_all(&database, &Clock::system()).await;
    let listed = listed.map_err(|error| open::explain("the accounts cannot be read", &error))?;
    for Listed { account, roles } in listed {
        let called = account.login.or(account.email).unwrap_or_default();
        let state = match (account.kind, account.active) {
            (_, false) => "disabled",
            (AccountKind::Person, true) => "active",
            (AccountKind::Machine, true) => "machine",
        };
        println!("{called}\t{}\t{state}\t{}", account.name, roles.join(" "));
    }
    Ok(())
}

/// Why nothing was done to an account.
fn failure(what: &str, login: &str, error: &Error) -> Failure {
    match error {
        Error::NotFound => Failure::new(what, format!("there is no account {login}")),
        Error::Invalid { .. } => {
            Failure::new(what, format!("{login} is disabled, or not a person"))
        }
        error => open::explain(what, error),
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
