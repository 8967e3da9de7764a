//! Sentences in English.
use crate::graphql::user_error::UserErrorCode;

/// What a code means.
pub(super) fn sentence(code: UserErrorCode) -> &'static str {
    match code {
        UserErrorCode::Unauthenticated => "You are not signed in, or the session has ended.",
        UserErrorCode::Forbidden => "Your account may not do this.",
        UserErrorCode::NotFound => "There is no such thing.",
        UserErrorCode::VersionConflict => {
            "The item is not at the version that was sent; load it again, see what changed and repeat what you did."
        }
        UserErrorCode::WrongState => "This cannot be done in the present state.",
        UserErrorCode::SamePerson => {
            "Who wrote it does not approve it; somebody else has to do this."
        }
        UserErrorCode::DraftExists => {
            "There is a working copy of this already; go on with that one, or discard it."
        }
        UserErrorCode::BaseChanged => {
            "What the public reads has changed since this was begun (a newer edition, or it was withdrawn): compare the two, \
             then say overNewer."
        }
        UserErrorCode::NotConfirmed => {
            "Confirm that it holds no state secret, nobody's private life and no identifiable child."
        }
        UserErrorCode::NotEndorsed => "The head of the agency has to endorse this first.",
        UserErrorCode::InUse => {
            "The file is used and stays; take it out of the items that are named first."
        }
        UserErrorCode::Missing => "This has to be filled in.",
        UserErrorCode::UnknownCode => "This names something that is not there.",
        UserErrorCode::CredentialsInvalid => "There is no such account with this password.",
        UserErrorCode::SecondFactorNeeded => {
            "This account signs in with a one-time password as well; set it up or enter it."
        }
        UserErrorCode::PasswordMustChange => {
            "Change your password first; then you can do everything else."
        }
        UserErrorCode::PasswordWeak => {
            "Choose a password of 12 characters or more that others do not guess: no name, no word that many people use."
        }
        UserErrorCode::CodeInvalid => "This code is wrong, was used already, or has expired.",
        UserErrorCode::TokenInvalid => {
            "This token is wrong, was used already, or has expired; sign in again."
        }
        UserErrorCode::TooManyAttempts => {
            "There were too many attempts; wait a little and try again."
        }
        UserErrorCode::Taken => "Somebody else has this already.",
        UserErrorCode::NoAccount => {
            "The sign-on knows you, but you have no active account here; ask an administrator to link one."
        }
        UserErrorCode::LastAdministrator => {
            "This is the last administrator who may come in; make somebody else an administrator first."
        }
        UserErrorCode::NoMail => {
            "No mail is sent from here; ask an administrator for a one-time code."
        }
        UserErrorCode::Invalid => "This value cannot be used here.",
        UserErrorCode::ReportChanged => {
            "Something else would happen now than what the report said; read the new one and decide again."
        }
        UserErrorCode::IdempotencyKeyReused => {
            "This idempotency key was used for another request; use a new one."
        }
    }
}
