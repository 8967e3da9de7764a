//! The text of a body: what search reads, what citations are found in, what the API gives as `TEXT`.
use super::pieces::{Piece, pieces};

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
    let mut text = String::with_capacity(html.len());
    for piece in pieces(html) {
        if let Piece::Character { gap, is, .. } = piece {
            text.extend(gap);
            text.push(is);
        }
    }
    text
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
