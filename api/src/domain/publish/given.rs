//! What a run was given so far: each thing once.
//!
//! Of two records of one run that contradict each other, the second is refused: a run that took both would
//! change something each time it is run.
use std::collections::HashSet;

use uuid::Uuid;

use crate::domain::Error;

/// What was given so far.
#[derive(Default)]
pub(super) struct Given {
    pub(super) contents: HashSet<Uuid>,
    /// Natural keys of everything else.
    pub(super) entries: HashSet<String>,
}

impl Given {
    /// Adds what a batch was given.
    pub(super) fn extend(&mut self, batch: Self) {
        self.contents.extend(batch.contents);
        self.entries.extend(batch.entries);
    }
}

/// The refusal of a record that says something else than one before it.
pub(super) fn repeated() -> Error {
    let message = (
        "was given already in this run and said something else; keep one of the two",
        "đã có trong lần nhập này với nội dung khác; hãy giữ lại một",
    );
    Error::invalid("record", message)
}
