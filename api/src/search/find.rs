//! Searching: a page of finds.
use tantivy::collector::{Count, TopDocs};
use tantivy::query::Query;
use tantivy::schema::Value;
use tantivy::{DocAddress, Order as By, Searcher, TantivyDocument, TantivyError};
use uuid::Uuid;

use super::asked::Asked;
use super::excerpt::{Marked, Marker};
use super::index::Index;
use super::rank::Demand;
use super::spelling;
use crate::domain::listing::list::Selection;

/// Finds that can be reached by paging; what lies deeper is found by asking more narrowly.
pub const DEEPEST: usize = 1_000;

/// In which order finds come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Order {
    /// What fits best first.
    #[default]
    Relevance,
    /// What was published last first.
    Newest,
    /// What was published first, first.
    Oldest,
}

/// What is searched for.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// The text.
    pub asked: Asked,
    /// Within what lists are narrowed by.
    pub within: Selection,
    /// In this order.
    pub order: Order,
    /// So many are left out.
    pub from: usize,
    /// At most so many.
    pub limit: usize,
    /// Whether it is counted how many there are.
    pub counted: bool,
}

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The page.
    pub hits: Vec<Hit>,
    /// Whether there are more that can be reached.
    pub more: bool,
    /// How many there are, where it was counted.
    pub total: Option<usize>,
    /// The text that was searched for instead, where what was typed has slips.
    pub corrected: Option<String>,
}

/// A find: a content, or an article of a legal text.
#[derive(Clone, Debug)]
pub struct Hit {
    /// The content.
    pub content: Uuid,
    /// The edition that was found.
    pub edition: Uuid,
    /// The path of the provision.
    pub provision: Option<String>,
    /// Its heading, marked.
    pub heading: Marked,
    /// The passage in which most was found, marked.
    pub excerpt: Marked,
}

pub(super) fn find(index: &Index, wanted: &Wanted) -> Result<Found, TantivyError> {
    let searcher = index.searcher();
    let mended = spelling::mended(&wanted.asked, &index.fields, &searcher)?;
    let asked = mended.as_ref().unwrap_or(&wanted.asked);
    let mut found = Found::default();
    let mut page = Vec::new();
    // Where not enough of the words stand together anywhere, any of them will do.
    for demand in [Demand::Usual, Demand::Any] {
        let query = index.fields.query(asked, &wanted.within, demand);
        page = top(&searcher, &*query, wanted)?;
        if wanted.counted {
            found.total = Some(searcher.search(&query, &Count)?);
        }
        if !page.is_empty() || wanted.from > 0 {
            break;
        }
    }
    found.more = page.len() > wanted.limit;
    page.truncate(wanted.limit);
    let marker = Marker::new(asked);
    for address in page {
        found.hits.extend(hit(index, &searcher, &marker, address)?);
    }
    found.corrected = mended.map(|asked| asked.text);
    Ok(found)
}

/// The page and one more, where there is one that can be reached.
fn top(
    searcher: &Searcher,
    query: &dyn Query,
    wanted: &Wanted,
) -> Result<Vec<DocAddress>, TantivyError> {
    let limit = (wanted.limit + 1).min(DEEPEST.saturating_sub(wanted.from));
    if limit == 0 {
        return Ok(Vec::new());
    }
    let top = TopDocs::with_limit(limit).and_offset(wanted.from);
    let by = match wanted.order {
        Order::Relevance => {
            let found = searcher.search(query, &top.order_by_score())?;
            return Ok(found.into_iter().map(|(_, address)| address).collect());
        }
        Order::Newest => By::Desc,
        Order::Oldest => By::Asc,
    };
    let found = searcher.search(query, &top.order_by_fast_field::<i64>("published", by))?;
    Ok(found.into_iter().map(|(_, address)| address).collect())
}

fn hit(
    index: &Index,
    searcher: &Searcher,
    marker: &Marker,
    address: DocAddress,
) -> Result<Option<Hit>, TantivyError> {
    let document: TantivyDocument = searcher.doc(address)?;
    let text = |field| document.get_first(field).and_then(|it| it.as_str());
    let id = |field| text(field).and_then(|id| Uuid::parse_str(id).ok());
    let fields = &index.fields;
    let (Some(content), Some(edition)) = (id(fields.content), id(fields.edition)) else {
        return Ok(None);
    };
    Ok(Some(Hit {
        content,
        edition,
        provision: text(fields.provision).map(str::to_owned),
        heading: marker.whole(text(fields.heading).unwrap_or_default()),
        excerpt: marker.passage(text(fields.text).unwrap_or_default()),
    }))
}
