//! `nguonluat audit`: whether the log of who did what is whole.
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use clap::{Args, Subcommand};

use super::import::Progress;
use super::{Failure, open};
use crate::config::Storage;
use crate::domain::journal::{self, Head};

const VERIFY: &str = "Check that the audit log is the one that was written, and the outbox without gaps

Every row of the log carries the hash of the row before it: a row that was changed, removed, added or moved is
named, and so is a change that is missing in the outbox. Changes nothing, and may run while others write.

Whoever has all rights in the database can compute the whole chain anew, or cut off its end together with its
head; nothing in the database shows that. Therefore the head is printed, as NUMBER:HASH: keep it where those with
rights in the database cannot write, and give it to --expect later. Neither does the chain tell what was never
written into the log.

Exits with 0 when all is whole, 1 when it is not or could not be read, 2 when the command was given wrong.";

/// Check the log of who did what
#[derive(Debug, Args)]
pub(super) struct Audit {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    Verify(Verify),
}

/// Check that the audit log is the one that was written, and the outbox without gaps
#[derive(Debug, Args)]
#[command(long_about = VERIFY)]
struct Verify {
    /// A head that was printed before: the row with this number must still be there and have this hash
    #[arg(long, value_name = "NUMBER:HASH", value_parser = head)]
    expect: Option<Head>,

    #[command(flatten)]
    storage: Storage,
}

impl Audit {
    pub(super) fn run(self) -> Result<ExitCode, Failure> {
        let Action::Verify(verify) = self.action;
        open::block_on(verify.run())
    }
}

impl Verify {
    async fn run(self) -> Result<ExitCode, Failure> {
        let database = open::database(&self.storage)?;
        open::is_current(&database, "the audit log cannot be verified").await?;
        let session = database.session();
        let unread = |error| open::explain("the audit log was not verified", &error);
        let (changes, head) = journal::heads(&session).await.map_err(unread)?;
        let seen = Arc::new(AtomicU64::new(0));
        let total = u64::try_from(changes + head.seq).unwrap_or_default();
        let progress = Progress::of_records(total, &seen);
        let flaw = journal::verify(&session, self.expect.as_ref(), &seen).await;
        progress.end();
        match flaw.map_err(unread)? {
            None => {
                say(changes, &head);
                Ok(ExitCode::SUCCESS)
            }
            Some(flaw) => Err(Failure::new("the journal is not whole", flaw)),
        }
    }
}

#[expect(clippy::print_stdout, reason = "the command answers a person")]
fn say(changes: i64, Head { seq, hash }: &Head) {
    println!("the audit log is whole: {seq} rows; the outbox has no gaps: {changes} changes");
    if *seq > 0 {
        println!("head, to be kept elsewhere: {seq}:{hash}");
    }
}

fn head(text: &str) -> Result<Head, &'static str> {
    const FORM: &str =
        "expected a number and a hash as `audit verify` prints them, such as 12:0a1b…";
    let (seq, hash) = text.split_once(':').ok_or(FORM)?;
    let seq: i64 = seq.parse().map_err(|_| FORM)?;
    let is_hash = hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    if seq < 1 || !is_hash {
        return Err(FORM);
    }
    let hash = hash.to_ascii_lowercase();
    Ok(Head { seq, hash })
}
