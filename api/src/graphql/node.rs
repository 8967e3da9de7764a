//! `Node`: whatever has a global id.
use async_graphql::{Context, ID, Interface};
use entity::{audience, issuer, section, topic};

use crate::graphql::agency::Agency;
use crate::graphql::area::Area;
use crate::graphql::asked;
use crate::graphql::communicator::Communicator;
use crate::graphql::content::{Content, Item};
use crate::graphql::context::ContextExt;
use crate::graphql::error::Result;
use crate::graphql::id::NodeId;
use crate::graphql::kinds::{
    ActivityFields, ArticleFields, BriefingFields, CourseFields, DialogueFields, GuidanceFields,
    LegalQuestionFields, MaterialFields, PlanFields, ReportFields,
};
use crate::graphql::legal::LegalDocumentFields;
use crate::graphql::loader::{AgencyById, AreaById, ByCode, CommunicatorById};
use crate::graphql::section::Section;
use crate::graphql::vocabulary::{Audience, Issuer, Topic};

/// Whatever has a global id. / Mọi đối tượng có mã định danh toàn cục.
#[derive(Interface)]
#[graphql(field(name = "id", ty = "ID", desc = "Global id. / Mã định danh toàn cục."))]
pub enum Node {
    /// Says that `Content` implements `Node`; a node itself is always of one kind.
    Content(Content),
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
    /// An agency.
    Agency(Agency),
    /// An area.
    Area(Area),
    /// A communicator.
    Communicator(Communicator),
    /// A section.
    Section(Section),
    /// A topic.
    Topic(Topic),
    /// An audience.
    Audience(Audience),
    /// An issuer.
    Issuer(Issuer),
}

/// What an id names, where it is published.
///
/// # Errors
/// When the database fails.
pub async fn by_id(ctx: &Context<'_>, id: &ID) -> Result<Option<Node>> {
    let reader = ctx.reader();
    Ok(match NodeId::decode(id) {
        None => None,
        Some(NodeId::Content(id)) => asked::by_id(ctx, id)
            .await?
            .map(|live| Node::of(live.into())),
        Some(NodeId::Agency(id)) => reader
            .load_one(AgencyById(id))
            .await?
            .map(|row| Node::Agency(Agency(row))),
        Some(NodeId::Area(id)) => reader
            .load_one(AreaById(id))
            .await?
            .map(|row| Node::Area(Area(row))),
        Some(NodeId::Communicator(id)) => reader
            .load_one(CommunicatorById(id))
            .await?
            .map(|row| Node::Communicator(Communicator(row))),
        Some(NodeId::Section(code)) => reader
            .load_one(ByCode::<section::Entity>::new(code))
            .await?
            .map(|row| Node::Section(Section(row))),
        Some(NodeId::Topic(code)) => reader
            .load_one(ByCode::<topic::Entity>::new(code))
            .await?
            .map(|row| Node::Topic(Topic(row))),
        Some(NodeId::Audience(code)) => reader
            .load_one(ByCode::<audience::Entity>::new(code))
            .await?
            .map(|row| Node::Audience(Audience(row))),
        Some(NodeId::Issuer(code)) => reader
            .load_one(ByCode::<issuer::Entity>::new(code))
            .await?
            .map(|row| Node::Issuer(Issuer(row))),
    })
}

impl Node {
    /// The node of a content: of its own kind, so that fragments on kinds meet it.
    fn of(content: Content) -> Self {
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
