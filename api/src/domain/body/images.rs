//! Images within bodies.
use std::sync::LazyLock;

use scraper::{Html, Selector};

static WITHOUT_ALTERNATIVE: LazyLock<Selector> = LazyLock::new(|| {
    Selector::parse("img:not([alt])").expect("a selector that is known at compile time")
});

/// How many images of a body have no alternative text; an empty one says that the image is decoration (WCAG 1.1.1).
#[must_use]
pub fn images_without_alternative(html: &str) -> usize {
    if !html.contains("<img") {
        return 0;
    }
    let body = Html::parse_fragment(html);
    body.select(&WITHOUT_ALTERNATIVE).count()
}

#[cfg(test)]
mod tests {
    use super::images_without_alternative;

    #[test]
    fn decoration_is_no_fault() {
        let html = "<p><img src=\"/a\" alt=\"\"><img src=\"/b\" alt=\"Chợ\"><img src=\"/c\"></p>";
        assert_eq!(images_without_alternative(html), 1);
        assert_eq!(images_without_alternative("<p>img</p>"), 0);
    }
}
