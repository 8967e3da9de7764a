//! Names under which laws are cited.
use chrono::{Datelike, NaiveDate};

use crate::text::law_name::law_name;

/// What the key begins with of a document that is cited by name.
const PREFIX: &str = "name:";
/// All such keys, as a pattern of SQL.
pub const ANY_NAME: &str = "name:%";
/// Types that are cited by name; what is issued otherwise under the same name, such as a consolidated text, is not meant.
const CITED_BY_NAME: [&str; 4] = ["hien-phap", "bo-luat", "luat", "phap-lenh"];

/// The name under which a document of a type is cited.
#[must_use]
pub fn name_key(type_code: &str, title: &str) -> Option<String> {
    CITED_BY_NAME
        .contains(&type_code)
        .then(|| law_name(title))
        .flatten()
}

/// The key of a citation by name, and by year where one is said.
#[must_use]
pub fn cited_name(name: &str, year: Option<i32>) -> String {
    match year {
        Some(year) => format!("{PREFIX}{name}@{year}"),
        None => format!("{PREFIX}{name}"),
    }
}

/// The name and the year that a key of a citation has; nothing for a number.
#[must_use]
pub fn as_name(key: &str) -> Option<(&str, Option<i32>)> {
    let name = key.strip_prefix(PREFIX)?;
    match name.split_once('@') {
        Some((name, year)) => Some((name, year.parse().ok())),
        None => Some((name, None)),
    }
}

/// The keys under which a document is cited that has a name and a day of issue.
#[must_use]
pub fn keys_of(name: &str, issued_on: NaiveDate) -> [String; 2] {
    [
        cited_name(name, None),
        cited_name(name, Some(issued_on.year())),
    ]
}
