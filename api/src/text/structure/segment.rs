//! A provision's own part of its path, from its kind and its number as printed.
use super::attachment::number_in_path;
use super::node::Kind;
use super::ordinal::Ordinal;

/// `dieu-5a` of an article `5a`, `diem-dd` of a point `đ`; nothing where kinds have no numbers, or this is none.
#[must_use]
pub fn segment(kind: Kind, number: &str) -> Option<String> {
    let number = number.trim();
    let word = match kind {
        Kind::Part => "phan",
        Kind::Chapter => "chuong",
        Kind::Section => "muc",
        Kind::Subsection => "tieu-muc",
        Kind::Article => "dieu",
        Kind::Clause => "khoan",
        Kind::Point => "diem",
        Kind::Appendix => {
            let number = number_in_path(number);
            return (!number.is_empty()).then(|| format!("phu-luc-{number}"));
        }
        _ => return None,
    };
    let plain = || Ordinal::number(number).or_else(|| Ordinal::decimal(number));
    let letter = || Ordinal::letter(&number.to_lowercase()).map(|letter| letter.letter_path());
    let path = |ordinal: Ordinal| ordinal.path();
    let number = match kind {
        Kind::Article | Kind::Clause => plain().map(path),
        Kind::Point => plain().map(path).or_else(letter),
        _ => {
            let counted = Ordinal::roman(number).or_else(plain);
            let counted = counted.or_else(|| Ordinal::word(number));
            counted.map(path).or_else(letter)
        }
    };
    Some(format!("{word}-{}", number?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::structure::parse;

    #[test]
    fn numbers_are_written_as_in_the_paths_of_a_parsed_text() {
        for (kind, number, expected) in [
            (Kind::Part, "nhất", Some("phan-1")),
            (Kind::Part, "A", Some("phan-a")),
            (Kind::Chapter, "IV", Some("chuong-4")),
            (Kind::Section, "2", Some("muc-2")),
            (Kind::Article, "12a", Some("dieu-12a")),
            (Kind::Clause, "2.1", Some("khoan-2.1")),
            (Kind::Point, "đ", Some("diem-dd")),
            (Kind::Point, "1.1", Some("diem-1.1")),
            (Kind::Appendix, "II", Some("phu-luc-2")),
            (Kind::Article, "mười", None),
            (Kind::Clause, "", None),
            (Kind::Appendix, "", None),
            (Kind::Front, "1", None),
        ] {
            let found = segment(kind, number);
            assert_eq!(found.as_deref(), expected, "{kind:?} {number}");
        }
    }

    #[test]
    fn every_node_of_a_parsed_text_ends_in_its_own_part() {
        let text = "Phần thứ nhất\nCHUNG\nChương I\nCHỢ\nMục 1\nTÊN\nĐiều 1. Phạm vi\n1. Chợ gồm:\na) chợ đêm;\n\
            b) chợ sáng.\nĐiều 1a. Khác\nTừ nay.";
        let nodes = parse(text).nodes;
        assert!(nodes.len() > 7, "{nodes:?}");
        for node in nodes {
            if let Some(number) = &node.number {
                let own = segment(node.kind, number).expect("a part");
                assert!(node.path.ends_with(&own), "{} ends in {own}", node.path);
            }
        }
    }
}
