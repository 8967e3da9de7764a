//! Files as agencies have them, and where they are used.
use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object};
use chrono::{DateTime, Utc};
use entity::{file, file_custody};
use uuid::Uuid;

use super::account::Account;
use super::id::DeskId;
use super::item::DeskItem;
use super::readable::unless_refused;
use crate::domain;
use crate::domain::actor::Actor;
use crate::domain::database::Session;
use crate::domain::files::{self, After, Use};
use crate::domain::listing::list::{Key, Keys, Place};
use crate::domain::listing::query;
use crate::domain::policy::Action;
use crate::graphql::agency::Agency;
use crate::graphql::content::Content;
use crate::graphql::context::ContextExt;
use crate::graphql::error::Result;
use crate::graphql::loader::{
    AccountById, AgencyById, ContentById, FileBySha, ItemById, UsagesOf, VariantsOf,
};
use crate::graphql::media::{ImageVariant, passing_address};
use crate::graphql::page::{
    Connection, DirectoryCount, PageArgs, Total, cursor, fingerprint, moment,
};
use crate::graphql::scalars::{Long, WebAddress};

/// A file that an agency has: uploaded, for its items. / Một tệp do cơ quan tải lên để dùng cho các bài của mình.
pub struct DeskFile {
    custody: file_custody::Model,
    file: file::Model,
}

impl DeskFile {
    /// A file as an agency has it.
    pub(in crate::graphql) async fn load(
        ctx: &Context<'_>,
        custody: file_custody::Model,
    ) -> Result<Option<Self>> {
        let file = FileBySha(custody.file_sha256.clone());
        let file = ctx.reader().load_one(file).await?;
        Ok(file.map(|file| Self { custody, file }))
    }
}

/// A file that an agency has: uploaded, for its items. / Một tệp do cơ quan tải lên để dùng cho các bài của mình.
#[Object]
impl DeskFile {
    /// Id; no node has it. / Mã định danh.
    async fn id(&self) -> ID {
        DeskId::File(self.custody.id).encode()
    }

    /// SHA-256 of what is kept: what covers and attachments name it by. / Mã băm SHA-256, dùng khi nêu tệp làm ảnh đại
    /// diện hoặc tệp đính kèm.
    async fn sha256(&self) -> &str {
        &self.file.sha256
    }

    /// What the agency calls it. / Tên tệp.
    async fn name(&self) -> &str {
        &self.custody.name
    }

    /// Media type of what is kept: images are WebP. / Kiểu tệp được lưu; ảnh được lưu dạng WebP.
    async fn media_type(&self) -> &str {
        &self.file.media_type
    }

    /// Size in bytes. / Kích thước, byte.
    async fn size(&self) -> Long {
        Long(self.file.size)
    }

    /// Width in pixels. / Chiều rộng, điểm ảnh.
    async fn width(&self) -> Option<i32> {
        self.file.width
    }

    /// Height in pixels. / Chiều cao, điểm ảnh.
    async fn height(&self) -> Option<i32> {
        self.file.height
    }

    /// Address of the bytes for ten minutes, whether or not the file is public. / Địa chỉ tệp, dùng được trong mười phút
    /// kể cả khi tệp chưa công khai.
    async fn url(&self, ctx: &Context<'_>) -> Result<Option<WebAddress>> {
        if ctx.request().actor().await?.is_none() {
            return Ok(None);
        }
        passing_address(ctx, &self.file.sha256, &self.custody.name)
    }

    /// Smaller versions of an image, the narrowest first; their addresses are good for ten minutes. / Các cỡ nhỏ hơn của
    /// ảnh, từ hẹp đến rộng; địa chỉ dùng được trong mười phút.
    async fn variants(&self, ctx: &Context<'_>) -> Result<Vec<ImageVariant>> {
        let rows = VariantsOf(self.file.sha256.clone());
        let rows = ctx.reader().load_one(rows).await?.unwrap_or_default();
        let mut variants = Vec::with_capacity(rows.len());
        for row in &rows {
            let url = passing_address(ctx, &row.sha256, &self.custody.name)?;
            variants.extend(url.map(|url| ImageVariant::new(url, row)));
        }
        Ok(variants)
    }

    /// The agency that has it. / Cơ quan quản lý tệp.
    async fn agency(&self, ctx: &Context<'_>) -> Result<Option<Agency>> {
        let agency = AgencyById(self.custody.agency_id);
        Ok(ctx.reader().load_one(agency).await?.map(Agency))
    }

    /// Who uploaded it. / Người tải lên.
    async fn uploaded_by(&self, ctx: &Context<'_>) -> Result<Option<Account>> {
        let Some(by) = self.custody.uploaded_by else {
            return Ok(None);
        };
        Ok(ctx.reader().load_one(AccountById(by)).await?.map(Account))
    }

    /// When it was uploaded last. / Thời điểm tải lên gần nhất.
    async fn uploaded_at(&self) -> DateTime<Utc> {
        self.custody.uploaded_at
    }

    /// Where it is used, as far as the account may know: in what is public and in the items that it may read. / Nơi đang
    /// sử dụng: các bài đã đăng và các bài trong phạm vi của tài khoản.
    async fn uses(&self, ctx: &Context<'_>) -> Result<Vec<FileUse>> {
        let Some(actor) = ctx.request().actor().await? else {
            return Ok(Vec::new());
        };
        let usages = UsagesOf(self.file.sha256.clone());
        let usages = ctx.reader().load_one(usages).await?.unwrap_or_default();
        let items = usages.iter().map(|usage| ItemById(usage.content));
        let items = ctx.reader().load_many(items).await?;
        let known = usages.iter().filter_map(|usage| {
            let item = items.get(&ItemById(usage.content))?;
            usage.known_to(&actor, item)
        });
        let known: std::collections::BTreeSet<Use> = known.collect();
        Ok(known.into_iter().map(FileUse).collect())
    }
}

/// A place where a file is used. / Một nơi sử dụng tệp.
#[derive(Clone, Debug)]
pub struct FileUse(pub Use);

/// A place where a file is used. / Một nơi sử dụng tệp.
#[Object]
impl FileUse {
    /// As what. / Vai trò.
    async fn used_as(&self) -> FileUsedAs {
        self.0.used_as.into()
    }

    /// The item, where the account may read it. / Bài sử dụng tệp, nếu tài khoản được xem.
    async fn item(&self, ctx: &Context<'_>) -> Result<Option<DeskItem>> {
        let Some(actor) = ctx.request().actor().await? else {
            return Ok(None);
        };
        let found = ctx.reader().load_one(ItemById(self.0.content)).await?;
        let found = found.filter(|item| item.is_readable_by(&actor));
        Ok(found.map(DeskItem))
    }

    /// What the public reads, where that uses it. / Nội dung đang đăng, nếu bản đang đăng sử dụng tệp.
    async fn content(&self, ctx: &Context<'_>) -> Result<Option<Content>> {
        if !self.0.is_public {
            return Ok(None);
        }
        let found = ctx.reader().load_one(ContentById(self.0.content)).await?;
        Ok(found.map(Content::from))
    }
}

/// As what a file is used. / Vai trò của tệp trong bài.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "crate::domain::files::UsedAs")]
pub enum FileUsedAs {
    /// As a cover image. / Ảnh đại diện.
    Cover,
    /// As an attachment. / Tệp đính kèm.
    Attachment,
    /// In what is being written. / Trong bản đang soạn.
    Draft,
}

/// A file by its hash, where the account may read it.
pub(super) async fn one(
    ctx: &Context<'_>,
    actor: &Actor,
    sha256: &str,
) -> Result<Option<DeskFile>> {
    match files::custody_of(&ctx.session(), actor, sha256).await? {
        Some(custody) => DeskFile::load(ctx, custody).await,
        None => Ok(None),
    }
}

/// An agency's files, what was uploaded last first.
pub(super) async fn page(
    ctx: &Context<'_>,
    actor: &Arc<Actor>,
    agency: Uuid,
    first: Option<i32>,
    after: Option<String>,
) -> Result<Option<Connection<DeskFile>>> {
    let session = ctx.session();
    let may = files::may(session.read().await?, actor, Action::FileRead, agency).await;
    if !unless_refused(may)? {
        return Ok(None);
    }
    let fingerprint = fingerprint(&("files", agency));
    let window = PageArgs::forward(first, after).window(fingerprint, Keys::Numbers)?;
    let after = window.after.as_ref().map(place).transpose()?;
    let mut rows = files::page(&session, agency, after, window.limit + 1).await?;
    let more = window.cut(&mut rows);
    let hashes = rows.iter().map(|row| FileBySha(row.file_sha256.clone()));
    let found = ctx.reader().load_many(hashes).await?;
    let items = rows.into_iter().filter_map(|custody| {
        let file = found.get(&FileBySha(custody.file_sha256.clone()))?.clone();
        let place = Place {
            key: Key::Number(custody.uploaded_at.timestamp_micros()),
            id: custody.id,
        };
        Some((cursor(fingerprint, place), DeskFile { custody, file }))
    });
    let total = Total::Directory(Box::new(Counted(agency)));
    let page = Connection::new(items.collect(), more, &window, total);
    Ok(Some(page))
}

fn place(place: &Place) -> domain::Result<After> {
    Ok(After {
        at: moment(place)?,
        id: place.id,
    })
}

/// Counts an agency's files.
struct Counted(Uuid);

#[async_graphql::async_trait::async_trait]
impl DirectoryCount for Counted {
    async fn count(&self, session: &Session) -> domain::Result<query::Total> {
        let count = files::count(session, self.0).await?;
        Ok(query::Total { count, exact: true })
    }
}
