//! Reasons: what is wrong with a value and how to mend it, in English and in Vietnamese.
use std::borrow::Cow;
use std::fmt;

/// Why a value cannot be used, and how to mend it: a part of a sentence of which the field is the subject, in both
/// languages of those who meet it. `Display` is the English one, for logs and reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    english: Cow<'static, str>,
    vietnamese: Cow<'static, str>,
}

impl Reason {
    /// For a text that is too long, in characters.
    #[must_use]
    pub fn too_long(length: usize, longest: usize) -> Self {
        Self::from((
            format!("is {length} characters long; at most {longest} are kept"),
            format!("dài {length} ký tự; chỉ được dài tối đa {longest} ký tự"),
        ))
    }

    /// For a number of things of which there has to be one.
    #[must_use]
    pub fn not_positive() -> Self {
        Self::from(("must be 1 or more", "phải từ 1 trở lên"))
    }

    /// In English.
    #[must_use]
    pub fn english(&self) -> &str {
        &self.english
    }

    /// In Vietnamese.
    #[must_use]
    pub fn vietnamese(&self) -> &str {
        &self.vietnamese
    }
}

/// The English part first, the Vietnamese one second.
impl<E, V> From<(E, V)> for Reason
where
    E: Into<Cow<'static, str>>,
    V: Into<Cow<'static, str>>,
{
    fn from((english, vietnamese): (E, V)) -> Self {
        Self {
            english: english.into(),
            vietnamese: vietnamese.into(),
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.english)
    }
}
