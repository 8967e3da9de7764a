//! What an account is called by when somebody signs in: a user name or an e-mail address, compared without regard to
//! case and to how its letters are composed.
use entity::account;
use sea_orm::prelude::*;
use sea_orm::sea_query::SimpleExpr;
use unicode_normalization::UnicodeNormalization;

use crate::domain::{Error, Result};

/// Letters of a user name at least and at most.
const LOGIN: std::ops::RangeInclusive<usize> = 3..=64;
/// Characters of an e-mail address at most (RFC 5321).
const EMAIL: usize = 254;

/// A user name or an e-mail address, folded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Identifier {
    /// A user name.
    Login(String),
    /// An e-mail address.
    Email(String),
}

impl Identifier {
    /// What somebody typed to sign in; that there is such an account is another matter.
    #[must_use]
    pub fn typed(text: &str) -> Self {
        let key = fold(text);
        if key.contains('@') {
            Self::Email(key)
        } else {
            Self::Login(key)
        }
    }

    /// Which account is called so.
    pub(super) fn is_of(&self) -> SimpleExpr {
        match self {
            Self::Login(key) => account::Column::LoginKey.eq(key),
            Self::Email(key) => account::Column::EmailKey.eq(key),
        }
    }

    /// What is compared.
    #[must_use]
    pub fn key(&self) -> &str {
        match self {
            Self::Login(key) | Self::Email(key) => key,
        }
    }
}

/// The key of a new user name: 3 to 64 letters and digits, with full stops, hyphens and underscores between.
///
/// # Errors
/// [`Error::Invalid`] for anything else.
pub(super) fn login_key(login: &str) -> Result<String> {
    let key = fold(login);
    let within = |letter: char| letter.is_alphanumeric() || ".-_".contains(letter);
    let usable = LOGIN.contains(&key.chars().count())
        && key.chars().all(within)
        && key.starts_with(char::is_alphanumeric);
    let reason = (
        "must have 3 to 64 letters, digits, full stops, hyphens and underscores, and begin with a letter or digit",
        "phải gồm 3 đến 64 chữ cái, chữ số, dấu chấm, gạch nối, gạch dưới và bắt đầu bằng chữ cái hoặc chữ số",
    );
    usable
        .then_some(key)
        .ok_or_else(|| Error::invalid("login", reason))
}

/// The key of a new e-mail address.
///
/// # Errors
/// [`Error::Invalid`] for what is none.
pub(super) fn email_key(email: &str) -> Result<String> {
    let key = fold(email);
    let usable = key.len() <= EMAIL
        && !key.contains(|letter: char| letter.is_whitespace() || letter.is_control())
        && key.split('@').count() == 2
        && key.split('@').all(|part| !part.is_empty());
    let reason = (
        "is no e-mail address, such as hoa@example.vn",
        "không phải là địa chỉ thư điện tử, như hoa@example.vn",
    );
    usable
        .then_some(key)
        .ok_or_else(|| Error::invalid("email", reason))
}

fn fold(text: &str) -> String {
    text.trim()
        .nfkc()
        .collect::<String>()
        .to_lowercase()
        .nfc()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_composition_make_no_difference() {
        for text in ["Hòa", " hòa ", "HÒA", "ho\u{300}a", "HO\u{300}A", "ｈòa"] {
            assert_eq!(Identifier::typed(text), Identifier::Login("hòa".to_owned()));
        }
        let email = Identifier::Email("hoa@tinh.example".to_owned());
        assert_eq!(Identifier::typed("Hoa@Tinh.Example "), email);
    }

    #[test]
    fn what_cannot_be_called_so_is_refused() {
        for login in ["nong.hoa", "so-tu-phap_1", "Hòa", "123"] {
            assert!(login_key(login).is_ok(), "{login}");
        }
        for login in [
            "",
            "ab",
            "nông hoa",
            "a@b",
            ".abc",
            "a/b/c",
            &"a".repeat(65),
            "ab\0c",
        ] {
            assert!(login_key(login).is_err(), "{login}");
        }
        assert!(email_key("hoa@tinh.example").is_ok());
        let long = format!("{}@a.vn", "a".repeat(250));
        for email in ["", "hoa", "@a.vn", "hoa@", "a@b@c", "h oa@a.vn", &long] {
            assert!(email_key(email).is_err(), "{email}");
        }
    }
}
