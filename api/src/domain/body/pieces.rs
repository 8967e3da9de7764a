//! Sanitised HTML, piece by piece, as its text has it.

/// A piece of HTML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// A tag, or a comment.
    Tag(&'a str),
    /// A character of white space; how much of it the text has, the next character tells.
    Space(&'a str),
    /// A character.
    Character {
        /// As it is written.
        written: &'a str,
        /// Which one it is.
        is: char,
        /// What stands before it in the text: a line for blocks, one space for runs of white space, a tab for cells.
        gap: Option<char>,
    },
}

/// The pieces of what a serialiser of HTML writes; together they are the HTML.
pub(super) fn pieces(html: &str) -> Pieces<'_> {
    Pieces {
        rest: html,
        gap: Gap::None,
        has_begun: false,
    }
}

/// The pieces of HTML, in order.
pub(super) struct Pieces<'a> {
    rest: &'a str,
    gap: Gap,
    has_begun: bool,
}

/// What must stand before the next character; of two the greater counts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    Space,
    Tab,
    Line,
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        let first = self.rest.chars().next()?;
        let (is, length) = match first {
            '<' => {
                let tag = self.take(tag_end(self.rest));
                self.widen(gap_at(tag));
                return Some(Piece::Tag(tag));
            }
            '&' => entity(self.rest),
            _ => (first, first.len_utf8()),
        };
        let written = self.take(length);
        if is.is_whitespace() {
            self.widen(Gap::Space);
            return Some(Piece::Space(written));
        }
        let gap = self.close_gap();
        Some(Piece::Character { written, is, gap })
    }
}

impl<'a> Pieces<'a> {
    fn take(&mut self, length: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at(length);
        self.rest = rest;
        taken
    }

    fn widen(&mut self, gap: Gap) {
        self.gap = self.gap.max(gap);
    }

    /// Nothing stands before the first character.
    fn close_gap(&mut self) -> Option<char> {
        let gap = std::mem::replace(&mut self.gap, Gap::None);
        let is_within = std::mem::replace(&mut self.has_begun, true);
        match gap {
            _ if !is_within => None,
            Gap::None => None,
            Gap::Space => Some(' '),
            Gap::Tab => Some('\t'),
            Gap::Line => Some('\n'),
        }
    }
}

/// Where the tag at the beginning of `html` ends; `>` inside quoted attributes does not end it.
fn tag_end(html: &str) -> usize {
    let mut quote = None;
    for (index, byte) in html.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return index + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    html.len()
}

fn gap_at(tag: &str) -> Gap {
    match tag_name(tag) {
        "td" | "th" => Gap::Tab,
        "address" | "article" | "aside" | "blockquote" | "br" | "caption" | "center" | "col"
        | "colgroup" | "dd" | "details" | "div" | "dl" | "dt" | "figcaption" | "figure"
        | "footer" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "header" | "hgroup" | "hr"
        | "li" | "nav" | "ol" | "p" | "pre" | "section" | "summary" | "table" | "tbody"
        | "tfoot" | "thead" | "tr" | "ul" => Gap::Line,
        _ => Gap::None,
    }
}

/// The name of what a tag opens or closes.
pub(super) fn tag_name(tag: &str) -> &str {
    let name = tag.trim_start_matches(['<', '/']);
    let end = name.find(|character: char| !character.is_ascii_alphanumeric());
    &name[..end.unwrap_or(name.len())]
}

/// The character that an entity at the beginning of `html` stands for, and the entity's length.
fn entity(html: &str) -> (char, usize) {
    const NAMED: [(&str, char); 6] = [
        ("&amp;", '&'),
        ("&lt;", '<'),
        ("&gt;", '>'),
        ("&nbsp;", ' '),
        ("&quot;", '"'),
        ("&#39;", '\''),
    ];
    NAMED
        .into_iter()
        .find(|(name, _)| html.starts_with(name))
        .map_or(('&', 1), |(name, character)| (character, name.len()))
}
