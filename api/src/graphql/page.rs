//! Connections: pages by keyset, as Relay asks for them.
use async_graphql::{Context, Object, OutputType, SimpleObject, TypeName};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use uuid::Uuid;

use crate::domain::listing::list::{Key, Keys, Place, Selection, Window};
use crate::domain::listing::query;
use crate::domain::{Error, Reason, Result};
use crate::graphql::context::ContextExt;
use crate::graphql::loader::SelectionSize;
use crate::graphql::{error, legal};

/// Items of a page where the caller does not say.
pub const DEFAULT_PAGE: i32 = 20;
/// Most items of a page.
pub const MAX_PAGE: i32 = 100;
/// Farthest numbered page begins here.
pub const MAX_OFFSET: i32 = 10_000;

/// Which page a caller wants.
#[derive(Clone, Debug, Default)]
pub struct PageArgs {
    /// Items from the beginning.
    pub first: Option<i32>,
    /// After this cursor.
    pub after: Option<String>,
    /// Items from the end.
    pub last: Option<i32>,
    /// Before this cursor.
    pub before: Option<String>,
    /// Leave out so many.
    pub offset: Option<i32>,
}

impl PageArgs {
    /// The first `first` items, after a cursor.
    #[must_use]
    pub fn forward(first: Option<i32>, after: Option<String>) -> Self {
        Self {
            first,
            after,
            ..Self::default()
        }
    }

    /// The window of a list that the arguments describe; cursors must carry `fingerprint` and one of `keys`.
    ///
    /// # Errors
    /// When a number is out of range, arguments contradict each other, or a cursor is broken or foreign.
    pub fn window(&self, fingerprint: u64, keys: Keys) -> Result<Window> {
        if self.first.is_some() && self.last.is_some() {
            let message = (
                "give `first` or `last`, not both",
                "chỉ dùng `first` hoặc `last`, không dùng cả hai",
            );
            return Err(Error::invalid("first", message));
        }
        if self.offset.is_some()
            && (self.after.is_some() || self.before.is_some() || self.last.is_some())
        {
            let message = (
                "`offset` goes with `first` alone",
                "`offset` chỉ dùng cùng `first`",
            );
            return Err(Error::invalid("offset", message));
        }
        let (field, size) = match self.last {
            Some(last) => ("last", last),
            None => ("first", self.first.unwrap_or(DEFAULT_PAGE)),
        };
        let limit = bounded(field, size, 1, MAX_PAGE)?;
        let offset = bounded("offset", self.offset.unwrap_or(0), 0, MAX_OFFSET)?;
        let place = |field: &str, cursor: &Option<String>| {
            cursor
                .as_deref()
                .map(|cursor| Cursor::decode(field, cursor, fingerprint, keys))
                .transpose()
        };
        Ok(Window {
            limit,
            backward: self.last.is_some(),
            after: place("after", &self.after)?,
            before: place("before", &self.before)?,
            offset,
        })
    }
}

fn bounded(field: &str, value: i32, min: i32, max: i32) -> Result<u64> {
    match u64::try_from(value) {
        Ok(number) if (min..=max).contains(&value) => Ok(number),
        _ => Err(Error::invalid(field, out_of_range(value, min, max))),
    }
}

/// Why a number cannot be used that is not from `min` to `max`.
#[must_use]
pub fn out_of_range(value: i32, min: i32, max: i32) -> Reason {
    Reason::from((
        format!("must be from {min} to {max}; {value} was given"),
        format!("phải từ {min} đến {max}; giá trị đã cho là {value}"),
    ))
}

/// A cursor that cannot be gone on from, and why.
#[must_use]
pub fn invalid_cursor(field: &str, reason: impl Into<Reason>) -> Error {
    Error::Invalid {
        field: field.to_owned(),
        reason: reason.into(),
        code: Some("INVALID_CURSOR"),
    }
}

/// A cursor that no page returned.
#[must_use]
pub fn no_cursor(field: &str) -> Error {
    let message = (
        "this is not a cursor; use one that a page returned",
        "đây không phải là con trỏ; hãy dùng con trỏ mà một trang đã trả về",
    );
    invalid_cursor(field, message)
}

/// The moment of a place in a list that goes by moments, in microseconds since 1970.
///
/// # Errors
/// When no page returned it.
pub fn moment(place: &Place) -> Result<DateTime<Utc>> {
    let moment = match place.key {
        Key::Number(micros) => DateTime::from_timestamp_micros(micros),
        Key::Text(_) => None,
    };
    moment.ok_or_else(|| no_cursor("after"))
}

/// A number that tells lists apart: of the same selection and order, always the same.
#[must_use]
pub fn fingerprint(list: &impl std::fmt::Debug) -> u64 {
    let digest = Sha256::digest(format!("{list:?}"));
    digest
        .iter()
        .take(8)
        .fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// A cursor: the place of an item and the list it belongs to.
#[derive(Serialize, Deserialize)]
struct Cursor(u64, CursorKey, Uuid);

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum CursorKey {
    Number(i64),
    Text(String),
}

impl Cursor {
    fn decode(field: &str, cursor: &str, fingerprint: u64, keys: Keys) -> Result<Place> {
        let not_one = || no_cursor(field);
        let bytes = URL_SAFE_NO_PAD.decode(cursor).map_err(|_| not_one())?;
        let Self(list, key, id) = serde_json::from_slice(&bytes).map_err(|_| not_one())?;
        if list != fingerprint {
            let message = (
                "this cursor belongs to another list; keep filter and sort while paging",
                "con trỏ này thuộc danh sách khác; hãy giữ nguyên bộ lọc và cách sắp xếp khi chuyển trang",
            );
            return Err(invalid_cursor(field, message));
        }
        let key = match key {
            CursorKey::Number(number) => Key::Number(number),
            CursorKey::Text(text) => Key::Text(text),
        };
        if !keys.hold(&key) {
            return Err(not_one());
        }
        Ok(Place { key, id })
    }
}

/// The cursor of an item at `place`.
#[must_use]
pub fn cursor(fingerprint: u64, place: Place) -> String {
    let key = match place.key {
        Key::Number(number) => CursorKey::Number(number),
        Key::Text(text) => CursorKey::Text(text),
    };
    let bytes = serde_json::to_vec(&Cursor(fingerprint, key, place.id)).unwrap_or_default();
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Where a page lies in its list. / Vị trí của trang trong danh sách.
#[derive(SimpleObject)]
pub struct PageInfo {
    /// Whether the list goes on after the page. / Còn mục phía sau.
    pub has_next_page: bool,
    /// Whether there is something before the page. / Còn mục phía trước.
    pub has_previous_page: bool,
    /// Cursor of the page's first item. / Con trỏ của mục đầu trang.
    pub start_cursor: Option<String>,
    /// Cursor of the page's last item. / Con trỏ của mục cuối trang.
    pub end_cursor: Option<String>,
}

/// An item of a page with its cursor. / Một mục của trang cùng con trỏ của nó.
pub struct Edge<N> {
    cursor: String,
    node: N,
}

impl<N> Edge<N> {
    /// An item at a place.
    #[must_use]
    pub fn new(cursor: String, node: N) -> Self {
        Self { cursor, node }
    }

    /// The place.
    #[must_use]
    pub fn at(&self) -> &str {
        &self.cursor
    }

    /// The item.
    #[must_use]
    pub fn item(&self) -> &N {
        &self.node
    }
}

impl<N: OutputType> TypeName for Edge<N> {
    fn type_name() -> Cow<'static, str> {
        Cow::Owned(format!("{}Edge", N::type_name()))
    }
}

/// An item of a page with its cursor. / Một mục của trang cùng con trỏ của nó.
#[Object(name_type)]
impl<N: OutputType> Edge<N> {
    /// Cursor of the item, for `after` and `before`. / Con trỏ của mục, dùng cho `after` và `before`.
    async fn cursor(&self) -> &str {
        &self.cursor
    }

    /// The item. / Mục nội dung.
    async fn node(&self) -> &N {
        &self.node
    }
}

/// A page of a list, with the list's size. / Một trang của danh sách, kèm tổng số mục.
pub struct Connection<N> {
    edges: Vec<Edge<N>>,
    page_info: (bool, bool),
    total: Total,
}

/// How a list's size becomes known.
pub enum Total {
    /// It is known.
    Known(usize),
    /// It is counted when a caller asks.
    Counted(Selection),
    /// It is counted by the directory when a caller asks.
    Directory(Box<dyn DirectoryCount>),
    /// The relations that point at a legal document are counted when a caller asks.
    Incoming {
        /// The document.
        target: Uuid,
        /// Only relations of this type.
        type_code: Option<String>,
    },
}

/// Counts a directory's list when a caller asks.
#[async_graphql::async_trait::async_trait]
pub trait DirectoryCount: Send + Sync {
    /// The number of items.
    async fn count(&self, session: &crate::domain::database::Session) -> Result<query::Total>;
}

impl<N> Connection<N> {
    /// A page of items with their cursors; `more` tells whether the list goes on in the direction of
    /// reading, `window` what was asked for.
    #[must_use]
    pub fn new(items: Vec<(String, N)>, more: bool, window: &Window, total: Total) -> Self {
        let skipped = window.after.is_some() || window.offset > 0;
        let page_info = if window.backward {
            (window.before.is_some(), more)
        } else {
            (more, skipped)
        };
        let edges = items
            .into_iter()
            .map(|(cursor, node)| Edge { cursor, node })
            .collect();
        Self {
            edges,
            page_info,
            total,
        }
    }

    async fn total(&self, ctx: &Context<'_>) -> error::Result<query::Total> {
        match &self.total {
            Total::Known(count) => Ok(query::Total {
                count: *count as u64,
                exact: true,
            }),
            Total::Counted(selection) => {
                let total = ctx
                    .reader()
                    .load_one(SelectionSize(selection.clone()))
                    .await?;
                Ok(total.unwrap_or(query::Total {
                    count: 0,
                    exact: true,
                }))
            }
            Total::Directory(directory) => Ok(directory.count(&ctx.session()).await?),
            Total::Incoming { target, type_code } => {
                let count = legal::count_incoming(ctx, *target, type_code.as_deref()).await?;
                Ok(query::Total { count, exact: true })
            }
        }
    }
}

impl<N: OutputType> TypeName for Connection<N> {
    fn type_name() -> Cow<'static, str> {
        Cow::Owned(format!("{}Connection", N::type_name()))
    }
}

/// A page of a list, with the list's size. / Một trang của danh sách, kèm tổng số mục.
#[Object(name_type)]
impl<N: OutputType> Connection<N> {
    /// The page's items with their cursors. / Các mục của trang kèm con trỏ.
    async fn edges(&self) -> &[Edge<N>] {
        &self.edges
    }

    /// The page's items. / Các mục của trang.
    async fn nodes(&self) -> Vec<&N> {
        self.edges.iter().map(|edge| &edge.node).collect()
    }

    /// Where the page lies in the list. / Vị trí của trang trong danh sách.
    async fn page_info(&self) -> PageInfo {
        let (has_next_page, has_previous_page) = self.page_info;
        PageInfo {
            has_next_page,
            has_previous_page,
            start_cursor: self.edges.first().map(|edge| edge.cursor.clone()),
            end_cursor: self.edges.last().map(|edge| edge.cursor.clone()),
        }
    }

    /// Items of the whole list; counted to 10,000 where it combines filters. / Tổng số mục; đếm đến 10.000
    /// khi kết hợp nhiều bộ lọc.
    async fn total_count(&self, ctx: &Context<'_>) -> error::Result<i32> {
        Ok(i32::try_from(self.total(ctx).await?.count).unwrap_or(i32::MAX))
    }

    /// Whether `totalCount` is the whole number. / `totalCount` có phải là số chính xác hay không.
    async fn total_count_is_exact(&self, ctx: &Context<'_>) -> error::Result<bool> {
        Ok(self.total(ctx).await?.exact)
    }
}
