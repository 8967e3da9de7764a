//! The types of documents that Vietnamese bodies issue, and how type words and abbreviations
//! name them.

use super::DocumentNumber;
use crate::text::fold::fold;

/// A type of document; [`DocumentType::code`] is its stable code in data and addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DocumentType {
    /// Hiến pháp
    Constitution,
    /// Bộ luật
    Code,
    /// Luật
    Law,
    /// Nghị quyết của Quốc hội
    AssemblyResolution,
    /// Pháp lệnh
    Ordinance,
    /// Nghị quyết của Ủy ban Thường vụ Quốc hội
    StandingCommitteeResolution,
    /// Nghị quyết liên tịch
    JointResolution,
    /// Lệnh của Chủ tịch nước
    PresidentOrder,
    /// Quyết định của Chủ tịch nước
    PresidentDecision,
    /// Nghị định
    Decree,
    /// Nghị quyết của Chính phủ
    GovernmentResolution,
    /// Quyết định của Thủ tướng Chính phủ
    PrimeMinisterDecision,
    /// Nghị quyết của Hội đồng Thẩm phán Tòa án nhân dân tối cao
    JudgesCouncilResolution,
    /// Thông tư
    Circular,
    /// Thông tư liên tịch
    JointCircular,
    /// Nghị quyết của Hội đồng nhân dân
    PeoplesCouncilResolution,
    /// Quyết định của Ủy ban nhân dân
    PeoplesCommitteeDecision,
    /// Chỉ thị
    Directive,
    /// Sắc lệnh
    PresidentialDecreeLaw,
    /// Văn bản hợp nhất
    ConsolidatedText,
    /// Quyết định of any other body
    Decision,
    /// Kế hoạch
    Plan,
    /// Công văn
    OfficialLetter,
    /// Thông báo
    Notice,
    /// Hướng dẫn
    Guidance,
    /// Nghị quyết of any other body
    Resolution,
}

use DocumentType as T;

const CODES: [(DocumentType, &str); 26] = [
    (T::Constitution, "hien-phap"),
    (T::Code, "bo-luat"),
    (T::Law, "luat"),
    (T::AssemblyResolution, "nghi-quyet-quoc-hoi"),
    (T::Ordinance, "phap-lenh"),
    (T::StandingCommitteeResolution, "nghi-quyet-ubtvqh"),
    (T::JointResolution, "nghi-quyet-lien-tich"),
    (T::PresidentOrder, "lenh"),
    (T::PresidentDecision, "quyet-dinh-ctn"),
    (T::Decree, "nghi-dinh"),
    (T::GovernmentResolution, "nghi-quyet-chinh-phu"),
    (T::PrimeMinisterDecision, "quyet-dinh-ttg"),
    (T::JudgesCouncilResolution, "nghi-quyet-hdtp"),
    (T::Circular, "thong-tu"),
    (T::JointCircular, "thong-tu-lien-tich"),
    (T::PeoplesCouncilResolution, "nghi-quyet-hdnd"),
    (T::PeoplesCommitteeDecision, "quyet-dinh-ubnd"),
    (T::Directive, "chi-thi"),
    (T::PresidentialDecreeLaw, "sac-lenh"),
    (T::ConsolidatedText, "van-ban-hop-nhat"),
    (T::Decision, "quyet-dinh"),
    (T::Plan, "ke-hoach"),
    (T::OfficialLetter, "cong-van"),
    (T::Notice, "thong-bao"),
    (T::Guidance, "huong-dan"),
    (T::Resolution, "nghi-quyet"),
];

impl DocumentType {
    /// The stable code, such as `nghi-dinh`.
    #[must_use]
    pub fn code(self) -> &'static str {
        CODES
            .iter()
            .find(|(candidate, _)| *candidate == self)
            .map_or("", |(_, code)| code)
    }

    /// The type of a code that [`Self::code`] gives.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        CODES
            .iter()
            .find(|(_, candidate)| *candidate == code)
            .map(|(found, _)| *found)
    }

    /// The type from what a source says: its type word (`Nghị quyết`, `NQ`, `VB HN`; spelling and
    /// case do not matter) narrowed by the number, or either of them alone. `None` when they do not
    /// tell, such as `36/2024/QH15` without a word.
    ///
    /// ```
    /// use nguonluat::text::number::{DocumentNumber, DocumentType};
    /// let number: DocumentNumber = "01/2026/NQ-HĐND".parse()?;
    /// assert_eq!(DocumentType::infer(Some("Nghị quyết"), Some(&number)), Some(DocumentType::PeoplesCouncilResolution));
    /// assert_eq!(DocumentType::infer(Some("Bộ luật"), None), Some(DocumentType::Code));
    /// # Ok::<(), nguonluat::text::number::NumberError>(())
    /// ```
    #[must_use]
    pub fn infer(word: Option<&str>, number: Option<&DocumentNumber>) -> Option<Self> {
        let by_number = number.and_then(DocumentNumber::document_type);
        let Some(by_word) = word.and_then(Self::from_word) else {
            return by_number;
        };
        let by_organ = number.and_then(|number| by_word.narrowed_by(number));
        match by_number {
            Some(precise) if precise.is_a(by_word) => Some(precise),
            _ => Some(by_organ.unwrap_or(by_word)),
        }
    }

    /// The type a word or abbreviation alone names; resolutions and decisions stay general.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        let folded = fold(word);
        let word = folded.split_whitespace().collect::<Vec<_>>().join(" ");
        Some(match word.as_str() {
            "hien phap" => T::Constitution,
            "bo luat" => T::Code,
            "luat" | "l" => T::Law,
            "phap lenh" | "pl" => T::Ordinance,
            "nghi quyet" | "nq" => T::Resolution,
            "nghi quyet lien tich" | "nqlt" => T::JointResolution,
            "lenh" => T::PresidentOrder,
            "sac lenh" | "sl" => T::PresidentialDecreeLaw,
            "nghi dinh" | "nd" => T::Decree,
            "quyet dinh" | "qd" => T::Decision,
            "thong tu" | "tt" => T::Circular,
            "thong tu lien tich" | "thong tu lien bo" | "ttlt" | "ttlb" => T::JointCircular,
            "chi thi" | "ct" => T::Directive,
            "van ban hop nhat" | "vb hn" | "vbhn" => T::ConsolidatedText,
            "ke hoach" | "kh" => T::Plan,
            "cong van" | "cv" => T::OfficialLetter,
            "thong bao" | "tb" => T::Notice,
            "huong dan" | "hd" => T::Guidance,
            _ => return None,
        })
    }

    /// Whether this is `general` or one of its special cases.
    fn is_a(self, general: Self) -> bool {
        self == general
            || match general {
                T::Resolution => self.code().starts_with("nghi-quyet-"),
                T::Decision => self.code().starts_with("quyet-dinh-"),
                T::Circular => self == T::JointCircular,
                _ => false,
            }
    }

    /// A resolution that only carries its body's symbol (`36/2018/QH14`).
    fn narrowed_by(self, number: &DocumentNumber) -> Option<Self> {
        let body = number
            .agencies()
            .first()?
            .trim_end_matches(|c: char| c.is_ascii_digit());
        match (self, body) {
            (T::Resolution, "QH") => Some(T::AssemblyResolution),
            (T::Resolution, "UBTVQH") => Some(T::StandingCommitteeResolution),
            (T::Resolution, "HĐTP") => Some(T::JudgesCouncilResolution),
            (T::Decision, "TTg") => Some(T::PrimeMinisterDecision),
            _ => None,
        }
    }
}

impl DocumentNumber {
    /// The type the symbol alone tells; `None` where it leaves a choice (`QH15` marks laws, codes
    /// and resolutions alike).
    #[must_use]
    pub fn document_type(&self) -> Option<DocumentType> {
        let issuer = self.agencies().first().map_or("", String::as_str);
        let legacy = self.year().is_none();
        Some(match (self.type_abbreviation(), issuer) {
            (Some("L" | "LCT"), _) if legacy => T::Law,
            (Some("L" | "LCT"), _) => T::PresidentOrder,
            (Some("PL"), _) => T::Ordinance,
            (Some("SL"), _) => T::PresidentialDecreeLaw,
            (Some("NĐ"), _) => T::Decree,
            (Some("TTLT" | "TTLB"), _) | (Some("TT"), "LB" | "LT") => T::JointCircular,
            (Some("TT"), _) => T::Circular,
            (Some("NQLT"), _) => T::JointResolution,
            (Some("NQ"), "CP") => T::GovernmentResolution,
            (Some("NQ"), "HĐND") => T::PeoplesCouncilResolution,
            (Some("NQ"), "HĐTP") => T::JudgesCouncilResolution,
            (Some("NQ"), body) if body.starts_with("UBTVQH") => T::StandingCommitteeResolution,
            (Some("NQ"), body) if body.starts_with("QH") => T::AssemblyResolution,
            (Some("NQ"), _) => T::Resolution,
            (Some("QĐ"), "TTg") => T::PrimeMinisterDecision,
            (Some("QĐ"), "CTN") => T::PresidentDecision,
            (Some("QĐ"), "UBND" | "UB") => T::PeoplesCommitteeDecision,
            (Some("QĐ"), _) => T::Decision,
            (Some("CT"), _) => T::Directive,
            (Some("VBHN"), _) => T::ConsolidatedText,
            (Some("KH"), _) => T::Plan,
            (Some("CV"), _) => T::OfficialLetter,
            (Some("TB"), _) => T::Notice,
            (Some("HD"), _) => T::Guidance,
            (None, _) if legacy && self.agencies().len() > 1 => T::OfficialLetter,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inferred(word: Option<&str>, number: &str) -> Option<&'static str> {
        let number = DocumentNumber::parse(number).expect("a number");
        DocumentType::infer(word, Some(&number)).map(DocumentType::code)
    }

    #[test]
    fn codes_round_trip() {
        for (document_type, code) in CODES {
            assert_eq!(document_type.code(), code);
            assert_eq!(DocumentType::from_code(code), Some(document_type));
        }
        assert_eq!(DocumentType::from_code("khac"), None);
    }

    #[test]
    fn number_alone() {
        for (number, code) in [
            ("51/2025/NĐ-CP", "nghi-dinh"),
            ("08/2022/QĐ-TTg", "quyet-dinh-ttg"),
            ("3333/QĐ-UBND", "quyet-dinh-ubnd"),
            ("225/QĐ-BLĐTBXH", "quyet-dinh"),
            ("102/NQ-CP", "nghi-quyet-chinh-phu"),
            ("27-NQ/TW", "nghi-quyet"),
            ("02/2018/NQ-HĐTP", "nghi-quyet-hdtp"),
            ("28/2005/PL-UBTVQH11", "phap-lenh"),
            ("30/2010/TTLT-BGDĐT-BTP", "thong-tu-lien-tich"),
            ("01/2014/NQLT/CP-UBT", "nghi-quyet-lien-tich"),
            ("21-LCT/HDNN8", "luat"),
            ("18/L-CTN", "luat"),
            ("48/2025/L-CTN", "lenh"),
            ("463/VBHN-BLĐTBXH", "van-ban-hop-nhat"),
            ("49-CT/TW", "chi-thi"),
            ("952/KH-UBND", "ke-hoach"),
            ("4698/BNV-CCVC", "cong-van"),
        ] {
            assert_eq!(inferred(None, number), Some(code), "{number}");
        }
        assert_eq!(inferred(None, "36/2024/QH15"), None);
    }

    #[test]
    fn word_narrowed_by_number() {
        assert_eq!(inferred(Some("Luật"), "36/2024/QH15"), Some("luat"));
        assert_eq!(inferred(Some("Bộ luật"), "45/2019/QH14"), Some("bo-luat"));
        assert_eq!(
            inferred(Some("Nghị quyết"), "142/2024/QH15"),
            Some("nghi-quyet-quoc-hoi")
        );
        assert_eq!(
            inferred(Some("NQ"), "1211/2016/UBTVQH13"),
            Some("nghi-quyet-ubtvqh")
        );
        assert_eq!(
            inferred(Some("Pháp lệnh"), "06/2013/UBTVQH13"),
            Some("phap-lenh")
        );
        assert_eq!(
            inferred(Some("Quyết định"), "08/2022/QĐ-TTg"),
            Some("quyet-dinh-ttg")
        );
        assert_eq!(
            inferred(Some("VB HN"), "14/VBHN-VPQH"),
            Some("van-ban-hop-nhat")
        );
        assert_eq!(inferred(Some("Luật"), "18/L-CTN"), Some("luat"));
        assert_eq!(DocumentType::infer(Some("Thư mời"), None), None);
    }
}
