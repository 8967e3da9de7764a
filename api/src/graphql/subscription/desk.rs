//! `deskChanged`: what is done at the desk, for those who are signed in, as far as they may read it.
use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object, Subscription};
use entity::value::OutboxAudience;
use futures_util::stream;
use uuid::Uuid;

use super::telling::{Begun, Telling, Told, telling};
use super::{AtMostOne, cursor, cursor_of};
use crate::domain::Error;
use crate::domain::changes::{Acts, Interest};
use crate::domain::policy::{Action, Resource, authorize};
use crate::graphql::content::bounded;
use crate::graphql::context::ContextExt;
use crate::graphql::desk::{DeskId, DeskItem};
use crate::graphql::error::Result;
use crate::graphql::id::{NodeId, invalid_id};
use crate::graphql::loader::ItemById;
use crate::graphql::scalars::DateTime;

/// Listening to what is done at the desk.
#[derive(Default)]
pub struct DeskSubscription;

#[Subscription]
impl DeskSubscription {
    /// What is done at the desk to items that the account may read, in order and each act once. / Các thao tác trên bàn
    /// làm việc đối với những bài mà tài khoản được xem, theo đúng thứ tự, mỗi thao tác một lần.
    async fn desk_changed(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which acts; without it, all. / Bộ lọc; mặc định là tất cả.")]
        filter: Option<DeskChangeFilter>,
        #[graphql(
            desc = "The cursor of the last act that was heard, or `Desk.changeCursor`: what came after it is told first. / Con trỏ của thao tác nhận được sau cùng: các thao tác sau đó được gửi trước."
        )]
        after: Option<String>,
    ) -> Result<AtMostOne<DeskChange>> {
        match telling(ctx) {
            Some(Telling::Change(told)) => {
                return Ok(stream::iter(DeskChange::of(ctx, told).await?));
            }
            Some(telling @ Telling::Beginning { resume, .. }) => {
                let actor = ctx.request().actor().await?;
                authorize(actor.as_deref(), Action::DeskRead, &Resource::default())?;
                let audience = OutboxAudience::Desk;
                let acts = filter.unwrap_or_default().acts()?;
                let cursor = resume.as_deref().or(after.as_deref());
                let after = cursor::beginning(&ctx.session(), audience, cursor).await?;
                telling.announce(Begun {
                    interest: Interest::Acts(acts),
                    audience,
                    after,
                });
            }
            None => {}
        }
        Ok(stream::iter(None))
    }
}

/// Which acts are told: every given field must hold; of a field's values (at most 20), one. / Bộ lọc thao tác: mọi
/// trường đều phải thỏa; mỗi trường thỏa một trong các giá trị (tối đa 20).
#[derive(Clone, Debug, Default, InputObject)]
pub struct DeskChangeFilter {
    /// On these items. Their ids, or those of their contents. / Các bài cụ thể (mã của bài hoặc của nội dung).
    items: Option<Vec<ID>>,
    /// On what is in the custody of one of these agencies. Ids. / Bài do một trong các cơ quan này quản lý.
    agencies: Option<Vec<ID>>,
    /// These acts, by the names that `policy` has, such as `content.submit`. / Các thao tác, theo tên trong `policy`.
    actions: Option<Vec<String>>,
}

impl DeskChangeFilter {
    fn acts(self) -> Result<Acts> {
        let ids = |field: &str, ids: Option<Vec<ID>>, read: fn(&ID) -> Option<Uuid>| {
            let read = |id: &ID| read(id).ok_or_else(|| no_id(field));
            let ids = bounded(field, ids)?;
            let ids = ids.map(|ids| ids.iter().map(read).collect::<Result<_, Error>>());
            Ok::<_, crate::graphql::error::GqlError>(ids.transpose()?)
        };
        Ok(Acts {
            contents: ids("filter.items", self.items, DeskId::content)?,
            agencies: ids("filter.agencies", self.agencies, agency)?,
            actions: bounded("filter.actions", self.actions)?,
        })
    }
}

fn agency(id: &ID) -> Option<Uuid> {
    match NodeId::decode(id) {
        Some(NodeId::Agency(id)) => Some(id),
        _ => None,
    }
}

fn no_id(field: &str) -> Error {
    let message = (
        "this is no such id; use an `id` that a query returned",
        "đây không phải là mã định danh phù hợp; hãy dùng `id` mà một truy vấn đã trả về",
    );
    invalid_id(field, message)
}

/// Something that was done at the desk. / Một thao tác trên bàn làm việc.
pub struct DeskChange {
    told: Arc<Told>,
    item: DeskItem,
}

/// Something that was done at the desk. / Một thao tác trên bàn làm việc.
#[Object]
impl DeskChange {
    /// Where to go on after an interruption: the `after` of a new subscription. / Con trỏ để tiếp tục sau khi gián đoạn:
    /// dùng cho `after`.
    async fn cursor(&self) -> String {
        self.told.cursor()
    }

    /// What was done, such as `content.submit`. / Thao tác.
    async fn action(&self) -> &str {
        self.told.entry.action.as_deref().unwrap_or_default()
    }

    /// When. / Thời điểm.
    async fn at(&self) -> DateTime {
        self.told.entry.at.into()
    }

    /// The item as it is now. / Bài như hiện tại.
    async fn item(&self) -> Option<&DeskItem> {
        Some(&self.item)
    }
}

impl DeskChange {
    /// The act, where whoever listens may read the item now.
    async fn of(ctx: &Context<'_>, told: &Arc<Told>) -> Result<Option<Self>> {
        let (Some(actor), Some(content)) = (ctx.request().actor().await?, told.entry.content_id)
        else {
            return Ok(None);
        };
        let item = ctx.reader().load_one(ItemById(content)).await?;
        let item = item.filter(|item| item.is_readable_by(&actor));
        Ok(item.map(|item| Self {
            told: Arc::clone(told),
            item: DeskItem(item),
        }))
    }

    /// The cursor of all that was done at the desk.
    ///
    /// # Errors
    /// When the database fails.
    pub(in crate::graphql) async fn newest(ctx: &Context<'_>) -> Result<String> {
        let audience = OutboxAudience::Desk;
        let after = cursor::beginning(&ctx.session(), audience, None).await?;
        Ok(cursor_of(audience, after))
    }
}
