//! The cross-references of the codification, resolved as far as the page itself tells which document
//! they lead to.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

use super::super::legal;
use super::heading::Link;
use crate::exchange::content::DocumentRef;
use crate::text::pattern::pattern;

static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r" của (?<type>Luật|Bộ luật|Pháp lệnh|Nghị định|Nghị quyết liên tịch|Nghị quyết|Quyết định|Thông tư liên tịch|Thông tư|Chỉ thị|Lệnh)",
        r" (?<number>\d[^\s,]*)(?: (?<name>.*?))?\s*ban hành ngày (?<issued>\d{1,2}/\d{1,2}/\d{4})$",
    ))
});
static ARTICLE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^Điều (?<number>[^\s.]+(?:\.[^\s.]+)*)"));

/// An article of a document.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Target {
    /// The document.
    pub document: DocumentRef,
    /// The article's number; nothing where a chapter or the whole document is meant.
    pub article: Option<String>,
}

/// What a page knows of the documents that its links lead to.
#[derive(Debug, Default)]
pub(super) struct Directory {
    by_key: HashMap<String, Target>,
    by_item: HashMap<String, DocumentRef>,
}

impl Directory {
    /// Notes an article of the page itself.
    pub fn add_article(&mut self, key: &str, item_id: Option<&str>, target: Target) {
        if let Some(item_id) = item_id {
            self.by_item
                .entry(item_id.to_owned())
                .or_insert_with(|| target.document.clone());
        }
        self.by_key.entry(key.to_owned()).or_insert(target);
    }

    /// Notes the document that a link names: only the last of several links to one document does.
    pub fn add_link(&mut self, link: &Link) {
        if let (Some(item_id), Some(document)) = (&link.item_id, named(&link.text)) {
            self.by_item.entry(item_id.clone()).or_insert(document);
        }
    }

    /// Where a link leads; nothing where it leads to another heading without naming the document.
    pub fn resolve(&self, link: &Link) -> Option<Target> {
        let number = ARTICLE
            .captures(&link.text)
            .map(|found| found["number"].to_owned());
        if let Some(target) = number.as_ref().and_then(|key| self.by_key.get(key)) {
            return Some(target.clone());
        }
        let document =
            named(&link.text).or_else(|| self.by_item.get(link.item_id.as_ref()?).cloned())?;
        let article = link.article.clone().or_else(|| {
            let number = number?;
            Some(
                number
                    .rsplit_once('.')
                    .map_or(number.as_str(), |(_, article)| article)
                    .to_owned(),
            )
        });
        Some(Target { document, article })
    }
}

/// The document that a link's text names at its end.
fn named(text: &str) -> Option<DocumentRef> {
    let found = NAMED.captures(text)?;
    let number = found["number"].to_owned();
    let name = found.name("name").map_or("", |name| name.as_str());
    Some(DocumentRef {
        title: Some(legal::title(&found["type"], Some(&number), name)),
        issuer: None,
        issued_on: legal::day(&found["issued"]),
        number,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(text: &str, item_id: Option<&str>, article: Option<&str>) -> Link {
        Link {
            text: text.into(),
            item_id: item_id.map(str::to_owned),
            article: article.map(str::to_owned),
        }
    }

    fn resolved(directory: &Directory, link: &Link) -> Option<(String, Option<String>)> {
        directory
            .resolve(link)
            .map(|target| (target.document.number, target.article))
    }

    #[test]
    fn links_lead_by_key_by_name_or_by_their_neighbour() {
        let mut directory = Directory::default();
        let document = DocumentRef {
            number: "14/2012/QH13".into(),
            title: None,
            issuer: None,
            issued_on: None,
        };
        directory.add_article(
            "44.8.LQ.46",
            Some("1"),
            Target {
                document,
                article: Some("46".into()),
            },
        );
        let by_name = link(
            "Điều 39.3.TT.1.10. Cấp sổ hộ khẩu của Thông tư 35/2014/TT-BCA Quy định chi tiết ban hành ngày 09/09/2014",
            Some("2"),
            Some("10a"),
        );
        let neighbour = link("Điều 3. Hiệu lực", Some("2"), None);
        assert_eq!(resolved(&directory, &neighbour), None);
        directory.add_link(&by_name);
        assert_eq!(
            resolved(&directory, &neighbour),
            Some(("35/2014/TT-BCA".into(), Some("3".into())))
        );
        assert_eq!(
            resolved(&directory, &by_name),
            Some(("35/2014/TT-BCA".into(), Some("10a".into())))
        );
        let key = link("Điều 44.8.LQ.46. Tên", None, None);
        assert_eq!(
            resolved(&directory, &key),
            Some(("14/2012/QH13".into(), Some("46".into())))
        );
        assert_eq!(
            resolved(&directory, &link("Chương II QUYỀN", Some("1"), None)),
            Some(("14/2012/QH13".into(), None))
        );
        assert_eq!(
            resolved(&directory, &link("Điều 34.1.LQ.8. Bảo vệ", None, None)),
            None
        );
    }

    #[test]
    fn a_named_document_has_day_and_title() {
        let document =
            named("Điều 27. Tách sổ của Luật 81/2006/QH11 Cư trú ban hành ngày 29/11/2006")
                .expect("named");
        assert_eq!(document.title.as_deref(), Some("Luật Cư trú"));
        assert_eq!(document.issued_on, legal::day("29/11/2006"));
        assert_eq!(named("Điều 1. Phạm vi điều chỉnh của Luật này"), None);
    }
}
