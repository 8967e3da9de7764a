//! Links around parts of a body's text.
use std::ops::Range;

use super::escape;
use super::pieces::{Piece, pieces, tag_name};

/// A part of a body's text that leads somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Which characters of the text, as [`plain`](super::plain) gives it.
    pub characters: Range<usize>,
    /// Where it leads.
    pub href: String,
}

/// HTML with links of the class `citation` around parts of its text. What is in a link already stays as it is; of links
/// within each other the innermost counts, and one that runs over tags is several.
///
/// ```
/// use nguonluat::domain::body::{Link, linked};
/// let link = Link { characters: 5..11, href: "/luat#dieu-5".into() };
/// let html = linked("<p>Theo <b>Điều</b> 5.</p>", &[link]);
/// assert_eq!(html, "<p>Theo <b><a class=\"citation\" href=\"/luat#dieu-5\">Điều</a></b> \
///     <a class=\"citation\" href=\"/luat#dieu-5\">5</a>.</p>");
/// ```
#[must_use]
pub fn linked(html: &str, links: &[Link]) -> String {
    if links.is_empty() {
        return html.to_owned();
    }
    let mut linking = Linking::new(html.len(), links);
    for piece in pieces(html) {
        match piece {
            Piece::Tag(tag) => linking.tag(tag),
            Piece::Space(written) => linking.spaces.push_str(written),
            Piece::Character { written, gap, .. } => linking.character(written, gap.is_some()),
        }
    }
    linking.close();
    linking.html
}

struct Linking<'a> {
    html: String,
    /// White space that was not written yet: the next character decides whether it is in a link.
    spaces: String,
    /// Links in the order in which they begin, those around others first.
    coming: std::iter::Peekable<std::vec::IntoIter<&'a Link>>,
    /// Those that have begun and not ended.
    around: Vec<&'a Link>,
    /// The one that is written.
    open: Option<&'a Link>,
    /// Whether the HTML is in a link of its own.
    is_in_link: bool,
    /// Characters of the text so far.
    place: usize,
}

impl<'a> Linking<'a> {
    fn new(length: usize, links: &'a [Link]) -> Self {
        let mut coming: Vec<&Link> = links.iter().collect();
        coming.sort_by_key(|link| (link.characters.start, usize::MAX - link.characters.end));
        Self {
            html: String::with_capacity(length + links.len() * 64),
            spaces: String::new(),
            coming: coming.into_iter().peekable(),
            around: Vec::new(),
            open: None,
            is_in_link: false,
            place: 0,
        }
    }

    fn tag(&mut self, tag: &str) {
        self.close();
        self.html.push_str(tag);
        if tag_name(tag) == "a" {
            self.is_in_link = !tag.starts_with("</");
        }
    }

    fn character(&mut self, written: &str, has_gap: bool) {
        self.place += usize::from(has_gap);
        let link = self.link_at(self.place).filter(|_| !self.is_in_link);
        if link != self.open {
            self.close();
            self.begin(link);
        }
        self.html.push_str(&self.spaces);
        self.spaces.clear();
        self.html.push_str(written);
        self.place += 1;
    }

    /// The innermost link around a character.
    fn link_at(&mut self, place: usize) -> Option<&'a Link> {
        while let Some(link) = self.coming.next_if(|it| it.characters.start <= place) {
            self.around.push(link);
        }
        self.around.retain(|link| place < link.characters.end);
        self.around.last().copied()
    }

    fn begin(&mut self, link: Option<&'a Link>) {
        if let Some(link) = link {
            let href = escape(&link.href).replace('"', "&quot;");
            let opening = format!("<a class=\"citation\" href=\"{href}\">");
            self.html.push_str(&opening);
        }
        self.open = link;
    }

    fn close(&mut self) {
        if self.open.take().is_some() {
            self.html.push_str("</a>");
        }
        self.html.push_str(&self.spaces);
        self.spaces.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(given: &[(Range<usize>, &str)]) -> Vec<Link> {
        let link = |(characters, href): &(Range<usize>, &str)| Link {
            characters: characters.clone(),
            href: (*href).to_owned(),
        };
        given.iter().map(link).collect()
    }

    fn shown(html: &str, given: &[(Range<usize>, &str)]) -> String {
        let html = linked(html, &links(given));
        html.replace("<a class=\"citation\" href=\"", "[")
            .replace("\">", "|")
            .replace("</a>", "]")
    }

    #[test]
    fn spaces_and_gaps_are_counted_as_the_text_has_them() {
        assert_eq!(
            shown("<p>a\n  b</p>\n<p>c d</p>", &[(4..7, "x")]),
            "<p>a\n  b</p>\n<p>[x|c d]</p>"
        );
        assert_eq!(shown("a &amp; b", &[(2..5, "x")]), "a [x|&amp; b]");
        assert_eq!(shown(" a ", &[(0..1, "x")]), " [x|a] ");
    }

    #[test]
    fn the_innermost_counts_and_neighbours_stay_apart() {
        assert_eq!(
            shown("abcdef", &[(0..6, "x"), (2..4, "y")]),
            "[x|ab][y|cd][x|ef]"
        );
        assert_eq!(shown("ab cd", &[(0..2, "x"), (3..5, "y")]), "[x|ab] [y|cd]");
    }

    #[test]
    fn what_is_in_a_link_stays() {
        let html = "<p><a href=\"z\">a b</a> c</p>";
        assert_eq!(linked(html, &links(&[(0..3, "x")])), html);
        assert!(
            linked(html, &links(&[(0..5, "x")]))
                .ends_with("</a> <a class=\"citation\" href=\"x\">c</a></p>")
        );
    }

    #[test]
    fn addresses_are_escaped_and_nothing_is_lost() {
        let html = "<table><tr><td>một</td><td>hai &lt; ba</td></tr></table><hr><p>x<br>y</p>";
        let text = super::super::plain(html);
        let length = text.chars().count();
        for start in 0..length {
            let given = links(&[(start..length, "/a\"b&c")]);
            let linked = linked(html, &given);
            assert_eq!(super::super::plain(&linked), text);
            assert!(linked.contains("href=\"/a&quot;b&amp;c\""), "{linked}");
        }
        assert_eq!(linked(html, &[]), html);
    }
}
