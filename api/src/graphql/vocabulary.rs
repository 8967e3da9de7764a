//! Terms of the vocabularies: topics, audiences, languages, forms and types.
use async_graphql::{Context, Enum, ID, Object, SimpleObject};
use entity::{
    activity_form, agency_type, audience, document_type, issuer, language, relation_type, topic,
};

use crate::domain::listing::Scope;
use crate::graphql::content::{ContentArgs, ContentConnection, ContentFilter, ContentSort};
use crate::graphql::context::ContextExt;
use crate::graphql::error::Result;
use crate::graphql::id::NodeId;
use crate::graphql::loader::ByCode;

/// A field of law (lĩnh vực), Law 14/2012/QH13 art. 10. / Lĩnh vực pháp luật, Điều 10 Luật PBGDPL.
pub struct Topic(pub topic::Model);

/// A field of law (lĩnh vực), Law 14/2012/QH13 art. 10. / Lĩnh vực pháp luật, Điều 10 Luật PBGDPL.
#[Object]
impl Topic {
    /// Global id. / Mã định danh toàn cục.
    pub async fn id(&self) -> ID {
        NodeId::Topic(self.0.code.clone()).encode()
    }

    /// Stable code. / Mã cố định.
    async fn code(&self) -> &str {
        &self.0.code
    }

    /// Vietnamese name. / Tên tiếng Việt.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// English name. / Tên tiếng Anh.
    async fn name_en(&self) -> &str {
        &self.0.name_en
    }

    /// The law that names it. / Căn cứ pháp lý.
    async fn legal_basis(&self) -> Option<&str> {
        self.0.legal_basis.as_deref()
    }

    /// The wider topic. / Lĩnh vực rộng hơn.
    async fn parent(&self, ctx: &Context<'_>) -> Result<Option<Topic>> {
        let Some(code) = &self.0.parent_code else {
            return Ok(None);
        };
        Ok(ctx
            .reader()
            .load_one(ByCode::<topic::Entity>::new(code))
            .await?
            .map(Topic))
    }

    /// Published contents of the topic and its narrower topics. / Nội dung thuộc lĩnh vực và lĩnh vực con.
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
        args.page(ctx, vec![Scope::topic(&self.0.code)]).await
    }
}

/// A group of people that content is meant for (đối tượng), Law 14/2012/QH13 art. 17–24. / Đối tượng phổ biến,
/// giáo dục pháp luật, Điều 17–24 Luật PBGDPL.
pub struct Audience(pub audience::Model);

/// A group of people that content is meant for (đối tượng), Law 14/2012/QH13 art. 17–24. / Đối tượng phổ biến,
/// giáo dục pháp luật, Điều 17–24 Luật PBGDPL.
#[Object]
impl Audience {
    /// Global id. / Mã định danh toàn cục.
    pub async fn id(&self) -> ID {
        NodeId::Audience(self.0.code.clone()).encode()
    }

    /// Stable code. / Mã cố định.
    async fn code(&self) -> &str {
        &self.0.code
    }

    /// Vietnamese name. / Tên tiếng Việt.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// English name. / Tên tiếng Anh.
    async fn name_en(&self) -> &str {
        &self.0.name_en
    }

    /// The law that names it. / Căn cứ pháp lý.
    async fn legal_basis(&self) -> Option<&str> {
        self.0.legal_basis.as_deref()
    }

    /// Published contents for the audience. / Nội dung dành cho đối tượng này.
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
        args.page(ctx, vec![Scope::audience(&self.0.code)]).await
    }
}

/// A language of the content. / Ngôn ngữ của nội dung.
#[derive(SimpleObject)]
pub struct Language {
    /// BCP 47 tag, such as `vi`, `en`, `tyz`. / Mã ngôn ngữ BCP 47.
    code: String,
    /// Vietnamese name. / Tên tiếng Việt.
    name: String,
    /// English name. / Tên tiếng Anh.
    name_en: String,
    /// The language's name for itself. / Tên ngôn ngữ bằng chính ngôn ngữ đó.
    native_name: String,
}

impl From<language::Model> for Language {
    fn from(row: language::Model) -> Self {
        Self {
            code: row.code,
            name: row.name,
            name_en: row.name_en,
            native_name: row.native_name,
        }
    }
}

/// A form of dissemination (hình thức), Law 14/2012/QH13 art. 11. / Hình thức phổ biến, giáo dục pháp luật,
/// Điều 11 Luật PBGDPL.
#[derive(SimpleObject)]
pub struct ActivityForm {
    /// Stable code. / Mã cố định.
    code: String,
    /// Vietnamese name. / Tên tiếng Việt.
    name: String,
    /// English name. / Tên tiếng Anh.
    name_en: String,
    /// The law that names it. / Căn cứ pháp lý.
    legal_basis: Option<String>,
}

impl From<activity_form::Model> for ActivityForm {
    fn from(row: activity_form::Model) -> Self {
        Self {
            code: row.code,
            name: row.name,
            name_en: row.name_en,
            legal_basis: row.legal_basis,
        }
    }
}

/// A type of agency (loại cơ quan). / Loại cơ quan, đơn vị.
#[derive(SimpleObject)]
pub struct AgencyType {
    /// Stable code. / Mã cố định.
    code: String,
    /// Vietnamese name. / Tên tiếng Việt.
    name: String,
    /// English name. / Tên tiếng Anh.
    name_en: String,
    /// The law that names it. / Căn cứ pháp lý.
    legal_basis: Option<String>,
}

impl From<agency_type::Model> for AgencyType {
    fn from(row: agency_type::Model) -> Self {
        Self {
            code: row.code,
            name: row.name,
            name_en: row.name_en,
            legal_basis: row.legal_basis,
        }
    }
}

/// Tier of a body or an area (cấp). / Cấp của cơ quan hoặc đơn vị hành chính.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Enum)]
#[graphql(remote = "entity::value::Tier")]
pub enum Tier {
    /// The state. / Trung ương.
    Central,
    /// A province or city under the central government. / Cấp tỉnh.
    Province,
    /// A district; none since 2025-07-01. / Cấp huyện; kết thúc từ 01/7/2025.
    District,
    /// A commune, ward, township or special zone. / Cấp xã.
    Commune,
}

/// A type of legal document (loại văn bản). / Loại văn bản.
#[derive(SimpleObject)]
pub struct DocumentType {
    /// Stable code, such as `nghi-dinh`. / Mã cố định.
    code: String,
    /// Vietnamese name. / Tên tiếng Việt.
    name: String,
    /// English name. / Tên tiếng Anh.
    name_en: String,
    /// Abbreviation in numbers, such as `NĐ`. / Chữ viết tắt trong số ký hiệu.
    abbreviation: Option<String>,
    /// Whether documents of the type are normative. / Có phải văn bản quy phạm pháp luật.
    normative: bool,
    /// Tier of the issuing body. / Cấp ban hành.
    tier: Tier,
    /// Rank among norms, 1 the highest; 0 where it has none. / Thứ bậc hiệu lực, 1 là cao nhất.
    rank: i32,
}

impl From<document_type::Model> for DocumentType {
    fn from(row: document_type::Model) -> Self {
        Self {
            code: row.code,
            name: row.name,
            name_en: row.name_en,
            abbreviation: row.abbreviation,
            normative: row.normative,
            tier: row.tier.into(),
            rank: row.rank,
        }
    }
}

/// A type of relation between legal documents (loại quan hệ). / Loại quan hệ giữa các văn bản.
#[derive(SimpleObject)]
pub struct RelationType {
    /// Stable code, such as `thay-the`. / Mã cố định.
    code: String,
    /// Number in the national database's list, 1–15. / Số thứ tự trong CSDL quốc gia về văn bản.
    number: i32,
    /// Vietnamese name, read from the acting document. / Tên tiếng Việt, đọc từ văn bản tác động.
    name: String,
    /// English name, read from the acting document. / Tên tiếng Anh.
    name_en: String,
    /// Vietnamese name, read from the other end. / Tên tiếng Việt, đọc từ văn bản bị tác động.
    inverse_name: String,
    /// English name, read from the other end. / Tên tiếng Anh, đọc từ văn bản bị tác động.
    inverse_name_en: String,
}

impl From<relation_type::Model> for RelationType {
    fn from(row: relation_type::Model) -> Self {
        Self {
            code: row.code,
            number: row.number,
            name: row.name,
            name_en: row.name_en,
            inverse_name: row.inverse_name,
            inverse_name_en: row.inverse_name_en,
        }
    }
}

/// A body that issues documents (cơ quan ban hành). / Cơ quan ban hành văn bản.
pub struct Issuer(pub issuer::Model);

/// A body that issues documents (cơ quan ban hành). / Cơ quan ban hành văn bản.
#[Object]
impl Issuer {
    /// Global id. / Mã định danh toàn cục.
    pub async fn id(&self) -> ID {
        NodeId::Issuer(self.0.code.clone()).encode()
    }

    /// Stable code, such as `chinh-phu`. / Mã cố định.
    async fn code(&self) -> &str {
        &self.0.code
    }

    /// Name. / Tên cơ quan.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// Tier. / Cấp.
    async fn tier(&self) -> Tier {
        self.0.tier.into()
    }
}
