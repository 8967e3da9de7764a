//! The form of a document number under which its spellings meet.
use crate::text::number::DocumentNumber;
use crate::text::slug::slug;

/// The form of a number under which spellings of one number meet; nothing for "Không số".
#[must_use]
pub fn number_key(number: &str) -> Option<String> {
    match DocumentNumber::parse(number) {
        Ok(number) if number.is_unnumbered() => None,
        Ok(number) => Some(number.key()),
        Err(_) => Some(slug(number).to_uppercase()).filter(|key| !key.is_empty()),
    }
}
