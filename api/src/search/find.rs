//! Searching: a page of finds.
use tantivy::collector::{Count, TopDocs};
use tantivy::query::Query;
use tantivy::schema::{Field, Value};
use tantivy::{DocAddress, Order as By, Searcher, TantivyDocument, TantivyError};
use uuid::Uuid;

use super::accents::accented;
use super::asked::Asked;
use super::excerpt::{Marked, Marker};
use super::fields::Fields;
use super::index::Index;
use super::rank::Demand;
use super::spelling;
use crate::domain::listing::list::Selection;

/// Finds that can be reached by paging; what lies deeper is found by asking more narrowly.
pub const DEEPEST: usize = 1_000;
/// Finds that are read for diacritics.
const READ: usize = 10;

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
    /// Whether it is looked which diacritics the text lacks.
    pub accented: bool,
}

/// What was looked for in the end.
#[derive(Clone, Debug)]
pub struct Taken {
    pub(super) asked: Asked,
    pub(super) demand: Demand,
}

/// What was found.
#[derive(Clone, Debug)]
pub struct Found {
    /// What was looked for.
    pub taken: Taken,
    /// The page.
    pub hits: Vec<Hit>,
    /// Whether there are more that can be reached.
    pub more: bool,
    /// How many there are, where it was counted.
    pub total: Option<usize>,
    /// The text that was searched for instead, where what was typed has slips.
    pub corrected: Option<String>,
    /// The text with diacritics that it lacks, where that was looked for.
    pub accented: Option<String>,
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
    let mut taken = Taken {
        asked: mended.clone().unwrap_or_else(|| wanted.asked.clone()),
        demand: Demand::Usual,
    };
    let mut query = index
        .fields
        .query(&taken.asked, &wanted.within, taken.demand);
    let mut page = top(&searcher, &*query, wanted)?;
    if page.is_empty() && wanted.from == 0 {
        // Where not enough of the words stand together anywhere, any of them will do.
        taken.demand = Demand::Any;
        query = index
            .fields
            .query(&taken.asked, &wanted.within, taken.demand);
        page = top(&searcher, &*query, wanted)?;
    }
    let total = wanted.counted.then(|| searcher.search(&query, &Count));
    let more = page.len() > wanted.limit;
    page.truncate(wanted.limit);
    let marker = Marker::new(&taken.asked);
    let mut hits = Vec::with_capacity(page.len());
    let mut read = Vec::new();
    for address in page {
        let document: TantivyDocument = searcher.doc(address)?;
        hits.extend(hit(&index.fields, &marker, &document));
        if wanted.accented && read.len() < READ {
            read.push(document);
        }
    }
    let fields = [index.fields.heading, index.fields.text];
    let texts = read
        .iter()
        .flat_map(|it| fields.map(|field| text(it, field)));
    let accented = wanted
        .accented
        .then(|| accented(&taken.asked, texts.flatten()))
        .flatten();
    Ok(Found {
        hits,
        more,
        total: total.transpose()?,
        corrected: mended.map(|asked| asked.text),
        accented,
        taken,
    })
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

fn hit(fields: &Fields, marker: &Marker, document: &TantivyDocument) -> Option<Hit> {
    let text = |field| text(document, field);
    let id = |field| text(field).and_then(|id| Uuid::parse_str(id).ok());
    Some(Hit {
        content: id(fields.content)?,
        edition: id(fields.edition)?,
        provision: text(fields.provision).map(str::to_owned),
        heading: marker.whole(text(fields.heading).unwrap_or_default()),
        excerpt: marker.passage(text(fields.text).unwrap_or_default()),
    })
}

/// What a document of the index keeps in a field.
pub(super) fn text(document: &TantivyDocument, field: Field) -> Option<&str> {
    document.get_first(field).and_then(|it| it.as_str())
}
