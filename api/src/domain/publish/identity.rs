//! Identities made from natural keys: the same on every installation.
use chrono::NaiveDate;
use uuid::Uuid;

use crate::exchange::content::ContentRecord;

/// The name space of all identities made here.
const SPACE: Uuid = Uuid::from_u128(0x3d0f_6c1e_5b0a_5c39_9a4e_6e67_756f_6e6c);

/// An area by its code, which is reused in time, and its first day.
pub(super) fn area(code: &str, valid_from: NaiveDate) -> Uuid {
    derived(&["area", code, &valid_from.to_string()])
}

/// An agency by its code, which may be reused in time, and its first day.
pub(super) fn agency(code: &str, valid_from: NaiveDate) -> Uuid {
    derived(&["agency", code, &valid_from.to_string()])
}

/// A rule of a section by all that it says.
pub(super) fn duty(section: &str, rule: &str) -> Uuid {
    derived(&["duty", section, rule])
}

/// A content that names no identity: by its first identifier elsewhere, else by its path, else by section,
/// title and day of publication.
pub(super) fn content(record: &ContentRecord) -> Uuid {
    if let Some(id) = record.id {
        return id;
    }
    if let Some(known) = record.external_ids.first() {
        return derived(&["content", "external", &known.system, &known.value]);
    }
    if let Some(path) = &record.path {
        return derived(&["content", "path", path]);
    }
    let day = record.first_published_at.date_naive().to_string();
    derived(&["content", "title", &record.section, &record.title, &day])
}

/// The edition of a content with this number.
pub(super) fn edition(content: Uuid, number: i32) -> Uuid {
    derived(&["edition", &content.to_string(), &number.to_string()])
}

/// An attachment by its place in the edition.
pub(super) fn attachment(edition: Uuid, position: i32) -> Uuid {
    derived(&["attachment", &edition.to_string(), &position.to_string()])
}

fn derived(parts: &[&str]) -> Uuid {
    Uuid::new_v5(&SPACE, parts.join("\u{1f}").as_bytes())
}
