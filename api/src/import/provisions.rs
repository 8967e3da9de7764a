//! The provisions of a legal text as exchange records.

use crate::exchange::details::{ProvisionKind, ProvisionRecord};
use crate::text::structure::{Kind, Node, Structure, parse};

/// The provisions of a document from its text, one paragraph a line.
#[must_use]
pub fn of_text(text: &str) -> Vec<ProvisionRecord> {
    of_structure(parse(text))
}

/// The provisions of a document whose text has been parsed.
#[must_use]
pub fn of_structure(structure: Structure) -> Vec<ProvisionRecord> {
    let paths: Vec<String> = structure
        .nodes
        .iter()
        .map(|node| node.path.clone())
        .collect();
    structure
        .nodes
        .into_iter()
        .map(|node| {
            let parent = node.parent.and_then(|parent| paths.get(parent).cloned());
            record(node, parent)
        })
        .collect()
}

/// The provisions of an article that stands alone, with its number and heading known: nothing in its
/// text is taken for another article, and no line of it for its heading. Nothing where the number is
/// no number of an article.
pub(super) fn of_article(
    number: &str,
    heading: &str,
    paragraphs: &[String],
) -> Vec<ProvisionRecord> {
    let title = format!("Điều {number}. {PLACEHOLDER}");
    let mut provisions = of_text(&format!("{title}\n{}", paragraphs.join("\n")));
    if !is_one_article(&provisions) {
        // A line that holds nothing alone would be text, not a heading.
        provisions = of_text(&format!("{title}\n{PLACEHOLDER}."));
        if !is_one_article(&provisions) {
            return Vec::new();
        }
        provisions[0].text = paragraphs.join("\n");
    }
    provisions[0].heading = Some(heading.to_owned()).filter(|heading| !heading.is_empty());
    provisions
}

/// A heading that is one for certain: real ones may look like text.
const PLACEHOLDER: &str = "Nội dung";

/// Whether these are an article with its heading and nothing but what is in it.
fn is_one_article(provisions: &[ProvisionRecord]) -> bool {
    provisions.split_first().is_some_and(|(article, rest)| {
        let is_within = |path: &str| {
            path.strip_prefix(&article.path)
                .is_some_and(|rest| rest.starts_with('/'))
        };
        article.kind == ProvisionKind::Article
            && article.heading.as_deref() == Some(PLACEHOLDER)
            && rest.iter().all(|provision| is_within(&provision.path))
    })
}

fn record(node: Node, parent: Option<String>) -> ProvisionRecord {
    ProvisionRecord {
        path: node.path,
        parent,
        kind: kind(node.kind),
        number: node.number,
        label: Some(node.label).filter(|label| !label.is_empty()),
        heading: node.heading,
        text: node.text,
        sort_key: node.sort_key,
    }
}

/// The kind under which readers meet a node: a recipients' list belongs to the closing, whatever is
/// enclosed to the appendices.
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

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(provisions: &[ProvisionRecord]) -> Vec<String> {
        provisions
            .iter()
            .map(|provision| {
                let parent = provision.parent.as_deref().unwrap_or("-");
                let heading = provision.heading.as_deref().unwrap_or("-");
                format!(
                    "{} {parent} {heading}: {}",
                    provision.path,
                    provision.text.replace('\n', "/")
                )
            })
            .collect()
    }

    #[test]
    fn parents_are_paths() {
        let found =
            of_text("Chương I\nCHỢ\nĐiều 1. Chợ phiên\n1. Chợ gồm:\na) chợ đêm;\nb) chợ sáng.");
        assert_eq!(
            lines(&found),
            [
                "chuong-1 - CHỢ: ",
                "dieu-1 chuong-1 Chợ phiên: ",
                "dieu-1/khoan-1 dieu-1 -: Chợ gồm:",
                "dieu-1/khoan-1/diem-a dieu-1/khoan-1 -: chợ đêm;",
                "dieu-1/khoan-1/diem-b dieu-1/khoan-1 -: chợ sáng.",
            ]
        );
    }

    #[test]
    fn an_article_alone_keeps_its_number_and_text() {
        let paragraphs = |text: &str| -> Vec<String> { text.lines().map(str::to_owned).collect() };
        let clauses = of_article("43", "Hiệu lực", &paragraphs("1. Từ nay.\n2. Đến sau."));
        assert_eq!(
            lines(&clauses),
            [
                "dieu-43 - Hiệu lực: ",
                "dieu-43/khoan-1 dieu-43 -: Từ nay.",
                "dieu-43/khoan-2 dieu-43 -: Đến sau."
            ]
        );
        let other = of_article(
            "29a",
            "Tên",
            &paragraphs("Chương II\nKHÁC\nĐiều 30. Khác\nx"),
        );
        assert_eq!(
            lines(&other),
            ["dieu-29a - Tên: Chương II/KHÁC/Điều 30. Khác/x"]
        );
        assert_eq!(
            lines(&of_article("5", "Bãi bỏ", &[])),
            ["dieu-5 - Bãi bỏ: "]
        );
        assert_eq!(of_article("x y", "Tên", &[]), []);
    }
}
