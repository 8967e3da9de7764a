//! What was decided of agencies, and what it comes to.
use async_graphql::{Context, Enum, ID, Object};
use entity::reorganisation;

use super::account::Account;
use super::id::DeskId;
use super::readable::unless_refused;
use crate::domain::actor::Actor;
use crate::domain::database::Session;
use crate::domain::listing::list::{Key, Keys, Place};
use crate::domain::listing::query;
use crate::domain::policy::{Action, Resource, authorize};
use crate::domain::reorganise::{self, Given, Line, Part, PartKind, Report};
use crate::domain::{self, Error};
use crate::graphql::agency::Agency;
use crate::graphql::area::SuccessionKind;
use crate::graphql::context::ContextExt;
use crate::graphql::error::Result;
use crate::graphql::id::NodeId;
use crate::graphql::loader::{AccountById, AgencyById};
use crate::graphql::page::{
    Connection, DirectoryCount, PageArgs, Total, cursor, fingerprint, moment,
};
use crate::graphql::scalars::{Date, DateTime};

/// Where a reorganisation stands. / Tình trạng của việc sắp xếp.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::value::ReorganisationState")]
pub enum ReorganisationState {
    /// It is to happen when its day begins. / Sẽ thực hiện khi đến ngày.
    Planned,
    /// It was done. / Đã thực hiện.
    Applied,
    /// It was given up. / Đã hủy.
    Cancelled,
    /// It could not be done; `failure` says why. / Không thực hiện được.
    Failed,
}

/// A change of agencies that was decided. / Quyết định sắp xếp cơ quan.
pub struct Reorganisation {
    row: reorganisation::Model,
    given: Given,
    report: Report,
}

impl Reorganisation {
    /// One that is kept.
    ///
    /// # Errors
    /// When another version of the program wrote what this one does not know.
    pub fn of(row: reorganisation::Model) -> domain::Result<Self> {
        let given = Given::read(row.plan.clone())?;
        let report = Report::read(row.report.clone())?;
        Ok(Self { row, given, report })
    }
}

/// A change of agencies that was decided. / Quyết định sắp xếp cơ quan.
#[Object]
impl Reorganisation {
    /// Id; no node has it. / Mã định danh.
    async fn id(&self) -> ID {
        DeskId::Reorganisation(self.row.id).encode()
    }

    /// What happens. / Hình thức.
    async fn kind(&self) -> SuccessionKind {
        self.row.kind.into()
    }

    /// The first day on which it is so. / Ngày có hiệu lực.
    async fn on(&self) -> Date {
        self.row.on_date.into()
    }

    /// The resolution or decision. / Căn cứ pháp lý.
    async fn legal_basis(&self) -> &str {
        &self.given.legal_basis
    }

    /// The agencies to which it happens. / Các cơ quan được sắp xếp.
    async fn agencies(&self, ctx: &Context<'_>) -> Result<Vec<Agency>> {
        let ids = self.given.agencies.iter().map(|id| AgencyById(*id));
        let mut found = ctx.reader().load_many(ids).await?;
        let ids = self.given.agencies.iter();
        let rows = ids.filter_map(|id| found.remove(&AgencyById(*id)));
        Ok(rows.map(Agency).collect())
    }

    /// Where it stands. / Tình trạng.
    async fn state(&self) -> ReorganisationState {
        self.row.state.into()
    }

    /// What it comes to: as it was shown, or as it was done. / Báo cáo kết quả: như đã xem, hoặc như đã thực hiện.
    async fn report(&self) -> ReorganisationReport {
        ReorganisationReport(self.report.clone())
    }

    /// Who decided it. / Người quyết định.
    async fn decided_by(&self, ctx: &Context<'_>) -> Result<Option<Account>> {
        let id = AccountById(self.row.decided_by);
        Ok(ctx.reader().load_one(id).await?.map(Account))
    }

    /// When it was decided. / Thời điểm quyết định.
    async fn decided_at(&self) -> DateTime {
        self.row.decided_at.into()
    }

    /// When it was done; null while it was not. / Thời điểm thực hiện.
    async fn applied_at(&self) -> Option<DateTime> {
        self.row.applied_at.map(Into::into)
    }

    /// Why it could not be done. / Lý do không thực hiện được.
    async fn failure(&self) -> Option<&str> {
        self.row.failure.as_deref()
    }
}

/// What a change of agencies comes to. / Báo cáo kết quả sắp xếp cơ quan.
pub struct ReorganisationReport(pub Report);

/// What a change of agencies comes to. / Báo cáo kết quả sắp xếp cơ quan.
#[Object]
impl ReorganisationReport {
    /// SHA-256 of all of it; give it back as `reportDigest` to have it done. / SHA-256 của toàn bộ báo cáo; gửi lại qua
    /// `reportDigest` để thực hiện.
    async fn digest(&self) -> &str {
        &self.0.digest
    }

    /// Its parts, as far as there is something to say. / Các phần của báo cáo.
    async fn parts(&self) -> Vec<ReorganisationPart> {
        let parts = self.0.parts.iter().cloned();
        parts.map(ReorganisationPart).collect()
    }
}

/// Kinds of consequences. / Các loại kết quả.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "PartKind")]
pub enum ReorganisationPartKind {
    /// Agencies that end. / Cơ quan kết thúc hoạt động.
    AgenciesEnd,
    /// Agencies that begin. / Cơ quan được thành lập.
    AgenciesBegin,
    /// Agencies beneath that come beneath another. / Đơn vị trực thuộc chuyển cấp trên.
    AgenciesMove,
    /// Who follows whom. / Quan hệ kế thừa.
    Successions,
    /// Issuers, communicators and the portal's editorial agency, which follow. / Cơ quan ban hành, báo cáo viên, tuyên
    /// truyền viên và cơ quan thường trực Ban Biên tập chuyển theo.
    Directory,
    /// Items that others have then. / Bài chuyển quyền quản lý.
    Items,
    /// Working copies that name another agency then. / Bản đang soạn đổi cơ quan chịu trách nhiệm.
    WorkingCopies,
    /// Items that live elsewhere then; where they lived leads there. / Bài đổi đường dẫn; đường dẫn cũ chuyển hướng.
    Paths,
    /// Files that others have then, once for each. / Tệp chuyển giao, mỗi cơ quan nhận một dòng.
    Files,
    /// Memberships that end. / Vai trò kết thúc.
    MembershipsEnd,
    /// Memberships that go on with the successor. / Vai trò chuyển sang cơ quan kế thừa.
    MembershipsFollow,
    /// What is planned for items, and stays so. / Lịch đã hẹn của bài, giữ nguyên.
    Plans,
}

/// One kind of consequence. / Một loại kết quả.
pub struct ReorganisationPart(Part);

/// One kind of consequence. / Một loại kết quả.
#[Object]
impl ReorganisationPart {
    /// Which. / Loại kết quả.
    async fn kind(&self) -> ReorganisationPartKind {
        self.0.kind.into()
    }

    /// How many there are. / Số lượng.
    async fn count(&self) -> i32 {
        i32::try_from(self.0.count).unwrap_or(i32::MAX)
    }

    /// The first 200. / Tối đa 200 dòng đầu.
    async fn lines(&self) -> Vec<ReorganisationLine> {
        let kind = self.0.kind;
        let lines = self.0.lines.iter().cloned();
        lines
            .map(|line| ReorganisationLine { kind, line })
            .collect()
    }
}

/// One consequence. / Một kết quả.
pub struct ReorganisationLine {
    kind: PartKind,
    line: Line,
}

/// One consequence. / Một kết quả.
#[Object]
impl ReorganisationLine {
    /// The agency, the item or the account that it is about. / Mã của cơ quan, bài hoặc tài khoản.
    async fn about(&self) -> Option<ID> {
        let id = self.line.id?;
        Some(match self.kind {
            PartKind::AgenciesEnd
            | PartKind::AgenciesBegin
            | PartKind::AgenciesMove
            | PartKind::Successions
            | PartKind::Directory => NodeId::Agency(id).encode(),
            PartKind::Items | PartKind::WorkingCopies | PartKind::Paths | PartKind::Plans => {
                DeskId::Item(id).encode()
            }
            PartKind::MembershipsEnd | PartKind::MembershipsFollow => DeskId::Account(id).encode(),
            PartKind::Files => return None,
        })
    }

    /// Code, title, name of a file, or role. / Mã, tiêu đề, tên tệp hoặc vai trò.
    async fn label(&self) -> &str {
        &self.line.label
    }

    /// What it was: a code, a path or what is planned. / Trước đó: mã, đường dẫn hoặc việc đã hẹn.
    async fn from(&self) -> Option<&str> {
        self.line.from.as_deref()
    }

    /// What it is then: a code, a path or a moment. / Sau đó: mã, đường dẫn hoặc thời điểm.
    async fn to(&self) -> Option<&str> {
        self.line.to.as_deref()
    }
}

pub(super) async fn page(
    ctx: &Context<'_>,
    actor: &Actor,
    first: Option<i32>,
    after: Option<String>,
) -> Result<Option<Connection<Reorganisation>>> {
    let action = Action::ReorganisationRead;
    if !unless_refused(authorize(Some(actor), action, &Resource::default()))? {
        return Ok(None);
    }
    let list = fingerprint(&"reorganisations");
    let window = PageArgs::forward(first, after).window(list, Keys::Numbers)?;
    let after = window.after.as_ref();
    let after = after.map(|place| Ok::<_, Error>((moment(place)?, place.id)));
    let after = after.transpose()?;
    let mut rows = reorganise::page(&ctx.session(), after, window.limit + 1).await?;
    let more = window.cut(&mut rows);
    let items = rows.into_iter().map(|row| {
        let key = Key::Number(row.decided_at.timestamp_micros());
        let place = Place { key, id: row.id };
        Ok((cursor(list, place), Reorganisation::of(row)?))
    });
    let items = items.collect::<domain::Result<Vec<_>>>()?;
    let total = Total::Directory(Box::new(Counted));
    Ok(Some(Connection::new(items, more, &window, total)))
}

/// Counts them.
struct Counted;

#[async_graphql::async_trait::async_trait]
impl DirectoryCount for Counted {
    async fn count(&self, session: &Session) -> domain::Result<query::Total> {
        let count = reorganise::count(session).await?;
        Ok(query::Total { count, exact: true })
    }
}
