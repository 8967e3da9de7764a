//! What a reader yields: a record or the reason why there is none, and where it stood.

use std::fmt;

use super::Refusal;
use crate::exchange::Record;

/// One thing found in a file.
#[derive(Debug)]
pub struct Entry {
    /// Where it stood.
    pub place: Place,
    /// The record, or why there is none.
    pub record: Result<Record, Refusal>,
}

/// A place in a file, as a person would look for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Line, from 1, where the format has lines.
    pub line: Option<usize>,
    /// What the source calls the thing: a number, a key, a code.
    pub item: Option<String>,
}

impl Place {
    /// A line, from 1.
    #[must_use]
    pub fn line(line: usize) -> Self {
        Self {
            line: Some(line),
            item: None,
        }
    }

    /// A thing by the name that the source gives it.
    #[must_use]
    pub fn item(name: impl Into<String>) -> Self {
        Self {
            line: None,
            item: Some(name.into()),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.line, &self.item) {
            (Some(line), Some(item)) => write!(formatter, "line {line}, {item}"),
            (Some(line), None) => write!(formatter, "line {line}"),
            (None, Some(item)) => formatter.write_str(item),
            (None, None) => formatter.write_str("the file"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_read_as_words() {
        assert_eq!(Place::line(3).to_string(), "line 3");
        assert_eq!(Place::item("44.8.LQ").to_string(), "44.8.LQ");
        assert_eq!(Place::default().to_string(), "the file");
        let both = Place {
            line: Some(3),
            item: Some("so-tu-phap".into()),
        };
        assert_eq!(both.to_string(), "line 3, so-tu-phap");
    }
}
