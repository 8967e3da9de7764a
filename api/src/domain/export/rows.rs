//! The rows of one table for all editions of a batch, read by one statement.
use std::collections::HashMap;

use sea_orm::DbErr;
use sea_orm::prelude::Uuid;

use crate::domain::database::Session;
use crate::domain::edition_rows::{OfEdition, of_editions};
use crate::domain::visibility::LiveContent;
use crate::domain::{Error, Result};

/// Rows by edition, each edition's in order.
pub(super) struct Rows<E: OfEdition>(HashMap<Uuid, Vec<E::Model>>);

impl<E: OfEdition> Rows<E> {
    /// Reads the rows of published contents.
    pub(super) async fn read(session: &Session, contents: &[&LiveContent]) -> Result<Self> {
        let editions: Vec<Uuid> = contents.iter().map(|live| live.edition().id).collect();
        let mut rows: HashMap<Uuid, Vec<E::Model>> = HashMap::new();
        for row in of_editions::<E>(session, &editions).await? {
            rows.entry(E::edition_of(&row)).or_default().push(row);
        }
        Ok(Self(rows))
    }

    /// The rows of a content.
    pub(super) fn of(&mut self, live: &LiveContent) -> Vec<E::Model> {
        self.0.remove(&live.edition().id).unwrap_or_default()
    }

    /// The row of a content that has at most one.
    pub(super) fn optional(&mut self, live: &LiveContent) -> Option<E::Model> {
        self.of(live).pop()
    }

    /// The row that every content of its kind has.
    pub(super) fn one(&mut self, live: &LiveContent) -> Result<E::Model> {
        self.optional(live)
            .ok_or_else(|| missing("the details", live.id()))
    }
}

/// What the database's own rules keep from being missing.
pub(super) fn missing(what: &str, of: Uuid) -> Error {
    DbErr::RecordNotFound(format!("{what} of {of}")).into()
}
