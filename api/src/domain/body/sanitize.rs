//! What of HTML is kept: text structure, tables, images, links to the web; nothing that runs.
use std::collections::HashSet;
use std::sync::LazyLock;

use ammonia::Builder;

use crate::text::normalize::normalize;

/// Rounds of sanitising until nothing changes; a body that still changes then is kept as text.
const ROUNDS: usize = 6;

static SANITIZER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::default();
    builder
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel"]))
        .link_rel(Some("noopener noreferrer"))
        .strip_comments(true);
    builder
});

/// The HTML without scripts, styles, event handlers, forms, frames and foreign markup.
///
/// The result is its own sanitised form: what a parser makes of it is what stands there, which also leaves
/// nothing for markup that changes its meaning when it is read again.
#[must_use]
pub fn sanitize(html: &str) -> String {
    let mut current = clean(html);
    for _ in 0..ROUNDS {
        let next = clean(&current);
        if next == current {
            return current;
        }
        current = next;
    }
    super::paragraphs(&super::plain(&current))
}

fn clean(html: &str) -> String {
    SANITIZER.clean(&normalize(html)).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLES: [&str; 14] = [
        "<p>Điều 1. <a href=\"https://vbpl.vn/?a=1&amp;b=2\" onclick=\"x()\">Luật</a></p>",
        "<script>alert(1)</script><style>p{}</style><p style=\"color:red\">a</p>",
        "<svg><animate onbegin=alert(1) attributeName=x></svg><math><mi//xlink:href=\"data:x,<script>\">",
        "<img src=x onerror=alert(1)><img src=\"data:image/svg+xml,x\"><img src=\"/media/a\" alt=\"b\">",
        "<a href=\"javascript:alert(1)\">a</a><a href=\" java\nscript:x\">b</a><a href=\"/van-ban/x\">c</a>",
        "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
        "<table><td><a><table><a>b</table>c",
        "<p><a><p><a>x</a></p></a><table><p>y</table>",
        "<iframe src=//e></iframe><form action=/x><input name=a></form><object data=x></object>",
        "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
        "<b><i>a</b>c</i><ul><li>1<li>2</ul>",
        "a &lt;b&gt; &amp;amp; &nbsp; \u{a0} © &#xD0;i&ecirc;&#x300;u &#8203;&#0;",
        "<!-- c --><p>x</p><!--[if IE]>y<![endif]-->",
        "<select><template><p>z</template></select><textarea><b>q</textarea>",
    ];

    #[test]
    fn nothing_that_runs_is_left() {
        for sample in SAMPLES {
            let clean = sanitize(sample);
            for word in [
                "<script",
                "onerror",
                "onclick",
                "onbegin",
                "javascript:",
                "data:",
                "<iframe",
                "<form",
                "style=",
            ] {
                let in_markup = clean.split('<').skip(1).any(|tag| {
                    tag.split('>').next().is_some_and(|tag| {
                        format!("<{tag}").contains(word) && !tag.contains("title=")
                    })
                });
                assert!(!in_markup, "{word} in {clean}");
            }
        }
    }

    #[test]
    fn sanitising_twice_changes_nothing() {
        for sample in SAMPLES {
            let once = sanitize(sample);
            assert_eq!(sanitize(&once), once, "from {sample}");
        }
    }

    #[test]
    fn links_and_images_stay() {
        let clean = sanitize(SAMPLES[0]);
        assert!(
            clean.contains("href=\"https://vbpl.vn/?a=1&amp;b=2\"")
                && clean.contains("rel=\"noopener noreferrer\"")
        );
        assert!(sanitize(SAMPLES[3]).contains("<img src=\"/media/a\" alt=\"b\">"));
        assert!(sanitize(SAMPLES[4]).contains("href=\"/van-ban/x\""));
    }
}
