//! Why a reader gives no record: what is wrong and how to mend it, in one sentence.
use crate::domain::body::Excess;

/// Why something was not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The bytes could not be read.
    #[error("the file cannot be read on from here ({0}); check it and import it again")]
    Unreadable(String),
    /// A line that no record needs.
    #[error("the line is longer than {0} MB; attach long content as a file, or split the record")]
    TooLong(usize),
    /// Not UTF-8.
    #[error("the text is not UTF-8 from byte {0} of the line on; save the file as UTF-8")]
    NotUtf8(usize),
    /// Not the format that was expected.
    #[error("this is not {expected}: {problem}; correct it or name the right format")]
    Malformed {
        /// The format.
        expected: &'static str,
        /// What stands there instead.
        problem: String,
    },
    /// HTML that takes its parser the square of its length.
    #[error("the HTML is not read: {0}")]
    Html(#[from] Excess),
    /// A value that cannot be taken.
    #[error("`{field}`: {problem}")]
    Field {
        /// The field, as a path from the record, or the column.
        field: String,
        /// What is wrong with it and what was expected.
        problem: String,
    },
    /// Something that a record cannot do without.
    #[error("`{field}` is missing; {mend}")]
    Missing {
        /// The field, as the source names it.
        field: String,
        /// Where it should stand, or what to write.
        mend: &'static str,
    },
    /// A thing that another of the same file already is.
    #[error("{what} stands at {first} already; {mend}")]
    Repeated {
        /// What is there twice.
        what: String,
        /// Where it stood first.
        first: String,
        /// How to tell them apart.
        mend: &'static str,
    },
}

impl Refusal {
    pub(super) fn field(field: impl Into<String>, problem: impl Into<String>) -> Self {
        Self::Field {
            field: field.into(),
            problem: problem.into(),
        }
    }

    pub(super) fn missing(field: impl Into<String>, mend: &'static str) -> Self {
        Self::Missing {
            field: field.into(),
            mend,
        }
    }

    pub(super) fn malformed(expected: &'static str, problem: impl std::fmt::Display) -> Self {
        Self::Malformed {
            expected,
            problem: problem.to_string(),
        }
    }
}
