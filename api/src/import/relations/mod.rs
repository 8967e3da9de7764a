//! The relations of a document to others that its own text states: what it rests on, and what it
//! amends, replaces, repeals, corrects, guides or consolidates.
//!
//! Only what is said plainly is taken, with the number of the other document. A document "that loses
//! its force on the day on which this one takes effect" is replaced where it is meant whole, repealed
//! where parts of it are; where the parts are not named ("bãi bỏ một số nội dung của …") it is amended in
//! part, so that nothing whole is taken for repealed.

mod scan;

use std::sync::LazyLock;

use chrono::NaiveDate;
use regex::Regex;

use self::scan::{Acted, Verb, acts, opening_verb};
use crate::exchange::content::DocumentRef;
use crate::exchange::details::RelationRecord;
use crate::text::number::{DocumentNumber, find_numbers};
use crate::text::structure::{Kind, Node, Structure};

/// The sentence that enacts a document repeats its title after its type.
static ENACTMENT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("^.*? ban hành (?:Bộ luật|Luật|Pháp lệnh|Nghị quyết|Nghị định|Quyết định|Thông tư(?: liên tịch)?) ")
        .expect("a constant pattern")
});
static DATE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^,?\s*ngày\s+(\d{1,2})(?:/| tháng )(\d{1,2})(?:/| năm )(\d{4})")
        .expect("a constant pattern")
});

/// The relations of a document, in the order of its text: title, grounds, articles. Its own number is
/// no other document's.
#[must_use]
pub fn of_document(
    number: Option<&DocumentNumber>,
    title: &str,
    structure: &Structure,
) -> Vec<RelationRecord> {
    let mut relations = Relations {
        own: number.map(DocumentNumber::key),
        found: Vec::new(),
    };
    relations.add(title, acts(title, None), None);
    for line in front_lines(structure) {
        if line.starts_with("Căn cứ") {
            relations.add(line, acts(line, None), None);
        } else if let Some(found) = ENACTMENT.find(line) {
            let enacted = &line[found.end()..];
            relations.add(enacted, acts(enacted, None), None);
        }
    }
    let mut verbs: Vec<Option<Verb>> = Vec::new();
    for node in &structure.nodes {
        let above = node.parent.and_then(|parent| *verbs.get(parent)?);
        verbs.push(relations.read(node, above));
    }
    relations.found
}

/// The relations of a consolidated text: what it consolidates. Its other sentences are those of the
/// consolidated documents.
#[must_use]
pub fn of_consolidation(structure: &Structure) -> Vec<RelationRecord> {
    let mut relations = Relations::default();
    for line in front_lines(structure).take_while(|line| !line.starts_with("Căn cứ")) {
        relations.add(line, consolidated(line).into_iter().collect(), None);
    }
    relations.found
}

/// The document that a line of a consolidated text names: the first one, if the line begins with the
/// word for its type, however that is misprinted.
fn consolidated(line: &str) -> Option<Acted> {
    let cited = acts(line, Some(Verb::Consolidates)).into_iter().next();
    cited.or_else(|| {
        let (word, _) = line.split_once(" số ")?;
        let is_type = [
            "Luật",
            "Bộ luật",
            "Pháp lệnh",
            "Nghị",
            "Quyết định",
            "Thông tư",
        ]
        .iter()
        .any(|known| word.starts_with(known));
        let found = find_numbers(line).into_iter().next().filter(|_| is_type)?;
        Some(Acted {
            verb: Verb::Consolidates,
            number: found.number,
            paths: Vec::new(),
            in_part: false,
            range: found.range,
        })
    })
}

fn front_lines(structure: &Structure) -> impl Iterator<Item = &str> {
    structure
        .nodes
        .iter()
        .filter(|node| node.kind == Kind::Front && node.parent.is_none())
        .flat_map(|node| node.text.lines())
}

#[derive(Default)]
struct Relations {
    /// Key of the document's own number.
    own: Option<String>,
    found: Vec<RelationRecord>,
}

impl Relations {
    /// Reads an article or what stands in one, and gives the verb that governs what stands in it.
    fn read(&mut self, node: &Node, above: Option<Verb>) -> Option<Verb> {
        if !node.path.starts_with("dieu-") {
            return None;
        }
        let heading = node.heading.as_deref().unwrap_or_default();
        let governed = acts(heading, None);
        self.add(heading, governed, Some(&node.path));
        let mut verb = above.or_else(|| opening_verb(heading));
        for line in node.text.lines() {
            let starts_with_citation =
                verb.filter(|verb| matches!(verb, Verb::Replaces | Verb::Repeals));
            let found = acts(line, starts_with_citation)
                .into_iter()
                .filter(|acted| {
                    matches!(acted.verb, Verb::Replaces | Verb::Repeals | Verb::Corrects)
                })
                .collect();
            self.add(line, found, Some(&node.path));
            for sentence in sentences(line) {
                if let Some((subject, _)) = sentence.split_once("hết hiệu lực") {
                    self.add(subject, acts(subject, Some(Verb::Ends)), Some(&node.path));
                }
            }
            if line.ends_with(':') {
                verb = opening_verb(line).or(verb);
            }
        }
        verb
    }

    fn add(&mut self, line: &str, acts: Vec<Acted>, provision: Option<&str>) {
        for acted in acts
            .into_iter()
            .filter(|acted| self.own.as_ref() != Some(&acted.number.key()))
        {
            let target = target(line, &acted);
            let relation_type = relation_type(&acted);
            let paths = if acted.paths.is_empty() {
                vec![None]
            } else {
                acted.paths.into_iter().map(Some).collect()
            };
            for target_provision in paths {
                let is_known = self.found.iter().any(|known| {
                    known.relation_type == relation_type
                        && known.target.number == target.number
                        && known.target_provision == target_provision
                });
                if !is_known {
                    self.found.push(RelationRecord {
                        relation_type: relation_type.to_owned(),
                        target: target.clone(),
                        provision: provision.map(str::to_owned),
                        target_provision,
                    });
                }
            }
        }
    }
}

fn relation_type(acted: &Acted) -> &'static str {
    match acted.verb {
        Verb::Rests => "can-cu",
        Verb::Amends => "sua-doi-bo-sung",
        Verb::Replaces | Verb::Repeals | Verb::Ends if acted.in_part => "sua-doi-bo-sung-khac",
        Verb::Ends if acted.paths.is_empty() => "thay-the",
        Verb::Replaces => "thay-the",
        Verb::Repeals | Verb::Ends => "bai-bo",
        Verb::Corrects => "dinh-chinh",
        Verb::Suspends => "tam-ngung",
        Verb::Consolidates => "hop-nhat",
        Verb::Guides => "huong-dan-ap-dung",
        Verb::Details => "quy-dinh-chi-tiet",
    }
}

/// The document with what its citation says of it: the day after the number, the name before it.
fn target(line: &str, acted: &Acted) -> DocumentRef {
    let cited = &line[acted.range.clone()];
    let part = |found: &regex::Captures<'_>, index: usize| found[index].parse::<u32>().ok();
    let issued_on = DATE.captures(&line[acted.range.end..]).and_then(|found| {
        NaiveDate::from_ymd_opt(found[3].parse().ok()?, part(&found, 2)?, part(&found, 1)?)
    });
    let name = cited
        .split(" số ")
        .next()
        .filter(|name| acted.paths.is_empty() && *name != cited);
    let is_named = |name: &&str| {
        ["Luật ", "Bộ luật ", "Pháp lệnh "]
            .iter()
            .any(|word| name.starts_with(word))
    };
    DocumentRef {
        number: acted.number.to_string(),
        title: name.filter(is_named).map(str::to_owned),
        issuer: None,
        issued_on,
    }
}

/// The sentences of a line.
fn sentences(line: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for (end, _) in line.match_indices(". ") {
        if line[end + 2..].trim_start().starts_with(char::is_uppercase) {
            sentences.push(&line[start..end]);
            start = end + 2;
        }
    }
    sentences.push(&line[start..]);
    sentences
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::structure::parse;

    fn lines(relations: &[RelationRecord]) -> Vec<String> {
        relations
            .iter()
            .map(|relation| {
                let provision = relation.provision.as_deref().unwrap_or("-");
                let target = relation.target_provision.as_deref().unwrap_or("-");
                format!(
                    "{} {provision} > {} {target}",
                    relation.relation_type, relation.target.number
                )
            })
            .collect()
    }

    #[test]
    fn title_grounds_and_articles() {
        let text = "BỘ TÀI CHÍNH\nSố: 5/2025/TT-BTC\nTHÔNG TƯ\nSửa đổi, bổ sung một số điều của Thông tư số 1/2020/TT-BTC\n\
            Căn cứ Luật Chợ phiên số 9/2024/QH15;\nCăn cứ Luật Giá ngày 19 tháng 6 năm 2023;\n\
            Bộ trưởng Bộ Tài chính ban hành Thông tư sửa đổi, bổ sung một số điều của Thông tư số 1/2020/TT-BTC.\n\
            Điều 1. Sửa đổi, bổ sung Điều 4 Thông tư số 1/2020/TT-BTC\n“Điều 4. Phí\nTheo Thông tư số 3/2020/TT-BTC.”\n\
            Điều 2. Bãi bỏ toàn bộ các Thông tư\n1. Thông tư số 6/2016/TT-BTC ngày 7/3/2016.\n2. Thông tư số 7/2016/TT-BTC.\n\
            Điều 3. Hiệu lực thi hành\n1. Thông tư này có hiệu lực từ ngày 01 tháng 8 năm 2025. Thông tư số 8/2016/TT-BTC ngày 2 tháng 3 năm 2016 hết hiệu lực kể từ ngày Thông tư này có hiệu lực.\n\
            2. Điều 2 Thông tư số 9/2016/TT-BTC hết hiệu lực từ ngày 01 tháng 9 năm 2025.";
        let relations = of_document(
            None,
            "Sửa đổi, bổ sung một số điều của Thông tư số 1/2020/TT-BTC",
            &parse(text),
        );
        assert_eq!(
            lines(&relations),
            [
                "sua-doi-bo-sung - > 1/2020/TT-BTC -",
                "can-cu - > 9/2024/QH15 -",
                "sua-doi-bo-sung dieu-1 > 1/2020/TT-BTC dieu-4",
                "bai-bo dieu-2/khoan-1 > 6/2016/TT-BTC -",
                "bai-bo dieu-2/khoan-2 > 7/2016/TT-BTC -",
                "thay-the dieu-3/khoan-1 > 8/2016/TT-BTC -",
                "bai-bo dieu-3/khoan-2 > 9/2016/TT-BTC dieu-2",
            ]
        );
        assert_eq!(relations[1].target.title.as_deref(), Some("Luật Chợ phiên"));
        assert_eq!(
            relations[3].target.issued_on,
            NaiveDate::from_ymd_opt(2016, 3, 7)
        );
        assert_eq!(
            relations[5].target.issued_on,
            NaiveDate::from_ymd_opt(2016, 3, 2)
        );
    }

    #[test]
    fn a_part_that_is_not_named_is_not_the_whole() {
        let text = "THÔNG TƯ\nA\nĐiều 1. Hiệu lực\n1. Bãi bỏ một số nội dung của Thông tư số 1/2020/TT-BTC và Thông tư số 2/2020/TT-BTC.\n\
            2. Bãi bỏ toàn bộ nội dung của Thông tư số 3/2020/TT-BTC.\n3. Bãi bỏ các văn bản sau: Thông tư số 4/2020/TT-BTC.";
        assert_eq!(
            lines(&of_document(None, "A", &parse(text))),
            [
                "sua-doi-bo-sung-khac dieu-1/khoan-1 > 1/2020/TT-BTC -",
                "sua-doi-bo-sung-khac dieu-1/khoan-1 > 2/2020/TT-BTC -",
                "bai-bo dieu-1/khoan-2 > 3/2020/TT-BTC -",
                "bai-bo dieu-1/khoan-3 > 4/2020/TT-BTC -",
            ]
        );
    }

    #[test]
    fn no_document_acts_on_itself() {
        let text = "THÔNG TƯ\nA\nĐiều 1. Hiệu lực\nThông tư số 5/2025/TT-BTC thay thế Thông tư số 1/2020/TT-BTC. Bãi bỏ Thông tư số 5/2025/TT-BTC.";
        let own = "5/2025/TT-BTC".parse().expect("a number");
        assert_eq!(
            lines(&of_document(Some(&own), "A", &parse(text))),
            ["thay-the dieu-1 > 1/2020/TT-BTC -"]
        );
    }

    #[test]
    fn a_consolidation_relates_to_what_it_consolidates() {
        let text = "THÔNG TƯ\nHướng dẫn A\nThông tư số 1/2016/TT-BTC ngày 25 tháng 10 năm 2016 của Bộ trưởng Bộ Tài chính hướng dẫn A, có hiệu lực từ ngày 10 tháng 12 năm 2016, được sửa đổi, bổ sung bởi:\n\
            Thông tư liên lịch số 2/2024/TT-BTC ngày 14 tháng 11 năm 2024 của Bộ trưởng Bộ Tài chính sửa đổi Thông tư số 1/2016/TT-BTC.\n\
            Căn cứ Nghị định số 6/2012/NĐ-CP;\nĐiều 1. Hiệu lực\nThay thế Thông tư số 3/2010/TT-BTC.";
        assert_eq!(
            lines(&of_consolidation(&parse(text))),
            [
                "hop-nhat - > 1/2016/TT-BTC -",
                "hop-nhat - > 2/2024/TT-BTC -"
            ]
        );
    }
}
