//! The text of a body: what search reads, what citations are found in, what the API gives as `TEXT`.

/// The text of sanitised HTML: a line a block, one space for runs of white space, tabs between cells.
///
/// It reads only what serialisers of HTML write, which is what is kept; of other HTML it gives some text.
///
/// ```
/// use nguonluat::domain::body::plain;
/// assert_eq!(plain("<h2>Tin</h2>\n<p>Một <b>hai</b><br>ba &amp; bốn</p>"), "Tin\nMột hai\nba & bốn");
/// ```
#[must_use]
pub fn plain(html: &str) -> String {
    let mut text = Text {
        out: String::with_capacity(html.len()),
        gap: Gap::None,
    };
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        text.append(&rest[..start]);
        let end = tag_end(&rest[start..]);
        text.open_or_close(&rest[start..start + end]);
        rest = &rest[start + end..];
    }
    text.append(rest);
    text.out
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

/// What must stand before the next word; of two the greater counts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    Space,
    Tab,
    Line,
}

struct Text {
    out: String,
    gap: Gap,
}

impl Text {
    /// Appends text between tags.
    fn append(&mut self, html: &str) {
        let mut rest = html;
        while let Some(character) = rest.chars().next() {
            let (character, length) = match character {
                '&' => entity(rest),
                _ => (character, character.len_utf8()),
            };
            rest = &rest[length..];
            if character.is_whitespace() {
                self.widen(Gap::Space);
            } else {
                self.close_gap();
                self.out.push(character);
            }
        }
    }

    fn open_or_close(&mut self, tag: &str) {
        let name = tag.trim_start_matches(['<', '/']);
        let end = name
            .find(|character: char| !character.is_ascii_alphanumeric())
            .unwrap_or(name.len());
        match &name[..end] {
            "td" | "th" => self.widen(Gap::Tab),
            "address" | "article" | "aside" | "blockquote" | "br" | "caption" | "center"
            | "col" | "colgroup" | "dd" | "details" | "div" | "dl" | "dt" | "figcaption"
            | "figure" | "footer" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "header"
            | "hgroup" | "hr" | "li" | "nav" | "ol" | "p" | "pre" | "section" | "summary"
            | "table" | "tbody" | "tfoot" | "thead" | "tr" | "ul" => self.widen(Gap::Line),
            _ => {}
        }
    }

    fn widen(&mut self, gap: Gap) {
        self.gap = self.gap.max(gap);
    }

    fn close_gap(&mut self) {
        if !self.out.is_empty() {
            match self.gap {
                Gap::None => {}
                Gap::Space => self.out.push(' '),
                Gap::Tab => self.out.push('\t'),
                Gap::Line => self.out.push('\n'),
            }
        }
        self.gap = Gap::None;
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_part_and_spaces_run_together() {
        assert_eq!(plain("  <p> a\n  b </p>\n\n<p></p><p>c</p> "), "a b\nc");
        assert_eq!(plain("<ul><li>1</li><li>2</li></ul>x"), "1\n2\nx");
        assert_eq!(plain("a<b>b</b>c <i> d</i>"), "abc d");
    }

    #[test]
    fn cells_part_with_tabs() {
        let html =
            "<table><tbody><tr><th>a</th><td><p>b</p></td></tr><tr><td>c</td></tr></tbody></table>";
        assert_eq!(plain(html), "a\nb\nc");
        assert_eq!(
            plain("<table><tr><td>a</td><td>b</td></tr></table>"),
            "a\tb"
        );
    }

    #[test]
    fn entities_and_attributes() {
        assert_eq!(
            plain("<a title=\"a > b\" href='x'>5 &lt; 6 &amp;&nbsp;&amp;lt; &x</a>"),
            "5 < 6 & &lt; &x"
        );
        assert_eq!(plain("a < b"), "a");
        assert_eq!(plain(""), "");
    }
}
