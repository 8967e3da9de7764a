//! Names of laws, which people cite by name: one normal form for titles and for what cites them.
use super::normalize::{modern_tones, normalize};

/// Words that a name begins with, and whether they are one by themselves.
const TYPES: [(&[&str], bool); 4] = [
    (&["bộ", "luật"], false),
    (&["luật"], false),
    (&["pháp", "lệnh"], false),
    (&["hiến", "pháp"], true),
];
/// What a number or a date follows after a name.
const DATED: [&str; 3] = ["số", "năm", "ngày"];
/// Who issued it, after a name; within a name something else follows.
const ISSUERS: [&[&str]; 2] = [
    &["của", "quốc", "hội"],
    &["của", "uỷ", "ban", "thường", "vụ", "quốc", "hội"],
];

/// The name of a law, code, ordinance or constitution in its normal form: small letters, modern tones, no marks, without
/// number, year and issuer. Nothing for what is not named so.
///
/// ```
/// use nguonluat::text::law_name::law_name;
/// let name = law_name("Luật Phòng, chống ma tuý số 73/2021/QH14").expect("a name");
/// assert_eq!(name, "luật phòng chống ma tuý");
/// assert_eq!(law_name("LUẬT PHÒNG, CHỐNG MA TÚY"), Some(name));
/// assert_eq!(law_name("Bộ luật Dân sự năm 2015").as_deref(), Some("bộ luật dân sự"));
/// assert_eq!(law_name("Hiến pháp năm 2013").as_deref(), Some("hiến pháp"));
/// assert_eq!(law_name("Nghị định về chợ"), None);
/// ```
#[must_use]
pub fn law_name(title: &str) -> Option<String> {
    let text = modern_tones(&normalize(title).to_lowercase());
    let parts = |character: char| !character.is_alphanumeric() && !matches!(character, '/' | '-');
    let mut words: Vec<&str> = text.split(parts).filter(|word| !word.is_empty()).collect();
    let (kind, is_name) = TYPES.iter().find(|(kind, _)| words.starts_with(kind))?;
    let named = without_number(&mut words, kind.len());
    let end = (kind.len()..named.len()).find(|at| ends_at(&named[*at..]));
    let name = &named[..end.unwrap_or(named.len())];
    (*is_name || name.len() > kind.len()).then(|| name.join(" "))
}

/// Without a number that stands between type and name: `Luật số 14/2012/QH13 Phổ biến …`.
fn without_number<'a>(words: &mut Vec<&'a str>, at: usize) -> Vec<&'a str> {
    if words.get(at) == Some(&"số") && words.get(at + 1).is_some_and(|word| is_number(word)) {
        words.remove(at);
    }
    if words.get(at).is_some_and(|word| is_number(word)) {
        words.remove(at);
    }
    std::mem::take(words)
}

fn is_number(word: &str) -> bool {
    word.contains('/') && word.starts_with(|first: char| first.is_ascii_digit())
}

/// Whether what follows is not of the name.
fn ends_at(words: &[&str]) -> bool {
    let is_figure = |word: &str| word.starts_with(|first: char| first.is_ascii_digit());
    match words {
        [] => true,
        [word, ..] if is_number(word) => true,
        [word, next, ..] if DATED.contains(word) => is_figure(next),
        _ => ISSUERS
            .iter()
            .filter_map(|issuer| words.strip_prefix(*issuer))
            .any(ends_at),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(title: &str) -> Option<String> {
        law_name(title)
    }

    #[test]
    fn titles_of_all_sources_have_one_name() {
        let expected = Some("luật phòng chống tác hại của rượu bia".to_owned());
        for title in [
            "Luật Phòng, chống tác hại của rượu, bia của Quốc hội, số 44/2019/QH14",
            "Luật số 44/2019/QH14 Phòng, chống tác hại của rượu, bia",
            "Luật 44/2019/QH14 Phòng, chống tác hại của rượu, bia",
            "Luật Phòng, chống tác hại của rượu, bia ngày 14 tháng 6 năm 2019",
            "LUẬT PHÒNG, CHỐNG TÁC HẠI CỦA RƯỢU, BIA",
            "Luật phòng, chống tác hại của rượu, bia năm 2019",
        ] {
            assert_eq!(of(title), expected, "{title}");
        }
    }

    #[test]
    fn words_of_a_name_stay() {
        for (title, name) in [
            ("Luật Quốc tịch Việt Nam", "luật quốc tịch việt nam"),
            (
                "Luật Ban hành văn bản quy phạm pháp luật",
                "luật ban hành văn bản quy phạm pháp luật",
            ),
            (
                "Pháp lệnh Ưu đãi người có công với cách mạng",
                "pháp lệnh ưu đãi người có công với cách mạng",
            ),
            (
                "Luật Hoạt động giám sát của Quốc hội và Hội đồng nhân dân",
                "luật hoạt động giám sát của quốc hội và hội đồng nhân dân",
            ),
        ] {
            assert_eq!(of(title).as_deref(), Some(name));
        }
    }

    #[test]
    fn what_is_no_law_has_no_name() {
        for title in [
            "Luật",
            "Bộ luật số 91/2015/QH13",
            "Quyết định số 1/QĐ-UBND",
            "",
        ] {
            assert_eq!(of(title), None, "{title}");
        }
    }
}
