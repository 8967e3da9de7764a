//! Citations that were found in the text of editions (viện dẫn).
use sea_orm::entity::prelude::*;

use crate::value::CitationPart;

/// A citation in the text of an edition.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "citation")]
pub struct Model {
    /// The edition.
    #[sea_orm(primary_key, auto_increment = false)]
    pub edition_id: Uuid,
    /// Place among the edition's citations.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i32,
    /// The text it stands in.
    pub part: CitationPart,
    /// Where it starts in the text, in characters.
    pub starts: i32,
    /// Where it ends in the text, in characters, exclusive.
    pub ends: i32,
    /// The citation as written.
    pub text: String,
    /// Path of the cited part, such as `dieu-5/khoan-2`.
    pub provision: Option<String>,
    /// The cited document as written: its number or name.
    pub document: Option<String>,
    /// By what the cited document is found: the normal form of its number; or `name:` with that of its name, and `@` with its
    /// year where one is said.
    pub document_key: Option<String>,
    /// The day on which the document was in force that is cited by a name without a year.
    pub as_of: Option<Date>,
    /// The cited document, once it is known.
    pub target_id: Option<Uuid>,
}

impl ActiveModelBehavior for ActiveModel {}
