//! A plan's body as HTML: numbered headings, lists of two depths, tables, emphasis.

use std::fmt::Write;
use std::sync::LazyLock;

use regex::Regex;

use super::super::paragraphs::squeezed;
use super::{is_upper, pattern};

static NUMBERED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?:([IVXLC]+)|(\d+(?:\.\d+)*))[.)]\s+\S"));
static ITEM: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(-\s*\+|[-–+•])\s+"));
static EMPHASIS: LazyLock<Regex> = LazyLock::new(|| pattern(r"\*\*([^*]+)\*\*|\*([^*]+)\*"));
static RULE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[\s|:_=*–-]+$"));

/// The longest line that is a heading and not a numbered paragraph, in characters.
const LONGEST_HEADING: usize = 220;

/// The longest line that may end a paragraph without a full stop, in characters.
const LONGEST_LINE: usize = 160;

/// A piece of the body.
#[derive(Debug, PartialEq)]
enum Block {
    Heading { level: u8, text: String },
    Paragraph(String),
    Item { depth: usize, text: String },
    Row { cells: Vec<String> },
}

/// The body's lines as HTML.
pub(super) fn html(lines: &[&str]) -> String {
    let mut blocks: Vec<Block> = Vec::new();
    for line in joined_emphasis(lines) {
        match (block(&line), blocks.last_mut()) {
            (Some(Block::Paragraph(rest)), Some(last)) if last.breaks_off() => last.append(&rest),
            (Some(block), _) => blocks.push(block),
            (None, _) => {}
        }
    }
    let mut html = Html::default();
    for block in &blocks {
        html.push(block);
    }
    html.finish()
}

impl Block {
    /// Whether a page ended in the middle of this: a long line that ends in a word.
    fn breaks_off(&self) -> bool {
        match self {
            Self::Paragraph(text) | Self::Item { text, .. } => {
                text.chars().count() > LONGEST_LINE && text.ends_with(char::is_alphanumeric)
            }
            Self::Heading { .. } | Self::Row { .. } => false,
        }
    }

    fn append(&mut self, rest: &str) {
        if let Self::Paragraph(text) | Self::Item { text, .. } = self {
            text.push(' ');
            text.push_str(rest);
        }
    }
}

/// The lines, with emphasis that spans several put on one.
fn joined_emphasis(lines: &[&str]) -> Vec<String> {
    let mut joined: Vec<String> = Vec::new();
    let mut is_open = false;
    for line in lines {
        match joined.last_mut() {
            Some(last) if is_open && !line.is_empty() => {
                last.push(' ');
                last.push_str(line);
            }
            _ => joined.push((*line).to_owned()),
        }
        is_open = joined
            .last()
            .is_some_and(|last| last.matches("**").count() % 2 == 1);
    }
    joined
}

/// What a line is; nothing where it is blank or a rule.
fn block(line: &str) -> Option<Block> {
    if RULE.is_match(line) || line.is_empty() {
        return None;
    }
    if let Some(cells) = cells(line) {
        return Some(Block::Row { cells });
    }
    if let Some(marker) = ITEM.find(line) {
        let depth = if marker.as_str().contains('+') { 2 } else { 1 };
        return Some(Block::Item {
            depth,
            text: squeezed(&line[marker.end()..]),
        });
    }
    let text = squeezed(line.trim_start_matches('#').trim_start_matches("* "));
    Some(match heading_level(&text) {
        Some(level) => Block::Heading { level, text },
        None => Block::Paragraph(text),
    })
}

/// The cells of a table row: between bars, or between tabs.
fn cells(line: &str) -> Option<Vec<String>> {
    let separator = if line.matches('|').count() >= 2 {
        '|'
    } else {
        '\t'
    };
    let inner = line.trim_matches('|');
    let cells: Vec<String> = inner.split(separator).map(squeezed).collect();
    (cells.len() > 1).then_some(cells)
}

fn heading_level(text: &str) -> Option<u8> {
    let ends_open = !text.ends_with(['.', ';', ',', '/']);
    if let Some(number) = NUMBERED.captures(text) {
        let is_heading = ends_open && text.chars().count() <= LONGEST_HEADING;
        return is_heading.then(|| match number.get(2) {
            None => 2,
            Some(arabic) => u8::try_from(3 + arabic.as_str().matches('.').count())
                .unwrap_or(6)
                .min(6),
        });
    }
    let is_title =
        is_upper(text) && ends_open && text.split_whitespace().count() >= 5 && !is_signature(text);
    let is_appendix = text.len() < 80
        && ["PHỤ LỤC", "Phụ lục "]
            .iter()
            .any(|word| text.starts_with(word));
    (is_title || is_appendix).then_some(2)
}

fn is_signature(text: &str) -> bool {
    ["TM.", "KT.", "TL.", "TUQ.", "Q."]
        .iter()
        .any(|mark| text.trim_start_matches('*').starts_with(mark))
}

/// HTML that is being written, with what is still open in it.
#[derive(Default)]
struct Html {
    text: String,
    /// Open lists; each has an open item.
    depth: usize,
    in_table: bool,
}

impl Html {
    fn push(&mut self, block: &Block) {
        if !matches!(block, Block::Item { .. }) {
            self.close_lists(0);
        }
        if !matches!(block, Block::Row { .. }) {
            self.close_table();
        }
        match block {
            Block::Heading { level, text } => self.line(&format!("h{level}"), text),
            Block::Paragraph(text) => self.line("p", text),
            Block::Item { depth, text } => self.item(*depth, text),
            Block::Row { cells } => self.row(cells),
        }
    }

    fn line(&mut self, tag: &str, text: &str) {
        let _ = writeln!(self.text, "<{tag}>{}</{tag}>", inline(text));
    }

    fn item(&mut self, depth: usize, text: &str) {
        // A deeper item that follows nothing stands at the first depth.
        let depth = depth.min(self.depth + 1);
        if depth > self.depth {
            self.text.push_str("<ul>\n");
            self.depth = depth;
        } else {
            self.close_lists(depth);
            self.text.push_str("</li>\n");
        }
        let _ = write!(self.text, "<li>{}", inline(text));
    }

    fn row(&mut self, cells: &[String]) {
        if !self.in_table {
            self.text.push_str("<table>\n");
            self.in_table = true;
        }
        self.text.push_str("<tr>");
        for cell in cells {
            let _ = write!(self.text, "<td>{}</td>", inline(cell));
        }
        self.text.push_str("</tr>\n");
    }

    fn close_lists(&mut self, depth: usize) {
        while self.depth > depth {
            self.text.push_str("</li>\n</ul>\n");
            self.depth -= 1;
        }
    }

    fn close_table(&mut self) {
        if std::mem::take(&mut self.in_table) {
            self.text.push_str("</table>\n");
        }
    }

    fn finish(mut self) -> String {
        self.close_lists(0);
        self.close_table();
        self.text.trim_end().to_owned()
    }
}

/// Text with its emphasis marks as elements and everything else escaped.
fn inline(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    let mut end = 0;
    for found in EMPHASIS.captures_iter(text) {
        let whole = found.get_match();
        html.push_str(&escaped(&text[end..whole.start()]));
        let (tag, inner) = match (found.get(1), found.get(2)) {
            (Some(strong), _) => ("strong", strong.as_str()),
            (_, Some(emphasised)) => ("em", emphasised.as_str()),
            _ => continue,
        };
        let _ = write!(html, "<{tag}>{}</{tag}>", escaped(inner));
        end = whole.end();
    }
    html.push_str(&escaped(&text[end..]));
    html
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> String {
        html(&text.lines().map(str::trim).collect::<Vec<_>>())
    }

    #[test]
    fn headings_by_their_numbers() {
        assert_eq!(
            of(
                "I. MỤC TIÊU\n1. Mục tiêu chung\n1.1. Sở Tư pháp\n1.1.1. Văn phòng\n2. Làm việc này.\nIV) Khác"
            ),
            "<h2>I. MỤC TIÊU</h2>\n<h3>1. Mục tiêu chung</h3>\n<h4>1.1. Sở Tư pháp</h4>\n<h5>1.1.1. Văn phòng</h5>\n\
             <p>2. Làm việc này.</p>\n<h2>IV) Khác</h2>"
        );
        assert_eq!(
            of("TM. ỦY BAN NHÂN DÂN TỈNH"),
            "<p>TM. ỦY BAN NHÂN DÂN TỈNH</p>"
        );
        assert_eq!(
            of("CẤU TRÚC TRANG THÔNG TIN"),
            "<h2>CẤU TRÚC TRANG THÔNG TIN</h2>"
        );
    }

    #[test]
    fn lists_of_two_depths_across_blank_lines() {
        assert_eq!(
            of("- a\n\n+ b\n + c\n- d\n\nx\n+ e\n - + f"),
            "<ul>\n<li>a<ul>\n<li>b</li>\n<li>c</li>\n</ul>\n</li>\n<li>d</li>\n</ul>\n<p>x</p>\n<ul>\n<li>e<ul>\n<li>f</li>\n</ul>\n</li>\n</ul>"
        );
    }

    #[test]
    fn a_page_break_does_not_part_a_sentence() {
        let long = "dữ liệu ".repeat(30);
        assert_eq!(
            of(&format!("- {long}\n\nPBGDPL tỉnh.")),
            format!("<ul>\n<li>{long}PBGDPL tỉnh.</li>\n</ul>")
        );
        assert_eq!(
            of("CHỦ TỊCH\n\nNguyễn Văn A"),
            "<p>CHỦ TỊCH</p>\n<p>Nguyễn Văn A</p>"
        );
    }

    #[test]
    fn tables_between_bars_or_tabs() {
        assert_eq!(
            of("| Việc | Hạn |\n|---|:-:|\n| A & B | 2019 |\nSau bảng"),
            "<table>\n<tr><td>Việc</td><td>Hạn</td></tr>\n<tr><td>A &amp; B</td><td>2019</td></tr>\n</table>\n<p>Sau bảng</p>"
        );
        assert_eq!(
            of("a\tb"),
            "<table>\n<tr><td>a</td><td>b</td></tr>\n</table>"
        );
    }

    #[test]
    fn emphasis_and_escapes() {
        assert_eq!(
            of("- *Đơn vị:* <A>"),
            "<ul>\n<li><em>Đơn vị:</em> &lt;A&gt;</li>\n</ul>"
        );
        assert_eq!(
            of("**KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC**"),
            "<p><strong>KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC</strong></p>"
        );
        assert_eq!(of("5 * 3 = 15"), "<p>5 * 3 = 15</p>");
        assert_eq!(of("* *Lưu ý sau:*"), "<p><em>Lưu ý sau:</em></p>");
    }
}
