//! Faults: why a working copy cannot be reviewed yet, all of them at once.
use std::collections::HashSet;

use crate::domain::{Error, Reason, Result};

/// Something that is to be mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The field, in the words of the record: `details.law_as_of`, `attachments[2].title`.
    pub path: String,
    /// What is wrong with it.
    pub problem: Problem,
    /// The rule that asks for it, where one does.
    pub legal_basis: Option<String>,
}

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// It is not filled in.
    Missing,
    /// It names something that is not there.
    Unknown,
    /// What it says cannot be used, for this reason.
    Invalid(Reason),
}

impl Problem {
    /// What it says cannot be used, for this reason.
    pub fn invalid(reason: impl Into<Reason>) -> Self {
        Self::Invalid(reason.into())
    }

    /// What is wrong, in a part of a sentence.
    #[must_use]
    pub fn reason(self) -> Reason {
        match self {
            Self::Missing => ("has to be filled in", "phải được điền").into(),
            Self::Unknown => (
                "names something that is not there",
                "nêu đối tượng không tồn tại",
            )
                .into(),
            Self::Invalid(reason) => reason,
        }
    }
}

impl Fault {
    /// A fault that no rule but reason speaks of.
    #[must_use]
    pub fn new(path: impl Into<String>, problem: Problem) -> Self {
        Self {
            path: path.into(),
            problem,
            legal_basis: None,
        }
    }
}

/// The faults that were found so far.
#[derive(Debug, Default)]
pub struct Faults(pub Vec<Fault>);

impl Faults {
    /// Notes a fault.
    pub fn note(&mut self, path: impl Into<String>, problem: Problem) {
        self.0.push(Fault::new(path, problem));
    }

    /// Notes why something could not be taken, if it could not.
    pub fn take(&mut self, result: Result<()>) {
        match result {
            Ok(()) => {}
            Err(Error::Invalid { field, reason, .. }) => {
                self.note(field, Problem::Invalid(reason));
            }
            Err(error) => {
                let reason = (error.to_string(), "chưa thực hiện được; hãy thử lại sau");
                self.note("", Problem::invalid(reason));
            }
        }
    }

    /// Notes the faults of something that is a field itself.
    pub fn take_in(&mut self, outer: &str, inner: Self) {
        self.0.extend(inner.0.into_iter().map(|fault| Fault {
            path: format!("{outer}.{}", fault.path),
            ..fault
        }));
    }

    /// The first of them, for those who stop at it.
    ///
    /// # Errors
    /// [`Error::Invalid`] when there is one.
    pub fn first(self) -> Result<()> {
        match self.0.into_iter().next() {
            None => Ok(()),
            Some(fault) => Err(Error::invalid(fault.path, fault.problem.reason())),
        }
    }

    /// One fault a field, the one that was found first, in the order in which they were found.
    #[must_use]
    pub fn by_field(self) -> Vec<Fault> {
        let mut seen = HashSet::new();
        let mut faults = self.0;
        faults.retain(|fault| seen.insert(fault.path.clone()));
        faults
    }

    /// A field that must be filled in.
    pub fn needed<T>(&mut self, path: &str, value: Option<T>) -> Option<T> {
        if value.is_none() {
            self.note(path, Problem::Missing);
        }
        value
    }
}
