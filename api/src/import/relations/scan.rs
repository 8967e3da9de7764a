//! Which documents a sentence acts on: the verbs of legal drafting and the citations that they govern.
//!
//! A citation counts where nothing but the words of the formula stands between it and its verb, or
//! between it and another that counts: names of documents cite others too, and so do remarks on what
//! amended them.

#[cfg(test)]
mod tests;

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::text::citation::{Citation, Document, find_citations};
use crate::text::number::DocumentNumber;
use crate::text::pattern::pattern;

/// What a sentence does to the documents that it cites.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verb {
    /// Căn cứ
    Rests,
    /// Sửa đổi, bổ sung
    Amends,
    /// Thay thế
    Replaces,
    /// Bãi bỏ
    Repeals,
    /// … hết hiệu lực
    Ends,
    /// Đính chính
    Corrects,
    /// Ngưng hiệu lực
    Suspends,
    /// Hợp nhất
    Consolidates,
    /// Hướng dẫn
    Guides,
    /// Quy định chi tiết
    Details,
}

/// A citation that a verb governs.
#[derive(Debug, PartialEq)]
pub(super) struct Acted {
    /// What is done.
    pub verb: Verb,
    /// The document.
    pub number: DocumentNumber,
    /// The parts of it that are meant; none where it is meant whole.
    pub paths: Vec<String>,
    /// Whether only a part is meant that is not named: "bãi bỏ một số nội dung của …".
    pub in_part: bool,
    /// Where the citation stands in the sentence.
    pub range: Range<usize>,
}

static VERBS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?P<rests>Căn cứ)|(?P<amends>[Ss]ửa đổi(?:, bổ sung)?|[Bb]ổ sung)|(?P<replaces>[Tt]hay thế)|(?P<repeals>[Bb]ãi bỏ)",
        r"|(?P<corrects>[Đđ]ính chính)|(?P<suspends>(?:[Tt]ạm n|[Nn])gưng hiệu lực)|(?P<guides>[Hh]ướng dẫn)|(?P<details>[Qq]uy định chi tiết)",
    ))
});
/// Words of the formula between a verb and what it governs.
static FORMULA: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)^(?:[\s:–-]|toàn bộ|một số|nội dung|các|những|quy định|tại|văn bản|quy phạm pháp luật|sau đây|sau|điều|khoản",
        r"|điểm|của|thực hiện|thi hành|biện pháp|và|[a-z]\)|\d+[.)])*$",
    ))
});
/// Words by which only a part of a document is meant, unless the whole of it is.
static IN_PART: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)một số (?:điều|khoản|điểm|quy định)|nội dung|quy định (?:tại|của)")
});
static ALL_OF: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)toàn bộ"));
/// What joins a citation to the one before: a comma right after it, or a word after its name, in which
/// commas may stand.
static JOINED: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:^\s*,?|[;:]|\bvà)\s*(?:các\s*)?$"));
/// What joins parts to the document that they are of.
static OF: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*(?:của|tại)\s*(?:các\s*)?$"));
static REMARK: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"được (?:sửa đổi|bổ sung|thay thế|đính chính)|\("));
/// What is replaced inside a document is no document.
static INNER_PART: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^\s*(?:một số )?(?:cụm từ|từ|[Mm]ẫu|[Bb]iểu|[Pp]hụ lục)"));
static HYPOTHETICAL: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:được|bị|hoặc)(?: sửa đổi,| bổ sung,)*\s*$"));
static QUOTE: LazyLock<Regex> = LazyLock::new(|| pattern(r"“[^”]*(?:”|$)"));

/// What stands in a sentence, in order.
enum Token {
    Verb(Verb),
    Citation(Box<Citation>),
}

/// What became of the last citation.
#[derive(Clone, Copy, PartialEq)]
enum Last {
    /// There was none in this clause.
    None,
    Governed,
    /// It belongs to a name.
    Passed,
}

/// The documents that a line acts on, in order. `verb` governs from the line's beginning on, where
/// what stands before it leads to it.
pub(super) fn acts(line: &str, verb: Option<Verb>) -> Vec<Acted> {
    let mut scan = Scan {
        line,
        verb,
        last: Last::None,
        in_remark: false,
        amends_in_name: false,
        in_part: false,
        parts: Vec::new(),
        acts: Vec::new(),
    };
    let mut end = 0;
    for (range, token) in tokens(line) {
        let between = &line[end..range.start];
        scan.pass(between);
        let is_taken = match token {
            Token::Verb(verb) => scan.verb(verb, between, &range),
            Token::Citation(citation) => {
                scan.citation(*citation, between);
                true
            }
        };
        // A verb inside a name is a word like any other.
        if is_taken {
            end = range.end;
        }
    }
    scan.acts
}

/// The verb that a line begins with.
pub(super) fn opening_verb(line: &str) -> Option<Verb> {
    let found = VERBS
        .captures(line)
        .filter(|found| found.get_match().start() == 0)?;
    let is_inner = INNER_PART.is_match(&line[found.get_match().end()..]);
    (!is_inner).then(|| verb_of(&found))?
}

fn verb_of(found: &regex::Captures<'_>) -> Option<Verb> {
    [
        ("rests", Verb::Rests),
        ("amends", Verb::Amends),
        ("replaces", Verb::Replaces),
        ("repeals", Verb::Repeals),
        ("corrects", Verb::Corrects),
        ("suspends", Verb::Suspends),
        ("guides", Verb::Guides),
        ("details", Verb::Details),
    ]
    .into_iter()
    .find_map(|(group, verb)| found.name(group).map(|_| verb))
}

fn tokens(line: &str) -> Vec<(Range<usize>, Token)> {
    let quotes: Vec<Range<usize>> = QUOTE.find_iter(line).map(|quote| quote.range()).collect();
    let is_quoted = |position: usize| quotes.iter().any(|quote| quote.contains(&position));
    let citations = find_citations(line);
    let is_cited = |position: usize| {
        citations
            .iter()
            .any(|citation| citation.bytes.contains(&position))
    };
    let mut tokens: Vec<(Range<usize>, Token)> = VERBS
        .captures_iter(line)
        .filter_map(|found| Some((found.get_match().range(), Token::Verb(verb_of(&found)?))))
        .filter(|(range, _)| !is_cited(range.start))
        .collect();
    tokens.extend(citations.iter().map(|citation| {
        (
            citation.bytes.clone(),
            Token::Citation(Box::new(citation.clone())),
        )
    }));
    tokens.retain(|(range, _)| !is_quoted(range.start));
    tokens.sort_by_key(|(range, _)| range.start);
    tokens
}

struct Scan<'a> {
    line: &'a str,
    verb: Option<Verb>,
    last: Last,
    /// Whether the clause has turned to what amended a document.
    in_remark: bool,
    /// Whether the last governed document is named after what it amends, which may be a list.
    amends_in_name: bool,
    /// Whether only parts of the governed documents are meant.
    in_part: bool,
    /// Governed parts whose document is still to come: "Điều 5, Điều 6 của Thông tư số …".
    parts: Vec<String>,
    acts: Vec<Acted>,
}

impl Scan<'_> {
    /// Passes over the words between two tokens.
    fn pass(&mut self, between: &str) {
        if ends_sentence(between) {
            self.verb = None;
            self.parts.clear();
        }
        let continues_name =
            self.amends_in_name && self.verb != Some(Verb::Rests) && !ends_sentence(between);
        if ends_sentence(between) || (between.contains(';') && !continues_name) {
            self.last = Last::None;
            self.in_remark = false;
            self.amends_in_name = false;
        }
        let (closed, opened) = (
            between.rfind(')'),
            REMARK.find_iter(between).last().map(|found| found.start()),
        );
        match (closed, opened) {
            (_, Some(opened)) if closed.is_none_or(|closed| closed < opened) => {
                self.in_remark = true;
            }
            (Some(_), _) => self.in_remark = false,
            (None, _) => {}
        }
    }

    /// Takes a verb of the sentence; says whether it is one.
    fn verb(&mut self, verb: Verb, between: &str, range: &Range<usize>) -> bool {
        let before = between.trim_end();
        if HYPOTHETICAL.is_match(before) {
            self.in_remark |= before.ends_with("được");
            return false;
        }
        // Whatever a document guides or details, its title says first.
        if range.start > 0 && matches!(verb, Verb::Guides | Verb::Details) {
            return false;
        }
        let joins = before.is_empty()
            || before.ends_with([',', ';', ':', '.'])
            || before.ends_with(" và")
            || before == "và";
        // In a name, only a verb that is joined to the first one is a verb of the sentence.
        if self.last != Last::None && !(joins && matches!(verb, Verb::Replaces | Verb::Repeals)) {
            self.amends_in_name |= verb == Verb::Amends;
            return false;
        }
        // "Sửa đổi, bổ sung, bãi bỏ một số điều": the first verb tells what the document is.
        if self.verb == Some(Verb::Amends)
            && self.last == Last::None
            && joins
            && self.parts.is_empty()
        {
            return true;
        }
        let is_inner = INNER_PART.is_match(&self.line[range.end..]);
        self.verb = (!is_inner).then_some(verb);
        self.last = Last::None;
        self.in_remark = false;
        self.amends_in_name = false;
        self.parts.clear();
        true
    }

    fn citation(&mut self, citation: Citation, between: &str) {
        let Some(verb) = self.verb else { return };
        let is_law_by_name = citation.paths.is_empty() && names_law(&citation.text);
        let is_whole_of_parts = !self.parts.is_empty() && OF.is_match(between);
        let is_governed = match (self.in_remark, self.last) {
            (true, Last::None) | (false, Last::Passed) => false,
            (true, _) => is_law_by_name && JOINED.is_match(between),
            (false, Last::None) => FORMULA.is_match(after_clause(between)) || is_whole_of_parts,
            (false, Last::Governed) => JOINED.is_match(between) || is_whole_of_parts,
        };
        if !is_governed {
            self.last = Last::Passed;
            return;
        }
        if self.last == Last::None {
            let said = after_clause(between);
            self.in_part = IN_PART.is_match(said) && !ALL_OF.is_match(said);
        }
        self.last = Last::Governed;
        self.in_remark = false;
        match citation.document {
            Document::Number { number, .. } => {
                let mut paths = std::mem::take(&mut self.parts);
                paths.extend(citation.paths);
                self.acts.push(Acted {
                    verb,
                    number,
                    in_part: self.in_part && paths.is_empty(),
                    paths,
                    range: citation.bytes,
                });
            }
            Document::Unstated => self.parts.extend(citation.paths),
            _ => self.last = Last::Passed,
        }
    }
}

/// What follows the last semicolon.
fn after_clause(between: &str) -> &str {
    between.rsplit(';').next().unwrap_or(between)
}

/// Whether a sentence ends in the words between two tokens.
fn ends_sentence(between: &str) -> bool {
    between.contains('\n')
        || between.match_indices(". ").any(|(position, _)| {
            between[position + 2..]
                .trim_start()
                .chars()
                .next()
                .is_none_or(char::is_uppercase)
        })
}

/// Whether a citation names its law: "Luật Kế toán số 88/2015/QH13", not "Luật số 38/2019/QH14".
fn names_law(citation: &str) -> bool {
    ["Luật ", "Bộ luật ", "Pháp lệnh "].iter().any(|word| {
        citation
            .strip_prefix(word)
            .is_some_and(|rest| !rest.starts_with("số "))
    })
}
