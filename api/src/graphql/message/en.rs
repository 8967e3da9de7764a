//! Sentences in English.
use crate::graphql::user_error::UserErrorCode;

/// What a code means.
pub(super) fn sentence(code: UserErrorCode) -> &'static str {
    match code {
        UserErrorCode::Unauthenticated => "You are not signed in, or the session has ended.",
        UserErrorCode::Forbidden => "Your account may not do this.",
        UserErrorCode::NotFound => "There is no such thing.",
        UserErrorCode::VersionConflict => {
            "Somebody else changed this in the meantime; load it again and repeat what you did."
        }
        UserErrorCode::WrongState => "This cannot be done in the present state.",
        UserErrorCode::SamePerson => {
            "Who wrote it does not approve it; somebody else has to do this."
        }
        UserErrorCode::DraftExists => {
            "There is a working copy of this already; go on with that one, or discard it."
        }
        UserErrorCode::IdempotencyKeyReused => {
            "This idempotency key was used for another request; take a new one."
        }
        UserErrorCode::Missing => "This has to be filled in.",
        UserErrorCode::UnknownCode => "This names something that is not there.",
        UserErrorCode::Invalid => "This cannot be used as it is.",
    }
}
