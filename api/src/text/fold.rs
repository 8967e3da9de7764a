//! The form in which text is compared when diacritics and case do not matter.

use unicode_normalization::UnicodeNormalization;

use super::normalize::normalize;

/// The text in lower case without diacritics, đ as d; the same for composed, decomposed and
/// Ð-for-Đ spellings. Other scripts keep their signs.
///
/// ```
/// use nguonluat::text::fold::fold;
/// assert_eq!(fold("Đường bộ Ủy ban NGHỊ ĐỊNH"), "duong bo uy ban nghi dinh");
/// assert_eq!(fold("u\u{31b}o\u{31b}\u{301}c HÐND"), "uoc hdnd");
/// ```
#[must_use]
pub fn fold(text: &str) -> String {
    normalize(text)
        .chars()
        .flat_map(char::to_lowercase)
        .nfd()
        .filter(|character| !is_latin_mark(*character))
        .map(|character| if character == 'đ' { 'd' } else { character })
        .nfc()
        .collect()
}

/// The combining marks Latin letters take; vowel signs of other scripts are not among them.
pub(super) fn is_latin_mark(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_vietnamese_vowel_folds_to_its_base() {
        let folds = [
            ("aàảãáạăằẳẵắặâầẩẫấậ", 'a'),
            ("eèẻẽéẹêềểễếệ", 'e'),
            ("iìỉĩíị", 'i'),
            ("oòỏõóọôồổỗốộơờởỡớợ", 'o'),
            ("uùủũúụưừửữứự", 'u'),
            ("yỳỷỹýỵ", 'y'),
            ("dđ", 'd'),
        ];
        for (letters, base) in folds {
            let expected = base.to_string().repeat(letters.chars().count());
            assert_eq!(fold(letters), expected);
            assert_eq!(fold(&letters.to_uppercase()), expected);
            assert_eq!(fold(&letters.nfd().collect::<String>()), expected);
        }
    }

    #[test]
    fn folding_is_idempotent_and_spares_other_scripts() {
        for text in ["Điều 5, khoản 2", "ກຳ", "İstanbul", "각"] {
            assert_eq!(fold(&fold(text)), fold(text));
        }
        assert_eq!(fold("ខ្មែរ"), "ខ្មែរ");
    }
}
