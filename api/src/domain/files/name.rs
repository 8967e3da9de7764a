//! What an uploaded file is called: what somebody called it, without what could lead anywhere or fool anybody.
use entity::{file, file_custody};
use sea_orm::ActiveValue::Set;
use sea_orm::DatabaseTransaction;
use sea_orm::prelude::*;
use unicode_normalization::UnicodeNormalization;

use super::Unfit;
use super::kind::Kind;
use crate::domain::Result;
use crate::domain::media::public_among;

/// Characters of a name, without its ending.
const LONGEST: usize = 100;
/// Characters of an ending.
const ENDING: usize = 5;

/// A name that is shown, stored and served: its last part, composed, without control characters and those that turn
/// text around, with the ending of what is kept.
///
/// # Errors
/// [`Unfit::Unsupported`] where its ending is that of another kind.
pub fn clean(given: &str, kind: Kind) -> std::result::Result<String, Unfit> {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String = last
        .nfc()
        .filter(|c| !c.is_control() && !turns(*c))
        .collect();
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let (stem, ending) = parts(&plain);
    if let Some(ending) = ending
        && !kind.extensions().contains(&ending.as_str())
    {
        return Err(Unfit::Unsupported);
    }
    let shortened: String = stem.chars().take(LONGEST).collect();
    let stem = shortened.trim_matches(|c: char| c == '.' || c.is_whitespace());
    let stem = if stem.is_empty() { "tep" } else { stem };
    Ok(format!("{stem}.{}", kind.extension()))
}

/// What a file is called as long as nothing that is published uses it: what an agency calls it is the agency's.
pub(super) fn neutral(sha256: &str, kind: Kind) -> String {
    let begin: String = sha256.chars().take(12).collect();
    format!("{begin}.{}", kind.extension())
}

/// Lets files that nothing published uses yet be called what an agency calls them, which is about to publish them.
///
/// # Errors
/// When the database fails.
pub(in crate::domain) async fn make_public(
    tx: &DatabaseTransaction,
    agency: Uuid,
    hashes: &[String],
) -> Result<()> {
    let public = public_among(tx, hashes).await?;
    let hidden = hashes.iter().filter(|hash| !public.contains(hash));
    let called = file_custody::Entity::find()
        .filter(file_custody::Column::AgencyId.eq(agency))
        .filter(file_custody::Column::FileSha256.is_in(hidden))
        .all(tx)
        .await?;
    for custody in called {
        let named = file::ActiveModel {
            name: Set(custody.name),
            ..Default::default()
        };
        file::Entity::update_many()
            .set(named)
            .filter(file::Column::Sha256.eq(custody.file_sha256))
            .exec(tx)
            .await?;
    }
    Ok(())
}

/// A name and its ending, in small letters: what follows the last dot, where it can be one.
fn parts(name: &str) -> (&str, Option<String>) {
    let Some((stem, ending)) = name.rsplit_once('.') else {
        return (name, None);
    };
    let ending = ending.trim();
    let is_one = (1..=ENDING).contains(&ending.len())
        && ending.bytes().all(|b| b.is_ascii_alphanumeric())
        && ending.bytes().any(|b| b.is_ascii_alphabetic());
    if is_one {
        (stem, Some(ending.to_ascii_lowercase()))
    } else {
        (name, None)
    }
}

/// Characters that are not seen, or let others be read in another order.
fn turns(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_leads_nowhere() {
        for (given, name) in [
            ("Ảnh bìa.PNG", "Ảnh bìa.webp"),
            ("A\u{309}nh.png", "Ảnh.webp"),
            ("../../etc/passwd.png", "passwd.webp"),
            ("C:\\ảnh\\a.png", "a.webp"),
            ("a\r\nSet-Cookie: x.png", "aSet-Cookie: x.webp"),
            ("a\u{202e}gpj.png", "agpj.webp"),
            ("..", "tep.webp"),
            ("...png", "tep.webp"),
            ("", "tep.webp"),
            ("  a   b .png", "a b.webp"),
            ("báo cáo 1.2026", "báo cáo 1.2026.webp"),
            ("không đuôi", "không đuôi.webp"),
        ] {
            assert_eq!(clean(given, Kind::Png).as_deref(), Ok(name), "{given:?}");
        }
        let long = clean(&"á".repeat(500), Kind::Pdf).expect("a name");
        assert_eq!(long.chars().count(), LONGEST + 4);
    }

    #[test]
    fn an_ending_is_that_of_the_kind() {
        for given in ["a.jpg", "a.html", "a.png.svg", "a.Php", "a.mp4"] {
            assert_eq!(clean(given, Kind::Png), Err(Unfit::Unsupported), "{given}");
        }
        assert_eq!(clean("a.JPEG", Kind::Jpeg).as_deref(), Ok("a.webp"));
        assert_eq!(clean("a.html.pdf", Kind::Pdf).as_deref(), Ok("a.html.pdf"));
    }
}
