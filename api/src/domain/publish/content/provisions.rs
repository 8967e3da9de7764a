//! The structure of a legal document: parsed or given, checked, and made into its body.
use std::collections::HashSet;

use crate::domain::body::escape;
use crate::domain::legal;
use crate::domain::publish::clean;
use crate::domain::{Error, Result};
use crate::exchange::details::{LegalDocumentRecord, ProvisionKind, ProvisionRecord};
use crate::text::structure::{Kind, Structure, parse};

/// Parses the structure from the text where the record has none, and checks it.
pub(super) fn tidy(document: &mut LegalDocumentRecord) -> Result<()> {
    if let Some(text) = document.text.take()
        && document.provisions.is_empty()
    {
        document.provisions = parsed(text)?;
    }
    document
        .provisions
        .sort_by(|one, other| one.sort_key.cmp(&other.sort_key));
    let (mut paths, mut keys) = (HashSet::new(), HashSet::new());
    let mut size = 0;
    for (index, provision) in document.provisions.iter_mut().enumerate() {
        let within = |error: Error| error.within(&format!("provisions[{index}]"));
        tidy_provision(provision).map_err(within)?;
        if provision
            .parent
            .as_ref()
            .is_some_and(|parent| !paths.contains(parent))
        {
            let message = (
                "is no path of a provision before this one, in the order of sort_key",
                "không phải là đường dẫn của điều, khoản đứng trước, theo thứ tự sort_key",
            );
            return Err(within(Error::invalid("parent", message)));
        }
        if !paths.insert(provision.path.clone()) || !keys.insert(provision.sort_key.clone()) {
            let path = &provision.path;
            let message = (
                format!("{path:?} or its sort_key stands twice"),
                format!("{path:?} hoặc sort_key của mục này bị trùng"),
            );
            return Err(within(Error::invalid("path", message)));
        }
        size += provision.text.len();
    }
    if size > clean::LONG_TEXT {
        let message = (
            format!("are {size} bytes long; at most 5 MB are kept"),
            format!("dài {size} byte; chỉ được tối đa 5 MB"),
        );
        return Err(Error::invalid("provisions", message));
    }
    Ok(())
}

/// The structure of a text.
///
/// # Errors
/// [`Error::Invalid`] when it is too long.
pub(in crate::domain) fn parsed(mut text: String) -> Result<Vec<ProvisionRecord>> {
    clean::long_text("text", &mut text)?;
    Ok(records(&parse(&text)))
}

fn tidy_provision(provision: &mut ProvisionRecord) -> Result<()> {
    clean::token("path", &provision.path)?;
    if provision.path.contains(['"', '<', '>', '&']) {
        let message = ("may not contain \" < > &", "không được chứa \" < > &");
        return Err(Error::invalid("path", message));
    }
    clean::token("sort_key", &provision.sort_key)?;
    clean::optional_line("number", &mut provision.number)?;
    clean::optional_line("label", &mut provision.label)?;
    clean::optional_paragraphs("heading", &mut provision.heading, clean::PARAGRAPHS)?;
    clean::long_text("text", &mut provision.text)
}

/// The nodes of a parsed text as records.
fn records(structure: &Structure) -> Vec<ProvisionRecord> {
    let record = |node: &crate::text::structure::Node| ProvisionRecord {
        path: node.path.clone(),
        parent: node
            .parent
            .and_then(|parent| structure.nodes.get(parent))
            .map(|parent| parent.path.clone()),
        kind: kind(node.kind),
        number: node.number.clone(),
        label: Some(node.label.clone()).filter(|label| !label.is_empty()),
        heading: node.heading.clone(),
        text: node.text.clone(),
        sort_key: node.sort_key.clone(),
    };
    structure.nodes.iter().map(record).collect()
}

fn kind(kind: Kind) -> ProvisionKind {
    match kind {
        Kind::Front => ProvisionKind::Preamble,
        Kind::Part => ProvisionKind::Part,
        Kind::Chapter => ProvisionKind::Chapter,
        Kind::Section => ProvisionKind::Section,
        Kind::Subsection => ProvisionKind::Subsection,
        Kind::Article => ProvisionKind::Article,
        Kind::Clause => ProvisionKind::Clause,
        Kind::Point | Kind::Subpoint => ProvisionKind::Point,
        Kind::Closing | Kind::Recipients => ProvisionKind::Closing,
        Kind::Enclosure | Kind::Appendix | Kind::Form => ProvisionKind::Appendix,
        Kind::Footnote => ProvisionKind::Footnote,
    }
}

/// A provision's own text as it stands in the body, and where.
pub(super) struct Passage<'a> {
    /// Path of the provision.
    pub(super) path: &'a str,
    /// Label, heading and own text, a line a paragraph: the same that the plain text of the body has.
    pub(super) text: String,
}

/// The body of a document made of provisions: nested sections, each with its path as anchor.
pub(super) fn html(provisions: &[ProvisionRecord]) -> String {
    let mut html = String::new();
    let mut open: Vec<&str> = Vec::new();
    for provision in provisions {
        while open
            .last()
            .is_some_and(|path| provision.parent.as_deref() != Some(path))
        {
            html.push_str("</section>\n");
            open.pop();
        }
        html.push_str("<section id=\"");
        html.push_str(&provision.path);
        html.push_str("\">\n");
        open.push(&provision.path);
        let level = heading_level(provision.kind);
        for (index, line) in lines(provision).into_iter().enumerate() {
            let tag = match level {
                Some(level) if index == 0 => level,
                _ => "p",
            };
            html.push('<');
            html.push_str(tag);
            html.push('>');
            html.push_str(&escape(&line));
            html.push_str("</");
            html.push_str(tag);
            html.push_str(">\n");
        }
    }
    for _ in open {
        html.push_str("</section>\n");
    }
    html
}

/// The passages of the body in order; joined by line breaks they are its plain text.
pub(super) fn passages(provisions: &[ProvisionRecord]) -> impl Iterator<Item = Passage<'_>> {
    provisions
        .iter()
        .map(|provision| Passage {
            path: &provision.path,
            text: lines(provision).join("\n"),
        })
        .filter(|passage| !passage.text.is_empty())
}

/// The paragraphs of a provision.
fn lines(provision: &ProvisionRecord) -> Vec<String> {
    let passage = legal::Passage {
        kind: provision.kind.into(),
        number: provision.number.as_deref(),
        label: provision.label.as_deref(),
        heading: provision.heading.as_deref(),
        text: &provision.text,
    };
    passage.lines()
}

/// The heading tag of a kind that has headings.
fn heading_level(kind: ProvisionKind) -> Option<&'static str> {
    match kind {
        ProvisionKind::Part | ProvisionKind::Chapter | ProvisionKind::Appendix => Some("h2"),
        ProvisionKind::Section | ProvisionKind::Subsection => Some("h3"),
        ProvisionKind::Article => Some("h4"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::body::plain;

    const TEXT: &str = "CHÍNH PHỦ\nNGHỊ ĐỊNH\nCăn cứ Luật A;\nChương I\nQUY ĐỊNH CHUNG\nĐiều 1. Phạm vi\n\
        1. Chợ gồm:\na) Chợ < phiên;\nb) Chợ đêm & ngày.\n2. Hội chợ không là chợ.\nĐiều 2. Hiệu lực\nTừ nay.";

    fn document() -> Vec<ProvisionRecord> {
        records(&parse(TEXT))
    }

    #[test]
    fn the_body_nests_sections_with_anchors() {
        let html = html(&document());
        for expected in [
            "<section id=\"chuong-1\">\n<h2>Chương I QUY ĐỊNH CHUNG</h2>\n<section id=\"dieu-1\">\n<h4>Điều 1. Phạm vi</h4>",
            "<section id=\"dieu-1/khoan-1/diem-a\">\n<p>a) Chợ &lt; phiên;</p>\n</section>\n",
            "<p>Từ nay.</p>",
        ] {
            assert!(html.contains(expected), "{expected} in {html}");
        }
        assert_eq!(
            html.matches("<section").count(),
            html.matches("</section>").count()
        );
    }

    #[test]
    fn passages_are_the_plain_text() {
        let provisions = document();
        let joined = passages(&provisions)
            .map(|passage| passage.text)
            .collect::<Vec<_>>()
            .join("\n");
        assert_eq!(plain(&html(&provisions)), joined);
        assert_eq!(joined.lines().count(), 11, "{joined}");
    }
}
