//! What can go wrong in a use-case, without a word of any transport.
use std::sync::Arc;

use sea_orm::DbErr;

use super::database::is_outage;
use super::draft::Fault;
use super::files::Use;
use super::policy::Action;
use super::reason::Reason;
use super::secret::SecretError;
use super::workflow::WrongState;

/// The result of a use-case.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What can go wrong in a use-case; `Display` never includes the source.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Error {
    /// The caller's input cannot be used: which field, what is wrong and how to mend it.
    #[error("{field}: {reason}")]
    Invalid {
        /// The field, as the caller knows it.
        field: String,
        /// What is wrong and how to mend it.
        reason: Reason,
        /// A stable word for programs, such as `INVALID_CURSOR`.
        code: Option<&'static str>,
    },
    /// What was asked for is not there, or not for this caller to know of.
    #[error("not found")]
    NotFound,
    /// Nobody is signed in, or no longer.
    #[error("nobody is signed in")]
    Unauthenticated,
    /// A preview's token that is no good, or good no more: it is not said which.
    #[error(
        "liên kết xem trước không đúng, đã hết hạn hoặc đã bị thu hồi / the preview's token is wrong, has ended or was \
         taken back"
    )]
    NoPreview,
    /// What may be read, but not done, by this account.
    #[error("this account may not: {}", .0.name())]
    Forbidden(Action),
    /// What may be done, but not in this state.
    #[error(transparent)]
    WrongState(WrongState),
    /// A rule of the house.
    #[error(transparent)]
    Refused(Refusal),
    /// Fields that are to be mended, all of them.
    #[error("{} fields are to be mended", .0.len())]
    Faults(Vec<Fault>),
    /// A file that is used, as far as the account may know.
    #[error("the file is used in {} places", .0.len())]
    InUse(Vec<Use>),
    /// Somebody else changed it first.
    #[error("changed by somebody else in the meantime")]
    Conflict {
        /// The version as it is now, where the act named one.
        current: Option<i32>,
    },
    /// Too many guesses.
    #[error("too many attempts; try again in {retry_after} seconds")]
    TooSoon {
        /// Seconds to wait.
        retry_after: u64,
    },
    /// All reading connections are taken; trying again soon helps.
    #[error("too many requests at the moment; try again in a second")]
    Busy,
    /// The search index is being made; trying again later helps.
    #[error("the search index is being made; try again in a few seconds")]
    Indexing,
    /// A provider of sign-on does not answer; trying again later helps.
    #[error("the sign-on provider does not answer at the moment; try again in a few seconds")]
    ProviderDown,
    /// The request was given up before it ended.
    #[error("the request was cancelled")]
    Cancelled,
    /// The database does not answer; trying again later helps.
    #[error("the database does not answer at the moment; try again in a few seconds")]
    Unavailable(#[source] DbErr),
    /// The database failed.
    #[error("the database failed")]
    Database(#[source] DbErr),
    /// The installation's secret does not open what is to be opened.
    #[error(transparent)]
    Secret(#[from] SecretError),
    /// A file or the store of files failed.
    #[error("the store of files failed")]
    Store(#[source] Arc<object_store::Error>),
    /// The search index failed.
    #[error("the search failed")]
    Search(#[source] Arc<dyn std::error::Error + Send + Sync>),
}

/// A rule that forbids what the caller's rights and the state would allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Who wrote it does not approve it.
    #[error("somebody else has to do this: the account wrote it itself")]
    SamePerson,
    /// One working copy at a time.
    #[error("there is a working copy of it already")]
    DraftExists,
    /// Whoever signs in is unknown, or shows a wrong password: it is not said which.
    #[error("there is no such account with this password")]
    CredentialsInvalid,
    /// A provider vouches for somebody who has no account here that may come in.
    #[error("nobody here is linked to the account at the provider, or the account is not active")]
    NoAccount,
    /// The password is right, and one more factor is asked for, or has to be set up first.
    #[error("a one-time password is needed")]
    SecondFactorNeeded,
    /// The account may do nothing but change its password.
    #[error("the password has to be changed first")]
    PasswordMustChange,
    /// The password is too short or too easily guessed.
    #[error("the password is too short or too easily guessed")]
    PasswordWeak,
    /// A one-time password or code that is wrong, used or expired: it is not said which.
    #[error("the code is wrong, used or expired")]
    CodeInvalid,
    /// A refresh token that is unknown, used or expired: it is not said which.
    #[error("the token is unknown, used or expired")]
    TokenInvalid,
    /// Somebody else is called so, or has this already: which field.
    #[error("{0} is taken")]
    Taken(&'static str),
    /// Nobody would be left who keeps accounts.
    #[error("this is the last active administrator; make somebody else one first")]
    LastAdministrator,
    /// No mail is sent here.
    #[error("no mail is sent here; ask an administrator for a code")]
    NoMail,
    /// The public reads something else than what the working copy was begun from.
    #[error("what the public reads has changed since this was begun")]
    BaseChanged,
    /// The author did not confirm what has to be confirmed.
    #[error("what has to be confirmed was not confirmed")]
    NotConfirmed,
    /// The head of the agency has to stand by it first.
    #[error("the head of the agency has to stand by it first")]
    NotEndorsed,
    /// Something else would happen than what was shown.
    #[error("something else would happen now than what the report said")]
    ReportChanged,
    /// A key of idempotency stands for one request.
    #[error("the key was used for another request")]
    KeyReused,
}

impl Error {
    /// Input that cannot be used.
    pub fn invalid(field: impl Into<String>, reason: impl Into<Reason>) -> Self {
        Self::Invalid {
            field: field.into(),
            reason: reason.into(),
            code: None,
        }
    }

    /// The same with the field named from further out: `number` within `relations[2]` is
    /// `relations[2].number`.
    #[must_use]
    pub fn within(self, outer: &str) -> Self {
        match self {
            Self::Invalid {
                field,
                reason,
                code,
            } => Self::Invalid {
                field: format!("{outer}.{field}"),
                reason,
                code,
            },
            other => other,
        }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        if is_outage(&error) {
            Self::Unavailable(error)
        } else {
            Self::Database(error)
        }
    }
}

impl From<object_store::Error> for Error {
    fn from(error: object_store::Error) -> Self {
        Self::Store(std::sync::Arc::new(error))
    }
}
