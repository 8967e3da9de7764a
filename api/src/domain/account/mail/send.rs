//! Sending what was asked for: one process at a time tries a row, and tries it again when it fails.
use std::error::Error as _;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use entity::value::{AccountKind, CodePurpose};
use entity::{account, account_code, mail};
use lettre::message::{Mailbox, header::ContentType};
use lettre::transport::smtp;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use sea_orm::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{QueryOrder, QuerySelect};
use serde_json::json;

use super::{Letter, place};
use crate::domain::Result;
use crate::domain::account::{Identifier, code};
use crate::domain::actor::Caller;
use crate::domain::journal::{self, Act};
use crate::domain::policy::Action;
use crate::domain::session::Authority;

/// How often rows that are due are looked for.
const EVERY: Duration = Duration::from_secs(2);
/// What one mail may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// Whoever tries a row has it for so long.
const CLAIM: TimeDelta = TimeDelta::seconds(60);
/// The longest pause between two tries.
const LONGEST_PAUSE: TimeDelta = TimeDelta::minutes(30);
/// A row that is older is given up.
const GIVEN_UP: TimeDelta = TimeDelta::hours(24);
/// Whoever asks again within this time is sent nothing more.
const ONCE_IN: TimeDelta = TimeDelta::minutes(5);
/// Rows that are read at once.
const SOME: u64 = 20;

/// Sends mail by SMTP.
pub struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

/// Why no mail can be sent.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// The server's address cannot be used.
    #[error("the address of the mail server cannot be used")]
    Server(#[source] smtp::Error),
    /// An address cannot be written to, or from.
    #[error("the address cannot be written to")]
    Address(#[from] lettre::address::AddressError),
    /// The mail cannot be written.
    #[error("the mail cannot be written")]
    Written(#[from] lettre::error::Error),
    /// The server did not take it.
    #[error("the mail server did not take it")]
    Refused(#[source] smtp::Error),
    /// The server took too long.
    #[error("the mail server does not answer")]
    Late,
}

impl Mailer {
    /// One for a server, such as `smtps://user:password@mail.tinh.example`, and a sender. Nothing is connected to.
    ///
    /// # Errors
    /// When either cannot be used.
    pub fn new(server: &str, from: &str) -> Result<Self, MailError> {
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(server);
        let transport = transport.map_err(MailError::Server)?;
        Ok(Self {
            transport: transport.timeout(Some(PATIENCE)).build(),
            from: from.parse()?,
        })
    }

    async fn send(&self, letter: Letter) -> Result<(), MailError> {
        let message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, letter.to.parse()?))
            .subject(letter.subject)
            .header(ContentType::TEXT_PLAIN)
            .body(letter.text)?;
        let sent = tokio::time::timeout(PATIENCE, self.transport.send(message)).await;
        sent.map_err(|_| MailError::Late)?
            .map(drop)
            .map_err(MailError::Refused)
    }
}

/// Sends what is due, for as long as the server runs.
pub async fn run(authority: &Authority, mailer: &Mailer) {
    loop {
        if let Err(error) = send_due(authority, mailer).await {
            tracing::warn!(%error, "mail that is due cannot be read");
        }
        tokio::time::sleep(EVERY).await;
    }
}

/// Sends what is due now, the oldest first.
///
/// # Errors
/// When the database fails. A mail that is not sent stays and is tried again.
pub async fn send_due(authority: &Authority, mailer: &Mailer) -> Result<()> {
    let session = authority.database.session();
    let due: Vec<Uuid> = mail::Entity::find()
        .select_only()
        .column(mail::Column::Id)
        .filter(mail::Column::NextTryAt.lte(authority.clock.now()))
        .order_by_asc(mail::Column::NextTryAt)
        .limit(SOME)
        .into_tuple()
        .all(session.read().await?)
        .await?;
    // Nothing is held for reading while it is sent.
    drop(session);
    for id in due {
        let Some((letter, tries)) = take(authority, id).await? else {
            continue;
        };
        match mailer.send(letter).await {
            Ok(()) => forget(authority, id).await?,
            Err(error) => {
                tracing::warn!(
                    %error,
                    cause = error.source(),
                    tries,
                    "a code was not sent and is tried again"
                );
                put_off(authority, id, tries).await?;
            }
        }
    }
    Ok(())
}

/// Takes a row for a while and makes what is to be sent, with how often it was tried; `None` where somebody else has
/// it, or there is nothing to be sent.
async fn take(authority: &Authority, id: Uuid) -> Result<Option<(Letter, i32)>> {
    let now = authority.clock.now();
    let tx = authority.database.begin_writing().await?;
    let taken = mail::Entity::update_many()
        .col_expr(mail::Column::NextTryAt, Expr::value(now + CLAIM))
        .col_expr(mail::Column::Tries, Expr::col(mail::Column::Tries).add(1))
        .filter(mail::Column::Id.eq(id))
        .filter(mail::Column::NextTryAt.lte(now))
        .exec(&tx)
        .await?;
    let row = mail::Entity::find_by_id(id).one(&tx).await?;
    let Some(row) = row.filter(|_| taken.rows_affected == 1) else {
        return Ok(None);
    };
    let letter = letter(&tx, authority, &row, now).await?;
    if letter.is_none() {
        mail::Entity::delete_by_id(id).exec(&tx).await?;
    }
    tx.commit().await?;
    Ok(letter.map(|letter| (letter, row.tries)))
}

/// A letter with a new code, where somebody is called so who may come in, has an address, and has no other code.
async fn letter(
    tx: &impl ConnectionTrait,
    authority: &Authority,
    row: &mail::Model,
    now: DateTime<Utc>,
) -> Result<Option<Letter>> {
    if row.created_at + GIVEN_UP <= now {
        tracing::warn!("a code could not be sent for a day and is given up");
        return Ok(None);
    }
    let called = authority.secret.open(&place(row.id), &row.sealed)?;
    let called = Identifier::typed(&String::from_utf8_lossy(&called));
    let account = account::Entity::find()
        .filter(called.is_of())
        .filter(account::Column::Active.eq(true))
        .filter(account::Column::Kind.eq(AccountKind::Person))
        .one(tx)
        .await?;
    let Some((account, to)) = account.and_then(|mut it| it.email.take().map(|to| (it, to))) else {
        return Ok(None);
    };
    if has_another(tx, account.id, row, now).await? {
        return Ok(None);
    }
    let code = code::issue(tx, account.id, CodePurpose::Password, None, now).await?;
    let act = Act {
        subject_id: Some(account.id.to_string()),
        detail: json!({ "tries": row.tries }),
        ..Act::new(
            Caller::default().author(),
            Action::PasswordAsk.name(),
            "account",
        )
    };
    journal::close(tx, Vec::new(), vec![act], now).await?;
    let letter = Letter::with_code(to, &account.name, &account.language_code, &code);
    Ok(Some(letter))
}

/// Whether there is a code that holds: one of an administrator, which nobody takes away by asking for another, or one
/// that was sent just now.
async fn has_another(
    tx: &impl ConnectionTrait,
    account: Uuid,
    row: &mail::Model,
    now: DateTime<Utc>,
) -> Result<bool> {
    let open = account_code::Entity::find()
        .filter(account_code::Column::AccountId.eq(account))
        .filter(account_code::Column::Purpose.eq(CodePurpose::Password))
        .filter(account_code::Column::UsedAt.is_null())
        .filter(account_code::Column::ExpiresAt.gt(now))
        .one(tx)
        .await?;
    let is_first_try = row.tries <= 1;
    Ok(open.is_some_and(|open| {
        open.issued_by.is_some() || (is_first_try && now < open.created_at + ONCE_IN)
    }))
}

async fn forget(authority: &Authority, id: Uuid) -> Result<()> {
    let tx = authority.database.begin_writing().await?;
    mail::Entity::delete_by_id(id).exec(&tx).await?;
    tx.commit().await?;
    Ok(())
}

/// Waits twice as long after each try, half an hour at most.
async fn put_off(authority: &Authority, id: Uuid, tries: i32) -> Result<()> {
    let doubled = tries.clamp(0, 10);
    let pause = std::cmp::min(TimeDelta::seconds(15 << doubled), LONGEST_PAUSE);
    let tx = authority.database.begin_writing().await?;
    mail::Entity::update_many()
        .col_expr(
            mail::Column::NextTryAt,
            Expr::value(authority.clock.now() + pause),
        )
        .filter(mail::Column::Id.eq(id))
        .exec(&tx)
        .await?;
    tx.commit().await?;
    Ok(())
}
