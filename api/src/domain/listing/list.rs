//! What a list is: a selection, an order, and the part of it that is read.
use chrono::NaiveDate;
use uuid::Uuid;

use super::Scope;
use super::query::Row;

/// The column that a list is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SortColumn {
    /// Publication of the live edition.
    Published,
    /// Last change.
    Updated,
    /// The item's own date.
    Date,
    /// Title, as Vietnamese dictionaries sort.
    Title,
}

/// An order of a list; ties go by id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Sort {
    /// The column.
    pub column: SortColumn,
    /// Largest first.
    pub descending: bool,
}

/// Which items a list shows: every group must hold; of a group's scopes, one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Selection {
    /// Groups of scopes.
    pub groups: Vec<Vec<Scope>>,
    /// Published at or after, as a sort key.
    pub published_from: Option<i64>,
    /// Published before, as a sort key.
    pub published_before: Option<i64>,
    /// Own date at or after, as a sort key.
    pub date_from: Option<i64>,
    /// Own date at or before, as a sort key.
    pub date_to: Option<i64>,
    /// Legal documents in force on this day, as far as dates tell.
    pub in_force_on: Option<NaiveDate>,
}

/// A place in a list.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// Sort key of the item there.
    pub key: Key,
    /// Its id.
    pub id: Uuid,
}

/// A sort key.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// Times and days.
    Number(i64),
    /// Titles.
    Text(String),
}

/// What the keys of a list are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keys {
    /// Times, days and positions.
    Numbers,
    /// Titles and names.
    Texts,
}

impl Keys {
    /// Whether a key is one of these; a text with U+0000 never is, since `PostgreSQL` takes none.
    #[must_use]
    pub fn hold(self, key: &Key) -> bool {
        match (self, key) {
            (Self::Numbers, Key::Number(_)) => true,
            (Self::Texts, Key::Text(text)) => !text.contains('\0'),
            _ => false,
        }
    }
}

impl Sort {
    /// What the keys of a list in this order are.
    #[must_use]
    pub fn keys(self) -> Keys {
        match self.column {
            SortColumn::Title => Keys::Texts,
            SortColumn::Published | SortColumn::Updated | SortColumn::Date => Keys::Numbers,
        }
    }
}

/// Which part of a list is read.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Window {
    /// At most so many items.
    pub limit: u64,
    /// From the end instead of the beginning.
    pub backward: bool,
    /// Only after this place.
    pub after: Option<Place>,
    /// Only before this place.
    pub before: Option<Place>,
    /// Leave out so many first.
    pub offset: u64,
}

impl Window {
    /// Its limit, to count with.
    #[must_use]
    pub fn size(&self) -> usize {
        usize::try_from(self.limit).unwrap_or(usize::MAX)
    }

    /// Cuts rows, of which one more was read than is shown, to the limit; whether there are more.
    pub fn cut<T>(&self, rows: &mut Vec<T>) -> bool {
        let more = rows.len() > self.size();
        rows.truncate(self.size());
        more
    }

    /// The number that it comes after, in a list that goes by numbers.
    #[must_use]
    pub fn after_number(&self) -> Option<i64> {
        match self.after.as_ref()?.key {
            Key::Number(number) => Some(number),
            Key::Text(_) => None,
        }
    }
}

/// A list to read.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct List {
    /// Which items.
    pub selection: Selection,
    /// In which order.
    pub sort: Sort,
    /// Which part.
    pub window: Window,
}

/// A part of a list.
#[derive(Clone, Debug, Default)]
pub struct Part {
    /// The items with their places, in the list's order.
    pub rows: Vec<Row>,
    /// Whether the list goes on in the direction of reading.
    pub more: bool,
}
