//! Editions as exchange records: what publishing them again would take.
mod content;
mod details;
mod legal;
mod rows;

use chrono::{DateTime, Utc};
use entity::value::ContentKind;
use entity::{agency, edition};
use sea_orm::prelude::Uuid;

pub(in crate::domain) use content::records;
pub(in crate::domain) use rows::missing;

use super::Result;
use super::publish::{Catalogue, Dated, Timeline};
use super::visibility::LiveContent;
use crate::exchange::record::AgencyRecord;

/// An edition with what its content adds to it.
pub(in crate::domain) struct Told {
    /// The edition.
    pub edition: edition::Model,
    /// Kind of content.
    pub kind: ContentKind,
    /// The work whose language the content is.
    pub work: Uuid,
    /// BCP 47 tag.
    pub language: String,
    /// Where the content lives.
    pub path: Option<String>,
}

impl Told {
    /// Identity of the content.
    #[expect(
        clippy::misnamed_getters,
        reason = "the content's id, not the edition's"
    )]
    fn id(&self) -> Uuid {
        self.edition.content_id
    }

    fn first_published_at(&self) -> DateTime<Utc> {
        let edition = &self.edition;
        edition.first_published_at.unwrap_or(edition.updated_at)
    }

    fn published_at(&self) -> DateTime<Utc> {
        self.edition.published_at.unwrap_or(self.edition.updated_at)
    }
}

impl From<&LiveContent> for Told {
    fn from(live: &LiveContent) -> Self {
        Self {
            edition: live.edition().clone(),
            kind: live.kind(),
            work: live.work(),
            language: live.language().to_owned(),
            path: Some(live.path().to_owned()),
        }
    }
}

/// The code of a row of the directory.
pub(in crate::domain) fn code_of<M: Dated>(rows: &Timeline<M>, id: Uuid) -> Result<String> {
    match rows.get(id) {
        Some(row) => Ok(row.code().to_owned()),
        None => Err(missing("the directory entry", id)),
    }
}

/// The code of a row of the directory, where one is named.
pub(in crate::domain) fn optional_code_of<M: Dated>(
    rows: &Timeline<M>,
    id: Option<Uuid>,
) -> Result<Option<String>> {
    id.map(|id| code_of(rows, id)).transpose()
}

/// What stands in the directory of an agency.
pub(in crate::domain) fn agency_record(
    catalogue: &Catalogue,
    row: &agency::Model,
) -> Result<AgencyRecord> {
    Ok(AgencyRecord {
        code: row.code.clone(),
        identifier: row.identifier.clone(),
        agency_type: row.type_code.clone(),
        name: row.name.clone(),
        name_en: row.name_en.clone(),
        short_name: row.short_name.clone(),
        parent: optional_code_of(&catalogue.agencies, row.parent_id)?,
        area: optional_code_of(&catalogue.areas, row.area_id)?,
        address: row.address.clone(),
        phone: row.phone.clone(),
        email: row.email.clone(),
        website: row.website.clone(),
        valid_from: row.valid_from,
        valid_to: row.valid_to,
    })
}
