//! Communicators: legal rapporteurs and propagandists, whose lists must be public.
use async_graphql::{Context, Enum, ID, Object};
use chrono::NaiveDate;
use entity::{communicator, topic};

use crate::domain::database::Session;
use crate::domain::directory::{self, CommunicatorFilter, Directory};
use crate::domain::listing::list::Keys;
use crate::domain::listing::query;
use crate::graphql::agency::Agency;
use crate::graphql::area::Area;
use crate::graphql::context::ContextExt;
use crate::graphql::error::Result;
use crate::graphql::id::NodeId;
use crate::graphql::loader::{AgencyById, AreaById, ByCode, CommunicatorTopics};
use crate::graphql::page::{Connection, DirectoryCount, PageArgs, Total, cursor, fingerprint};
use crate::graphql::scalars::Date;
use crate::graphql::vocabulary::{Tier, Topic};

/// A legal rapporteur or propagandist (báo cáo viên, tuyên truyền viên), Law 14/2012/QH13 art. 35–37; the lists
/// are public under Circular 10/2016/TT-BTP art. 8. / Báo cáo viên, tuyên truyền viên pháp luật.
pub struct Communicator(pub communicator::Model);

/// A legal rapporteur or propagandist (báo cáo viên, tuyên truyền viên), Law 14/2012/QH13 art. 35–37; the lists
/// are public under Circular 10/2016/TT-BTP art. 8. / Báo cáo viên, tuyên truyền viên pháp luật.
#[Object]
impl Communicator {
    /// Global id. / Mã định danh toàn cục.
    pub async fn id(&self) -> ID {
        NodeId::Communicator(self.0.id).encode()
    }

    /// Rapporteur or propagandist. / Báo cáo viên hay tuyên truyền viên.
    async fn role(&self) -> CommunicatorRole {
        self.0.role.into()
    }

    /// Tier of recognition. / Cấp công nhận.
    async fn tier(&self) -> Tier {
        self.0.tier.into()
    }

    /// Full name. / Họ và tên.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// Position at work. / Chức vụ.
    async fn position(&self) -> Option<&str> {
        self.0.position.as_deref()
    }

    /// Where the person works. / Đơn vị công tác.
    async fn agency(&self, ctx: &Context<'_>) -> Result<Option<Agency>> {
        Ok(ctx
            .reader()
            .load_one(AgencyById(self.0.agency_id))
            .await?
            .map(Agency))
    }

    /// Area of work. / Địa bàn hoạt động.
    async fn area(&self, ctx: &Context<'_>) -> Result<Option<Area>> {
        let Some(id) = self.0.area_id else {
            return Ok(None);
        };
        Ok(ctx.reader().load_one(AreaById(id)).await?.map(Area))
    }

    /// Fields of law. / Lĩnh vực pháp luật chuyên sâu.
    async fn topics(&self, ctx: &Context<'_>) -> Result<Vec<Topic>> {
        let codes = ctx
            .reader()
            .load_one(CommunicatorTopics(self.0.id))
            .await?
            .unwrap_or_default();
        let keys = codes.iter().map(ByCode::<topic::Entity>::new);
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

    /// Number of the recognition decision. / Số quyết định công nhận.
    async fn decision_number(&self) -> &str {
        &self.0.decision_number
    }

    /// Day of recognition. / Ngày công nhận.
    async fn recognised_on(&self) -> Date {
        self.0.recognised_on.into()
    }

    /// Number of the removal decision. / Số quyết định miễn nhiệm, cho thôi.
    async fn removal_decision_number(&self) -> Option<&str> {
        self.0.removal_decision_number.as_deref()
    }

    /// Day of removal. / Ngày miễn nhiệm, cho thôi.
    async fn removed_on(&self) -> Option<Date> {
        self.0.removed_on.map(Date::from)
    }
}

/// The two kinds of legal communicator. / Hai loại người làm công tác tuyên truyền pháp luật.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Enum)]
#[graphql(remote = "entity::value::CommunicatorRole")]
pub enum CommunicatorRole {
    /// Legal rapporteur. / Báo cáo viên pháp luật.
    Rapporteur,
    /// Legal propagandist. / Tuyên truyền viên pháp luật.
    Propagandist,
}

struct CommunicatorCount(CommunicatorFilter, NaiveDate);

#[async_graphql::async_trait::async_trait]
impl DirectoryCount for CommunicatorCount {
    async fn count(&self, session: &Session) -> crate::domain::Result<query::Total> {
        directory::count_communicators(session, &self.0, self.1).await
    }
}

/// A page of communicators, by name.
///
/// # Errors
/// When the arguments cannot be used or the database fails.
pub async fn page_communicators(
    ctx: &Context<'_>,
    filter: CommunicatorFilter,
    args: PageArgs,
) -> Result<Connection<Communicator>> {
    let list = fingerprint(&("communicators", &filter));
    let window = args.window(list, Keys::Texts)?;
    let today = ctx.today();
    let found = directory::page_communicators(&ctx.session(), &filter, today, &window).await?;
    let items = found
        .rows
        .into_iter()
        .map(|row| {
            (
                cursor(list, <communicator::Entity as Directory>::place(&row)),
                Communicator(row),
            )
        })
        .collect();
    Ok(Connection::new(
        items,
        found.more,
        &window,
        Total::Directory(Box::new(CommunicatorCount(filter, today))),
    ))
}
