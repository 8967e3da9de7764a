//! The root of reading.
use async_graphql::{Context, ID, InputObject, Object};
use entity::{
    activity_form, agency_type, audience, document_type, issuer, relation_type, section, topic,
};

use crate::domain::directory::{self, AgencyFilter, AreaFilter, CommunicatorFilter};
use crate::domain::listing::Scope;
use crate::domain::{Error, vocabulary};
use crate::graphql::agency::{Agency, page_agencies};
use crate::graphql::area::{Area, page_areas};
use crate::graphql::communicator::{Communicator, CommunicatorRole, page_communicators};
use crate::graphql::content::{
    Content, ContentArgs, ContentConnection, ContentFilter, ContentSort, Item, page_of,
};
use crate::graphql::context::ContextExt;
use crate::graphql::error::Result;
use crate::graphql::id::NodeId;
use crate::graphql::kinds::{DialogueFields, LegalQuestionFields};
use crate::graphql::legal::{
    LegalDocumentArgs, LegalDocumentFields, LegalDocumentFilter, LegalDocumentSort, Provision, provision_at,
};
use crate::graphql::loader::{ByCode, ContentById};
use crate::graphql::node::{self, Node};
use crate::graphql::page::{Connection, PageArgs};
use crate::graphql::resource::{self, Resource};
use crate::graphql::scalars::Date;
use crate::graphql::section::Section;
use crate::graphql::site::Site;
use crate::graphql::vocabulary::{
    ActivityForm, AgencyType, Audience, DocumentType, Issuer, RelationType, Tier, Topic,
};

/// Ids that one `nodes` call may ask for.
const MAX_NODES: usize = 100;

/// The root of reading. / Gốc của mọi truy vấn.
pub struct Query;

/// The root of reading. / Gốc của mọi truy vấn.
#[Object]
impl Query {
    /// The province's portal as a whole. / Trang thông tin của tỉnh.
    async fn site(&self, ctx: &Context<'_>) -> Result<Site> {
        Site::load(ctx).await
    }

    /// The sections at the top, in order; each has its children. / Các chuyên mục gốc.
    async fn sections(&self, ctx: &Context<'_>) -> Result<Vec<Section>> {
        let all = vocabulary::all::<section::Entity>(ctx.session()).await?;
        Ok(all.into_iter().filter(|section| section.parent_code.is_none()).map(Section).collect())
    }

    /// A section by code. / Một chuyên mục theo mã.
    async fn section(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Stable code, such as `hoi-dap`. / Mã chuyên mục.")] code: String,
    ) -> Result<Option<Section>> {
        Ok(ctx.reader().load_one(ByCode::<section::Entity>::new(code)).await?.map(Section))
    }

    /// What a path leads to; null where it was never used (404). / Kết quả của một đường dẫn; rỗng nếu chưa từng có.
    async fn resource(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Path from `/`. / Đường dẫn từ `/`.")] path: String,
    ) -> Result<Option<Resource>> {
        resource::at(ctx, path).await
    }

    /// What a global id names. / Đối tượng theo mã định danh toàn cục.
    async fn node(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Global id. / Mã định danh toàn cục.")] id: ID,
    ) -> Result<Option<Node>> {
        node::by_id(ctx, &id).await
    }

    /// What global ids name, at most 100; null where nothing is. / Các đối tượng theo mã, tối đa 100.
    async fn nodes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Global ids, at most 100. / Mã định danh toàn cục, tối đa 100.")] ids: Vec<ID>,
    ) -> Result<Vec<Option<Node>>> {
        if ids.len() > MAX_NODES {
            let message = format!("at most {MAX_NODES} ids; {} were given", ids.len());
            return Err(Error::invalid("ids", message).into());
        }
        let found = futures_util::future::join_all(ids.iter().map(|id| node::by_id(ctx, id))).await;
        found.into_iter().collect()
    }

    /// Published contents of every kind. / Nội dung đã công bố thuộc mọi loại.
    #[expect(clippy::too_many_arguments, reason = "Relay's page arguments")]
    async fn contents(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Narrows the list. / Bộ lọc.")] filter: Option<ContentFilter>,
        #[graphql(desc = "Order. / Thứ tự.", default)] sort: ContentSort,
        #[graphql(desc = "Items from the beginning, 1–100 (default 20). / Số mục từ đầu.")] first: Option<i32>,
        #[graphql(desc = "After this cursor. / Sau con trỏ này.")] after: Option<String>,
        #[graphql(desc = "Items from the end, 1–100. / Số mục từ cuối.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor. / Trước con trỏ này.")] before: Option<String>,
        #[graphql(desc = "Leave out so many, at most 10,000. / Bỏ qua số mục này, tối đa 10.000.")] offset: Option<i32>,
    ) -> Result<ContentConnection> {
        let args = ContentArgs { filter, sort, first, after, last, before, offset };
        args.page(ctx, Vec::new()).await
    }

    /// Legal documents; a number is not unique. / Văn bản pháp luật; số ký hiệu không duy nhất.
    #[expect(clippy::too_many_arguments, reason = "Relay's page arguments")]
    async fn legal_documents(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Number, in any spelling. / Số ký hiệu, viết cách nào cũng được.")] number: Option<String>,
        #[graphql(desc = "Narrows the list. / Bộ lọc.")] filter: Option<LegalDocumentFilter>,
        #[graphql(desc = "Order. / Thứ tự.", default)] sort: LegalDocumentSort,
        #[graphql(desc = "Items from the beginning, 1–100 (default 20). / Số mục từ đầu.")] first: Option<i32>,
        #[graphql(desc = "After this cursor. / Sau con trỏ này.")] after: Option<String>,
        #[graphql(desc = "Items from the end, 1–100. / Số mục từ cuối.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor. / Trước con trỏ này.")] before: Option<String>,
        #[graphql(desc = "Leave out so many, at most 10,000. / Bỏ qua số mục này, tối đa 10.000.")] offset: Option<i32>,
    ) -> Result<Connection<Item<LegalDocumentFields>>> {
        let page = PageArgs { first, after, last, before, offset };
        LegalDocumentArgs { number, filter, sort, page }.page(ctx).await
    }

    /// A provision of a legal document. / Một điều khoản của văn bản.
    async fn provision(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Id of a `LegalDocument`. / Mã của văn bản.")] document: ID,
        #[graphql(desc = "Path, such as `dieu-5/khoan-2/diem-a`; điểm đ is `diem-dd`. / Đường dẫn của điều khoản.")]
        path: String,
    ) -> Result<Option<Provision>> {
        let id = NodeId::content("document", &document)?;
        match ctx.reader().load_one(ContentById(id)).await? {
            Some(live) => provision_at(ctx, &live, &path).await,
            None => Ok(None),
        }
    }

    /// Published questions with their answers. / Câu hỏi và câu trả lời đã công bố.
    #[expect(clippy::too_many_arguments, reason = "Relay's page arguments")]
    async fn questions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Narrows the list. / Bộ lọc.")] filter: Option<ContentFilter>,
        #[graphql(desc = "Order. / Thứ tự.", default)] sort: ContentSort,
        #[graphql(desc = "Items from the beginning, 1–100 (default 20). / Số mục từ đầu.")] first: Option<i32>,
        #[graphql(desc = "After this cursor. / Sau con trỏ này.")] after: Option<String>,
        #[graphql(desc = "Items from the end, 1–100. / Số mục từ cuối.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor. / Trước con trỏ này.")] before: Option<String>,
    ) -> Result<Connection<Item<LegalQuestionFields>>> {
        let base = vec![Scope::kind_of(entity::value::ContentKind::LegalQuestion)];
        let selection = filter.unwrap_or_default().selection(ctx, base).await?;
        let args = PageArgs { first, after, last, before, offset: None };
        page_of(ctx, selection, sort.into(), &args, Content::into_legal_question).await
    }

    /// Policy dialogues and consultations on drafts. / Đối thoại chính sách, lấy ý kiến dự thảo.
    #[expect(clippy::too_many_arguments, reason = "Relay's page arguments")]
    async fn dialogues(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Narrows the list. / Bộ lọc.")] filter: Option<ContentFilter>,
        #[graphql(desc = "Order. / Thứ tự.", default)] sort: ContentSort,
        #[graphql(desc = "Items from the beginning, 1–100 (default 20). / Số mục từ đầu.")] first: Option<i32>,
        #[graphql(desc = "After this cursor. / Sau con trỏ này.")] after: Option<String>,
        #[graphql(desc = "Items from the end, 1–100. / Số mục từ cuối.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor. / Trước con trỏ này.")] before: Option<String>,
    ) -> Result<Connection<Item<DialogueFields>>> {
        let base = vec![Scope::kind_of(entity::value::ContentKind::Dialogue)];
        let selection = filter.unwrap_or_default().selection(ctx, base).await?;
        let args = PageArgs { first, after, last, before, offset: None };
        page_of(ctx, selection, sort.into(), &args, Content::into_dialogue).await
    }

    /// Agencies, by name in Vietnamese order. / Cơ quan, đơn vị, theo tên.
    async fn agencies(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Narrows the list. / Bộ lọc.")] filter: Option<AgencyFilterInput>,
        #[graphql(desc = "Items from the beginning, 1–100 (default 20). / Số mục từ đầu.")] first: Option<i32>,
        #[graphql(desc = "After this cursor. / Sau con trỏ này.")] after: Option<String>,
        #[graphql(desc = "Items from the end, 1–100. / Số mục từ cuối.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor. / Trước con trỏ này.")] before: Option<String>,
    ) -> Result<Connection<Agency>> {
        let input = filter.unwrap_or_default();
        let filter = AgencyFilter {
            agency_type: input.agency_type,
            parent: input.parent.map(|id| agency_id("filter.parent", &id)).transpose()?,
            area: input.area.map(|id| area_id("filter.area", &id)).transpose()?,
            on: input.on.map(|date| date.0),
        };
        page_agencies(ctx, filter, PageArgs { first, after, last, before, offset: None }).await
    }

    /// The agency with a code on a day (default today); codes are reused in time. / Cơ quan theo mã tại một ngày, mặc
    /// định hôm nay.
    async fn agency(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Code in the portal. / Mã cơ quan.")] code: String,
        #[graphql(desc = "The day; today when absent. / Ngày; mặc định hôm nay.")] on: Option<Date>,
    ) -> Result<Option<Agency>> {
        let day = on.map_or_else(|| ctx.today(), |date| date.0);
        Ok(directory::agency_on(ctx.session(), &code, day).await?.map(Agency))
    }

    /// Administrative units, by name in Vietnamese order. / Đơn vị hành chính, theo tên.
    async fn areas(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Narrows the list. / Bộ lọc.")] filter: Option<AreaFilterInput>,
        #[graphql(desc = "Items from the beginning, 1–100 (default 20). / Số mục từ đầu.")] first: Option<i32>,
        #[graphql(desc = "After this cursor. / Sau con trỏ này.")] after: Option<String>,
        #[graphql(desc = "Items from the end, 1–100. / Số mục từ cuối.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor. / Trước con trỏ này.")] before: Option<String>,
    ) -> Result<Connection<Area>> {
        let input = filter.unwrap_or_default();
        let filter = AreaFilter {
            tier: input.tier.map(entity::value::Tier::from),
            parent: input.parent.map(|id| area_id("filter.parent", &id)).transpose()?,
            on: input.on.map(|date| date.0),
        };
        page_areas(ctx, filter, PageArgs { first, after, last, before, offset: None }).await
    }

    /// Legal rapporteurs and propagandists, by name in Vietnamese order. / Báo cáo viên, tuyên truyền viên, theo tên.
    async fn communicators(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Narrows the list. / Bộ lọc.")] filter: Option<CommunicatorFilterInput>,
        #[graphql(desc = "Items from the beginning, 1–100 (default 20). / Số mục từ đầu.")] first: Option<i32>,
        #[graphql(desc = "After this cursor. / Sau con trỏ này.")] after: Option<String>,
        #[graphql(desc = "Items from the end, 1–100. / Số mục từ cuối.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor. / Trước con trỏ này.")] before: Option<String>,
    ) -> Result<Connection<Communicator>> {
        let input = filter.unwrap_or_default();
        let filter = CommunicatorFilter {
            role: input.role.map(entity::value::CommunicatorRole::from),
            tier: input.tier.map(entity::value::Tier::from),
            agency: input.agency.map(|id| agency_id("filter.agency", &id)).transpose()?,
            area: input.area.map(|id| area_id("filter.area", &id)).transpose()?,
            topic: input.topic,
            on: input.on.map(|date| date.0),
        };
        page_communicators(ctx, filter, PageArgs { first, after, last, before, offset: None }).await
    }

    /// Fields of law, in order. / Các lĩnh vực pháp luật.
    async fn topics(&self, ctx: &Context<'_>) -> Result<Vec<Topic>> {
        Ok(vocabulary::all::<topic::Entity>(ctx.session()).await?.into_iter().map(Topic).collect())
    }

    /// Groups of people that content is meant for, in order. / Các đối tượng.
    async fn audiences(&self, ctx: &Context<'_>) -> Result<Vec<Audience>> {
        Ok(vocabulary::all::<audience::Entity>(ctx.session()).await?.into_iter().map(Audience).collect())
    }

    /// Forms of dissemination, in order. / Các hình thức phổ biến, giáo dục pháp luật.
    async fn activity_forms(&self, ctx: &Context<'_>) -> Result<Vec<ActivityForm>> {
        let all = vocabulary::all::<activity_form::Entity>(ctx.session()).await?;
        Ok(all.into_iter().map(ActivityForm::from).collect())
    }

    /// Types of agency, in order. / Các loại cơ quan, đơn vị.
    async fn agency_types(&self, ctx: &Context<'_>) -> Result<Vec<AgencyType>> {
        let all = vocabulary::all::<agency_type::Entity>(ctx.session()).await?;
        Ok(all.into_iter().map(AgencyType::from).collect())
    }

    /// Types of legal document, in order. / Các loại văn bản.
    async fn document_types(&self, ctx: &Context<'_>) -> Result<Vec<DocumentType>> {
        let all = vocabulary::all::<document_type::Entity>(ctx.session()).await?;
        Ok(all.into_iter().map(DocumentType::from).collect())
    }

    /// The types of relation between legal documents. / Các loại quan hệ giữa văn bản.
    async fn relation_types(&self, ctx: &Context<'_>) -> Result<Vec<RelationType>> {
        let all = vocabulary::all::<relation_type::Entity>(ctx.session()).await?;
        Ok(all.into_iter().map(RelationType::from).collect())
    }

    /// Bodies that issue documents, by name. / Các cơ quan ban hành văn bản.
    async fn issuers(&self, ctx: &Context<'_>) -> Result<Vec<Issuer>> {
        Ok(vocabulary::all::<issuer::Entity>(ctx.session()).await?.into_iter().map(Issuer).collect())
    }
}

/// Which agencies a list shows; every given field must hold. / Bộ lọc cơ quan.
#[derive(Default, InputObject)]
#[graphql(name = "AgencyFilter")]
struct AgencyFilterInput {
    /// Of this type, by code. / Thuộc loại này (mã).
    #[graphql(name = "type")]
    agency_type: Option<String>,
    /// Right below this agency, by id. / Trực thuộc cơ quan này.
    parent: Option<ID>,
    /// Serving this area, by id. / Phụ trách địa bàn này.
    area: Option<ID>,
    /// That existed on this day. / Hoạt động tại ngày này.
    on: Option<Date>,
}

/// Which areas a list shows; every given field must hold. / Bộ lọc đơn vị hành chính.
#[derive(Default, InputObject)]
#[graphql(name = "AreaFilter")]
struct AreaFilterInput {
    /// Of this tier. / Thuộc cấp này.
    tier: Option<Tier>,
    /// Right below this area, by id. / Trực thuộc đơn vị này.
    parent: Option<ID>,
    /// That existed on this day. / Tồn tại tại ngày này.
    on: Option<Date>,
}

/// Which communicators a list shows; every given field must hold. / Bộ lọc báo cáo viên, tuyên truyền viên.
#[derive(Default, InputObject)]
#[graphql(name = "CommunicatorFilter")]
struct CommunicatorFilterInput {
    /// Rapporteurs or propagandists. / Báo cáo viên hay tuyên truyền viên.
    role: Option<CommunicatorRole>,
    /// Recognised at this tier. / Cấp công nhận.
    tier: Option<Tier>,
    /// Working at this agency, by id. / Công tác tại cơ quan này.
    agency: Option<ID>,
    /// Working in this area, by id. / Hoạt động tại địa bàn này.
    area: Option<ID>,
    /// With this field of law, by code. / Chuyên sâu lĩnh vực này (mã).
    topic: Option<String>,
    /// Recognised, and not yet removed, on this day. / Đang được công nhận tại ngày này.
    on: Option<Date>,
}

fn agency_id(field: &str, id: &ID) -> Result<sea_orm::prelude::Uuid> {
    match NodeId::decode(id) {
        Some(NodeId::Agency(id)) => Ok(id),
        _ => Err(Error::invalid(field, "this is not the id of an agency").into()),
    }
}

fn area_id(field: &str, id: &ID) -> Result<sea_orm::prelude::Uuid> {
    match NodeId::decode(id) {
        Some(NodeId::Area(id)) => Ok(id),
        _ => Err(Error::invalid(field, "this is not the id of an area").into()),
    }
}
