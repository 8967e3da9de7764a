//! What two editions say differently, field by field, word by word.
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use entity::edition;
use sea_orm::QuerySelect;
use sea_orm::prelude::*;
use serde_json::Value;
use similar::{ChangeTag, TextDiff};
use tokio::sync::Semaphore;

use super::said::said;
use crate::domain::database::Session;
use crate::domain::draft::{DetailsDraft, Draft};
use crate::domain::publish::Catalogue;
use crate::domain::turns::Turns;
use crate::domain::{Error, Result};
use crate::exchange::details::ProvisionRecord;

/// How long words are compared; after that, what is left counts as replaced.
const PATIENCE: Duration = Duration::from_millis(500);

/// What stays is shown up to so many characters at each end.
const CONTEXT: usize = 200;

/// How many are made at a time: each holds two drafts of up to 6 MB, and more while they are compared.
static TURNS: Semaphore = Semaphore::const_new(2);

/// Of one account, as many are made or wait: who waits holds a connection, which others read with.
static OF_ONE: LazyLock<Turns<Uuid>> = LazyLock::new(|| Turns::new(2));

/// A field that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldDifference {
    /// The field, in the words of the record.
    pub path: String,
    /// Its text in pieces, in order.
    pub parts: Vec<Part>,
}

/// A piece of a field's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What became of it.
    pub fate: Fate,
    /// The piece; where it stays and is long, its ends.
    pub text: String,
}

/// What became of a piece of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It stays.
    Kept,
    /// It was taken out.
    Removed,
    /// It was put in.
    Added,
}

/// What two editions of a content say differently; `None` when it has no such editions.
///
/// # Errors
/// [`Error::Busy`] while an account has others compared; otherwise when the database fails.
pub async fn difference_of(
    session: &Session,
    account: Uuid,
    content: Uuid,
    from: i32,
    to: i32,
) -> Result<Option<Vec<FieldDifference>>> {
    let editions: Vec<(Uuid, i32)> = edition::Entity::find()
        .select_only()
        .columns([edition::Column::Id, edition::Column::Number])
        .filter(edition::Column::ContentId.eq(content))
        .filter(edition::Column::Number.is_in([from, to]))
        .into_tuple()
        .all(session.read().await?)
        .await?;
    let id = |number: i32| {
        editions
            .iter()
            .find(|(_, of)| *of == number)
            .map(|(id, _)| *id)
    };
    let (Some(from), Some(to)) = (id(from), id(to)) else {
        return Ok(None);
    };
    let _own = OF_ONE.take(account).ok_or(Error::Busy)?;
    let _turn = TURNS.acquire().await.map_err(|_| Error::Cancelled)?;
    let drafts = said(session, &[from, to]).await?;
    let (Some(from), Some(to)) = (drafts.get(&from).cloned(), drafts.get(&to).cloned()) else {
        return Ok(None);
    };
    let catalogue = Catalogue::load(session.read().await?).await?;
    let compare = move || difference(&from, &to, &|id| name(&catalogue, id));
    let compared = tokio::task::spawn_blocking(compare).await;
    Ok(Some(compared.map_err(|_| Error::Cancelled)?))
}

/// What people call something of the directory.
fn name(catalogue: &Catalogue, id: Uuid) -> Option<String> {
    let agency = catalogue.agencies.get(id).map(|agency| &agency.name);
    let area = || catalogue.areas.get(id).map(|area| &area.name);
    let person = || catalogue.communicators.get(&id).map(|person| &person.name);
    agency.or_else(area).or_else(person).cloned()
}

/// The fields of which two editions say different things. Long texts take a while: not to be called where others wait.
fn difference(
    from: &Draft,
    to: &Draft,
    name: &dyn Fn(Uuid) -> Option<String>,
) -> Vec<FieldDifference> {
    let (from, to) = (texts(from, name), texts(to, name));
    let until = Instant::now() + PATIENCE;
    let paths: BTreeSet<&String> = from.keys().chain(to.keys()).collect();
    let empty = String::new();
    let differing = paths.into_iter().filter_map(|path| {
        let before = from.get(path).unwrap_or(&empty);
        let after = to.get(path).unwrap_or(&empty);
        (before != after).then(|| FieldDifference {
            path: path.clone(),
            parts: parts(before, after, until),
        })
    });
    differing.collect()
}

fn parts(before: &str, after: &str, until: Instant) -> Vec<Part> {
    let difference = TextDiff::configure()
        .deadline(until)
        .diff_words(before, after);
    let mut parts: Vec<Part> = Vec::new();
    for change in difference.iter_all_changes() {
        let fate = match change.tag() {
            ChangeTag::Equal => Fate::Kept,
            ChangeTag::Delete => Fate::Removed,
            ChangeTag::Insert => Fate::Added,
        };
        match parts.last_mut() {
            Some(last) if last.fate == fate => last.text.push_str(change.value()),
            _ => parts.push(Part {
                fate,
                text: change.value().to_owned(),
            }),
        }
    }
    for part in &mut parts {
        if part.fate == Fate::Kept {
            part.text = ends(&part.text);
        }
    }
    parts
}

/// The beginning and the end of a text that stays.
fn ends(text: &str) -> String {
    let places: Vec<usize> = text.char_indices().map(|(place, _)| place).collect();
    if places.len() <= 2 * CONTEXT {
        return text.to_owned();
    }
    let (first, last) = (places[CONTEXT], places[places.len() - CONTEXT]);
    format!("{} … {}", &text[..first], &text[last..])
}

/// What each field says, as text; fields that say nothing are left out.
fn texts(draft: &Draft, name: &dyn Fn(Uuid) -> Option<String>) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let value = serde_json::to_value(draft).unwrap_or_default();
    let mut note = |path: String, value: &Value| {
        let text = text(value, name);
        if !text.is_empty() {
            found.insert(path, text);
        }
    };
    for (field, value) in value.as_object().into_iter().flatten() {
        match value {
            Value::Object(inner) => {
                for (part, value) in inner.iter().filter(|(part, _)| *part != "kind") {
                    note(format!("{field}.{part}"), value);
                }
            }
            value => note(field.clone(), value),
        }
    }
    if let DetailsDraft::LegalDocument(document) = &draft.details
        && let Ok(structure) = document.corrected()
    {
        found.retain(|path, _| !OF_STRUCTURE.contains(&path.as_str()));
        found.extend(structure.provisions.iter().map(provision));
    }
    found
}

/// Fields of a legal document that are compared provision by provision.
const OF_STRUCTURE: [&str; 3] = ["details.text", "details.provisions", "details.corrections"];

/// What a provision says, by its path.
fn provision(node: &ProvisionRecord) -> (String, String) {
    let head = [node.label.as_deref(), node.heading.as_deref()];
    let head: Vec<&str> = head.into_iter().flatten().collect();
    let said = format!("{}\n{}", head.join(" "), node.text);
    let path = format!("details.provisions[{}]", node.path);
    (path, said.trim().to_owned())
}

/// A value as text: an entry of a list is a line, a field of an entry stands between semicolons, and what has a name is
/// called by it.
fn text(value: &Value, name: &dyn Fn(Uuid) -> Option<String>) -> String {
    let joined = |texts: Vec<String>, with: &str| {
        let said: Vec<String> = texts.into_iter().filter(|text| !text.is_empty()).collect();
        said.join(with)
    };
    match value {
        Value::Null => String::new(),
        Value::String(text) => {
            let named = Uuid::parse_str(text).ok().and_then(name);
            named.unwrap_or_else(|| text.clone())
        }
        Value::Array(entries) => {
            let entries = entries.iter().map(|entry| text(entry, name));
            joined(entries.collect(), "\n")
        }
        Value::Object(fields) => {
            let fields = fields.values().map(|field| text(field, name));
            joined(fields.collect(), "; ")
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use entity::value::ContentKind;

    use super::*;
    use crate::exchange::content::BodyRecord;

    fn draft(title: &str, body: &str) -> Draft {
        let section = "tin-tuc-su-kien".to_owned();
        let mut draft = Draft::new(ContentKind::Article, title.to_owned(), section, Uuid::nil());
        draft.body = Some(BodyRecord::Text(body.to_owned()));
        draft
    }

    fn compared(from: &Draft, to: &Draft) -> Vec<FieldDifference> {
        difference(from, to, &|id| id.is_nil().then(|| "Sở Tư pháp".to_owned()))
    }

    fn shown(difference: &[FieldDifference]) -> Vec<String> {
        let part = |part: &Part| match part.fate {
            Fate::Kept => part.text.clone(),
            Fate::Removed => format!("[-{}-]", part.text),
            Fate::Added => format!("[+{}+]", part.text),
        };
        let field = |field: &FieldDifference| {
            let parts: Vec<String> = field.parts.iter().map(part).collect();
            format!("{}: {}", field.path, parts.concat())
        };
        difference.iter().map(field).collect()
    }

    #[test]
    fn words_are_compared_field_by_field() {
        let from = draft("Tin cũ", "Chợ phiên họp ngày 5.");
        let mut to = draft("Tin mới", "Chợ phiên họp ngày 10.");
        to.topics = vec!["dat-dai".to_owned(), "ho-tich".to_owned()];
        to.agency = Uuid::from_u128(7);
        assert_eq!(
            shown(&compared(&from, &to)),
            [
                "agency: [-Sở Tư pháp-][+00000000-0000-0000-0000-000000000007+]",
                "body.text: Chợ phiên họp ngày [-5.-][+10.+]",
                "title: Tin [-cũ-][+mới+]",
                "topics: [+dat-dai\nho-tich+]",
            ]
        );
        assert_eq!(compared(&from, &from), []);
    }

    #[test]
    fn what_stays_is_shortened() {
        let long = "chợ ".repeat(1_000);
        let to = draft("Tin", &format!("{long}phiên"));
        let found = compared(&draft("Tin", &long), &to);
        let (kept, added) = (&found[0].parts[0], &found[0].parts[1]);
        assert_eq!(kept.text.chars().count(), 2 * CONTEXT + 3);
        assert_eq!((added.fate, added.text.as_str()), (Fate::Added, "phiên"));
    }

    #[test]
    fn long_texts_that_have_nothing_in_common_do_not_keep_anybody_waiting() {
        let words = |seed: usize| -> String {
            let words = (0..200_000).map(|n| (n * 7_919 + seed).to_string());
            words.collect::<Vec<_>>().join(" ")
        };
        let found = compared(&draft("Tin", &words(1)), &draft("Tin", &words(2)));
        assert!(!found[0].parts.is_empty());
    }

    #[test]
    fn laws_are_compared_provision_by_provision() {
        let law = |text: &str| {
            let mut draft = Draft {
                details: DetailsDraft::new(ContentKind::LegalDocument),
                ..draft("Luật", "")
            };
            if let DetailsDraft::LegalDocument(document) = &mut draft.details {
                document.text = Some(text.to_owned());
            }
            draft
        };
        let from = law("Điều 1. Chợ\n1. Một.\n2. Hai.");
        let to = law("Điều 1. Chợ\n1. Một.\n2. Hai mươi.\n3. Ba.");
        assert_eq!(
            shown(&compared(&from, &to)),
            [
                "details.provisions[dieu-1/khoan-2]: 2.\n[-Hai.-][+Hai mươi.+]",
                "details.provisions[dieu-1/khoan-3]: [+3.\nBa.+]",
            ]
        );
    }
}
