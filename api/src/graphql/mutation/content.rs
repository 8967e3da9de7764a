//! Mutations on items: writing them.
use async_graphql::{Context, ID, InputObject, Object, SimpleObject};

use crate::domain::desk::{self, Acting, Create, Done, Target};
use crate::domain::{self, Error};
use crate::graphql::content::ContentKind;
use crate::graphql::context::ContextExt;
use crate::graphql::desk::{ContentChangesInput, DeskId, DeskItem};
use crate::graphql::error::Result;
use crate::graphql::id::NodeId;
use crate::graphql::loader::ItemById;
use crate::graphql::outcome::{Outcome, outcome};
use crate::graphql::user_error::UserError;

/// Mutations on items.
#[derive(Default)]
pub struct ContentMutation;

#[Object]
impl ContentMutation {
    /// Begins an item: its first edition is a draft in the agency's custody. / Tạo bài mới: phiên bản đầu tiên là bản
    /// nháp do cơ quan quản lý.
    async fn content_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What it is. / Nội dung bài mới.")] input: ContentCreateInput,
    ) -> Result<ContentPayload> {
        let key = input.idempotency_key.clone();
        let done = match input.given() {
            Ok(given) => desk::create(&acting(ctx, key.as_deref()), given).await,
            Err(error) => Err(error),
        };
        payload(ctx, done).await
    }

    /// Begins the next edition of what is published or was withdrawn: a working copy that says the same at first.
    /// / Soạn phiên bản tiếp theo của bài đã đăng hoặc đã gỡ: bản đang soạn ban đầu có nội dung như bản trước.
    async fn content_revise(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which item. / Bài nào.")] input: ContentActInput,
    ) -> Result<ContentPayload> {
        let done = async { desk::revise(&acting(ctx, input.key()), input.target()?).await };
        payload(ctx, done.await).await
    }

    /// Saves changes of the working copy, in place: however often, it stays one edition. / Lưu bản đang soạn; lưu nhiều
    /// lần vẫn là một phiên bản.
    async fn content_save(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes. / Những thay đổi.")] input: ContentSaveInput,
    ) -> Result<ContentPayload> {
        let key = input.idempotency_key;
        let given = target(&input.id, input.expected_version)
            .and_then(|target| Ok((target, input.changes.given()?)));
        let done = match given {
            Ok((target, changes)) => {
                desk::save(&acting(ctx, key.as_deref()), target, changes).await
            }
            Err(error) => Err(error),
        };
        payload(ctx, done).await
    }

    /// Gives the working copy up; it stays in the history. A contributor gives up only what they began.
    /// / Hủy bản đang soạn; lịch sử vẫn giữ lại. Người viết bài chỉ được hủy bản do mình bắt đầu.
    async fn content_discard(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which item. / Bài nào.")] input: ContentActInput,
    ) -> Result<ContentPayload> {
        let done = async { desk::discard(&acting(ctx, input.key()), input.target()?).await };
        payload(ctx, done.await).await
    }
}

/// A new item. / Bài mới.
#[derive(InputObject)]
pub struct ContentCreateInput {
    /// Kind; it never changes. / Loại nội dung; không đổi về sau.
    kind: ContentKind,
    /// Title. / Tiêu đề.
    title: String,
    /// Section code. / Mã chuyên mục.
    section: String,
    /// The agency that has it and answers for it. / Cơ quan quản lý và chịu trách nhiệm.
    agency: ID,
    /// Language (BCP 47); it never changes. / Ngôn ngữ; không đổi về sau.
    #[graphql(default_with = "vietnamese()")]
    language: String,
    /// The item that it says in another language; each is there once in a language, also as a draft. / Bài gốc mà bài này
    /// là bản dịch; mỗi ngôn ngữ chỉ có một bản, kể cả bản nháp.
    translation_of: Option<ID>,
    /// What else is written already. / Những phần khác đã soạn.
    changes: Option<ContentChangesInput>,
    /// A request that is sent again with its key is done once; kept for seven days. / Khóa chống lặp: gửi lại cùng khóa
    /// thì chỉ thực hiện một lần.
    idempotency_key: Option<String>,
}

/// Changes of a working copy. / Những thay đổi của bản đang soạn.
#[derive(InputObject)]
pub struct ContentSaveInput {
    /// The item. / Bài.
    id: ID,
    /// The item's `version` as it was read. / Số phiên bản khóa đã đọc.
    expected_version: i32,
    /// What changes. / Những thay đổi.
    changes: ContentChangesInput,
    /// A request that is sent again with its key is done once; kept for seven days. / Khóa chống lặp: gửi lại cùng khóa
    /// thì chỉ thực hiện một lần.
    idempotency_key: Option<String>,
}

/// An act on an item. / Một thao tác với bài.
#[derive(InputObject)]
pub struct ContentActInput {
    /// The item. / Bài.
    id: ID,
    /// The item's `version` as it was read. / Số phiên bản khóa đã đọc.
    expected_version: i32,
    /// A request that is sent again with its key is done once; kept for seven days. / Khóa chống lặp: gửi lại cùng khóa
    /// thì chỉ thực hiện một lần.
    idempotency_key: Option<String>,
}

impl ContentActInput {
    pub(super) fn target(&self) -> domain::Result<Target> {
        target(&self.id, self.expected_version)
    }

    pub(super) fn key(&self) -> Option<&str> {
        self.idempotency_key.as_deref()
    }
}

/// What became of an item. / Kết quả thao tác với bài.
#[derive(SimpleObject)]
pub struct ContentPayload {
    /// The item as it is now. / Bài sau thao tác.
    pub(super) item: Option<DeskItem>,
    /// Why nothing was done; empty when it was. / Lý do không thực hiện được.
    pub(super) errors: Vec<UserError>,
}

fn vietnamese() -> String {
    "vi".to_owned()
}

impl ContentCreateInput {
    fn given(self) -> domain::Result<Create> {
        let agency = NodeId::agency("agency", &self.agency)?;
        let original = |id: &ID| DeskId::content(id).ok_or(Error::NotFound);
        let changes = self.changes.as_ref();
        let changes = changes.map(ContentChangesInput::given).transpose()?;
        Ok(Create {
            kind: self.kind.into(),
            title: self.title,
            section: self.section,
            agency,
            language: self.language,
            translation_of: self.translation_of.as_ref().map(original).transpose()?,
            changes: changes.unwrap_or_default(),
        })
    }
}

/// Where an act is done, and for whom.
pub(super) fn acting<'a>(ctx: &'a Context<'_>, key: Option<&'a str>) -> Acting<'a> {
    Acting {
        database: ctx.database(),
        clock: ctx.clock(),
        caller: ctx.caller(),
        key,
    }
}

/// The item that is acted on, as whoever acts saw it.
pub(super) fn target(id: &ID, version: i32) -> domain::Result<Target> {
    let content = DeskId::content(id).ok_or(Error::NotFound)?;
    Ok(Target { content, version })
}

/// What an act came to, with the item as it is after it.
pub(super) async fn payload(
    ctx: &Context<'_>,
    done: domain::Result<Done>,
) -> Result<ContentPayload> {
    let Outcome { done, errors } = outcome(ctx, done)?;
    let item = match done {
        Some(done) => ctx.reader().load_one(ItemById(done.content)).await?,
        None => None,
    };
    let actor = ctx.request().actor().await?;
    let is_readable = |item: &std::sync::Arc<desk::Item>| {
        actor
            .as_ref()
            .is_some_and(|actor| item.is_readable_by(actor))
    };
    Ok(ContentPayload {
        item: item.filter(is_readable).map(DeskItem),
        errors,
    })
}
