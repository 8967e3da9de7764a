//! Documents that ask for everything, made of what introspection tells, so that a new field is asked for by itself.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::public::walk::{Types, array, is_required, named, text};

/// What fields are asked with that cannot do without, or show more so.
const ARGUMENTS: [(&str, &str); 8] = [
    ("Query.agency", "code: \"so-tu-phap\""),
    ("Query.search", "text: \"mật\""),
    ("Query.searchSuggestions", "text: \"mậ\""),
    ("Query.section", "code: \"tai-lieu-truc-tuyen\""),
    ("LegalDocument.provision", "path: \"dieu-1\""),
    ("LegalDocument.relations", "direction: INCOMING"),
    ("DeskItem.edition", "number: 1"),
    ("DeskItem.difference", "from: 1, to: 1000"),
];

/// Items of a list within a list.
const FEW: u32 = 5;

/// The schema, to be asked for.
pub struct Questions<'a> {
    types: &'a Types,
    public: BTreeSet<&'a str>,
}

impl<'a> Questions<'a> {
    pub fn of(types: &'a Types) -> Self {
        let public = types.public();
        Self { types, public }
    }

    /// For each field of a type, but for some, a selection of its own, but one for all that need none: should one be refused, the
    /// others are not. Objects are followed so many levels further.
    pub fn fields(&self, owner: &str, but: &[&str], levels: u32, page: u32) -> Vec<String> {
        let mut fields = Vec::new();
        let mut plain = Vec::new();
        let all = array(&self.types.definition(owner)["fields"]);
        for field in all.filter(|field| !but.contains(&text(field, "name"))) {
            if self.is_plain(field) {
                plain.push(call(owner, field, page));
            } else if let Some(asked) =
                self.field(owner, field, levels + 1, page, &mut vec![owner.to_owned()])
            {
                fields.push(asked);
            }
        }
        if !plain.is_empty() {
            fields.push(plain.join(" "));
        }
        fields
    }

    /// All that a type shows.
    fn selection(&self, name: &str, levels: u32, path: &mut Vec<String>) -> String {
        let definition = self.types.definition(name);
        if text(definition, "kind") == "OBJECT" {
            return self.object(name, levels, path, "");
        }
        // Of every kind there is: what lies beneath is asked for by the id of each.
        let levels = if self.public.contains(name) {
            0
        } else {
            levels
        };
        let possible = array(&definition["possibleTypes"]).map(|it| text(it, "name"));
        let each =
            possible.map(|it| format!("... on {it} {{ {} }}", self.object(it, levels, path, it)));
        format!("__typename {}", each.collect::<Vec<_>>().join(" "))
    }

    /// All that an object shows, under names that begin with `alias`, which tells apart what types of a union call alike.
    fn object(&self, name: &str, levels: u32, path: &mut Vec<String>, alias: &str) -> String {
        path.push(name.to_owned());
        let mut shown = vec!["__typename".to_owned()];
        for field in array(&self.types.definition(name)["fields"]) {
            if let Some(asked) = self.field(name, field, levels, FEW, path) {
                let label = if alias.is_empty() {
                    String::new()
                } else {
                    format!("{alias}_{}: ", text(field, "name"))
                };
                shown.push(format!("{label}{asked}"));
            }
        }
        path.pop();
        shown.join(" ")
    }

    /// A field with its arguments and all that it shows; none where that would lead on for ever.
    fn field(
        &self,
        owner: &str,
        field: &Value,
        levels: u32,
        page: u32,
        path: &mut Vec<String>,
    ) -> Option<String> {
        let call = call(owner, field, page);
        if self.is_plain(field) {
            return Some(call);
        }
        let name = named(&field["type"]);
        if let Some(item) = self.types.item_of(name) {
            let rest = self.followed(item, levels, path)?;
            return Some(format!(
                "{call} {{ totalCount pageInfo {{ startCursor endCursor }} nodes {{ {rest} }} }}"
            ));
        }
        Some(format!(
            "{call} {{ {} }}",
            self.followed(name, levels, path)?
        ))
    }

    /// What is shown of something that a field leads to; the public's things are not followed out of the desk's.
    fn followed(&self, name: &str, levels: u32, path: &mut Vec<String>) -> Option<String> {
        let comes_again = path.iter().any(|it| it == name);
        let of_public = |name: &str| self.public.contains(name);
        match levels {
            0 => None,
            _ if of_public(name) && path.iter().any(|it| !of_public(it)) => {
                Some(self.selection(name, 0, path))
            }
            _ if comes_again && !of_public(name) => None,
            levels => Some(self.selection(name, levels - 1, path)),
        }
    }

    fn is_plain(&self, field: &Value) -> bool {
        let kind = self.types.definition(named(&field["type"]));
        ["SCALAR", "ENUM"].contains(&text(kind, "kind"))
    }
}

/// A field with its arguments.
fn call(owner: &str, field: &Value, page: u32) -> String {
    let name = text(field, "name");
    let place = format!("{owner}.{name}");
    let known = ARGUMENTS
        .iter()
        .find(|(of, _)| *of == place)
        .map(|(_, given)| *given);
    let mut given: Vec<String> = known.into_iter().map(str::to_owned).collect();
    for argument in array(&field["args"]) {
        let required = is_required(argument);
        match text(argument, "name") {
            "first" => given.push(format!("first: {page}")),
            other => assert!(
                !required || known.is_some(),
                "say what {place} is asked with for {other}"
            ),
        }
    }
    if given.is_empty() {
        name.to_owned()
    } else {
        format!("{name}({})", given.join(", "))
    }
}
