//! By what finds are counted, so that somebody sees how to narrow them.
use std::collections::HashMap;

use serde_json::{Map, Value, json};
use tantivy::TantivyError;
use tantivy::aggregation::agg_req::Aggregations;
use tantivy::aggregation::agg_result::{AggregationResult, BucketResult};
use tantivy::aggregation::{AggContextParams, AggregationCollector, Key};
use tantivy::schema::Field;

use super::fields::Fields;
use super::find::Taken;
use super::index::Index;
use crate::domain::listing::Scope;
use crate::domain::listing::list::Selection;

/// Values of one facet that are told of, the most frequent ones.
const MOST: usize = 100;

/// By what finds are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Facet {
    /// Kinds of content.
    Kind,
    /// Sections, with those below them.
    Section,
    /// Agencies, with those below them.
    Agency,
    /// Topics, with narrower ones.
    Topic,
    /// Types of legal document.
    DocumentType,
    /// Issuers of legal documents.
    Issuer,
}

impl Facet {
    /// All of them, in the order of the index's fields.
    pub const ALL: [Self; 6] = [
        Self::Kind,
        Self::Section,
        Self::Agency,
        Self::Topic,
        Self::DocumentType,
        Self::Issuer,
    ];

    /// The kind of the lists that it counts, and the name of its field.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Kind => "kind",
            Self::Section => "section",
            Self::Agency => "agency",
            Self::Topic => "topic",
            Self::DocumentType => "document_type",
            Self::Issuer => "issuer",
        }
    }

    /// The facet that a list is a value of.
    pub(super) fn of(scope: &Scope) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == scope.kind())
    }
}

impl Fields {
    /// The field in which a facet is.
    pub(super) fn facet(&self, facet: Facet) -> Field {
        self.facets[facet as usize]
    }
}

/// How many finds there are with each value, the most first.
pub type Counts = HashMap<Facet, Vec<(String, u64)>>;

/// Counts what was found by some facets. A facet that the finds are narrowed by is counted as if they were not: it shows
/// what else there is.
pub(super) fn count(
    index: &Index,
    taken: &Taken,
    within: &Selection,
    facets: &[Facet],
) -> Result<Counts, TantivyError> {
    let (narrowed, others): (Vec<Facet>, Vec<Facet>) =
        facets.iter().partition(|facet| narrows(within, **facet));
    let mut counts = one_by_one(index, taken, within, &others)?;
    for facet in narrowed {
        let mut within = within.clone();
        within.groups.retain(|group| !is_of(group, facet));
        counts.extend(one_by_one(index, taken, &within, &[facet])?);
    }
    Ok(counts)
}

fn narrows(within: &Selection, facet: Facet) -> bool {
    within.groups.iter().any(|group| is_of(group, facet))
}

fn is_of(group: &[Scope], facet: Facet) -> bool {
    group.iter().any(|scope| Facet::of(scope) == Some(facet))
}

fn one_by_one(
    index: &Index,
    taken: &Taken,
    within: &Selection,
    facets: &[Facet],
) -> Result<Counts, TantivyError> {
    if facets.is_empty() {
        return Ok(Counts::new());
    }
    let asked = facets.iter().map(|facet| {
        let terms = json!({ "terms": { "field": facet.name(), "size": MOST } });
        (facet.name().to_owned(), terms)
    });
    let asked = Value::Object(asked.collect::<Map<String, Value>>());
    let asked: Aggregations = serde_json::from_value(asked)?;
    let query = index.fields.query(&taken.asked, within, taken.demand);
    let counter = AggregationCollector::from_aggs(asked, AggContextParams::default());
    let mut found = index.searcher().search(&*query, &counter)?.0;
    let counts = facets
        .iter()
        .map(|facet| (*facet, values(found.remove(facet.name()))));
    Ok(counts.collect())
}

fn values(found: Option<AggregationResult>) -> Vec<(String, u64)> {
    let Some(AggregationResult::BucketResult(BucketResult::Terms { buckets, .. })) = found else {
        return Vec::new();
    };
    let values = buckets.into_iter().filter_map(|bucket| match bucket.key {
        Key::Str(value) => Some((value, bucket.doc_count)),
        _ => None,
    });
    values.collect()
}
