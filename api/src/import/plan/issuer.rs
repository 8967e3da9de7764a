//! The names of issuing bodies, from capitals and abbreviations to how they are written in running
//! text.

use std::sync::LazyLock;

use regex::Regex;

use crate::text::fold::fold;
use crate::text::pattern::pattern;

static REMARK: LazyLock<Regex> = LazyLock::new(|| pattern(r"\s*\([^)]*\)"));

/// Whether a line in capitals names a place.
pub(super) fn is_place(line: &str) -> bool {
    [
        "TỈNH ",
        "THÀNH PHỐ ",
        "HUYỆN ",
        "QUẬN ",
        "THỊ XÃ ",
        "XÃ ",
        "PHƯỜNG ",
        "THỊ TRẤN ",
        "ĐẶC KHU ",
    ]
    .iter()
    .any(|place| line.starts_with(place))
}

/// Whether a name is one of a public body.
pub(super) fn is_body(name: &str) -> bool {
    let name = fold(name);
    [
        "uy ban nhan dan",
        "so ",
        "hoi dong ",
        "bo ",
        "ban ",
        "phong ",
        "truong ",
        "vien ",
        "toa an ",
        "cuc ",
        "thanh tra ",
    ]
    .iter()
    .any(|body| name.starts_with(body))
}

/// A body's name without remarks and with its abbreviations written out.
pub(super) fn full_name(name: &str) -> String {
    const ABBREVIATIONS: [(&str, &str); 9] = [
        ("UBND", "Ủy ban nhân dân"),
        ("HĐND", "Hội đồng nhân dân"),
        ("GD&ĐT", "Giáo dục và Đào tạo"),
        ("GDĐT", "Giáo dục và Đào tạo"),
        ("TT&TT", "Thông tin và Truyền thông"),
        ("VHTT&DL", "Văn hóa, Thể thao và Du lịch"),
        ("VHTTDL", "Văn hóa, Thể thao và Du lịch"),
        ("KH&CN", "Khoa học và Công nghệ"),
        ("LĐTBXH", "Lao động - Thương binh và Xã hội"),
    ];
    let name = REMARK.replace_all(name, "");
    let words = name.split_whitespace().map(|word| {
        ABBREVIATIONS
            .iter()
            .find(|(short, _)| *short == word)
            .map_or(word, |(_, full)| full)
    });
    words.collect::<Vec<_>>().join(" ")
}

/// A name in capitals as it is written in running text: a capital at the beginning, at the subject of
/// a department, and at every word of a place; abbreviations stay.
pub(super) fn sentence_case(name: &str) -> String {
    let mut words = Vec::new();
    let mut in_place = false;
    let mut previous = String::new();
    for word in name.split_whitespace() {
        let lower = word.to_lowercase();
        let is_abbreviation = ["UBND", "HĐND", "TNHH"].contains(&word) || word.contains('&');
        let opens_subject =
            previous.is_empty() || ["sở", "bộ", "phòng"].contains(&previous.as_str());
        let capital = in_place || opens_subject || (previous == "và" && lower == "đào");
        words.push(match (is_abbreviation, capital) {
            (true, _) => word.to_owned(),
            (false, true) => upper_first(&lower),
            (false, false) => lower.clone(),
        });
        in_place |= ["tỉnh", "huyện", "quận", "xã", "phường"].contains(&lower.as_str())
            || (lower == "phố" && previous == "thành")
            || (lower == "trấn" && previous == "thị");
        previous = lower;
    }
    words.join(" ")
}

fn upper_first(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(characters).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_capitals_as_in_running_text() {
        for (capitals, name) in [
            (
                "ỦY BAN NHÂN DÂN THÀNH PHỐ ĐÀ NẴNG",
                "Ủy ban nhân dân thành phố Đà Nẵng",
            ),
            ("SỞ GIÁO DỤC VÀ ĐÀO TẠO", "Sở Giáo dục và Đào tạo"),
            ("UBND XÃ NGUYÊN BÌNH", "UBND xã Nguyên Bình"),
        ] {
            assert_eq!(sentence_case(capitals), name);
        }
        assert_eq!(full_name("UBND (UB) xã"), "Ủy ban nhân dân xã");
    }
}
