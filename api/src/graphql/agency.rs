//! Agencies: who writes and who answers, valid in time.
use async_graphql::{Context, ID, Object, SimpleObject};
use chrono::NaiveDate;
use entity::{agency, agency_succession, agency_type};

use crate::domain::database::Session;
use crate::domain::directory::{self, AgencyFilter, Directory};
use crate::domain::listing::list::Keys;
use crate::domain::listing::{Scope, query};
use crate::graphql::area::{Area, SuccessionKind};
use crate::graphql::content::{ContentArgs, ContentConnection, ContentFilter, ContentSort};
use crate::graphql::context::ContextExt;
use crate::graphql::error::Result;
use crate::graphql::id::NodeId;
use crate::graphql::loader::{
    AgencyById, AreaById, ByCode, PredecessorAgencies, SuccessorAgencies,
};
use crate::graphql::page::{Connection, DirectoryCount, PageArgs, Total, cursor, fingerprint};
use crate::graphql::scalars::Date;
use crate::graphql::vocabulary::AgencyType;

/// An agency, valid in time (cơ quan, đơn vị). / Cơ quan, đơn vị theo thời gian.
pub struct Agency(pub agency::Model);

/// An agency, valid in time (cơ quan, đơn vị). / Cơ quan, đơn vị theo thời gian.
#[Object]
impl Agency {
    /// Global id. / Mã định danh toàn cục.
    pub async fn id(&self) -> ID {
        NodeId::Agency(self.0.id).encode()
    }

    /// Code in the portal; may be reused in time. / Mã trên trang; có thể được dùng lại theo thời gian.
    async fn code(&self) -> &str {
        &self.0.code
    }

    /// Identifier under Decision 20/2020/QĐ-TTg, at most 35 characters. / Mã định danh theo Quyết định
    /// 20/2020/QĐ-TTg.
    async fn identifier(&self) -> Option<&str> {
        self.0.identifier.as_deref()
    }

    /// Type. / Loại cơ quan.
    #[graphql(name = "type")]
    async fn agency_type(&self, ctx: &Context<'_>) -> Result<Option<AgencyType>> {
        let code = ByCode::<agency_type::Entity>::new(&self.0.type_code);
        Ok(ctx.reader().load_one(code).await?.map(AgencyType::from))
    }

    /// Full name. / Tên đầy đủ.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// English name. / Tên tiếng Anh.
    async fn name_en(&self) -> Option<&str> {
        self.0.name_en.as_deref()
    }

    /// Short name. / Tên viết tắt.
    async fn short_name(&self) -> Option<&str> {
        self.0.short_name.as_deref()
    }

    /// The agency above. / Cơ quan cấp trên.
    async fn parent(&self, ctx: &Context<'_>) -> Result<Option<Agency>> {
        let Some(id) = self.0.parent_id else {
            return Ok(None);
        };
        Ok(ctx.reader().load_one(AgencyById(id)).await?.map(Agency))
    }

    /// The area it serves. / Địa bàn phụ trách.
    async fn area(&self, ctx: &Context<'_>) -> Result<Option<Area>> {
        let Some(id) = self.0.area_id else {
            return Ok(None);
        };
        Ok(ctx.reader().load_one(AreaById(id)).await?.map(Area))
    }

    /// How to reach it. / Thông tin liên hệ.
    async fn contact(&self) -> Contact {
        Contact {
            address: self.0.address.clone(),
            phone: self.0.phone.clone(),
            email: self.0.email.clone(),
            website: self.0.website.clone(),
        }
    }

    /// First day. / Ngày thành lập.
    async fn valid_from(&self) -> Date {
        self.0.valid_from.into()
    }

    /// First day on which it no longer was. / Ngày không còn hoạt động.
    async fn valid_to(&self) -> Option<Date> {
        self.0.valid_to.map(Date::from)
    }

    /// What followed it. / Cơ quan kế thừa.
    async fn successors(&self, ctx: &Context<'_>) -> Result<Vec<AgencySuccession>> {
        let edges = ctx
            .reader()
            .load_one(SuccessorAgencies(self.0.id))
            .await?
            .unwrap_or_default();
        AgencySuccession::load(ctx, edges, |edge| edge.successor_id).await
    }

    /// What it followed. / Cơ quan tiền thân.
    async fn predecessors(&self, ctx: &Context<'_>) -> Result<Vec<AgencySuccession>> {
        let edges = ctx
            .reader()
            .load_one(PredecessorAgencies(self.0.id))
            .await?
            .unwrap_or_default();
        AgencySuccession::load(ctx, edges, |edge| edge.predecessor_id).await
    }

    /// Published contents of the agency and the agencies below it. / Nội dung của cơ quan và đơn vị trực thuộc.
    #[expect(clippy::too_many_arguments, reason = "Relay's page arguments")]
    async fn contents(
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
        args.page(ctx, vec![Scope::agency(self.0.id)]).await
    }
}

/// How to reach an agency (thông tin liên hệ). / Thông tin liên hệ của cơ quan.
#[derive(SimpleObject)]
pub struct Contact {
    /// Postal address. / Địa chỉ.
    address: Option<String>,
    /// Public telephone number. / Số điện thoại công khai.
    phone: Option<String>,
    /// Public e-mail address. / Thư điện tử công khai.
    email: Option<String>,
    /// Web site. / Trang thông tin điện tử.
    website: Option<String>,
}

/// A change from one agency to another. / Thay đổi giữa các cơ quan.
#[derive(SimpleObject)]
pub struct AgencySuccession {
    /// The other agency. / Cơ quan còn lại.
    agency: Agency,
    /// What happened. / Hình thức.
    kind: SuccessionKind,
    /// When. / Ngày thay đổi.
    on: Date,
    /// The resolution or decision. / Căn cứ pháp lý.
    legal_basis: Option<String>,
}

impl AgencySuccession {
    async fn load(
        ctx: &Context<'_>,
        edges: Vec<agency_succession::Model>,
        other: impl Fn(&agency_succession::Model) -> uuid::Uuid,
    ) -> Result<Vec<Self>> {
        let mut agencies = ctx
            .reader()
            .load_many(edges.iter().map(|edge| AgencyById(other(edge))))
            .await?;
        let complete = edges.into_iter().filter_map(|edge| {
            let agency = agencies.remove(&AgencyById(other(&edge)))?;
            Some(Self {
                agency: Agency(agency),
                kind: edge.kind.into(),
                on: edge.on_date.into(),
                legal_basis: edge.legal_basis,
            })
        });
        Ok(complete.collect())
    }
}

struct AgencyCount(AgencyFilter, NaiveDate);

#[async_graphql::async_trait::async_trait]
impl DirectoryCount for AgencyCount {
    async fn count(&self, session: &Session) -> crate::domain::Result<query::Total> {
        directory::count_agencies(session, &self.0, self.1).await
    }
}

/// A page of agencies, by name.
///
/// # Errors
/// When the arguments cannot be used or the database fails.
pub async fn page_agencies(
    ctx: &Context<'_>,
    filter: AgencyFilter,
    args: PageArgs,
) -> Result<Connection<Agency>> {
    let list = fingerprint(&("agencies", &filter));
    let window = args.window(list, Keys::Texts)?;
    let today = ctx.today();
    let found = directory::page_agencies(&ctx.session(), &filter, today, &window).await?;
    let items = found
        .rows
        .into_iter()
        .map(|row| {
            (
                cursor(list, <agency::Entity as Directory>::place(&row)),
                Agency(row),
            )
        })
        .collect();
    Ok(Connection::new(
        items,
        found.more,
        &window,
        Total::Directory(Box::new(AgencyCount(filter, today))),
    ))
}
