//! What is to change in a working copy: its own fields, of which those that are absent stay as they are and `null`
//! clears (a merge patch, RFC 7396, of which values are taken whole).
use entity::value::ContentKind;
use sea_orm::ActiveEnum;
use serde::Serialize;
use serde_json::{Map, Value};

use super::{Draft, Fault, Problem};
use crate::domain::{Error, Result};
use crate::text::normalize::is_blank;

/// Fields that a working copy always has.
const NEEDED: [&str; 3] = ["title", "section", "agency"];

/// Changes of a working copy.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Changes(Map<String, Value>);

impl Changes {
    /// The changes that something serialises to: an object of fields, in `details` an object of the kind's name.
    ///
    /// # Errors
    /// [`Error::Invalid`] when it serialises to something else.
    pub fn of(given: &impl Serialize) -> Result<Self> {
        match serde_json::to_value(given) {
            Ok(Value::Object(fields)) => Ok(Self(fields)),
            Ok(_) => {
                let message = ("must be an object", "phải là một đối tượng gồm các trường");
                Err(Error::invalid("changes", message))
            }
            Err(error) => Err(unreadable(&error)),
        }
    }

    /// The same with another field, where it is one.
    #[must_use]
    pub fn with(mut self, field: &str, value: Option<Value>) -> Self {
        self.0.extend(value.map(|value| (field.to_owned(), value)));
        self
    }
}

impl Draft {
    /// The working copy with changes.
    ///
    /// # Errors
    /// [`Error::Faults`] when a field would be cleared that must be there; [`Error::Invalid`] when the details are
    /// those of another kind.
    pub fn changed(&self, changes: &Changes) -> Result<Self> {
        let cleared = NEEDED.iter().filter(|field| is_cleared(changes, field));
        let faults: Vec<Fault> = cleared
            .map(|field| Fault::new(*field, Problem::Missing))
            .collect();
        if !faults.is_empty() {
            return Err(Error::Faults(faults));
        }
        let mut fields = object(serde_json::to_value(self).unwrap_or_default());
        for (name, value) in &changes.0 {
            match (name.as_str(), value) {
                ("details", Value::Object(given)) => {
                    let own = fields.remove("details").unwrap_or_default();
                    let merged = merged_details(self.details.kind(), object(own), given)?;
                    fields.insert("details".to_owned(), merged);
                }
                ("details", _) => {}
                _ => set(&mut fields, name, value),
            }
        }
        serde_json::from_value(Value::Object(fields)).map_err(|error| unreadable(&error))
    }
}

fn unreadable(error: &serde_json::Error) -> Error {
    let message = (
        error.to_string(),
        "có trường hoặc giá trị không đúng định dạng",
    );
    Error::invalid("changes", message)
}

fn is_cleared(changes: &Changes, field: &str) -> bool {
    match changes.0.get(field) {
        Some(Value::String(text)) => is_blank(text),
        Some(value) => value.is_null(),
        None => false,
    }
}

fn merged_details(
    kind: ContentKind,
    mut fields: Map<String, Value>,
    given: &Map<String, Value>,
) -> Result<Value> {
    let own = kind.to_value();
    for (of_kind, given) in given {
        if *of_kind != own {
            let message = (
                format!("are those of another kind; this content is of kind {own}"),
                format!("thuộc loại nội dung khác; nội dung này thuộc loại {own}"),
            );
            return Err(Error::invalid("changes.details", message));
        }
        for (name, value) in given.as_object().into_iter().flatten() {
            set(&mut fields, name, value);
        }
    }
    Ok(Value::Object(fields))
}

fn set(fields: &mut Map<String, Value>, name: &str, value: &Value) {
    if value.is_null() {
        fields.remove(name);
    } else {
        fields.insert(name.to_owned(), value.clone());
    }
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use uuid::Uuid;

    use super::*;
    use crate::domain::draft::DetailsDraft;

    fn draft() -> Draft {
        let mut draft = Draft::new(
            ContentKind::Material,
            "Tờ gấp".to_owned(),
            "tu-sach".to_owned(),
            Uuid::nil(),
        );
        draft.summary = Some("Tóm tắt".to_owned());
        draft.topics = vec!["dat-dai".to_owned()];
        draft
    }

    fn changes(value: &Value) -> Changes {
        Changes::of(value).expect("an object")
    }

    #[test]
    fn what_is_absent_stays_and_null_clears() {
        let first = draft();
        let changed = first.changed(&changes(&json!({
            "title": "Sổ tay", "summary": null, "topics": null,
            "details": { "material": { "form": "handbook", "compiler": "Sở Tư pháp" } },
        })));
        let changed = changed.expect("changed");
        assert_eq!(
            (changed.title.as_str(), &changed.summary),
            ("Sổ tay", &None)
        );
        assert!(changed.topics.is_empty());
        let again = changed.changed(&changes(
            &json!({ "details": { "material": { "form": null } } }),
        ));
        let DetailsDraft::Material(material) = again.expect("changed").details else {
            panic!("another kind")
        };
        assert_eq!(material.form, None);
        assert_eq!(material.compiler.as_deref(), Some("Sở Tư pháp"));
        assert_eq!(first.changed(&Changes::default()).expect("the same"), first);
    }

    #[test]
    fn values_are_taken_whole() {
        let with = |value| draft().changed(&changes(&value)).expect("changed");
        let html = with(json!({ "body": { "html": "<p>a</p>" } }));
        let text = html.changed(&changes(&json!({ "body": { "text": "b" } })));
        let body = text.expect("changed").body;
        assert_eq!(
            body,
            Some(crate::exchange::content::BodyRecord::Text("b".to_owned()))
        );
    }

    #[test]
    fn what_must_be_there_is_not_cleared() {
        for value in [json!({ "title": null }), json!({ "title": "  " })] {
            let refused = draft().changed(&changes(&value)).expect_err("refused");
            let Error::Faults(faults) = refused else {
                panic!("{refused}")
            };
            assert_eq!(faults, [Fault::new("title", Problem::Missing)]);
        }
        let other = changes(&json!({ "details": { "article": { "event_place": "Chợ" } } }));
        assert!(matches!(
            draft().changed(&other),
            Err(Error::Invalid { .. })
        ));
    }
}
