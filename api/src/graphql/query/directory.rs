//! Roots that lead to the directory: agencies, areas, communicators.
use async_graphql::{Context, ID, InputObject, Object};

use crate::domain::Error;
use crate::domain::directory::{self, AgencyFilter, AreaFilter, CommunicatorFilter, When};
use crate::graphql::agency::{Agency, page_agencies};
use crate::graphql::area::{Area, page_areas};
use crate::graphql::communicator::{Communicator, CommunicatorRole, page_communicators};
use crate::graphql::context::ContextExt;
use crate::graphql::error::Result;
use crate::graphql::id::NodeId;
use crate::graphql::page::{Connection, PageArgs};
use crate::graphql::scalars::Date;
use crate::graphql::vocabulary::Tier;

/// Roots that lead to the directory.
#[derive(Default)]
pub struct DirectoryQuery;

#[Object]
impl DirectoryQuery {
    /// Agencies, by name in Vietnamese order. / Cơ quan, đơn vị, theo tên.
    async fn agencies(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Narrows the list. / Bộ lọc.")] filter: Option<AgencyFilterInput>,
        #[graphql(desc = "Items from the beginning, 1–100 (default 20). / Số mục từ đầu.")]
        first: Option<i32>,
        #[graphql(desc = "After this cursor. / Sau con trỏ này.")] after: Option<String>,
        #[graphql(desc = "Items from the end, 1–100. / Số mục từ cuối.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor. / Trước con trỏ này.")] before: Option<String>,
    ) -> Result<Connection<Agency>> {
        let input = filter.unwrap_or_default();
        let filter = AgencyFilter {
            agency_type: input.agency_type,
            parent: input
                .parent
                .map(|id| NodeId::agency("filter.parent", &id))
                .transpose()?,
            area: input
                .area
                .map(|id| NodeId::area("filter.area", &id))
                .transpose()?,
            when: when(input.on, input.include_ended)?,
        };
        page_agencies(
            ctx,
            filter,
            PageArgs {
                first,
                after,
                last,
                before,
                offset: None,
            },
        )
        .await
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
        Ok(directory::agency_on(&ctx.session(), &code, day)
            .await?
            .map(Agency))
    }

    /// Administrative units, by name in Vietnamese order. / Đơn vị hành chính, theo tên.
    async fn areas(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Narrows the list. / Bộ lọc.")] filter: Option<AreaFilterInput>,
        #[graphql(desc = "Items from the beginning, 1–100 (default 20). / Số mục từ đầu.")]
        first: Option<i32>,
        #[graphql(desc = "After this cursor. / Sau con trỏ này.")] after: Option<String>,
        #[graphql(desc = "Items from the end, 1–100. / Số mục từ cuối.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor. / Trước con trỏ này.")] before: Option<String>,
    ) -> Result<Connection<Area>> {
        let input = filter.unwrap_or_default();
        let filter = AreaFilter {
            tier: input.tier.map(entity::value::Tier::from),
            parent: input
                .parent
                .map(|id| NodeId::area("filter.parent", &id))
                .transpose()?,
            when: when(input.on, input.include_ended)?,
        };
        page_areas(
            ctx,
            filter,
            PageArgs {
                first,
                after,
                last,
                before,
                offset: None,
            },
        )
        .await
    }

    /// Legal rapporteurs and propagandists, by name in Vietnamese order. / Báo cáo viên, tuyên truyền viên, theo tên.
    async fn communicators(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Narrows the list. / Bộ lọc.")] filter: Option<CommunicatorFilterInput>,
        #[graphql(desc = "Items from the beginning, 1–100 (default 20). / Số mục từ đầu.")]
        first: Option<i32>,
        #[graphql(desc = "After this cursor. / Sau con trỏ này.")] after: Option<String>,
        #[graphql(desc = "Items from the end, 1–100. / Số mục từ cuối.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor. / Trước con trỏ này.")] before: Option<String>,
    ) -> Result<Connection<Communicator>> {
        let input = filter.unwrap_or_default();
        let filter = CommunicatorFilter {
            role: input.role.map(entity::value::CommunicatorRole::from),
            tier: input.tier.map(entity::value::Tier::from),
            agency: input
                .agency
                .map(|id| NodeId::agency("filter.agency", &id))
                .transpose()?,
            area: input
                .area
                .map(|id| NodeId::area("filter.area", &id))
                .transpose()?,
            topic: input.topic,
            when: when(input.on, input.include_ended)?,
        };
        page_communicators(
            ctx,
            filter,
            PageArgs {
                first,
                after,
                last,
                before,
                offset: None,
            },
        )
        .await
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
    /// That existed on this day; today when absent. / Hoạt động tại ngày này; mặc định hôm nay.
    on: Option<Date>,
    /// Those that ended, too; not together with `on`. / Kể cả cơ quan đã kết thúc hoạt động; không dùng cùng `on`.
    #[graphql(default)]
    include_ended: bool,
}

/// Which areas a list shows; every given field must hold. / Bộ lọc đơn vị hành chính.
#[derive(Default, InputObject)]
#[graphql(name = "AreaFilter")]
struct AreaFilterInput {
    /// Of this tier. / Thuộc cấp này.
    tier: Option<Tier>,
    /// Right below this area, by id. / Trực thuộc đơn vị này.
    parent: Option<ID>,
    /// That existed on this day; today when absent. / Tồn tại tại ngày này; mặc định hôm nay.
    on: Option<Date>,
    /// Those that ended, too; not together with `on`. / Kể cả đơn vị không còn tồn tại; không dùng cùng `on`.
    #[graphql(default)]
    include_ended: bool,
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
    /// Recognised, and not yet removed, on this day; today when absent. / Đang được công nhận tại ngày này; mặc định hôm
    /// nay.
    on: Option<Date>,
    /// Those who were removed, too; not together with `on`. / Kể cả người đã bị cho thôi; không dùng cùng `on`.
    #[graphql(default)]
    include_ended: bool,
}

fn when(on: Option<Date>, include_ended: bool) -> Result<When> {
    match on {
        Some(_) if include_ended => {
            let message = (
                "give a day or includeEnded, not both",
                "chỉ dùng ngày hoặc includeEnded, không dùng cả hai",
            );
            Err(Error::invalid("filter.includeEnded", message).into())
        }
        Some(day) => Ok(When::On(day.0)),
        None if include_ended => Ok(When::Ever),
        None => Ok(When::Today),
    }
}
