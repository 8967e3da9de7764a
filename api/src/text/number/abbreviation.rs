//! The abbreviations that make up document symbols, in their proper spelling.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::text::fold::fold;

type Spellings = HashMap<String, &'static str>;

static TYPE_SPELLINGS: LazyLock<Spellings> = LazyLock::new(|| by_folded(&TYPES));
static AGENCY_SPELLINGS: LazyLock<Spellings> = LazyLock::new(|| by_folded(&AGENCIES));

/// Document types as symbols abbreviate them.
const TYPES: [&str; 28] = [
    "L", "LCT", "PL", "NQ", "NQLT", "SL", "NĐ", "QĐ", "CT", "TT", "TTLT", "TTLB", "VBHN", "KH",
    "CV", "TB", "HD", "TTr", "BC", "CTr", "CTrPH", "ĐA", "PA", "KL", "QC", "GM", "CĐ", "BB",
];

/// Types that are never normative, whatever their number looks like.
const ADMINISTRATIVE_TYPES: [&str; 15] = [
    "VBHN", "KH", "CV", "TB", "HD", "TTr", "BC", "CTr", "CTrPH", "ĐA", "PA", "KL", "GM", "CĐ", "BB",
];

/// Issuing bodies as symbols abbreviate them, present and past.
const AGENCIES: [&str; 83] = [
    "QH",
    "UBTVQH",
    "CTN",
    "CP",
    "TTg",
    "HĐNN",
    "HĐBT",
    "HĐCP",
    "HĐTP",
    "TANDTC",
    "VKSTC",
    "VKSNDTC",
    "KTNN",
    "VPQH",
    "VPCTN",
    "VPCP",
    "TTCP",
    "NHNN",
    "UBDT",
    "BDTTG",
    "BCA",
    "BCT",
    "BGDĐT",
    "BGD&ĐT",
    "BGTVT",
    "BKH",
    "BKHĐT",
    "BKH&ĐT",
    "BKHCN",
    "BKHCNMT",
    "BLĐTBXH",
    "LĐTBXH",
    "BNG",
    "BNN",
    "BNNPTNT",
    "BNN&PTNT",
    "BNNMT",
    "BNV",
    "BQP",
    "BTC",
    "BTNMT",
    "BTP",
    "BTS",
    "BTTTT",
    "BBCVT",
    "BVHTT",
    "BVHTTDL",
    "BXD",
    "BYT",
    "BTM",
    "BCN",
    "UBTDTT",
    "TLĐ",
    "TLĐLĐVN",
    "MTTW",
    "MTTQ",
    "UBTWMTTQVN",
    "ĐCTUBTWMTTQVN",
    "HND",
    "HNDVN",
    "HLHPN",
    "TWĐTN",
    "CCB",
    "BHXH",
    "TCT",
    "TCHQ",
    "CHQ",
    "CT",
    "TW",
    "BCĐ",
    "BCĐTW",
    "BCSĐ",
    "ĐU",
    "TU",
    "HĐND",
    "UBND",
    "UB",
    "HĐPH",
    "STP",
    "SGDĐT",
    "SNV",
    "LB",
    "LT",
];

/// The proper spelling of a type abbreviation; `nd` written without diacritics is `NĐ`.
pub(super) fn document_type(part: &str) -> Option<&'static str> {
    known(&TYPE_SPELLINGS, part)
}

/// The proper spelling of an issuing body's abbreviation.
pub(super) fn agency(part: &str) -> Option<&'static str> {
    known(&AGENCY_SPELLINGS, part)
}

pub(super) fn is_administrative(document_type: &str) -> bool {
    ADMINISTRATIVE_TYPES.contains(&document_type)
}

/// A type and a body run together: `NĐCP` is `NĐ` and `CP`.
pub(super) fn glued(part: &str) -> Option<(&'static str, &'static str)> {
    if agency(part).is_some() || document_type(part).is_some() {
        return None;
    }
    part.char_indices().skip(1).find_map(|(middle, _)| {
        let (head, tail) = part.split_at(middle);
        Some((document_type(head)?, agency(tail)?))
    })
}

/// A part written with a Đ is taken at its word; one without may have lost it.
fn known(spellings: &Spellings, part: &str) -> Option<&'static str> {
    let found = *spellings.get(&fold(part))?;
    (part.is_ascii() || found.to_lowercase() == part.to_lowercase()).then_some(found)
}

fn by_folded(spellings: &'static [&'static str]) -> Spellings {
    spellings
        .iter()
        .map(|spelling| (fold(spelling), *spelling))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_is_restored() {
        assert_eq!(document_type("nd"), Some("NĐ"));
        assert_eq!(document_type("HĐ"), None);
        assert_eq!(agency("bldtbxh"), Some("BLĐTBXH"));
        assert_eq!(agency("TTG"), Some("TTg"));
        assert_eq!(agency("ND"), None);
    }

    #[test]
    fn glued_parts() {
        assert_eq!(glued("NĐCP"), Some(("NĐ", "CP")));
        assert_eq!(glued("QĐTTg"), Some(("QĐ", "TTg")));
        assert_eq!(glued("TTCP"), None);
        assert_eq!(glued("BLĐTBXH"), None);
    }
}
