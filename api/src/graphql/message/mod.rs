//! The sentences that people are told, in Vietnamese and English.
mod en;
mod vi;

use super::user_error::UserErrorCode;
use crate::domain::Reason;

/// A language that sentences are in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Tiếng Việt.
    Vietnamese,
    /// English.
    English,
}

impl Language {
    /// The language that `Accept-Language` (RFC 9110) likes more; Vietnamese where it likes neither.
    #[must_use]
    pub fn preferred(accept: &str) -> Self {
        let mut best = (Self::Vietnamese, 0.0);
        for range in accept.split(',') {
            let mut parts = range.split(';').map(str::trim);
            let tag = parts.next().unwrap_or_default();
            let quality = parts.find_map(|part| part.strip_prefix("q="));
            let quality = quality.map_or(1.0, |text| text.parse().unwrap_or(0.0));
            let language = match tag
                .split('-')
                .next()
                .map(str::to_ascii_lowercase)
                .as_deref()
            {
                Some("vi") => Self::Vietnamese,
                Some("en") => Self::English,
                _ => continue,
            };
            if quality > best.1 {
                best = (language, quality);
            }
        }
        best.0
    }

    /// What a code means, for a person.
    #[must_use]
    pub fn sentence(self, code: UserErrorCode) -> &'static str {
        match self {
            Self::Vietnamese => vi::sentence(code),
            Self::English => en::sentence(code),
        }
    }

    /// Why a value cannot be used, for a person.
    #[must_use]
    pub fn reason(self, reason: &Reason) -> &str {
        match self {
            Self::Vietnamese => reason.vietnamese(),
            Self::English => reason.english(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use strum::VariantArray;

    use super::*;

    #[test]
    fn the_language_that_is_liked_more_is_spoken() {
        for (accept, language) in [
            ("", Language::Vietnamese),
            ("fr, de;q=0.5", Language::Vietnamese),
            ("en", Language::English),
            ("en-GB,en;q=0.9,vi;q=0.8", Language::English),
            ("vi-VN,vi;q=0.9,en;q=0.8", Language::Vietnamese),
            ("en;q=0.3, VI ; q=0.4", Language::Vietnamese),
            ("vi;q=0, en;q=0.1", Language::English),
            ("en;q=0", Language::Vietnamese),
            ("en;q=x", Language::Vietnamese),
            ("*", Language::Vietnamese),
        ] {
            assert_eq!(Language::preferred(accept), language, "{accept}");
        }
    }

    #[test]
    fn a_reason_is_given_in_the_language_and_reported_in_english() {
        let reason = Reason::too_long(12, 10);
        assert_eq!(
            Language::Vietnamese.reason(&reason),
            "dài 12 ký tự; chỉ được dài tối đa 10 ký tự"
        );
        assert_eq!(
            Language::English.reason(&reason),
            "is 12 characters long; at most 10 are kept"
        );
        assert_eq!(reason.to_string(), reason.english());
    }

    #[test]
    fn every_code_has_a_sentence_of_its_own_in_both_languages() {
        for language in [Language::Vietnamese, Language::English] {
            let sentences: BTreeSet<&str> = UserErrorCode::VARIANTS
                .iter()
                .map(|code| language.sentence(*code))
                .collect();
            assert_eq!(sentences.len(), UserErrorCode::VARIANTS.len());
            assert!(sentences.iter().all(|sentence| sentence.ends_with('.')));
        }
    }
}
