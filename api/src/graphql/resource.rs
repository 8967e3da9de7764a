//! What a path leads to: a content, another path, a notice, or nothing any more.
use async_graphql::{Context, SimpleObject, Union};

use crate::domain::paths::Outcome;
use crate::graphql::asked;
use crate::graphql::content::{Content, Item};
use crate::graphql::context::ContextExt;
use crate::graphql::error::Result;
use crate::graphql::kinds::{
    ActivityFields, ArticleFields, BriefingFields, CourseFields, DialogueFields, GuidanceFields,
    LegalQuestionFields, MaterialFields, PlanFields, ReportFields,
};
use crate::graphql::legal::LegalDocumentFields;
use crate::graphql::loader::ContentAt;
use crate::graphql::scalars::DateTime;

/// What a path leads to: answer 200, 301, 200 with a notice, or 410. / Kết quả của một đường dẫn: 200, 301, 200 kèm
/// thông báo, hoặc 410.
#[derive(Union)]
pub enum Resource {
    /// A legal document.
    LegalDocument(Item<LegalDocumentFields>),
    /// An introduction of legal documents.
    Briefing(Item<BriefingFields>),
    /// Direction of legal education.
    Guidance(Item<GuidanceFields>),
    /// An activity.
    Activity(Item<ActivityFields>),
    /// A question with its answer.
    LegalQuestion(Item<LegalQuestionFields>),
    /// A dialogue.
    Dialogue(Item<DialogueFields>),
    /// Learning material.
    Material(Item<MaterialFields>),
    /// A report.
    Report(Item<ReportFields>),
    /// A plan.
    Plan(Item<PlanFields>),
    /// An article.
    Article(Item<ArticleFields>),
    /// A course.
    Course(Item<CourseFields>),
    /// Another path.
    Redirect(Redirect),
    /// A withdrawn item.
    Withdrawn(Withdrawn),
    /// Nothing any more.
    Gone(Gone),
}

/// The path leads elsewhere: answer 301. / Đường dẫn đã chuyển: trả về 301.
#[derive(SimpleObject)]
pub struct Redirect {
    /// The path that was asked for. / Đường dẫn được hỏi.
    path: String,
    /// Where to go: of what moved, where it is now; of what was led to another path, that path, which may lead on.
    /// / Đường dẫn mới; nếu bài được chuyển sang đường dẫn khác thì đường dẫn đó có thể chuyển tiếp.
    target: String,
}

/// The item was withdrawn: answer 200 with a notice. / Nội dung đã được thu hồi: trả về 200 kèm thông báo.
#[derive(SimpleObject)]
pub struct Withdrawn {
    /// The path that was asked for. / Đường dẫn được hỏi.
    path: String,
    /// The title that it had. / Tiêu đề trước đây.
    title: Option<String>,
    /// Why. / Lý do thu hồi.
    reason: String,
    /// When. / Thời điểm thu hồi.
    at: DateTime,
}

/// There is nothing any more: answer 410. / Không còn nội dung: trả về 410.
#[derive(SimpleObject)]
pub struct Gone {
    /// The path that was asked for. / Đường dẫn được hỏi.
    path: String,
    /// Since when. / Từ thời điểm.
    at: DateTime,
}

impl From<Content> for Resource {
    fn from(content: Content) -> Self {
        match content {
            Content::LegalDocument(item) => Self::LegalDocument(item),
            Content::Briefing(item) => Self::Briefing(item),
            Content::Guidance(item) => Self::Guidance(item),
            Content::Activity(item) => Self::Activity(item),
            Content::LegalQuestion(item) => Self::LegalQuestion(item),
            Content::Dialogue(item) => Self::Dialogue(item),
            Content::Material(item) => Self::Material(item),
            Content::Report(item) => Self::Report(item),
            Content::Plan(item) => Self::Plan(item),
            Content::Article(item) => Self::Article(item),
            Content::Course(item) => Self::Course(item),
        }
    }
}

/// What `path` leads to; nothing where it was never used.
///
/// # Errors
/// When the database fails.
pub async fn at(ctx: &Context<'_>, path: String) -> Result<Option<Resource>> {
    if let Some(shown) = asked::previewed_at(ctx, &path).await? {
        return Ok(Some(Content::from(shown).into()));
    }
    let Some(outcome) = ctx.reader().load_one(ContentAt(path.clone())).await? else {
        return Ok(None);
    };
    Ok(match (*outcome).clone() {
        Outcome::Content(id) => asked::by_id(ctx, id)
            .await?
            .map(Content::from)
            .map(Resource::from),
        Outcome::Redirect(target) => Some(Resource::Redirect(Redirect { path, target })),
        Outcome::Withdrawn { title, reason, at } => Some(Resource::Withdrawn(Withdrawn {
            path,
            title,
            reason,
            at: at.into(),
        })),
        Outcome::Gone { at } => Some(Resource::Gone(Gone {
            path,
            at: at.into(),
        })),
    })
}
