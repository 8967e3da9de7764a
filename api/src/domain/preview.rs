//! What opens a preview: a signed link token, `nlp_` and 56 bytes: the preview's id, its end, a signature of both.
//!
//! That a token is ours and has not ended is known without the database; whether it was taken back, and what it shows, is
//! looked up each time ([`super::visibility::Lens`]).
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use super::secret::{Secret, SecretError};
use super::{Error, Result};

/// What a token begins with.
const KIND: &str = "nlp_";
/// What the key that signs is derived for.
const PURPOSE: &str = "preview";
/// How long a preview lasts where nobody says how long.
pub const USUAL: TimeDelta = TimeDelta::hours(24);
/// The longest.
pub const LONGEST: TimeDelta = TimeDelta::days(7);

/// The preview that somebody has a good token of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PreviewToken {
    /// The preview.
    pub id: Uuid,
    /// When it ends, to the second.
    pub expires_at: DateTime<Utc>,
}

impl PreviewToken {
    /// The token, which is shown once.
    ///
    /// # Errors
    /// When the cryptography fails.
    pub fn text(self, secret: &Secret) -> Result<String, SecretError> {
        let said = self.said();
        let signature = secret.sign(PURPOSE, &said)?;
        let whole = [said.as_slice(), &signature].concat();
        Ok(format!("{KIND}{}", URL_SAFE_NO_PAD.encode(whole)))
    }

    /// What a token says, where it is one of ours and has not ended.
    ///
    /// # Errors
    /// [`Error::NoPreview`] for anything else; otherwise when the cryptography fails.
    pub fn of(token: &str, secret: &Secret, now: DateTime<Utc>) -> Result<Self> {
        let (said, signature) = parts(token).ok_or(Error::NoPreview)?;
        if !secret.signed(PURPOSE, &said, &signature)? {
            return Err(Error::NoPreview);
        }
        let read = Self::read(&said).ok_or(Error::NoPreview)?;
        (now < read.expires_at)
            .then_some(read)
            .ok_or(Error::NoPreview)
    }

    fn said(self) -> [u8; 24] {
        let mut said = [0; 24];
        said[..16].copy_from_slice(self.id.as_bytes());
        said[16..].copy_from_slice(&self.expires_at.timestamp().to_be_bytes());
        said
    }

    fn read(said: &[u8; 24]) -> Option<Self> {
        let (id, expires) = said.split_first_chunk::<16>()?;
        let expires = i64::from_be_bytes(expires.try_into().ok()?);
        Some(Self {
            id: Uuid::from_bytes(*id),
            expires_at: DateTime::from_timestamp(expires, 0)?,
        })
    }
}

fn parts(token: &str) -> Option<([u8; 24], [u8; 32])> {
    let whole = URL_SAFE_NO_PAD.decode(token.strip_prefix(KIND)?).ok()?;
    let (said, signature) = whole.split_first_chunk::<24>()?;
    Some((*said, signature.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_opens_until_its_second_and_no_other_does() {
        let secret = Secret::new(&[7; 32]);
        let end = DateTime::from_timestamp(1_900_000_000, 0).expect("a moment");
        let made = PreviewToken {
            id: Uuid::from_u128(7),
            expires_at: end,
        };
        let token = made.text(&secret).expect("a token");
        assert_eq!(token.len(), 4 + 75);
        let opens = |token: &str, secret: &Secret, now| PreviewToken::of(token, secret, now).ok();
        let before = end - TimeDelta::nanoseconds(1);
        assert_eq!(opens(&token, &secret, before), Some(made));
        assert_eq!(opens(&token, &secret, end), None);
        assert_eq!(opens(&token, &Secret::new(&[8; 32]), before), None);
        for index in 0..token.len() {
            let mut other = token.clone().into_bytes();
            other[index] = if other[index] == b'A' { b'Q' } else { b'A' };
            let other = String::from_utf8(other).expect("text");
            assert_eq!(opens(&other, &secret, before), None, "{other}");
        }
        for other in ["", "nlp_", &token[..78], &format!("{token}A"), &token[4..]] {
            assert_eq!(opens(other, &secret, before), None, "{other}");
        }
    }
}
