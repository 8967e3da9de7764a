//! How deep HTML nests: parsers look through all open elements at every tag, so depth costs them its square.
use std::fmt;

use html5ever::driver::{ParseOpts, parse_document};
use html5ever::tendril::TendrilSink;
use scraper::{Html, HtmlTreeSink};

use super::attributes::{MOST_ATTRIBUTES, are_too_many};
use crate::domain::Reason;

/// The deepest nesting of elements that is read; what people and their programs write is not a fifth of it.
pub const DEEPEST: usize = 128;

/// Elements that one tag opens at most: `<td>` alone opens `<tbody>` and `<tr>` too.
const OPENED_BY_ONE: usize = 3;

/// Bytes that are parsed between two looks.
const PART: usize = 4 * 1024;

/// Why HTML is not read: it would take the square of its length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Excess {
    /// Its elements nest deeper than [`DEEPEST`].
    Depth,
    /// A tag has more than [`MOST_ATTRIBUTES`].
    Attributes,
}

impl Excess {
    /// Why it is not read.
    #[must_use]
    pub fn reason(self) -> Reason {
        match self {
            Self::Depth => Reason::from((
                format!(
                    "its elements nest more than {DEEPEST} deep; write it flatter, or close what stays open"
                ),
                format!(
                    "các phần tử lồng nhau quá {DEEPEST} cấp; hãy giảm bớt cấp hoặc đóng các thẻ còn mở"
                ),
            )),
            Self::Attributes => Reason::from((
                format!(
                    "a tag of it has more than {MOST_ATTRIBUTES} attributes; leave out those that nobody reads, \
                     or end the tag"
                ),
                format!(
                    "có thẻ mang quá {MOST_ATTRIBUTES} thuộc tính; hãy bỏ bớt thuộc tính không dùng hoặc đóng thẻ"
                ),
            )),
        }
    }
}

impl fmt::Display for Excess {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.reason().fmt(f)
    }
}

impl std::error::Error for Excess {}

/// Refuses HTML that nobody would read in useful time; takes no longer than as many bytes of plain HTML.
///
/// # Errors
/// What there is too much of.
pub fn check(html: &str) -> Result<(), Excess> {
    if are_too_many(html) {
        return Err(Excess::Attributes);
    }
    if html.matches('<').count() * OPENED_BY_ONE < DEEPEST {
        return Ok(());
    }
    parse(html).map(drop)
}

/// The page that HTML says.
///
/// # Errors
/// What there is too much of.
pub fn parse(html: &str) -> Result<Html, Excess> {
    if are_too_many(html) {
        return Err(Excess::Attributes);
    }
    let sink = HtmlTreeSink::new(Html::new_document());
    let mut parser = parse_document(sink, ParseOpts::default());
    let mut rest = html;
    let mut seen = 0;
    while !rest.is_empty() {
        let (part, later) = rest.split_at(rest.floor_char_boundary(PART));
        rest = later;
        parser.process(part.into());
        let page = parser.tokenizer.sink.sink.0.borrow();
        let nodes = page.tree.nodes();
        let new = nodes.len() - seen;
        seen = nodes.len();
        if nodes
            .rev()
            .take(new)
            .any(|node| node.ancestors().nth(DEEPEST).is_some())
        {
            return Err(Excess::Depth);
        }
    }
    Ok(parser.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn too_deep(html: &str) -> bool {
        assert_eq!(check(html).is_err(), parse(html).is_err());
        check(html).is_err()
    }

    #[test]
    fn depth_is_that_of_open_elements() {
        assert!(!too_deep(&"<div>".repeat(100)));
        assert!(too_deep(&"<div>".repeat(200)));
        assert!(too_deep(&"<b><div></b>".repeat(200)));
        assert!(too_deep(&"<li><dd>".repeat(100)));
        // End tags that may be left out.
        for flat in [
            "<p>đ",
            "<tr><td>a",
            "<br>",
            "<li>a",
            "<div><p>b</div>",
            "</div>",
            "<b>c</b>",
        ] {
            assert!(!too_deep(&flat.repeat(5_000)), "{flat}");
        }
    }

    #[test]
    fn a_million_open_elements_are_refused_at_the_first_too_many() {
        // Looked through to the end, they would take hours.
        assert!(too_deep(&"<div>".repeat(1_000_000)));
    }
}
