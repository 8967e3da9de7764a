//! Within what is searched.
use async_graphql::{Context, InputObject};

use crate::domain::listing::Scope;
use crate::domain::listing::list::Selection;
use crate::graphql::content::{ContentFilter, scope_group};
use crate::graphql::error::Result;
use crate::graphql::scalars::Date;

/// Within what is searched: every given field must hold; of a field's values (at most 20), one. / Phạm vi tìm kiếm: mọi trường
/// đều phải thỏa; mỗi trường thỏa một trong các giá trị (tối đa 20).
#[derive(Clone, Debug, Default, InputObject)]
pub struct SearchFilter {
    /// What holds for contents of every kind. / Bộ lọc chung của mọi nội dung.
    content: Option<ContentFilter>,
    /// Legal documents of one of these types. Codes. / Văn bản thuộc một trong các loại (mã).
    types: Option<Vec<String>>,
    /// Legal documents of one of these issuers. Codes. / Văn bản do một trong các cơ quan ban hành (mã).
    issuers: Option<Vec<String>>,
    /// Legal documents and articles in force on this day, as far as their dates tell. / Văn bản và điều có hiệu lực tại ngày
    /// này.
    in_force_on: Option<Date>,
}

impl SearchFilter {
    /// What the filter selects.
    ///
    /// # Errors
    /// When a field holds too many values or an id that is none, or a range ends before it begins.
    pub(super) async fn selection(self, ctx: &Context<'_>) -> Result<Selection> {
        let content = self.content.unwrap_or_default();
        let mut selection = content.selection(ctx, Vec::new()).await?;
        let groups = &mut selection.groups;
        scope_group(groups, "filter.types", self.types, |code| {
            Scope::document_type(code)
        })?;
        scope_group(groups, "filter.issuers", self.issuers, |code| {
            Scope::issuer(code)
        })?;
        selection.in_force_on = self.in_force_on.map(|date| date.0);
        Ok(selection)
    }
}
