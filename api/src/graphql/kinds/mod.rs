//! The kinds of content: what each adds to the shared fields, one kind a file.
mod activity;
mod article;
mod briefing;
mod course;
mod dialogue;
mod guidance;
mod legal_question;
mod material;
mod plan;
mod report;

pub use activity::ActivityFields;
pub use article::ArticleFields;
pub use briefing::{BriefingFields, BriefingForm};
pub use course::CourseFields;
pub use dialogue::{DialogueFields, DialogueForm};
pub use guidance::GuidanceFields;
pub use legal_question::LegalQuestionFields;
pub use material::{MaterialFields, MaterialForm};
pub use plan::PlanFields;
pub use report::ReportFields;

use async_graphql::Context;

use crate::domain::edition_rows::OfEdition;
use crate::domain::visibility::LiveContent;
use crate::domain::{Error, Result};
use crate::graphql::context::ContextExt;
use crate::graphql::loader::RowsOf;

/// The details of a published content; every content has those of its kind.
///
/// # Errors
/// When the database fails.
pub(in crate::graphql) async fn details<E>(
    ctx: &Context<'_>,
    live: &LiveContent,
) -> Result<E::Model>
where
    E: OfEdition + 'static,
    E::Model: Clone + Send + Sync,
{
    let rows = ctx.reader().load_one(RowsOf::<E>::of(live)).await?;
    rows.and_then(|rows| rows.first().cloned())
        .ok_or(Error::NotFound)
}
