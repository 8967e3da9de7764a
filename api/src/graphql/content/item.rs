//! An item of a kind: the shared fields of `Content`, and the kind's own.
use std::marker::PhantomData;
use std::sync::Arc;

use async_graphql::{Context, Description, ID, Object, ObjectType};
use entity::{
    agency, attachment, audience, edition_area, edition_audience, edition_cover, edition_topic,
    language, section, topic,
};

use super::connection::at_most;
use super::shared::{self, BodyFormat, DublinCore, Source};
use super::{Content, ContentKind};
use crate::domain::visibility::LiveContent;
use crate::graphql::agency::Agency;
use crate::graphql::area::Area;
use crate::graphql::citation::{self, CitationConnection};
use crate::graphql::context::ContextExt;
use crate::graphql::error::Result;
use crate::graphql::id::NodeId;
use crate::graphql::kinds::{
    ActivityFields, ArticleFields, BriefingFields, CourseFields, DialogueFields, GuidanceFields,
    LegalQuestionFields, MaterialFields, PlanFields, ReportFields,
};
use crate::graphql::legal::LegalDocumentFields;
use crate::graphql::loader::{AgencyById, AreaById, ByCode, ContentsOfWork, FileBySha, RowsOf};
use crate::graphql::media::{Attachment, Image};
use crate::graphql::page::PageArgs;
use crate::graphql::scalars::{DateTime, WebAddress};
use crate::graphql::section::Section;
use crate::graphql::vocabulary::{Audience, Language, Topic};

/// The fields that a kind adds.
pub trait KindFields: ObjectType {
    /// What the kind is, in both languages.
    const DESCRIPTION: &str;

    /// The fields of a published content of the kind.
    fn of(live: Arc<LiveContent>) -> Self;
}

/// A published content of the kind whose fields are `K`.
pub struct Item<K> {
    live: Arc<LiveContent>,
    kind: PhantomData<fn() -> K>,
}

impl<K: KindFields> Item<K> {
    pub(super) fn new(live: Arc<LiveContent>) -> Self {
        Self {
            live,
            kind: PhantomData,
        }
    }
}

impl<K: KindFields> Description for Item<K> {
    fn description() -> &'static str {
        K::DESCRIPTION
    }
}

#[expect(clippy::unused_async, reason = "resolvers are asynchronous")]
#[Object(
    use_type_description,
    concrete(name = "LegalDocument", params(LegalDocumentFields)),
    concrete(name = "Briefing", params(BriefingFields)),
    concrete(name = "Guidance", params(GuidanceFields)),
    concrete(name = "Activity", params(ActivityFields)),
    concrete(name = "LegalQuestion", params(LegalQuestionFields)),
    concrete(name = "Dialogue", params(DialogueFields)),
    concrete(name = "Material", params(MaterialFields)),
    concrete(name = "Report", params(ReportFields)),
    concrete(name = "Plan", params(PlanFields)),
    concrete(name = "Article", params(ArticleFields)),
    concrete(name = "Course", params(CourseFields))
)]
impl<K: KindFields> Item<K> {
    /// Global id; survives editions and paths. / Mã định danh toàn cục.
    pub async fn id(&self) -> ID {
        NodeId::Content(self.live.id()).encode()
    }

    /// Path from `/`. / Đường dẫn từ `/`.
    pub async fn path(&self) -> String {
        self.live.path().to_owned()
    }

    /// Absolute address. / Địa chỉ đầy đủ.
    pub async fn url(&self, ctx: &Context<'_>) -> Result<WebAddress> {
        shared::url(ctx, self.live.path())
    }

    /// Kind of item. / Loại nội dung.
    pub async fn kind(&self) -> ContentKind {
        self.live.kind().into()
    }

    /// Title. / Tiêu đề.
    pub async fn title(&self) -> String {
        self.live.edition().title.clone()
    }

    /// Summary: plain text. / Tóm tắt: văn bản thuần.
    pub async fn summary(&self) -> Option<String> {
        self.live.edition().summary.clone()
    }

    /// The body: sanitised HTML, or plain text. / Nội dung: HTML đã làm sạch hoặc văn bản thuần.
    pub async fn body(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "HTML (sanitised) or TEXT. / HTML đã làm sạch hoặc văn bản thuần.",
            default
        )]
        format: BodyFormat,
    ) -> Result<Option<String>> {
        shared::body_of(ctx, &self.live, format).await
    }

    /// Section. / Chuyên mục.
    pub async fn section(&self, ctx: &Context<'_>) -> Result<Section> {
        let code = ByCode::<section::Entity>::new(&self.live.edition().section_code);
        shared::present(ctx.reader().load_one(code).await?.map(Section))
    }

    /// The agency that answers for it. / Cơ quan chịu trách nhiệm.
    pub async fn agency(&self, ctx: &Context<'_>) -> Result<Agency> {
        let agency: Option<agency::Model> = ctx
            .reader()
            .load_one(AgencyById(self.live.edition().agency_id))
            .await?;
        shared::present(agency.map(Agency))
    }

    /// Author, as printed. / Tác giả.
    pub async fn author(&self) -> Option<String> {
        self.live.edition().author.clone()
    }

    /// Where it was taken from. / Nguồn.
    pub async fn source(&self) -> Option<Source> {
        Source::of(self.live.edition())
    }

    /// Fields of law. / Lĩnh vực.
    pub async fn topics(&self, ctx: &Context<'_>) -> Result<Vec<Topic>> {
        let rows = ctx
            .reader()
            .load_one(RowsOf::<edition_topic::Entity>::of(&self.live))
            .await?;
        let keys = rows
            .iter()
            .flat_map(|rows| rows.iter())
            .map(|row| ByCode::<topic::Entity>::new(&row.topic_code));
        let mut topics: Vec<Topic> = ctx
            .reader()
            .load_many(keys)
            .await?
            .into_values()
            .map(Topic)
            .collect();
        topics.sort_by_cached_key(|topic| (topic.0.position, topic.0.code.clone()));
        Ok(topics)
    }

    /// Whom it is for. / Đối tượng.
    pub async fn audiences(&self, ctx: &Context<'_>) -> Result<Vec<Audience>> {
        let rows = ctx
            .reader()
            .load_one(RowsOf::<edition_audience::Entity>::of(&self.live))
            .await?;
        let keys = rows
            .iter()
            .flat_map(|rows| rows.iter())
            .map(|row| ByCode::<audience::Entity>::new(&row.audience_code));
        let found = ctx.reader().load_many(keys).await?;
        let mut audiences: Vec<Audience> = found.into_values().map(Audience).collect();
        audiences.sort_by_cached_key(|audience| (audience.0.position, audience.0.code.clone()));
        Ok(audiences)
    }

    /// Areas it is about. / Địa bàn.
    pub async fn areas(&self, ctx: &Context<'_>) -> Result<Vec<Area>> {
        let rows = ctx
            .reader()
            .load_one(RowsOf::<edition_area::Entity>::of(&self.live))
            .await?;
        let keys = rows
            .iter()
            .flat_map(|rows| rows.iter())
            .map(|row| AreaById(row.area_id));
        let mut areas: Vec<Area> = ctx
            .reader()
            .load_many(keys)
            .await?
            .into_values()
            .map(Area)
            .collect();
        areas.sort_by_cached_key(|area| (area.0.name_key.clone(), area.0.id));
        Ok(areas)
    }

    /// Language. / Ngôn ngữ.
    pub async fn language(&self, ctx: &Context<'_>) -> Result<Language> {
        let code = ByCode::<language::Entity>::new(self.live.language());
        shared::present(ctx.reader().load_one(code).await?.map(Language::from))
    }

    /// The work's other languages. / Các bản bằng ngôn ngữ khác.
    pub async fn translations(&self, ctx: &Context<'_>) -> Result<Vec<Content>> {
        let languages = ctx
            .reader()
            .load_one(ContentsOfWork(self.live.work()))
            .await?
            .unwrap_or_default();
        let others = languages
            .into_iter()
            .filter(|content| content.id() != self.live.id());
        Ok(others.map(Content::from).collect())
    }

    /// Cover image. / Ảnh đại diện.
    pub async fn cover(&self, ctx: &Context<'_>) -> Result<Option<Image>> {
        let rows = ctx
            .reader()
            .load_one(RowsOf::<edition_cover::Entity>::of(&self.live))
            .await?;
        let Some(cover) = rows.and_then(|rows| rows.first().cloned()) else {
            return Ok(None);
        };
        let file = ctx
            .reader()
            .load_one(FileBySha(cover.file_sha256.clone()))
            .await?;
        match file {
            Some(file) => Image::new(ctx, cover, file).await,
            None => Ok(None),
        }
    }

    /// Attached files, in order. / Tệp đính kèm.
    pub async fn attachments(&self, ctx: &Context<'_>) -> Result<Vec<Attachment>> {
        let rows = ctx
            .reader()
            .load_one(RowsOf::<attachment::Entity>::of(&self.live))
            .await?
            .unwrap_or_default();
        let files = ctx
            .reader()
            .load_many(rows.iter().map(|row| FileBySha(row.file_sha256.clone())))
            .await?;
        let mut attachments = Vec::new();
        for row in rows.iter() {
            if let Some(file) = files.get(&FileBySha(row.file_sha256.clone())) {
                attachments.extend(Attachment::new(ctx, row.clone(), file.clone()).await?);
            }
        }
        Ok(attachments)
    }

    /// When it first appeared. / Thời điểm đăng lần đầu.
    pub async fn first_published_at(&self) -> DateTime {
        self.live.first_published_at().into()
    }

    /// When this edition appeared. / Thời điểm đăng phiên bản này.
    pub async fn published_at(&self) -> DateTime {
        self.live.published_at().into()
    }

    /// When it last changed. / Thời điểm cập nhật.
    pub async fn updated_at(&self) -> DateTime {
        self.live.edition().updated_at.into()
    }

    /// What changed in this edition. / Nội dung thay đổi của phiên bản này.
    pub async fn change_note(&self) -> Option<String> {
        self.live.edition().change_note.clone()
    }

    /// Dublin Core (Circular 24/2011/TT-BTTTT). / Siêu dữ liệu Dublin Core.
    pub async fn metadata(&self, ctx: &Context<'_>) -> Result<DublinCore> {
        let (agency, topics, areas) = (
            self.agency(ctx).await?,
            self.topics(ctx).await?,
            self.areas(ctx).await?,
        );
        DublinCore::of(ctx, &self.live, &agency, &topics, &areas).await
    }

    /// Law that the text cites. / Quy định pháp luật được viện dẫn.
    pub async fn cites(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "1–100, default 20. / Số mục.")] first: Option<i32>,
        #[graphql(desc = "After this cursor. / Sau con trỏ này.")] after: Option<String>,
    ) -> Result<CitationConnection> {
        citation::page(ctx, &self.live, &PageArgs::forward(first, after)).await
    }

    /// Related items. / Nội dung liên quan.
    pub async fn related(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1–100. / Số mục.", default = 10)] first: i32,
    ) -> Result<Vec<Content>> {
        shared::related(ctx, &self.live, at_most("first", first)?).await
    }

    #[graphql(flatten)]
    async fn fields(&self, _ctx: &Context<'_>) -> K {
        K::of(Arc::clone(&self.live))
    }
}
