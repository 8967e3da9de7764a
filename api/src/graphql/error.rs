//! Errors of the public contract: the only file that names `async_graphql::Error`.
use async_graphql::ErrorExtensions;

use super::error_code::ErrorCode;
use crate::domain::{self, Refusal};

/// The result of a resolver.
pub type Result<T, E = GqlError> = std::result::Result<T, E>;

/// An error of a resolver.
///
/// It deliberately has no `Display`: were it printable, a bare `?` on a foreign error would compile and
/// show the client its text, SQL included.
pub struct GqlError(domain::Error);

impl From<domain::Error> for GqlError {
    fn from(error: domain::Error) -> Self {
        Self(error)
    }
}

impl From<std::sync::Arc<domain::Error>> for GqlError {
    fn from(error: std::sync::Arc<domain::Error>) -> Self {
        Self((*error).clone())
    }
}

impl From<GqlError> for async_graphql::Error {
    fn from(GqlError(error): GqlError) -> Self {
        let (code, message) = match &error {
            domain::Error::Invalid { .. } | domain::Error::Faults(_) => {
                (ErrorCode::BadUserInput, error.to_string())
            }
            domain::Error::NotFound => (ErrorCode::NotFound, error.to_string()),
            domain::Error::NoPreview => (ErrorCode::PreviewInvalid, error.to_string()),
            domain::Error::Unauthenticated => (ErrorCode::Unauthenticated, error.to_string()),
            domain::Error::Forbidden(_)
            | domain::Error::Refused(Refusal::PasswordMustChange | Refusal::SecondFactorNeeded) => {
                (ErrorCode::Forbidden, error.to_string())
            }
            domain::Error::Conflict { .. }
            | domain::Error::WrongState(_)
            | domain::Error::InUse(_)
            | domain::Error::Refused(_) => (ErrorCode::Conflict, error.to_string()),
            domain::Error::TooSoon { .. }
            | domain::Error::Busy
            | domain::Error::Indexing
            | domain::Error::ProviderDown => (ErrorCode::ServiceUnavailable, error.to_string()),
            domain::Error::Unavailable(source) => {
                tracing::warn!(cause = %source, "the database does not answer");
                (ErrorCode::ServiceUnavailable, error.to_string())
            }
            domain::Error::Cancelled => (ErrorCode::Timeout, error.to_string()),
            domain::Error::Database(source) => internal(&error, source),
            domain::Error::Secret(source) => internal(&error, source),
            domain::Error::Store(source) => internal(&error, source),
            domain::Error::Search(source) => internal(&error, source),
        };

        Self::new(message).extend_with(|_, extensions| {
            extensions.set("code", code.as_str());
            if let domain::Error::Invalid { field, code, .. } = &error {
                extensions.set("field", field.as_str());
                if let Some(code) = code {
                    extensions.set("reason", *code);
                }
            }
        })
    }
}

/// Logs the whole chain once; the client learns nothing of it.
fn internal(error: &domain::Error, source: &dyn std::error::Error) -> (ErrorCode, String) {
    tracing::error!(%error, cause = %source, "internal error");
    (ErrorCode::InternalServerError, "internal error".to_owned())
}
