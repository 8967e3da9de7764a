//! Patterns that are constants of the code.
use regex::Regex;

/// The expression that a constant pattern says; one that says none stops the first test that uses it.
pub(crate) fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a valid pattern")
}
