//! The structure of legal texts: from gazette pages to paragraphs, and from paragraphs to parts,
//! chapters, sections, articles, clauses and points.
//!
//! [`parse`] keeps every word: the nodes' own ranges, in order, are the text. A paragraph without
//! number belongs to the provision it stands under; after a list that is its last item.

mod annex;
mod articles;
mod attachment;
mod body;
mod clean;
mod label;
mod list;
mod node;
mod ordinal;
mod outline;
mod quote;
mod scope;
mod segment;

#[cfg(test)]
mod tests;

use std::ops::Range;

pub use clean::{clean_gazette, running_head};
pub use node::{Kind, Node};
pub use segment::segment;

use body::{Document, Scope};
use node::Drafts;

/// A parsed document: its nodes in order, each before those in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Structure {
    /// The nodes.
    pub nodes: Vec<Node>,
}

impl Structure {
    /// The node at a path such as `dieu-5/khoan-2`.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&Node> {
        self.nodes.iter().find(|node| node.path == path)
    }

    /// The document's own articles in order, without those of its enclosures and appendices.
    pub fn articles(&self) -> impl Iterator<Item = &Node> {
        self.nodes
            .iter()
            .filter(|node| node.kind == Kind::Article && !node.path.contains('/'))
    }

    /// The bytes of the parsed text that a node and all in it cover.
    ///
    /// # Panics
    /// Never for an index of [`Self::nodes`].
    #[must_use]
    pub fn extent(&self, index: usize) -> Range<usize> {
        let node = &self.nodes[index];
        let last = self.nodes[index + 1..]
            .iter()
            .take_while(|later| later.parent.is_some_and(|parent| parent >= index))
            .last()
            .unwrap_or(node);
        node.range.start..last.range.end
    }
}

/// The structure of a legal document, one paragraph a line as [`clean_gazette`] gives it.
///
/// Provisions count only where their numbers run in order, so that lists in tables, citations at
/// the start of a line and what amending documents quote are no nodes. A text without articles is
/// read by its outline (`I.`, `1.`, `a)`).
///
/// ```
/// use nguonluat::text::structure::{Kind, parse};
/// let text = "Chương I\nQUY ĐỊNH CHUNG\nĐiều 1. Phạm vi\n1. Chợ gồm:\na) Chợ phiên;\nb) Chợ đêm.\n\
///     2. Hội chợ không là chợ.\nĐiều 2. Sửa đổi Điều 5 như sau:\n“Điều 5. Phí chợ\n1. Thu theo ngày.”";
/// let structure = parse(text);
/// let paths: Vec<_> = structure.nodes.iter().map(|node| node.path.as_str()).collect();
/// assert_eq!(paths, [
///     "chuong-1", "dieu-1", "dieu-1/khoan-1", "dieu-1/khoan-1/diem-a",
///     "dieu-1/khoan-1/diem-b", "dieu-1/khoan-2", "dieu-2",
/// ]);
/// ```
#[must_use]
pub fn parse(text: &str) -> Structure {
    read(text, |document, body| {
        let scope = Scope::root();
        document.articles(&scope, body.clone()) || document.outline(&scope, body, 1)
    })
}

/// The outline of a plan, report or other text without articles: `I.`, `1.`, `2.1.`, `a)`.
///
/// ```
/// use nguonluat::text::structure::headings;
/// let plan = "KẾ HOẠCH\nI. MỤC TIÊU\n1. Mục tiêu chung\nĐưa pháp luật đến bản.\nII. NHIỆM VỤ\n1. Biên soạn\n1.1. Tờ gấp";
/// let paths: Vec<_> = headings(plan).nodes.into_iter().map(|node| node.path).collect();
/// assert_eq!(paths, [
///     "mo-dau", "muc-1", "muc-1/khoan-1", "muc-2", "muc-2/khoan-1", "muc-2/khoan-1/diem-1.1",
/// ]);
/// ```
#[must_use]
pub fn headings(text: &str) -> Structure {
    read(text, |document, body| {
        document.outline(&Scope::root(), body, 1)
    })
}

/// Divides the text and reads its body with `body`, which says whether it found provisions.
fn read(text: &str, body: impl FnOnce(&mut Document<'_>, Range<usize>) -> bool) -> Structure {
    let lines = node::lines(text);
    let words: Vec<&str> = lines.iter().map(|line| line.text).collect();
    let quoted = quote::quoted(&words);
    let division = scope::divide(&words, &quoted);
    let mut document = Document {
        lines: &words,
        quoted: &quoted,
        drafts: Drafts::new(),
    };
    if !body(&mut document, division.body.clone()) {
        document.front(division.body);
    }
    document.closing("", "2", None, division.closing);
    document.attachments(&division.attachments, division.notes.start);
    document.footnotes(division.notes);
    Structure {
        nodes: document.drafts.finish(text, &lines),
    }
}
