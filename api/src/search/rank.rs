//! Which finds a text has, and which come first.
//!
//! Scores are BM25 over syllables and pairs of neighbours without diacritics, in heading and text together, in the
//! heading once more and in what an article belongs to; what is written with the same diacritics weighs a little more.
//! The weights were measured on questions about Vietnamese laws with their articles.
use std::collections::BTreeSet;
use std::ops::Bound;

use tantivy::Term;
use tantivy::query::{
    BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, Occur, PhraseQuery, Query, RangeQuery,
    TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

use super::asked::Asked;
use super::document::day_key;
use super::fields::Fields;
use super::terms::Spelling;
use crate::domain::listing::Scope;
use crate::domain::listing::list::Selection;
use crate::text::syllable::Syllable;

/// What heading and text weigh, the heading, and what an article belongs to.
const WEIGHTS: [f32; 3] = [1.0, 0.7, 0.2];
/// What the same with diacritics weighs.
const EXACT: f32 = 0.1;
/// A document whose number is asked for comes before all that mentions it.
const NUMBER: f32 = 1000.0;

type Clause = (Occur, Box<dyn Query>);

/// How many of the words have to be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Demand {
    /// Most of a few, some of many.
    Usual,
    /// One.
    Any,
}

impl Demand {
    fn of(self, words: usize) -> usize {
        match (self, words) {
            (Self::Any, _) => 1,
            (Self::Usual, 0..=3) => words,
            (Self::Usual, 4..=8) => (words * 3).div_ceil(5),
            (Self::Usual, _) => (words * 3).div_ceil(10),
        }
    }
}

impl Fields {
    /// What is found, with its score.
    pub(super) fn query(
        &self,
        asked: &Asked,
        within: &Selection,
        demand: Demand,
    ) -> Box<dyn Query> {
        let mut clauses = vec![
            (Occur::Must, self.needed(asked, demand)),
            (Occur::Should, self.scored(asked)),
        ];
        for phrase in &asked.phrases {
            clauses.push((Occur::Must, unscored(self.phrase(phrase))));
        }
        for phrase in &asked.without {
            clauses.push((Occur::MustNot, self.phrase(phrase)));
        }
        clauses.extend(self.within(within));
        Box::new(BooleanQuery::new(clauses))
    }

    /// The document with the number, or enough of the words.
    fn needed(&self, asked: &Asked, demand: Demand) -> Box<dyn Query> {
        let words: BTreeSet<&str> = each(asked).map(|it| it.folded.as_str()).collect();
        let needed = demand.of(words.len());
        let word = |word: &str| -> Box<dyn Query> {
            let places = [self.folded.all, self.folded.context];
            let places = places.map(|field| term(field, word, IndexRecordOption::Basic));
            Box::new(BooleanQuery::union(places.into()))
        };
        let words = words.into_iter().map(word).collect();
        let words = BooleanQuery::union_with_minimum_required_clauses(words, needed);
        let mut ways: Vec<Box<dyn Query>> = vec![unscored(Box::new(words))];
        for number in &asked.numbers {
            let number = term(self.number, number, IndexRecordOption::Basic);
            ways.push(Box::new(ConstScoreQuery::new(number, NUMBER)));
        }
        Box::new(BooleanQuery::union(ways))
    }

    fn scored(&self, asked: &Asked) -> Box<dyn Query> {
        let mut clauses: Vec<Clause> = Vec::new();
        let has_marks = each(asked).any(|it| it.exact != it.folded);
        let spellings = [(Spelling::Folded, 1.0), (Spelling::Exact, EXACT)];
        for (spelling, share) in spellings.into_iter().take(1 + usize::from(has_marks)) {
            let searched = self.searched(spelling);
            let fields = [searched.all, searched.heading, searched.context];
            for text in texts(asked, spelling) {
                for (field, weight) in fields.into_iter().zip(WEIGHTS) {
                    let found = term(field, &text, IndexRecordOption::WithFreqs);
                    let found = BoostQuery::new(found, weight * share);
                    clauses.push((Occur::Should, Box::new(found)));
                }
            }
        }
        Box::new(BooleanQuery::new(clauses))
    }

    /// The words one after the other; with diacritics where some are typed.
    fn phrase(&self, words: &[Syllable]) -> Box<dyn Query> {
        let has_marks = words.iter().any(|it| it.exact != it.folded);
        let spelling = if has_marks {
            Spelling::Exact
        } else {
            Spelling::Folded
        };
        let field = self.searched(spelling).all;
        let terms = words
            .iter()
            .map(|it| Term::from_field_text(field, spelling.of(it)));
        let mut terms: Vec<Term> = terms.collect();
        match terms.len() {
            0 => Box::new(EmptyQuery),
            1 => Box::new(TermQuery::new(terms.remove(0), IndexRecordOption::Basic)),
            _ => Box::new(PhraseQuery::new(terms)),
        }
    }

    /// What lists are narrowed by.
    fn within(&self, selection: &Selection) -> Vec<Clause> {
        let mut clauses: Vec<Clause> = Vec::new();
        let narrows = |group: &&Vec<Scope>| !group.contains(&Scope::all());
        for group in selection.groups.iter().filter(narrows) {
            let scopes = group
                .iter()
                .map(|scope| term(self.scope, &scope.to_string(), IndexRecordOption::Basic));
            clauses.push((
                Occur::Must,
                unscored(Box::new(BooleanQuery::union(scopes.collect()))),
            ));
        }
        let published = (
            bound(selection.published_from),
            before(selection.published_before),
        );
        clauses.extend(range(self.published, published));
        let date = (bound(selection.date_from), bound(selection.date_to));
        clauses.extend(range(self.date, date));
        if let Some(day) = selection.in_force_on.map(day_key) {
            clauses.extend(range(
                self.force.0,
                (Bound::Unbounded, Bound::Included(day)),
            ));
            let ended = range(self.force.1, (Bound::Unbounded, Bound::Included(day)));
            clauses.extend(ended.map(|(_, ended)| (Occur::MustNot, ended)));
        }
        clauses
    }
}

fn bound(key: Option<i64>) -> Bound<i64> {
    key.map_or(Bound::Unbounded, Bound::Included)
}

fn before(key: Option<i64>) -> Bound<i64> {
    key.map_or(Bound::Unbounded, Bound::Excluded)
}

fn range(field: Field, (from, to): (Bound<i64>, Bound<i64>)) -> Option<Clause> {
    if from == Bound::Unbounded && to == Bound::Unbounded {
        return None;
    }
    let term = |bound: Bound<i64>| bound.map(|key| Term::from_field_i64(field, key));
    let range = RangeQuery::new(term(from), term(to));
    Some((Occur::Must, unscored(Box::new(range))))
}

/// Every word that is looked for.
fn each(asked: &Asked) -> impl Iterator<Item = &Syllable> {
    asked.pieces.iter().flatten()
}

/// The syllables and the pairs of neighbours, each once.
fn texts(asked: &Asked, spelling: Spelling) -> BTreeSet<String> {
    let mut texts: BTreeSet<String> = each(asked).map(|it| spelling.of(it).to_owned()).collect();
    for piece in &asked.pieces {
        for neighbours in piece.windows(2) {
            if let [first, second] = neighbours {
                texts.insert(spelling.pair(first, second));
            }
        }
    }
    texts
}

fn term(field: Field, text: &str, with: IndexRecordOption) -> Box<dyn Query> {
    Box::new(TermQuery::new(Term::from_field_text(field, text), with))
}

fn unscored(query: Box<dyn Query>) -> Box<dyn Query> {
    Box::new(ConstScoreQuery::new(query, 0.0))
}
