//! One-time codes by mail, for who forgot a password.
//!
//! To ask only leaves a row, whoever is named: an account is looked for when it is sent, so that nobody learns from an
//! answer, nor from how long it takes, whether there is one. A row stays until it is sent or a day is over. A code is
//! made when it is sent and is kept nowhere; whoever tries again makes another.
mod ask;
mod letter;
mod send;

pub use ask::ask;
pub use letter::Letter;
pub use send::{MailError, Mailer, run, send_due};

use uuid::Uuid;

/// Where a row is sealed for.
fn place(id: Uuid) -> String {
    format!("mail/{id}")
}
