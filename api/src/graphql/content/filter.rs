//! Filters of lists of contents: each becomes a group of scopes or a range.
use async_graphql::{Context, Enum, InputObject};

use crate::domain::listing::Scope;
use crate::domain::listing::list::Selection;
use crate::domain::listing::scope::{date_key, time_key};
use crate::domain::{Error, directory};
use crate::graphql::context::ContextExt;
use crate::graphql::error::Result;
use crate::graphql::id::NodeId;
use crate::graphql::scalars::{Date, DateTime};

/// Values that one filter may hold.
const MAX_VALUES: usize = 20;

/// Kinds of content. / Loại nội dung.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Enum)]
#[graphql(remote = "entity::value::ContentKind")]
pub enum ContentKind {
    /// A legal document with its full text. / Văn bản pháp luật.
    LegalDocument,
    /// An introduction of legal documents. / Tài liệu giới thiệu văn bản.
    Briefing,
    /// Direction of legal education. / Hướng dẫn, chỉ đạo.
    Guidance,
    /// An activity. / Hoạt động.
    Activity,
    /// A question with its answer. / Hỏi đáp pháp luật.
    LegalQuestion,
    /// A policy dialogue or draft consultation. / Đối thoại chính sách, lấy ý kiến dự thảo.
    Dialogue,
    /// Learning material. / Tài liệu, ấn phẩm.
    Material,
    /// A report or statistics. / Báo cáo, số liệu thống kê.
    Report,
    /// A plan, programme or scheme. / Kế hoạch, chương trình, đề án.
    Plan,
    /// An introduction, news item, notice or anything else. / Bài viết, tin tức, thông báo.
    Article,
    /// A training course. / Khóa tập huấn.
    Course,
}

/// Which contents a list shows: every given field must hold; of a field's values (at most 20), one.
/// / Bộ lọc nội dung: mọi trường đều phải thỏa; mỗi trường thỏa một trong các giá trị (tối đa 20).
#[derive(Clone, Debug, Default, InputObject)]
pub struct ContentFilter {
    /// In one of these sections, or below. Codes. / Thuộc một trong các chuyên mục (mã), kể cả chuyên mục con.
    sections: Option<Vec<String>>,
    /// Of one of these kinds. / Thuộc một trong các loại.
    kinds: Option<Vec<ContentKind>>,
    /// Of one of these agencies, or below. Codes. / Của một trong các cơ quan (mã), kể cả đơn vị trực thuộc.
    agencies: Option<Vec<String>>,
    /// In one of these topics, or narrower. Codes. / Thuộc một trong các lĩnh vực (mã).
    topics: Option<Vec<String>>,
    /// For one of these audiences. Codes. / Dành cho một trong các đối tượng (mã).
    audiences: Option<Vec<String>>,
    /// About one of these areas, or within. Codes. / Về một trong các địa bàn (mã).
    areas: Option<Vec<String>>,
    /// In one of these languages. BCP 47. / Bằng một trong các ngôn ngữ (BCP 47).
    languages: Option<Vec<String>>,
    /// Published at or after. / Đăng từ thời điểm này.
    published_from: Option<DateTime>,
    /// Published before. / Đăng trước thời điểm này.
    published_before: Option<DateTime>,
    /// The item's own date at or after. / Ngày của nội dung từ ngày này.
    date_from: Option<Date>,
    /// The item's own date at or before. / Ngày của nội dung đến hết ngày này.
    date_to: Option<Date>,
    /// About this legal document: introduces or cites it. A `LegalDocument` id. / Về văn bản này.
    about: Option<async_graphql::ID>,
}

impl ContentFilter {
    /// What the filter selects, beside `base`.
    ///
    /// # Errors
    /// When a field holds too many values or an id that is none, or a range ends before it begins.
    pub async fn selection(self, ctx: &Context<'_>, base: Vec<Scope>) -> Result<Selection> {
        let moment = |bound: Option<DateTime>| bound.map(|moment| moment.0);
        let day = |bound: Option<Date>| bound.map(|date| date.0);
        in_order(
            ("publishedFrom", moment(self.published_from)),
            ("publishedBefore", moment(self.published_before)),
        )?;
        in_order(
            ("dateFrom", day(self.date_from)),
            ("dateTo", day(self.date_to)),
        )?;
        let mut groups: Vec<Vec<Scope>> = base.into_iter().map(|scope| vec![scope]).collect();
        group(&mut groups, "filter.sections", self.sections, |code| {
            Scope::section(code)
        })?;
        group(&mut groups, "filter.kinds", self.kinds, |kind| {
            Scope::kind_of((*kind).into())
        })?;
        group(&mut groups, "filter.topics", self.topics, |code| {
            Scope::topic(code)
        })?;
        group(&mut groups, "filter.audiences", self.audiences, |code| {
            Scope::audience(code)
        })?;
        group(&mut groups, "filter.languages", self.languages, |code| {
            Scope::language(code)
        })?;
        if let Some(codes) = bounded("filter.agencies", self.agencies)? {
            let found = directory::agencies_with_codes(&ctx.session(), &codes).await?;
            groups.push(
                found
                    .iter()
                    .map(|agency| Scope::agency(agency.id))
                    .collect(),
            );
        }
        if let Some(codes) = bounded("filter.areas", self.areas)? {
            let found = directory::areas_with_codes(&ctx.session(), &codes).await?;
            groups.push(found.iter().map(|area| Scope::area(area.id)).collect());
        }
        if let Some(id) = &self.about {
            groups.push(vec![Scope::about(NodeId::content("about", id)?)]);
        }
        if groups.is_empty() {
            groups.push(vec![Scope::all()]);
        }
        Ok(Selection {
            groups,
            published_from: self.published_from.map(|moment| time_key(moment.0)),
            published_before: self.published_before.map(|moment| time_key(moment.0)),
            date_from: self.date_from.map(|date| date_key(date.0)),
            date_to: self.date_to.map(|date| date_key(date.0)),
            in_force_on: None,
        })
    }
}

/// Refuses a range that ends before it begins: it selects nothing, which nobody means.
pub(in crate::graphql) fn in_order<T: PartialOrd>(
    (beginning, from): (&str, Option<T>),
    (end, to): (&str, Option<T>),
) -> Result<()> {
    match (from, to) {
        (Some(from), Some(to)) if to < from => {
            let message = (
                format!("the range ends before it begins, at {beginning}"),
                format!("khoảng này kết thúc trước khi bắt đầu, tại {beginning}"),
            );
            Err(Error::invalid(format!("filter.{end}"), message).into())
        }
        _ => Ok(()),
    }
}

/// Adds a field's values as a group; a field that is absent restricts nothing.
pub(in crate::graphql) fn group<T>(
    groups: &mut Vec<Vec<Scope>>,
    field: &str,
    values: Option<Vec<T>>,
    scope: impl Fn(&T) -> Scope,
) -> Result<()> {
    if let Some(values) = bounded(field, values)? {
        groups.push(values.iter().map(scope).collect());
    }
    Ok(())
}

/// The values of a field, where there are not too many.
pub(in crate::graphql) fn bounded<T>(
    field: &str,
    values: Option<Vec<T>>,
) -> Result<Option<Vec<T>>> {
    match values {
        Some(values) if values.len() > MAX_VALUES => {
            let given = values.len();
            let message = (
                format!("at most {MAX_VALUES} values; {given} were given"),
                format!("tối đa {MAX_VALUES} giá trị; đã cho {given} giá trị"),
            );
            Err(Error::invalid(field, message).into())
        }
        values => Ok(values),
    }
}
