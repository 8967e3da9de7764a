//! The rows of one table for all editions of a batch, read by one statement.
use std::collections::HashMap;

use sea_orm::prelude::Uuid;
use sea_orm::{ConnectionTrait, DbErr};

use super::Told;
use crate::domain::edition_rows::{OfEdition, of_editions};
use crate::domain::{Error, Result};

/// Rows by edition, each edition's in order.
pub(super) struct Rows<E: OfEdition>(HashMap<Uuid, Vec<E::Model>>);

impl<E: OfEdition> Rows<E> {
    /// Reads the rows of editions.
    pub(super) async fn read(db: &impl ConnectionTrait, contents: &[&Told]) -> Result<Self> {
        let editions: Vec<Uuid> = contents.iter().map(|told| told.edition.id).collect();
        let mut rows: HashMap<Uuid, Vec<E::Model>> = HashMap::new();
        for row in of_editions::<E>(db, &editions).await? {
            rows.entry(E::edition_of(&row)).or_default().push(row);
        }
        Ok(Self(rows))
    }

    /// The rows of an edition.
    pub(super) fn of(&mut self, told: &Told) -> Vec<E::Model> {
        self.0.remove(&told.edition.id).unwrap_or_default()
    }

    /// The row of an edition that has at most one.
    pub(super) fn optional(&mut self, told: &Told) -> Option<E::Model> {
        self.of(told).pop()
    }

    /// The row that every edition of its kind has.
    pub(super) fn one(&mut self, told: &Told) -> Result<E::Model> {
        self.optional(told)
            .ok_or_else(|| missing("the details", told.id()))
    }
}

/// What the database's own rules keep from being missing.
pub(in crate::domain) fn missing(what: &str, of: Uuid) -> Error {
    DbErr::RecordNotFound(format!("{what} of {of}")).into()
}
