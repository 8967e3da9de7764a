//! The desk's lists as connections.
use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, SimpleObject};
use chrono::{DateTime, NaiveDate, Utc};
use entity::value;

use super::id::DeskId;
use super::item::DeskItem;
use super::policy::EditionState;
use crate::domain::actor::Actor;
use crate::domain::database::Session;
use crate::domain::desk::{self, After, Filter, Row, Which, is_worked_on};
use crate::domain::listing::list::{Key, Keys, Place};
use crate::domain::listing::query;
use crate::domain::{self, Error};
use crate::graphql::content::ContentKind;
use crate::graphql::context::ContextExt;
use crate::graphql::error::Result;
use crate::graphql::id::NodeId;
use crate::graphql::loader::ItemById;
use crate::graphql::page::{
    Connection, DirectoryCount, PageArgs, Total, cursor, fingerprint, moment, no_cursor,
};

/// Narrows a list of items; what is left out does not narrow. / Bộ lọc danh sách bài.
#[derive(Default, InputObject)]
pub struct DeskItemFilter {
    /// In one of these states, of those in which an edition is worked on; what is live is listed by `contents`, what was
    /// withdrawn by `withdrawn`. / Ở một trong các trạng thái này, chỉ gồm các trạng thái đang soạn; bài đang đăng xem ở
    /// `contents`, bài đã gỡ xem ở `withdrawn`.
    states: Option<Vec<EditionState>>,
    /// In this agency's custody. / Do cơ quan này quản lý.
    agency: Option<ID>,
    /// In this section, by code; those beneath it are not meant. / Thuộc chuyên mục này, không kể chuyên mục con.
    section: Option<String>,
    /// Of this kind. / Thuộc loại này.
    kind: Option<ContentKind>,
    /// Written by this account. / Do tài khoản này soạn.
    author: Option<ID>,
}

impl DeskItemFilter {
    /// The filter, in the domain's words.
    pub(super) fn given(self) -> domain::Result<Filter> {
        let states = self.states.unwrap_or_default().into_iter();
        let states: Vec<value::EditionState> = states.map(Into::into).collect();
        if !states.iter().all(|state| is_worked_on(*state)) {
            let message = (
                "may be DRAFT, SUBMITTED, RETURNED, APPROVED and SCHEDULED; see contents and withdrawn for the others",
                "chỉ gồm DRAFT, SUBMITTED, RETURNED, APPROVED và SCHEDULED; trạng thái khác xem ở contents và withdrawn",
            );
            return Err(Error::invalid("filter.states", message));
        }
        Ok(Filter {
            states,
            agency: self
                .agency
                .map(|id| NodeId::agency("filter.agency", &id))
                .transpose()?,
            section: self.section,
            kind: self.kind.map(Into::into),
            author: self.author.as_ref().map(author).transpose()?,
        })
    }
}

fn author(id: &ID) -> domain::Result<uuid::Uuid> {
    let message = (
        "this is not the id of an account",
        "đây không phải là mã định danh của một tài khoản",
    );
    DeskId::account(id).map_err(|_| Error::invalid("filter.author", message))
}

/// How many items are in a state. / Số bài ở một trạng thái.
#[derive(SimpleObject)]
pub struct DeskCount {
    /// State. / Trạng thái.
    state: EditionState,
    /// Items. / Số bài.
    count: i32,
}

impl From<(entity::value::EditionState, i64)> for DeskCount {
    fn from((state, count): (entity::value::EditionState, i64)) -> Self {
        Self {
            state: state.into(),
            count: i32::try_from(count).unwrap_or(i32::MAX),
        }
    }
}

/// A page of one of the desk's lists.
pub(super) async fn page(
    ctx: &Context<'_>,
    actor: &Arc<Actor>,
    which: Which,
    first: Option<i32>,
    after: Option<String>,
) -> Result<Connection<DeskItem>> {
    let fingerprint = fingerprint(&(&which, actor.account));
    let keys = match which {
        Which::Overdue => Keys::Texts,
        _ => Keys::Numbers,
    };
    let window = PageArgs::forward(first, after).window(fingerprint, keys)?;
    let after = window.after.as_ref().map(place).transpose()?;
    let (session, today) = (ctx.session(), ctx.today());
    let mut rows = desk::page(&session, actor, (&which, today), after, window.limit + 1).await?;
    let more = window.cut(&mut rows);
    let ids = rows.iter().map(|row| ItemById(row.content_id));
    let items = ctx.reader().load_many(ids).await?;
    let nodes = rows.iter().filter_map(|row| {
        let item = items.get(&ItemById(row.content_id))?;
        let cursor = cursor(fingerprint, at(&which, row));
        Some((cursor, DeskItem(Arc::clone(item))))
    });
    let total = Total::Directory(Box::new(Counted {
        actor: Arc::clone(actor),
        which: which.clone(),
        today,
    }));
    Ok(Connection::new(nodes.collect(), more, &window, total))
}

fn at(which: &Which, row: &Row) -> Place {
    let number = |at: DateTime<Utc>| Key::Number(at.timestamp_micros());
    let key = match which {
        Which::Overdue => Key::Text(row.due_on.unwrap_or_default().to_string()),
        Which::Board => number(row.submitted_at.unwrap_or_default()),
        _ => number(row.saved_at),
    };
    Place {
        key,
        id: row.edition_id,
    }
}

fn place(place: &Place) -> domain::Result<After> {
    match &place.key {
        Key::Number(_) => Ok(After::At(moment(place)?, place.id)),
        Key::Text(day) => {
            let day = day.parse().map_err(|_| no_cursor("after"))?;
            Ok(After::Due(day, place.id))
        }
    }
}

/// Counts a list of the desk.
struct Counted {
    actor: Arc<Actor>,
    which: Which,
    today: NaiveDate,
}

#[async_graphql::async_trait::async_trait]
impl DirectoryCount for Counted {
    async fn count(&self, session: &Session) -> domain::Result<query::Total> {
        let count = desk::count(session, &self.actor, (&self.which, self.today)).await?;
        Ok(query::Total { count, exact: true })
    }
}
