//! Bodies: how the three notations become the sanitised HTML that is kept, and the text that is in it.
mod attributes;
mod images;
mod links;
mod nesting;
mod pieces;
mod plain;
mod sanitize;

pub use images::images_without_alternative;
pub use links::{Link, linked};
pub use nesting::{Excess, parse};
pub use plain::plain;
pub use sanitize::sanitize;

use std::fmt::Write;

use crate::exchange::content::BodyRecord;
use crate::text::normalize::normalize;

/// The sanitised HTML of a body; the same again gives the same.
///
/// # Errors
/// [`Excess`] when nobody would read it in useful time.
pub fn html(body: &BodyRecord) -> Result<String, Excess> {
    match body {
        BodyRecord::Html(html) => sanitize_shallow(html),
        BodyRecord::Markdown(markdown) => {
            sanitize_shallow(&comrak::markdown_to_html(markdown, &markdown_options()))
        }
        BodyRecord::Text(text) => Ok(paragraphs(text)),
    }
}

fn sanitize_shallow(html: &str) -> Result<String, Excess> {
    nesting::check(html)?;
    Ok(sanitize(html))
}

/// What shows a reader something without a word of text.
const EMBEDDED: [&str; 10] = [
    "<img", "<iframe", "<frame", "<video", "<audio", "<object", "<embed", "<svg", "<canvas",
    "<form",
];

/// Whether HTML shows a reader anything: text, an image or something else that is embedded.
#[must_use]
pub fn says_something(html: &str) -> bool {
    let has_text = !normalize(&plain(html)).trim().is_empty();
    has_text || {
        let lower = html.to_ascii_lowercase();
        EMBEDDED.iter().any(|tag| lower.contains(tag))
    }
}

/// Plain text as HTML: a paragraph a line, blank lines left out.
#[must_use]
pub fn paragraphs(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + 16);
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let _infallible = writeln!(html, "<p>{}</p>", escape(line));
    }
    html
}

/// Text as it stands between tags, in the way that serialisers of HTML write it.
#[must_use]
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// `CommonMark` with the tables and strike-outs that people expect; HTML inside it is left out.
fn markdown_options() -> comrak::Options<'static> {
    let mut options = comrak::Options::default();
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.autolink = true;
    options
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_notations_become_html() {
        let markdown =
            BodyRecord::Markdown("# Tin\n\n**đậm** <script>x</script>\n\n|a|\n|-|\n|b|\n".into());
        let made = html(&markdown).expect("shallow");
        assert!(
            made.contains("<h1>Tin</h1>") && made.contains("<strong>đậm</strong>"),
            "{made}"
        );
        assert!(
            made.contains("<td>b</td>") && !made.contains("script"),
            "{made}"
        );
        assert_eq!(
            html(&BodyRecord::Text("a < b & c\n\n  d\n".into())),
            Ok("<p>a &lt; b &amp; c</p>\n<p>d</p>\n".to_owned())
        );
        assert_eq!(
            html(&BodyRecord::Html("<p onclick=x>a<b>c".into())),
            Ok("<p>a<b>c</b></p>".to_owned())
        );
    }

    #[test]
    fn paragraphs_are_in_sanitised_form() {
        let made = paragraphs("a \"b\" < c\n& d");
        assert_eq!(plain(&made), "a \"b\" < c\n& d");
        assert_eq!(sanitize(&made), made);
    }
}
