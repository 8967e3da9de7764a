//! References to legal documents that may or may not be here.
use async_graphql::{ComplexObject, Context, SimpleObject};
use chrono::NaiveDate;
use entity::{briefing_about, effect_event, legal_relation};
use uuid::Uuid;

use super::LegalDocumentFields;
use crate::graphql::content::{Content, Item};
use crate::graphql::context::ContextExt;
use crate::graphql::error::Result;
use crate::graphql::loader::ContentById;
use crate::graphql::scalars::Date;

/// A reference to a legal document that may or may not be here (văn bản được nhắc đến). / Tham chiếu tới một văn
/// bản, có thể chưa có trong hệ thống.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct DocumentReference {
    /// Number, as written. / Số ký hiệu.
    number: String,
    /// Name, as written. / Tên văn bản.
    title: Option<String>,
    /// Day of issue, where it is known. / Ngày ban hành.
    issued_on: Option<Date>,
    #[graphql(skip)]
    target: Option<Uuid>,
}

#[ComplexObject]
impl DocumentReference {
    /// The document, where it is here and published. / Văn bản, nếu có trong hệ thống.
    async fn document(&self, ctx: &Context<'_>) -> Result<Option<Item<LegalDocumentFields>>> {
        let Some(id) = self.target else {
            return Ok(None);
        };
        let content = ctx.reader().load_one(ContentById(id)).await?;
        Ok(content
            .map(Content::from)
            .and_then(Content::into_legal_document))
    }
}

impl DocumentReference {
    fn new(
        number: String,
        title: Option<String>,
        issued_on: Option<NaiveDate>,
        target: Option<Uuid>,
    ) -> Self {
        Self {
            number,
            title,
            issued_on: issued_on.map(Date::from),
            target,
        }
    }

    /// The document that did what an event tells.
    pub(super) fn of_event(row: effect_event::Model) -> Option<Self> {
        Some(Self::new(
            row.target_number?,
            row.target_title,
            row.target_issued_on,
            row.target_id,
        ))
    }

    /// A published document itself.
    pub(super) fn to(number: String, title: String, issued_on: NaiveDate, id: Uuid) -> Self {
        Self::new(number, Some(title), Some(issued_on), Some(id))
    }
}

impl From<briefing_about::Model> for DocumentReference {
    fn from(row: briefing_about::Model) -> Self {
        Self::new(
            row.target_number,
            row.target_title,
            row.target_issued_on,
            row.target_id,
        )
    }
}

impl From<legal_relation::Model> for DocumentReference {
    fn from(row: legal_relation::Model) -> Self {
        Self::new(
            row.target_number,
            row.target_title,
            row.target_issued_on,
            row.target_id,
        )
    }
}
