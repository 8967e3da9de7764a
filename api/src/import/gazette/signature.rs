//! Who signed a document.

use std::sync::LazyLock;

use regex::Regex;

use super::issuer::proper_case;
use super::{Signer, lines_of};
use crate::text::fold::fold;
use crate::text::structure::{Kind, Structure};

static AUTHORITY: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^(?:TM|KT|TL|TUQ|T/M|K/T|Q)\s?\.").expect("a valid pattern"));
static RANK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(?:(?:Đại|Thượng|Trung|Thiếu) (?:tướng|tá)|GS\.?|PGS\.?|TS\.?|ThS\.?|BS\.?)[\s.,]+",
    )
    .expect("a valid pattern")
});

/// The titles of signers, longer ones before those they begin with.
const TITLES: [&str; 34] = [
    "Phó Thủ tướng",
    "Thủ tướng Chính phủ",
    "Thủ tướng",
    "Phó Chủ tịch",
    "Chủ tịch Quốc hội",
    "Chủ tịch nước",
    "Chủ tịch",
    "Phó Chủ nhiệm",
    "Chủ nhiệm",
    "Bộ trưởng",
    "Thứ trưởng",
    "Phó Thống đốc",
    "Thống đốc",
    "Phó Tổng Thanh tra",
    "Tổng Thanh tra",
    "Phó Tổng Kiểm toán nhà nước",
    "Tổng Kiểm toán nhà nước",
    "Phó Chánh án",
    "Chánh án",
    "Phó Viện trưởng",
    "Viện trưởng",
    "Phó Tổng Giám đốc",
    "Tổng Giám đốc",
    "Phó Giám đốc",
    "Giám đốc",
    "Phó Tổng cục trưởng",
    "Tổng cục trưởng",
    "Phó Cục trưởng",
    "Cục trưởng",
    "Vụ trưởng",
    "Phó Chánh Văn phòng",
    "Chánh Văn phòng",
    "Tổng Thư ký",
    "Bí thư",
];

/// The signers in the closing: each name with the last title above it.
pub(super) fn signers(structure: &Structure) -> Vec<Signer> {
    let mut signers = Vec::new();
    let mut title = None;
    for line in lines_of(structure, Kind::Closing).map(|line| line.trim_matches('*').trim()) {
        if AUTHORITY.is_match(line) {
            continue;
        }
        if let Some(read) = title_of(line) {
            title = Some(read);
        } else if let Some(name) = person(line)
            && let Some(title) = title.take()
        {
            signers.push(Signer { title, name });
        }
    }
    signers
}

/// The title that a line in capitals gives, in its usual spelling: scans misplace marks.
fn title_of(line: &str) -> Option<String> {
    if line.chars().any(char::is_lowercase) {
        return None;
    }
    let folded = fold(line);
    let title = TITLES.iter().find(|title| {
        folded
            .strip_prefix(&fold(title))
            .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', ',']))
    })?;
    let words = title.split(' ').count();
    let rest: Vec<&str> = line.split_whitespace().skip(words).collect();
    let body = proper_case(&rest.join(" "), "");
    Some(if body.is_empty() {
        (*title).to_owned()
    } else {
        format!("{title} {body}")
    })
}

/// The name that a line is, if it is one: two to six words with capitals.
fn person(line: &str) -> Option<String> {
    let mut name = line;
    while let Some(rank) = RANK.find(name) {
        name = &name[rank.end()..];
    }
    let words: Vec<&str> = name.split_whitespace().collect();
    let capital = |word: &&str| {
        let mut characters = word.chars();
        characters.next().is_some_and(char::is_uppercase)
            && characters
                .all(|character| character.is_lowercase() || matches!(character, '-' | '\''))
    };
    ((2..=6).contains(&words.len()) && words.iter().all(capital)).then(|| words.join(" "))
}
