//! What the readers of legal documents share: titles, issuers, dates as sources write them.

use chrono::{DateTime, NaiveDate, Utc};

use super::paragraphs::squeezed;
use super::{Options, Refusal};
use crate::exchange::Details;
use crate::exchange::content::ContentRecord;
use crate::exchange::details::{IssuerRef, LegalDocumentRecord};
use crate::text::normalize::normalize;
use crate::text::number::{DocumentNumber, DocumentType};

/// The content that a document becomes, without what only its source knows.
pub(super) fn content(
    title: String,
    appeared_at: DateTime<Utc>,
    document: LegalDocumentRecord,
    options: &Options,
) -> ContentRecord {
    super::content(
        title,
        appeared_at,
        Details::LegalDocument(Box::new(document)),
        options,
    )
}

/// The code of a document's type from the word that the source gives in a field, and the number.
pub(super) fn document_type(
    field: &str,
    word: &str,
    number: Option<&str>,
) -> Result<&'static str, Refusal> {
    let number: Option<DocumentNumber> = number.and_then(|number| number.parse().ok());
    DocumentType::infer(Some(word), number.as_ref())
        .map(DocumentType::code)
        .ok_or_else(|| {
            Refusal::field(
                field,
                format!("\u{201c}{word}\u{201d} is not a type of document known here"),
            )
        })
}

/// The word for a type, as it opens the document's title.
pub(super) fn type_word(document_type: DocumentType) -> &'static str {
    const WORDS: [(&str, &str); 17] = [
        ("hien-phap", "Hiến pháp"),
        ("bo-luat", "Bộ luật"),
        ("luat", "Luật"),
        ("phap-lenh", "Pháp lệnh"),
        ("sac-lenh", "Sắc lệnh"),
        ("lenh", "Lệnh"),
        ("nghi-dinh", "Nghị định"),
        ("nghi-quyet-lien-tich", "Nghị quyết liên tịch"),
        ("nghi-quyet", "Nghị quyết"),
        ("quyet-dinh", "Quyết định"),
        ("thong-tu-lien-tich", "Thông tư liên tịch"),
        ("thong-tu", "Thông tư"),
        ("chi-thi", "Chỉ thị"),
        ("van-ban-hop-nhat", "Văn bản hợp nhất"),
        ("ke-hoach", "Kế hoạch"),
        ("cong-van", "Công văn"),
        ("thong-bao", "Thông báo"),
    ];
    let code = document_type.code();
    WORDS
        .iter()
        .find(|(prefix, _)| code.starts_with(prefix))
        .map_or("Văn bản", |(_, word)| word)
}

/// The title under which a document is listed. Laws and ordinances go by their name, as people cite
/// them; everything else by type, number and name.
pub(super) fn title(type_word: &str, number: Option<&str>, name: &str) -> String {
    let name = without_type(name, type_word);
    let is_cited_by_name =
        ["luật", "bộ luật", "pháp lệnh", "hiến pháp"].contains(&type_word.to_lowercase().as_str());
    if is_cited_by_name && !name.is_empty() {
        return format!(
            "{type_word} {}",
            continued(name, |name| ["Sửa đổi", "Bổ sung", "Về"]
                .iter()
                .any(|opening| name.starts_with(opening)))
        );
    }
    let name = continued(name, |name| {
        !["Luật ", "Bộ luật ", "Pháp lệnh ", "Hiến pháp"]
            .iter()
            .any(|law| name.starts_with(law))
    });
    let number = number
        .map(|number| format!("số {number}"))
        .unwrap_or_default();
    squeezed(&format!("{type_word} {number} {name}"))
}

/// A name that begins by saying the type again: "Thông tư Hướng dẫn …".
fn without_type<'a>(name: &'a str, type_word: &str) -> &'a str {
    let name = name.trim().trim_end_matches(['.', ';']).trim_end();
    match name.get(..type_word.len()) {
        Some(start) if start.to_lowercase() == type_word.to_lowercase() => {
            name[type_word.len()..].trim_start()
        }
        _ => name,
    }
}

/// A name as it goes on after the type, with a small letter unless it is one that keeps its capital, or
/// begins with an abbreviation.
fn continued(name: &str, is_common: impl Fn(&str) -> bool) -> String {
    let mut characters = name.chars();
    match (characters.next(), characters.clone().next()) {
        (Some(first), Some(second)) if is_common(name) && !second.is_uppercase() => {
            first.to_lowercase().chain(characters).collect()
        }
        _ => name.to_owned(),
    }
}

/// The issuers that a source names in one breath: joint documents have several.
pub(super) fn issuers(names: &str) -> Vec<IssuerRef> {
    const BODIES: [&str; 24] = [
        "Bộ ",
        "Ủy ban ",
        "Uỷ ban ",
        "Hội ",
        "Trung ương ",
        "Ban ",
        "Chính phủ",
        "Tòa án ",
        "Toà án ",
        "Viện ",
        "Tổng ",
        "Liên đoàn ",
        "Thanh tra ",
        "Ngân hàng ",
        "Kiểm toán ",
        "Văn phòng ",
        "Đoàn ",
        "Liên hiệp ",
        "Mặt trận ",
        "Quốc hội",
        "Thủ tướng ",
        "Bảo hiểm ",
        "Đài ",
        "Chủ tịch ",
    ];
    let mut found = vec![String::new()];
    let mut rest = names;
    while !rest.is_empty() {
        let separator = [", ", "; ", " và "]
            .iter()
            .filter(|separator| rest.starts_with(**separator))
            .find(|separator| {
                BODIES
                    .iter()
                    .any(|body| rest[separator.len()..].starts_with(body))
            });
        if let Some(separator) = separator {
            found.push(String::new());
            rest = &rest[separator.len()..];
        } else if let (Some(character), Some(current)) = (rest.chars().next(), found.last_mut()) {
            current.push(character);
            rest = &rest[character.len_utf8()..];
        }
    }
    found
        .into_iter()
        .map(|name| issuer(&name))
        .filter(|issuer| issuer.name.is_some())
        .collect()
}

/// An issuer by its name.
pub(super) fn issuer(name: &str) -> IssuerRef {
    let name = squeezed(&normalize(name));
    IssuerRef {
        code: None,
        name: Some(name).filter(|name| !name.is_empty()),
        signer: None,
        signer_title: None,
    }
}

/// A day as Vietnamese tables write it: `26/4/2019`.
pub(super) fn day(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text.trim(), "%d/%m/%Y").ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_what_people_cite() {
        assert_eq!(
            title("Luật", Some("102/2016/QH13"), "Trẻ em"),
            "Luật Trẻ em"
        );
        assert_eq!(
            title("Luật", Some("80/2015/QH13"), "Ban hành văn bản"),
            "Luật Ban hành văn bản"
        );
        assert_eq!(
            title("Luật", Some("1/2025/QH15"), "Sửa đổi, bổ sung Luật A"),
            "Luật sửa đổi, bổ sung Luật A"
        );
        assert_eq!(
            title(
                "Thông tư",
                Some("28/2019/TT-BLĐTBXH"),
                "Thông tư Hướng dẫn tổ chức Tháng hành động. "
            ),
            "Thông tư số 28/2019/TT-BLĐTBXH hướng dẫn tổ chức Tháng hành động"
        );
        assert_eq!(
            title("Nghị định", Some("1/2025/NĐ-CP"), ""),
            "Nghị định số 1/2025/NĐ-CP"
        );
        assert_eq!(
            title("Quyết định", None, "Về việc A"),
            "Quyết định về việc A"
        );
        assert_eq!(
            title("Nghị quyết", Some("1/NQ-CP"), "Cắt giảm ngành"),
            "Nghị quyết số 1/NQ-CP cắt giảm ngành"
        );
        assert_eq!(
            title("Văn bản hợp nhất", Some("14/VBHN-VPQH"), "Luật Chợ phiên"),
            "Văn bản hợp nhất số 14/VBHN-VPQH Luật Chợ phiên"
        );
    }

    #[test]
    fn every_type_has_its_word() {
        for code in [
            "luat",
            "nghi-quyet-hdnd",
            "nghi-quyet-lien-tich",
            "quyet-dinh-ttg",
            "thong-tu-lien-tich",
            "sac-lenh",
        ] {
            let document_type = DocumentType::from_code(code).expect(code);
            let word = type_word(document_type);
            let general = DocumentType::from_word(word).expect(word).code();
            assert!(code.starts_with(general), "{code} {word}");
        }
    }

    #[test]
    fn joint_issuers_part_at_bodies_only() {
        let names = |text: &str| -> Vec<String> {
            issuers(text)
                .into_iter()
                .filter_map(|issuer| issuer.name)
                .collect()
        };
        assert_eq!(
            names(
                "Bộ Tư pháp, Bộ Văn hoá - Thông tin, Bộ Nông nghiệp và Phát triển nông thôn, Uỷ ban Dân tộc và Miền núi và Hội Nông dân Việt Nam"
            ),
            [
                "Bộ Tư pháp",
                "Bộ Văn hoá - Thông tin",
                "Bộ Nông nghiệp và Phát triển nông thôn",
                "Uỷ ban Dân tộc và Miền núi",
                "Hội Nông dân Việt Nam",
            ]
        );
        assert_eq!(
            names("Bộ Văn hóa, Thể thao và Du lịch"),
            ["Bộ Văn hóa, Thể thao và Du lịch"]
        );
        assert_eq!(names(""), [""; 0]);
    }

    #[test]
    fn days_with_and_without_zeros() {
        assert_eq!(day("05/04/2016"), NaiveDate::from_ymd_opt(2016, 4, 5));
        assert_eq!(day(" 5/4/2016"), NaiveDate::from_ymd_opt(2016, 4, 5));
        assert_eq!(day("31/2/2016"), None);
    }
}
