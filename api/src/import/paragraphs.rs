//! Plain paragraphs from the HTML and the loose text that sources publish.

use scraper::{ElementRef, Html, Node};

use super::Refusal;
use crate::domain::body;
use crate::text::normalize::normalize;

/// The paragraphs of loose text, a line each, without blank ones.
pub(super) fn of_text(text: &str) -> Vec<String> {
    normalize(text)
        .lines()
        .map(squeezed)
        .filter(|line| !line.is_empty())
        .collect()
}

/// The paragraphs of text that may hold markup.
pub(super) fn of_markup(text: &str) -> Result<Vec<String>, Refusal> {
    if has_markup(text) {
        Ok(of_element(page(text)?.root_element()))
    } else {
        Ok(of_text(text))
    }
}

/// A page of HTML, unless it would take too long to read.
pub(super) fn page(html: &str) -> Result<Html, Refusal> {
    Ok(body::parse(html)?)
}

/// The paragraphs of an element: block elements and line breaks part them, the cells of a table row
/// are joined by ` | `.
pub(super) fn of_element(element: ElementRef<'_>) -> Vec<String> {
    let mut text = String::new();
    append(element, &mut text);
    of_text(&text)
}

/// The text of an element as one line.
pub(super) fn line_of(element: ElementRef<'_>) -> String {
    squeezed(&normalize(&element.text().collect::<String>()))
}

/// The text with single spaces only.
pub(super) fn squeezed(text: &str) -> String {
    let mut squeezed = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !squeezed.is_empty() {
            squeezed.push(' ');
        }
        squeezed.push_str(word);
    }
    squeezed
}

/// Whether block tags of HTML stand in the text: laws speak of `<` and `>` too.
fn has_markup(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    ["<p>", "<p ", "<br", "<div", "<td", "<span"]
        .iter()
        .any(|tag| lower.contains(tag))
}

fn append(element: ElementRef<'_>, text: &mut String) {
    for child in element.children() {
        match child.value() {
            // Source lines mean nothing in HTML.
            Node::Text(piece) => text.push_str(&piece.replace(['\n', '\r'], " ")),
            Node::Element(_) => {
                if let Some(child) = ElementRef::wrap(child) {
                    append_element(child, text);
                }
            }
            _ => {}
        }
    }
}

fn append_element(element: ElementRef<'_>, text: &mut String) {
    match element.value().name() {
        "script" | "style" | "head" => {}
        "br" => text.push('\n'),
        "tr" => {
            let cells: Vec<_> = element
                .child_elements()
                .map(|cell| line_of(cell))
                .filter(|cell| !cell.is_empty())
                .collect();
            text.push('\n');
            text.push_str(&cells.join(" | "));
            text.push('\n');
        }
        "p" | "div" | "table" | "ul" | "ol" | "li" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6"
        | "blockquote" | "section" | "article" => {
            text.push('\n');
            append(element, text);
            text.push('\n');
        }
        _ => append(element, text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loose_text_is_normalised_by_the_line() {
        let text = "\u{feff}Ði\u{ea}\u{300}u\u{a0} 1.\t Phạm vi\n \u{a0}\n\n1. a  b \r\n";
        assert_eq!(of_text(text), ["Điều 1. Phạm vi", "1. a b"]);
    }

    #[test]
    fn markup_parts_into_blocks() {
        let html = "<p>Một\n dòng<br/>hai&nbsp;dòng</p><table><tr><td>a</td><td> <p>b</p></td></tr></table>\
                    <ul><li>c<b>d</b></li></ul><script>x()</script>";
        let lines = of_markup(html).expect("shallow");
        assert_eq!(lines, ["Một dòng", "hai dòng", "a | b", "cd"]);
        let deep = "<div>".repeat(50_000);
        assert_eq!(of_markup(&deep), Err(Refusal::Html(body::Excess::Depth)));
    }

    #[test]
    fn comparisons_are_not_markup() {
        assert_eq!(
            of_markup("nồng độ < 50 mg\nvà > 20").expect("text"),
            ["nồng độ < 50 mg", "và > 20"]
        );
    }
}
