//! Lists of legal documents.
use async_graphql::{Context, Enum, InputObject};

use super::LegalDocumentFields;
use crate::domain::legal::number_key;
use crate::domain::listing::Scope;
use crate::domain::listing::list::{Sort, SortColumn};
use crate::graphql::content::{Content, ContentFilter, Item, in_order, page_of, scope_group};
use crate::graphql::error::Result;
use crate::graphql::page::{Connection, PageArgs};
use crate::graphql::scalars::Date;

/// Which legal documents a list shows: every given field must hold; of a field's values (at most 20), one.
/// / Bộ lọc văn bản: mọi trường đều phải thỏa; mỗi trường thỏa một trong các giá trị (tối đa 20).
#[derive(Clone, Debug, Default, InputObject)]
pub struct LegalDocumentFilter {
    /// Of one of these types. Codes. / Thuộc một trong các loại văn bản (mã).
    types: Option<Vec<String>>,
    /// Of one of these issuers. Codes. / Do một trong các cơ quan ban hành (mã).
    issuers: Option<Vec<String>>,
    /// Issued at or after. / Ban hành từ ngày này.
    issued_from: Option<Date>,
    /// Issued at or before. / Ban hành đến hết ngày này.
    issued_to: Option<Date>,
    /// In force on this day, as far as its dates tell. / Có hiệu lực tại ngày này.
    in_force_on: Option<Date>,
    /// What holds for contents of every kind. / Bộ lọc chung của mọi nội dung.
    content: Option<ContentFilter>,
}

/// Orders of a list of legal documents. / Thứ tự của danh sách văn bản.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enum)]
pub enum LegalDocumentSort {
    /// Newest issue first. / Mới ban hành trước.
    #[default]
    IssuedDesc,
    /// Oldest issue first. / Ban hành cũ trước.
    IssuedAsc,
    /// Newest publication first. / Mới đăng trước.
    PublishedDesc,
    /// Oldest publication first. / Đăng cũ trước.
    PublishedAsc,
    /// By title, in Vietnamese order. / Theo tên, thứ tự tiếng Việt.
    TitleAsc,
    /// By title, backwards. / Theo tên, ngược thứ tự.
    TitleDesc,
}

impl From<LegalDocumentSort> for Sort {
    fn from(sort: LegalDocumentSort) -> Self {
        let (column, descending) = match sort {
            LegalDocumentSort::IssuedDesc => (SortColumn::Date, true),
            LegalDocumentSort::IssuedAsc => (SortColumn::Date, false),
            LegalDocumentSort::PublishedDesc => (SortColumn::Published, true),
            LegalDocumentSort::PublishedAsc => (SortColumn::Published, false),
            LegalDocumentSort::TitleAsc => (SortColumn::Title, false),
            LegalDocumentSort::TitleDesc => (SortColumn::Title, true),
        };
        Self { column, descending }
    }
}

/// The arguments of the field that lists legal documents.
pub struct LegalDocumentArgs {
    /// Number, in any spelling.
    pub number: Option<String>,
    /// Narrows the list.
    pub filter: Option<LegalDocumentFilter>,
    /// Order.
    pub sort: LegalDocumentSort,
    /// Which page.
    pub page: PageArgs,
}

impl LegalDocumentArgs {
    /// The page of legal documents.
    ///
    /// # Errors
    /// When the arguments cannot be used or the database fails.
    pub async fn page(self, ctx: &Context<'_>) -> Result<Connection<Item<LegalDocumentFields>>> {
        let filter = self.filter.unwrap_or_default();
        let mut base = vec![Scope::kind_of(entity::value::ContentKind::LegalDocument)];
        if let Some(number) = &self.number {
            base.push(Scope::number(&number_key(number).unwrap_or_default()));
        }
        let mut selection = filter
            .content
            .unwrap_or_default()
            .selection(ctx, base)
            .await?;
        scope_group(
            &mut selection.groups,
            "filter.types",
            filter.types,
            |code| Scope::document_type(code),
        )?;
        scope_group(
            &mut selection.groups,
            "filter.issuers",
            filter.issuers,
            |code| Scope::issuer(code),
        )?;
        in_order(
            ("issuedFrom", filter.issued_from.map(|date| date.0)),
            ("issuedTo", filter.issued_to.map(|date| date.0)),
        )?;
        let days = |date: Date| crate::domain::listing::scope::date_key(date.0);
        selection.date_from = filter.issued_from.map(days).max(selection.date_from);
        selection.date_to = [filter.issued_to.map(days), selection.date_to]
            .into_iter()
            .flatten()
            .min();
        selection.in_force_on = filter.in_force_on.map(|date| date.0);
        page_of(
            ctx,
            selection,
            self.sort.into(),
            &self.page,
            Content::into_legal_document,
        )
        .await
    }
}
