//! Suggestions while somebody types: titles with what is typed so far, whose last syllable may not be whole.
use std::collections::HashSet;

use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, BoostQuery, Occur, Query, RegexQuery, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{TantivyDocument, Term};
use uuid::Uuid;

use super::asked::is_short_enough;
use super::excerpt::Marked;
use super::fields::Fields;
use super::find::text;
use super::index::Index;
use crate::domain::Result;
use crate::text::normalize::normalize;
use crate::text::syllable::{Syllable, syllables};

/// What a syllable weighs that stands beside the same one as typed.
const BESIDE: f32 = 3.0;
/// Titles that are looked at for each that is shown: several contents may have the same.
const SPARE: usize = 4;

/// A title that may be meant.
#[derive(Clone, Debug)]
pub struct Suggestion {
    /// The content.
    pub content: Uuid,
    /// The edition that has it.
    pub edition: Uuid,
    /// The title, with what is typed marked.
    pub title: Marked,
}

/// What is typed so far.
pub struct Typed {
    whole: Vec<Syllable>,
    begun: Option<Syllable>,
}

impl Typed {
    /// Reads it: what nothing follows may go on.
    ///
    /// # Errors
    /// [`Error::Invalid`](crate::domain::Error::Invalid) for `text` that is too long.
    pub fn parse(text: &str) -> Result<Self> {
        is_short_enough(text)?;
        let text = normalize(text);
        let mut whole = syllables(&text);
        let goes_on = text.ends_with(char::is_alphanumeric);
        let begun = if goes_on { whole.pop() } else { None };
        Ok(Self { whole, begun })
    }

    fn is_in(&self, syllable: &Syllable) -> bool {
        let begun = self.begun.as_ref();
        self.whole.iter().any(|it| it.folded == syllable.folded)
            || begun.is_some_and(|it| syllable.folded.starts_with(&it.folded))
    }

    fn marked(&self, title: &str) -> Marked {
        let found = syllables(title).into_iter().filter(|it| self.is_in(it));
        Marked {
            text: title.to_owned(),
            found: found.map(|it| it.range).collect(),
        }
    }
}

/// Titles with what is typed, those first in which it stands together.
pub(super) fn suggest(
    index: &Index,
    typed: &Typed,
    limit: usize,
) -> tantivy::Result<Vec<Suggestion>> {
    let Some(query) = index.fields.beginning(typed)? else {
        return Ok(Vec::new());
    };
    let searcher = index.searcher();
    let top = TopDocs::with_limit(limit * SPARE).order_by_score();
    let mut seen = HashSet::new();
    let mut found = Vec::new();
    for (_, address) in searcher.search(&query, &top)? {
        let document: TantivyDocument = searcher.doc(address)?;
        let one = suggestion(&index.fields, &document, typed);
        found.extend(one.filter(|it| seen.insert(it.title.text.to_lowercase())));
        if found.len() == limit {
            break;
        }
    }
    Ok(found)
}

fn suggestion(fields: &Fields, document: &TantivyDocument, typed: &Typed) -> Option<Suggestion> {
    let id = |field| Uuid::parse_str(text(document, field)?).ok();
    Some(Suggestion {
        content: id(fields.content)?,
        edition: id(fields.edition)?,
        title: typed.marked(text(document, fields.heading)?),
    })
}

impl Fields {
    /// Contents whose titles have what is typed; nothing where nothing is.
    fn beginning(&self, typed: &Typed) -> tantivy::Result<Option<BooleanQuery>> {
        let title = self.folded.heading;
        let must = |query| (Occur::Must, query);
        let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        for syllable in &typed.whole {
            clauses.push(must(term(title, &syllable.folded)));
        }
        for pair in typed.whole.windows(2) {
            if let [first, second] = pair {
                let pair = term(title, &format!("{} {}", first.folded, second.folded));
                clauses.push((Occur::Should, pair));
            }
        }
        if let Some(begun) = &typed.begun {
            clauses.push(must(starting(title, &begun.folded)?));
            if let Some(last) = typed.whole.last() {
                let pair = starting(title, &format!("{} {}", last.folded, begun.folded))?;
                clauses.push((Occur::Should, Box::new(BoostQuery::new(pair, BESIDE))));
            }
        }
        if clauses.is_empty() {
            return Ok(None);
        }
        let whole = Term::from_field_bool(self.whole, true);
        let whole = TermQuery::new(whole, IndexRecordOption::Basic);
        clauses.push(must(Box::new(BoostQuery::new(Box::new(whole), 0.0))));
        Ok(Some(BooleanQuery::new(clauses)))
    }
}

fn term(field: Field, text: &str) -> Box<dyn Query> {
    let term = Term::from_field_text(field, text);
    Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
}

/// Syllables that begin so, or pairs whose second one does.
fn starting(field: Field, text: &str) -> tantivy::Result<Box<dyn Query>> {
    let pattern = format!("{}[^ ]*", escaped(text));
    Ok(Box::new(RegexQuery::from_pattern(&pattern, field)?))
}

/// Text as a pattern that means just that.
fn escaped(text: &str) -> String {
    let mut pattern = String::with_capacity(text.len());
    for character in text.chars() {
        if !character.is_alphanumeric() && character != ' ' {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern
}
