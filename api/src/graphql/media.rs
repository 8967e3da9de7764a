//! Files that items carry: cover images and attachments.
use async_graphql::{ComplexObject, Context, Enum, SimpleObject};
use entity::{attachment, edition_cover, file, file_variant, language};
use serde::Serialize;
use url::Url;
use uuid::Uuid;

use crate::domain::visibility::Lens;
use crate::graphql::context::ContextExt;
use crate::graphql::error::Result;
use crate::graphql::loader::{ByCode, VariantsOf};
use crate::graphql::scalars::{Long, WebAddress};
use crate::graphql::vocabulary::Language;

/// An image with the text that stands for it (hình ảnh). / Hình ảnh kèm văn bản thay thế.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct Image {
    /// Address of the bytes. / Địa chỉ tệp ảnh.
    url: WebAddress,
    /// Alternative text (WCAG 1.1.1). / Văn bản thay thế.
    alt: String,
    /// Caption. / Chú thích.
    caption: Option<String>,
    /// Who made it. / Tác giả, nguồn ảnh.
    credit: Option<String>,
    /// Width in pixels. / Chiều rộng, điểm ảnh.
    width: Option<i32>,
    /// Height in pixels. / Chiều cao, điểm ảnh.
    height: Option<i32>,
    /// Media type, such as `image/webp`. / Kiểu tệp.
    media_type: String,
    #[graphql(skip)]
    bytes: Bytes,
}

#[ComplexObject]
impl Image {
    /// Smaller versions, the narrowest first: for `srcset`, with the image itself as the widest. / Các cỡ nhỏ hơn, từ hẹp
    /// đến rộng, dùng cho `srcset`.
    async fn variants(&self, ctx: &Context<'_>) -> Result<Vec<ImageVariant>> {
        self.bytes.variants(ctx).await
    }
}

/// A smaller version of an image. / Một cỡ nhỏ hơn của ảnh.
#[derive(SimpleObject)]
pub struct ImageVariant {
    /// Address of the bytes. / Địa chỉ tệp ảnh.
    url: WebAddress,
    /// Width in pixels. / Chiều rộng, điểm ảnh.
    width: i32,
    /// Height in pixels. / Chiều cao, điểm ảnh.
    height: i32,
    /// Media type. / Kiểu tệp.
    media_type: &'static str,
    /// Size in bytes. / Kích thước, byte.
    size: Long,
}

impl ImageVariant {
    /// One at an address.
    pub fn new(url: WebAddress, variant: &file_variant::Model) -> Self {
        Self {
            url,
            width: variant.width,
            height: variant.height,
            media_type: "image/webp",
            size: Long(variant.size),
        }
    }
}

impl Image {
    /// A cover with its file.
    ///
    /// # Errors
    /// When the cryptography fails.
    pub async fn new(
        ctx: &Context<'_>,
        cover: edition_cover::Model,
        file: file::Model,
    ) -> Result<Option<Self>> {
        let bytes = Bytes::of(ctx, cover.edition_id, &file).await?;
        let url = bytes.address(ctx, &bytes.sha256)?;
        Ok(url.map(|url| Self {
            url,
            alt: cover.alt,
            caption: cover.caption,
            credit: cover.credit,
            width: file.width,
            height: file.height,
            media_type: file.media_type,
            bytes,
        }))
    }
}

/// A file attached to an item (tệp đính kèm). / Tệp đính kèm.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct Attachment {
    /// Address of the bytes. / Địa chỉ tệp.
    url: WebAddress,
    /// Title. / Tên hiển thị.
    title: String,
    /// What the file is to the item. / Vai trò của tệp.
    role: AttachmentRole,
    /// Name offered for download. / Tên tệp khi tải về.
    file_name: String,
    /// Media type. / Kiểu tệp.
    media_type: String,
    /// Size in bytes. / Kích thước, byte.
    size: Long,
    /// Running time in seconds. / Thời lượng, giây.
    duration: Option<i32>,
    /// Width in pixels. / Chiều rộng, điểm ảnh.
    width: Option<i32>,
    /// Height in pixels. / Chiều cao, điểm ảnh.
    height: Option<i32>,
    /// SHA-256 of the bytes. / Mã băm SHA-256.
    sha256: String,
    #[graphql(skip)]
    language_code: Option<String>,
    #[graphql(skip)]
    bytes: Bytes,
}

#[ComplexObject]
impl Attachment {
    /// Language, where it differs from the item's. / Ngôn ngữ của tệp, nếu khác ngôn ngữ của nội dung.
    async fn language(&self, ctx: &Context<'_>) -> Result<Option<Language>> {
        let Some(code) = &self.language_code else {
            return Ok(None);
        };
        Ok(ctx
            .reader()
            .load_one(ByCode::<language::Entity>::new(code))
            .await?
            .map(Language::from))
    }

    /// Smaller versions of an image, the narrowest first; of others none. / Các cỡ nhỏ hơn nếu tệp là ảnh, từ hẹp đến rộng.
    async fn variants(&self, ctx: &Context<'_>) -> Result<Vec<ImageVariant>> {
        self.bytes.variants(ctx).await
    }
}

impl Attachment {
    /// An attachment with its file.
    ///
    /// # Errors
    /// When the cryptography fails.
    pub async fn new(
        ctx: &Context<'_>,
        attachment: attachment::Model,
        file: file::Model,
    ) -> Result<Option<Self>> {
        let bytes = Bytes::of(ctx, attachment.edition_id, &file).await?;
        let url = bytes.address(ctx, &bytes.sha256)?;
        Ok(url.map(|url| Self {
            url,
            title: attachment.title,
            role: attachment.role.into(),
            file_name: file.name,
            media_type: file.media_type,
            size: Long(file.size),
            duration: file.duration,
            width: file.width,
            height: file.height,
            sha256: file.sha256,
            language_code: attachment.language_code,
            bytes,
        }))
    }
}

/// The bytes of a file of an edition.
#[derive(Clone)]
struct Bytes {
    sha256: String,
    name: String,
    /// Whether only a preview shows the edition: then the address is good for some minutes.
    is_preview: bool,
}

impl Bytes {
    async fn of(ctx: &Context<'_>, edition: Uuid, file: &file::Model) -> Result<Self> {
        let lens = ctx.request().lens().await?;
        let shown = lens.as_ref().and_then(Lens::shown);
        Ok(Self {
            sha256: file.sha256.clone(),
            name: file.name.clone(),
            is_preview: shown.is_some_and(|shown| shown.edition().id == edition),
        })
    }

    /// The address of these bytes, or of those of a smaller version.
    fn address(&self, ctx: &Context<'_>, sha256: &str) -> Result<Option<WebAddress>> {
        if self.is_preview {
            return passing_address(ctx, sha256, &self.name);
        }
        Ok(lasting_address(ctx, sha256, &self.name).map(WebAddress))
    }

    /// The smaller versions of an image.
    async fn variants(&self, ctx: &Context<'_>) -> Result<Vec<ImageVariant>> {
        let rows = ctx
            .reader()
            .load_one(VariantsOf(self.sha256.clone()))
            .await?;
        let rows = rows.unwrap_or_default();
        let addressed = rows.iter().map(|row| {
            let url = self.address(ctx, &row.sha256)?;
            Ok(url.map(|url| ImageVariant::new(url, row)))
        });
        addressed.filter_map(Result::transpose).collect()
    }
}

fn lasting_address(ctx: &Context<'_>, sha256: &str, name: &str) -> Option<Url> {
    let mut url = Url::parse(&ctx.absolute("/media/")).ok()?;
    url.path_segments_mut()
        .ok()?
        .pop_if_empty()
        .push(sha256)
        .push(name);
    Some(url)
}

/// The address of a file that leads to it for some minutes, public or not: for who may read it.
///
/// # Errors
/// When the cryptography fails.
pub fn passing_address(ctx: &Context<'_>, sha256: &str, name: &str) -> Result<Option<WebAddress>> {
    let pass = ctx.authority().pass_to(sha256)?;
    let address = lasting_address(ctx, sha256, name).map(|mut url| {
        url.query_pairs_mut()
            .append_pair("until", &pass.until.to_string())
            .append_pair("mac", &pass.mac);
        WebAddress(url)
    });
    Ok(address)
}

/// What a file is to its item. / Vai trò của tệp đính kèm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Enum, Serialize)]
#[graphql(remote = "entity::value::AttachmentRole")]
#[serde(rename_all = "snake_case")]
pub enum AttachmentRole {
    /// A document. / Tài liệu.
    Document,
    /// The signed original. / Bản gốc đã ký.
    Original,
    /// An image. / Hình ảnh.
    Image,
    /// A video. / Video.
    Video,
    /// A sound recording. / Âm thanh.
    Audio,
    /// Captions. / Phụ đề.
    Captions,
    /// Anything else. / Khác.
    Other,
}
