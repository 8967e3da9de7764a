//! Areas: administrative units, valid in time.
use async_graphql::{Context, Enum, ID, Object, SimpleObject};
use chrono::NaiveDate;
use entity::{area, area_succession};

use crate::domain::database::Session;
use crate::domain::directory::{self, AreaFilter, Directory};
use crate::domain::listing::list::Keys;
use crate::domain::listing::{Scope, query};
use crate::graphql::content::{ContentArgs, ContentConnection, ContentFilter, ContentSort};
use crate::graphql::context::ContextExt;
use crate::graphql::error::Result;
use crate::graphql::id::NodeId;
use crate::graphql::loader::{AreaById, PredecessorAreas, SuccessorAreas};
use crate::graphql::page::{
    self, Connection, DirectoryCount, PageArgs, Total, cursor, fingerprint,
};
use crate::graphql::scalars::Date;
use crate::graphql::vocabulary::Tier;

/// An administrative unit, valid in time (đơn vị hành chính). / Đơn vị hành chính theo thời gian.
pub struct Area(pub area::Model);

/// An administrative unit, valid in time (đơn vị hành chính). / Đơn vị hành chính theo thời gian.
#[Object]
impl Area {
    /// Global id. / Mã định danh toàn cục.
    pub async fn id(&self) -> ID {
        NodeId::Area(self.0.id).encode()
    }

    /// Statistical code; reused in time. / Mã đơn vị hành chính; có thể được dùng lại theo thời gian.
    async fn code(&self) -> &str {
        &self.0.code
    }

    /// Full name. / Tên đầy đủ.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// Tier. / Cấp.
    async fn tier(&self) -> Tier {
        self.0.tier.into()
    }

    /// The unit above. / Đơn vị cấp trên.
    async fn parent(&self, ctx: &Context<'_>) -> Result<Option<Area>> {
        let Some(id) = self.0.parent_id else {
            return Ok(None);
        };
        Ok(ctx.reader().load_one(AreaById(id)).await?.map(Area))
    }

    /// First day. / Ngày bắt đầu.
    async fn valid_from(&self) -> Date {
        self.0.valid_from.into()
    }

    /// First day on which it no longer was. / Ngày không còn tồn tại.
    async fn valid_to(&self) -> Option<Date> {
        self.0.valid_to.map(Date::from)
    }

    /// What followed it. / Đơn vị kế thừa.
    async fn successors(&self, ctx: &Context<'_>) -> Result<Vec<AreaSuccession>> {
        let edges = ctx
            .reader()
            .load_one(SuccessorAreas(self.0.id))
            .await?
            .unwrap_or_default();
        AreaSuccession::load(ctx, edges, |edge| edge.successor_id).await
    }

    /// What it followed. / Đơn vị tiền thân.
    async fn predecessors(&self, ctx: &Context<'_>) -> Result<Vec<AreaSuccession>> {
        let edges = ctx
            .reader()
            .load_one(PredecessorAreas(self.0.id))
            .await?
            .unwrap_or_default();
        AreaSuccession::load(ctx, edges, |edge| edge.predecessor_id).await
    }

    /// Published contents about the area and the areas within it. / Nội dung về địa bàn và các địa bàn bên trong.
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
        args.page(ctx, vec![Scope::area(self.0.id)]).await
    }
}

/// How one unit or agency followed another. / Hình thức kế thừa.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Enum)]
#[graphql(remote = "entity::value::SuccessionKind")]
pub enum SuccessionKind {
    /// Several became one. / Sáp nhập, hợp nhất.
    Merge,
    /// One became several. / Chia, tách.
    Split,
    /// Only the name changed. / Đổi tên.
    Rename,
    /// Moved under another parent. / Chuyển cấp trên.
    Move,
    /// Ended; its duties passed on. / Kết thúc hoạt động, chuyển giao nhiệm vụ.
    Abolish,
}

/// A change from one area to another. / Thay đổi giữa các đơn vị hành chính.
#[derive(SimpleObject)]
pub struct AreaSuccession {
    /// The other area. / Đơn vị còn lại.
    area: Area,
    /// What happened. / Hình thức.
    kind: SuccessionKind,
    /// When. / Ngày thay đổi.
    on: Date,
    /// The resolution. / Căn cứ pháp lý.
    legal_basis: Option<String>,
}

impl AreaSuccession {
    async fn load(
        ctx: &Context<'_>,
        edges: Vec<area_succession::Model>,
        other: impl Fn(&area_succession::Model) -> uuid::Uuid,
    ) -> Result<Vec<Self>> {
        let mut areas = ctx
            .reader()
            .load_many(edges.iter().map(|edge| AreaById(other(edge))))
            .await?;
        let complete = edges.into_iter().filter_map(|edge| {
            let area = areas.remove(&AreaById(other(&edge)))?;
            Some(Self {
                area: Area(area),
                kind: edge.kind.into(),
                on: edge.on_date.into(),
                legal_basis: edge.legal_basis,
            })
        });
        Ok(complete.collect())
    }
}

struct AreaCount(AreaFilter, NaiveDate);

#[async_graphql::async_trait::async_trait]
impl DirectoryCount for AreaCount {
    async fn count(&self, session: &Session) -> crate::domain::Result<query::Total> {
        directory::count_areas(session, &self.0, self.1).await
    }
}

/// A page of areas, by name.
///
/// # Errors
/// When the arguments cannot be used or the database fails.
pub async fn page_areas(
    ctx: &Context<'_>,
    filter: AreaFilter,
    args: PageArgs,
) -> Result<page::Connection<Area>> {
    let list = fingerprint(&("areas", &filter));
    let window = args.window(list, Keys::Texts)?;
    let today = ctx.today();
    let found = directory::page_areas(&ctx.session(), &filter, today, &window).await?;
    let items = found
        .rows
        .into_iter()
        .map(|row| {
            (
                cursor(list, <area::Entity as Directory>::place(&row)),
                Area(row),
            )
        })
        .collect();
    Ok(Connection::new(
        items,
        found.more,
        &window,
        Total::Directory(Box::new(AreaCount(filter, today))),
    ))
}
