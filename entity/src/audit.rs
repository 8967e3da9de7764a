//! The audit log: who did what. Append-only, each row chained to the one before by its hash; ids and codes, no texts.
use sea_orm::entity::prelude::*;

use crate::value::Via;

/// Something that was done.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit")]
pub struct Model {
    /// Its number, from 1, without gaps.
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i64,
    /// When it was committed.
    pub at: DateTimeUtc,
    /// Who did it; absent for the command line, the schedule and the unknown.
    pub account_id: Option<Uuid>,
    /// What it came through.
    pub via: Via,
    /// The session or the key.
    pub credential_id: Option<Uuid>,
    /// The client's address.
    pub address: Option<String>,
    /// The request.
    pub request_id: Option<String>,
    /// Joins the rows of one act, as of one import.
    pub act_id: Uuid,
    /// What was done, such as `content.submit`.
    pub action: String,
    /// What it was done to: `content`, `account`, `agency`, `import` …
    pub subject: String,
    /// Its id or code.
    pub subject_id: Option<String>,
    /// The content.
    pub content_id: Option<Uuid>,
    /// The edition.
    pub edition_id: Option<Uuid>,
    /// The agency in whose custody it was.
    pub agency_id: Option<Uuid>,
    /// The subject's lock version afterwards.
    pub version: Option<i32>,
    /// What else is to be known: states, codes, ids, counts.
    pub detail: Json,
    /// The hash of the row before; empty of the first.
    pub previous_hash: String,
    /// SHA-256 of this row with the hash of the one before, in hexadecimal.
    pub hash: String,
}

impl ActiveModelBehavior for ActiveModel {}
