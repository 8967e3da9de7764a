//! The words of a title as they stand in an address.

use super::fold::fold;

/// The longest slug, in characters (all ASCII).
pub const MAX_LENGTH: usize = 80;

/// `[a-z0-9]` words of the folded text joined by hyphens, at most [`MAX_LENGTH`] long and cut
/// between words. Empty when the text holds no Latin letter or digit.
///
/// ```
/// use nguonluat::text::slug::slug;
/// assert_eq!(slug("  Luật Đường bộ (sửa đổi) – 2024!"), "luat-duong-bo-sua-doi-2024");
/// assert_eq!(slug("…"), "");
/// ```
#[must_use]
pub fn slug(text: &str) -> String {
    let folded = fold(text);
    let mut slug = String::with_capacity(MAX_LENGTH);
    let words = folded
        .split(|character: char| !character.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty());
    for word in words {
        if slug.is_empty() {
            slug.extend(word.chars().take(MAX_LENGTH));
        } else if slug.len() + 1 + word.len() <= MAX_LENGTH {
            slug.push('-');
            slug.push_str(word);
        } else {
            break;
        }
    }
    slug
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cut_between_words() {
        let slug = slug(&"phổ biến giáo dục pháp luật ".repeat(9));
        assert!(slug.len() <= MAX_LENGTH);
        assert!(
            slug.ends_with("-giao-duc") || slug.ends_with("-phap-luat") || slug.ends_with("-phap"),
            "{slug}"
        );
        assert!(!slug.contains("--"));
    }

    #[test]
    fn a_single_long_word_is_cut_inside() {
        assert_eq!(slug(&"x".repeat(200)).len(), MAX_LENGTH);
    }

    #[test]
    fn decomposed_and_foreign_text() {
        assert_eq!(slug("\u{d0}ie\u{302}\u{300}u 5"), "dieu-5");
        assert_eq!(slug("Tin 中文 mới"), "tin-moi");
        assert_eq!(slug("-- a -- b --"), "a-b");
    }
}
