//! Sections of the portal: the mandated blocks and the general ones, with their duties.
use async_graphql::{ComplexObject, Context, Enum, ID, Object, SimpleObject};
use entity::{section, section_duty};

use crate::domain::listing::Scope;
use crate::domain::sections;
use crate::graphql::content::{
    Content, ContentArgs, ContentConnection, ContentFilter, ContentSort, latest_contents,
};
use crate::graphql::context::ContextExt;
use crate::graphql::error::Result;
use crate::graphql::id::NodeId;
use crate::graphql::loader::{ByCode, DutiesOf, SubsectionsOf};
use crate::graphql::scalars::Date;

/// A section of the portal (chuyên mục). / Chuyên mục của trang thông tin.
pub struct Section(pub section::Model);

/// A section of the portal (chuyên mục). / Chuyên mục của trang thông tin.
#[Object]
impl Section {
    /// Global id. / Mã định danh toàn cục.
    pub async fn id(&self) -> ID {
        NodeId::Section(self.0.code.clone()).encode()
    }

    /// Stable code, such as `hoi-dap`. / Mã cố định.
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

    /// What belongs here. / Nội dung thuộc chuyên mục.
    async fn description(&self) -> Option<&str> {
        self.0.description.as_deref()
    }

    /// The section above. / Chuyên mục cha.
    async fn parent(&self, ctx: &Context<'_>) -> Result<Option<Section>> {
        let Some(code) = &self.0.parent_code else {
            return Ok(None);
        };
        Ok(ctx
            .reader()
            .load_one(ByCode::<section::Entity>::new(code))
            .await?
            .map(Section))
    }

    /// The sections right below, in order. / Các chuyên mục con.
    async fn children(&self, ctx: &Context<'_>) -> Result<Vec<Section>> {
        let children = ctx
            .reader()
            .load_one(SubsectionsOf(self.0.code.clone()))
            .await?;
        Ok(children
            .unwrap_or_default()
            .into_iter()
            .map(Section)
            .collect())
    }

    /// Why the section exists, with its dates: the duty of kind MANDATE in force on a day (default today). / Căn cứ
    /// bắt buộc của chuyên mục tại một ngày.
    async fn mandate(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The day; today when absent. / Ngày; mặc định hôm nay.")] on: Option<Date>,
    ) -> Result<Option<SectionDuty>> {
        let day = on.map_or_else(|| ctx.today(), |date| date.0);
        let duties = ctx
            .reader()
            .load_one(DutiesOf(self.0.code.clone()))
            .await?
            .unwrap_or_default();
        Ok(sections::mandate_on(&duties, day)
            .cloned()
            .map(SectionDuty::from))
    }

    /// The rules under which the section is kept, each with its dates. A section without rules of a kind is under
    /// those of the nearest section above that has some. / Các quy định áp dụng cho chuyên mục; loại nào không có quy
    /// định riêng thì theo chuyên mục cấp trên gần nhất.
    async fn duties(&self, ctx: &Context<'_>) -> Result<Vec<SectionDuty>> {
        let duties = ctx
            .reader()
            .load_one(DutiesOf(self.0.code.clone()))
            .await?
            .unwrap_or_default();
        Ok(duties.into_iter().map(SectionDuty::from).collect())
    }

    /// Published contents of the section and the sections below it. / Nội dung của chuyên mục và chuyên mục con.
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
        #[graphql(desc = "Leave out so many, at most 10,000. / Bỏ qua số mục này, tối đa 10.000.")]
        offset: Option<i32>,
    ) -> Result<ContentConnection> {
        let args = ContentArgs {
            filter,
            sort,
            first,
            after,
            last,
            before,
            offset,
        };
        args.page(ctx, vec![Scope::section(&self.0.code)]).await
    }

    /// The newest published contents of the section and the sections below it. / Nội dung mới nhất.
    async fn latest(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1–100. / Số mục, 1–100.", default = 5)] first: i32,
        #[graphql(
            desc = "In one of these languages (BCP 47); in all when absent. / Bằng một trong các ngôn ngữ này; \
                          mặc định mọi ngôn ngữ."
        )]
        languages: Option<Vec<String>>,
    ) -> Result<Vec<Content>> {
        latest_contents(ctx, Scope::section(&self.0.code), languages, first).await
    }
}

/// A rule under which a section is kept (nghĩa vụ của chuyên mục). / Quy định áp dụng cho chuyên mục.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct SectionDuty {
    #[graphql(skip)]
    section_code: String,
    /// What kind of rule it is. / Loại quy định.
    kind: DutyKind,
    /// The rule's source. / Căn cứ pháp lý.
    legal_basis: String,
    /// Working days, for a deadline. / Số ngày làm việc, với thời hạn.
    working_days: Option<i32>,
    /// Fields that an item must carry. / Các trường bắt buộc.
    required_fields: Vec<String>,
    /// What the rule says. / Nội dung quy định.
    note: Option<String>,
    /// First day in force. / Ngày bắt đầu áp dụng.
    valid_from: Date,
    /// First day no longer in force. / Ngày hết áp dụng.
    valid_to: Option<Date>,
}

#[ComplexObject]
impl SectionDuty {
    /// The section that the rule was made for: the section itself or one above it. / Chuyên mục mà quy định được đặt
    /// ra: chính chuyên mục hoặc chuyên mục cấp trên.
    async fn section(&self, ctx: &Context<'_>) -> Result<Option<Section>> {
        Ok(ctx
            .reader()
            .load_one(ByCode::<section::Entity>::new(&self.section_code))
            .await?
            .map(Section))
    }
}

impl From<section_duty::Model> for SectionDuty {
    fn from(row: section_duty::Model) -> Self {
        Self {
            section_code: row.section_code,
            kind: row.kind.into(),
            legal_basis: row.legal_basis,
            working_days: row.working_days,
            required_fields: row.required_fields.0,
            note: row.note,
            valid_from: row.valid_from.into(),
            valid_to: row.valid_to.map(Date::from),
        }
    }
}

/// Kinds of rule for a section. / Loại quy định của chuyên mục.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Enum)]
#[graphql(remote = "entity::value::DutyKind")]
pub enum DutyKind {
    /// The section must exist. / Bắt buộc phải có chuyên mục.
    Mandate,
    /// Items must appear within a number of working days. / Thời hạn đăng tải.
    Deadline,
    /// Items must carry certain fields. / Trường dữ liệu bắt buộc.
    RequiredFields,
    /// Items need an approval first. / Phải được phê duyệt trước khi đăng.
    Approval,
}
