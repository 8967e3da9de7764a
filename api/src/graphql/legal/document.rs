//! The fields that a legal document adds to the shared ones.
use std::sync::Arc;

use async_graphql::{ComplexObject, Context, Object, SimpleObject};
use entity::{document_type, issuer, legal_document, legal_document_field, legal_document_issuer};

use super::relation::{self, LegalRelation, RelationDirection};
use super::{EffectEvent, LegalStatus, Provision, provision};
use crate::domain::legal::Timeline;
use crate::domain::listing::Scope;
use crate::domain::visibility::LiveContent;
use crate::graphql::content::{
    Content, ContentArgs, ContentConnection, ContentFilter, ContentSort, Item, KindFields,
    latest_contents,
};
use crate::graphql::context::ContextExt;
use crate::graphql::error::Result;
use crate::graphql::kinds::{BriefingFields, details};
use crate::graphql::loader::{ByCode, ExternalIds, ForceOf, RowsOf};
use crate::graphql::page::{Connection, PageArgs};
use crate::graphql::scalars::Date;
use crate::graphql::vocabulary::{DocumentType, Issuer};

/// The fields of a legal document.
pub struct LegalDocumentFields(Arc<LiveContent>);

impl KindFields for LegalDocumentFields {
    const DESCRIPTION: &str = "A legal document with its full text (văn bản pháp luật). / Văn bản pháp luật kèm toàn văn.";

    fn of(live: Arc<LiveContent>) -> Self {
        Self(live)
    }
}

#[Object]
impl LegalDocumentFields {
    /// Number (số ký hiệu); not unique: number, issuer and date together are. / Số ký hiệu; chỉ duy nhất cùng với cơ
    /// quan và ngày ban hành.
    async fn number(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        Ok(details::<legal_document::Entity>(ctx, &self.0)
            .await?
            .number)
    }

    /// Type. / Loại văn bản.
    async fn document_type(&self, ctx: &Context<'_>) -> Result<Option<DocumentType>> {
        let code = details::<legal_document::Entity>(ctx, &self.0)
            .await?
            .type_code;
        let found = ctx
            .reader()
            .load_one(ByCode::<document_type::Entity>::new(code))
            .await?;
        Ok(found.map(DocumentType::from))
    }

    /// Issuers, with those who signed for them. / Cơ quan ban hành và người ký.
    async fn issuers(&self, ctx: &Context<'_>) -> Result<Vec<IssuerWithSigner>> {
        let rows = ctx
            .reader()
            .load_one(RowsOf::<legal_document_issuer::Entity>::of(&self.0))
            .await?;
        Ok(rows
            .unwrap_or_default()
            .iter()
            .cloned()
            .map(IssuerWithSigner::from)
            .collect())
    }

    /// Day of issue. / Ngày ban hành.
    async fn issued_on(&self, ctx: &Context<'_>) -> Result<Date> {
        Ok(details::<legal_document::Entity>(ctx, &self.0)
            .await?
            .issued_on
            .into())
    }

    /// First day in force. / Ngày có hiệu lực.
    async fn effective_on(&self, ctx: &Context<'_>) -> Result<Option<Date>> {
        Ok(details::<legal_document::Entity>(ctx, &self.0)
            .await?
            .effective_on
            .map(Date::from))
    }

    /// First day no longer in force: as its record says, or as another document that replaced or repealed it does. /
    /// Ngày hết hiệu lực.
    async fn expires_on(&self, ctx: &Context<'_>) -> Result<Option<Date>> {
        let document = details::<legal_document::Entity>(ctx, &self.0).await?;
        let events = ctx.reader().load_one(ForceOf::of(&self.0)).await?;
        let events = events.unwrap_or_default();
        Ok(Timeline::new(&document, &events).ends_on().map(Date::from))
    }

    /// Status on a day (default today), derived from dates and events. / Tình trạng hiệu lực tại một ngày, mặc định
    /// hôm nay.
    async fn status(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The day; today when absent. / Ngày; mặc định hôm nay.")] on: Option<Date>,
    ) -> Result<LegalStatus> {
        let document = details::<legal_document::Entity>(ctx, &self.0).await?;
        let events = ctx.reader().load_one(ForceOf::of(&self.0)).await?;
        let events = events.unwrap_or_default();
        let timeline = Timeline::new(&document, &events);
        let day = on.map_or_else(|| ctx.today(), |date| date.0);
        Ok(timeline.status(day).into())
    }

    /// The status that the source gives, in its own words. / Tình trạng theo nguồn.
    async fn source_status(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        Ok(details::<legal_document::Entity>(ctx, &self.0)
            .await?
            .source_status)
    }

    /// The official gazette. / Công báo.
    async fn gazette(&self, ctx: &Context<'_>) -> Result<Option<Gazette>> {
        let document = details::<legal_document::Entity>(ctx, &self.0).await?;
        let date = document.gazette_date.map(Date::from);
        Ok(document
            .gazette_number
            .map(|number| Gazette { number, date }))
    }

    /// Fields in the source's own words (ngành, lĩnh vực). / Ngành, lĩnh vực theo nguồn.
    async fn fields(&self, ctx: &Context<'_>) -> Result<Vec<String>> {
        let rows = ctx
            .reader()
            .load_one(RowsOf::<legal_document_field::Entity>::of(&self.0))
            .await?;
        Ok(rows
            .unwrap_or_default()
            .iter()
            .map(|row| row.name.clone())
            .collect())
    }

    /// The text's structure, from the top; texts are read only when asked for. / Cấu trúc của văn bản.
    async fn provisions(&self, ctx: &Context<'_>) -> Result<Vec<Provision>> {
        provision::roots(ctx, &self.0).await
    }

    /// One provision by path, such as `dieu-5/khoan-2/diem-a`. / Một điều khoản theo đường dẫn.
    async fn provision(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Path of the provision. / Đường dẫn của điều khoản.")] path: String,
    ) -> Result<Option<Provision>> {
        provision::at(ctx, &self.0, &path).await
    }

    /// What happened to the document's force, in order. / Lịch sử hiệu lực.
    async fn effect_events(&self, ctx: &Context<'_>) -> Result<Vec<EffectEvent>> {
        let rows = ctx.reader().load_one(ForceOf::of(&self.0)).await?;
        Ok(rows
            .unwrap_or_default()
            .iter()
            .cloned()
            .map(EffectEvent::from)
            .collect())
    }

    /// Relations to other documents, 15 types, down to a provision. / Quan hệ với văn bản khác, 15 loại, đến điều
    /// khoản.
    async fn relations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "From which end. / Chiều đọc.", default)] direction: RelationDirection,
        #[graphql(desc = "Only of this type, by code. / Chỉ loại quan hệ này (mã).")] relation_type: Option<String>,
        #[graphql(desc = "1–100, default 20. / Số mục.")] first: Option<i32>,
        #[graphql(desc = "After this cursor. / Sau con trỏ này.")] after: Option<String>,
    ) -> Result<Connection<LegalRelation>> {
        relation::page(
            ctx,
            &self.0,
            direction,
            relation_type,
            &PageArgs::forward(first, after),
        )
        .await
    }

    /// Identifiers in other systems. / Mã định danh ở hệ thống khác.
    async fn external_ids(&self, ctx: &Context<'_>) -> Result<Vec<ExternalId>> {
        let rows = ctx
            .reader()
            .load_one(ExternalIds(self.0.id()))
            .await?
            .unwrap_or_default();
        Ok(rows
            .into_iter()
            .map(|row| ExternalId {
                system: row.system,
                value: row.value,
            })
            .collect())
    }

    /// The newest briefings that introduce the document. / Tài liệu giới thiệu văn bản, mới nhất trước.
    async fn briefings(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1–100. / Số mục.", default = 10)] first: i32,
        #[graphql(
            desc = "In one of these languages (BCP 47); in all when absent. / Bằng một trong các ngôn ngữ này; \
                          mặc định mọi ngôn ngữ."
        )]
        languages: Option<Vec<String>>,
    ) -> Result<Vec<Item<BriefingFields>>> {
        let subject = Scope::subject(self.0.id());
        let found = latest_contents(ctx, subject, languages, first).await?;
        Ok(found
            .into_iter()
            .filter_map(Content::into_briefing)
            .collect())
    }

    /// Published contents about the document: they introduce or cite it. / Nội dung giới thiệu hoặc viện dẫn văn bản.
    #[expect(clippy::too_many_arguments, reason = "Relay's page arguments")]
    async fn mentions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Narrows the list. / Bộ lọc.")] filter: Option<ContentFilter>,
        #[graphql(desc = "Order. / Thứ tự.", default)] sort: ContentSort,
        #[graphql(desc = "Items from the beginning, 1–100 (default 20). / Số mục từ đầu.")]
        first: Option<i32>,
        #[graphql(desc = "After this cursor. / Sau con trỏ này.")] after: Option<String>,
        #[graphql(desc = "Items from the end, 1–100. / Số mục từ cuối.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor. / Trước con trỏ này.")] before: Option<String>,
    ) -> Result<ContentConnection> {
        let args = ContentArgs {
            filter,
            sort,
            first,
            after,
            last,
            before,
            offset: None,
        };
        args.page(ctx, vec![Scope::about(self.0.id())]).await
    }

    /// Published contents whose texts cite the document, other legal documents among them. / Nội dung viện dẫn văn bản này, kể
    /// cả văn bản khác.
    #[expect(clippy::too_many_arguments, reason = "Relay's page arguments")]
    async fn cited_by(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Narrows the list. / Bộ lọc.")] filter: Option<ContentFilter>,
        #[graphql(desc = "Order. / Thứ tự.", default)] sort: ContentSort,
        #[graphql(desc = "Items from the beginning, 1–100 (default 20). / Số mục từ đầu.")]
        first: Option<i32>,
        #[graphql(desc = "After this cursor. / Sau con trỏ này.")] after: Option<String>,
        #[graphql(desc = "Items from the end, 1–100. / Số mục từ cuối.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor. / Trước con trỏ này.")] before: Option<String>,
    ) -> Result<ContentConnection> {
        let args = ContentArgs {
            filter,
            sort,
            first,
            after,
            last,
            before,
            offset: None,
        };
        args.page(ctx, vec![Scope::citing(self.0.id())]).await
    }
}

/// An issuer with the person who signed (cơ quan ban hành, người ký). / Cơ quan ban hành và người ký.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct IssuerWithSigner {
    /// Name of the signer. / Người ký.
    signer: Option<String>,
    /// Office of the signer. / Chức vụ người ký.
    signer_title: Option<String>,
    #[graphql(skip)]
    code: String,
}

#[ComplexObject]
impl IssuerWithSigner {
    /// The issuer. / Cơ quan ban hành.
    async fn issuer(&self, ctx: &Context<'_>) -> Result<Option<Issuer>> {
        Ok(ctx
            .reader()
            .load_one(ByCode::<issuer::Entity>::new(&self.code))
            .await?
            .map(Issuer))
    }
}

impl From<legal_document_issuer::Model> for IssuerWithSigner {
    fn from(row: legal_document_issuer::Model) -> Self {
        Self {
            signer: row.signer,
            signer_title: row.signer_title,
            code: row.issuer_code,
        }
    }
}

/// An issue of the official gazette (Công báo). / Số Công báo.
#[derive(SimpleObject)]
pub struct Gazette {
    /// Number. / Số.
    number: String,
    /// Day. / Ngày.
    date: Option<Date>,
}

/// An identifier in another system. / Mã định danh ở hệ thống khác.
#[derive(SimpleObject)]
pub struct ExternalId {
    /// The system, such as `gazette`, `national-portal`, `codification`. / Hệ thống.
    system: String,
    /// The identifier there. / Mã định danh.
    value: String,
}
