//! Terms by code, each below another or at the top.
use std::collections::HashMap;

use entity::{activity_form, agency_type, audience, section, topic};

/// A row with a code, below another or at the top.
pub(in crate::domain) trait Node {
    /// Its code.
    fn code(&self) -> &str;
    /// The code of the row above.
    fn parent(&self) -> Option<&str>;
}

/// Rows by code.
pub(in crate::domain) struct Tree<M> {
    rows: HashMap<String, M>,
}

impl<M: Node> Tree<M> {
    pub(in crate::domain) fn new(rows: Vec<M>) -> Self {
        Self {
            rows: rows
                .into_iter()
                .map(|row| (row.code().to_owned(), row))
                .collect(),
        }
    }

    pub(in crate::domain) fn get(&self, code: &str) -> Option<&M> {
        self.rows.get(code)
    }

    /// The code and those above it, nearest first; nothing for an unknown code.
    pub(in crate::domain) fn with_ancestors<'a>(
        &'a self,
        code: &'a str,
    ) -> impl Iterator<Item = &'a str> {
        let mut next = self.get(code);
        std::iter::from_fn(move || {
            let row = next?;
            next = row.parent().and_then(|parent| self.get(parent));
            Some(row.code())
        })
    }

    /// All rows, each after the row above it: by depth, then by code.
    pub(in crate::domain) fn in_order(&self) -> Vec<&M> {
        let mut rows: Vec<&M> = self.rows.values().collect();
        rows.sort_by_cached_key(|row| {
            let depth = self.with_ancestors(row.code()).count();
            (depth, row.code().to_owned())
        });
        rows
    }

    /// Whether `code` is `other` or above it.
    pub(in crate::domain) fn holds(&self, code: &str, other: &str) -> bool {
        self.with_ancestors(other).any(|ancestor| ancestor == code)
    }

    /// Keeps a row; true when one that was here moved under another parent.
    pub(super) fn put(&mut self, row: M) -> bool {
        let moved = self
            .get(row.code())
            .is_some_and(|kept| kept.parent() != row.parent());
        self.rows.insert(row.code().to_owned(), row);
        moved
    }
}

impl Node for topic::Model {
    fn code(&self) -> &str {
        &self.code
    }

    fn parent(&self) -> Option<&str> {
        self.parent_code.as_deref()
    }
}

impl Node for audience::Model {
    fn code(&self) -> &str {
        &self.code
    }

    fn parent(&self) -> Option<&str> {
        self.parent_code.as_deref()
    }
}

impl Node for activity_form::Model {
    fn code(&self) -> &str {
        &self.code
    }

    fn parent(&self) -> Option<&str> {
        self.parent_code.as_deref()
    }
}

impl Node for agency_type::Model {
    fn code(&self) -> &str {
        &self.code
    }

    fn parent(&self) -> Option<&str> {
        self.parent_code.as_deref()
    }
}

impl Node for section::Model {
    fn code(&self) -> &str {
        &self.code
    }

    fn parent(&self) -> Option<&str> {
        self.parent_code.as_deref()
    }
}
