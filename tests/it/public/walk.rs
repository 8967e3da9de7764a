//! The schema as tests walk it: every list, wherever it hangs, and every argument.
use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::support::province::Province;

/// Our types by name, as introspection tells them.
pub struct Types(BTreeMap<String, Value>);

/// A list of pages.
#[derive(Clone)]
pub struct List {
    /// The type that has it.
    pub owner: String,
    /// Its name there.
    pub field: String,
    /// What it lists.
    pub item: String,
    /// Its arguments, by name, with the names of their types.
    pub arguments: BTreeMap<String, String>,
    /// What it can be sorted by.
    pub sorts: Vec<String>,
    id: Value,
}

impl List {
    /// A query for one page of it; `arguments` and `selection` as they stand in a document.
    pub fn query(&self, arguments: &str, selection: &str) -> String {
        let Self { owner, field, .. } = self;
        let list = if arguments.is_empty() {
            format!("list: {field} {{ {selection} }}")
        } else {
            format!("list: {field}({arguments}) {{ {selection} }}")
        };
        match self.id.as_str() {
            None => format!("{{ {list} }}"),
            Some(id) => format!("{{ node(id: \"{id}\") {{ ... on {owner} {{ {list} }} }} }}"),
        }
    }

    /// The page in the data of an answer to [`Self::query`].
    pub fn page<'a>(&self, data: &'a Value) -> &'a Value {
        match self.id {
            Value::Null => &data["list"],
            _ => &data["node"]["list"],
        }
    }

    /// How messages name it.
    pub fn name(&self) -> String {
        format!("{}.{}", self.owner, self.field)
    }
}

impl Types {
    /// Asks the server.
    pub async fn of(province: &Province) -> Self {
        const QUERY: &str = "{ __schema { types { name kind
            fields { name args { name defaultValue type { ...T } } type { ...T } }
            enumValues { name } inputFields { name type { ...T } } possibleTypes { name } } } }
            fragment T on __Type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }";
        let data = province.ask(QUERY).await;
        let types = array(&data["__schema"]["types"])
            .filter(|definition| !text(definition, "name").starts_with("__"))
            .map(|definition| (text(definition, "name").to_owned(), definition.clone()))
            .collect();
        Self(types)
    }

    /// What the pages of a connection hold; nothing for what is no connection.
    pub fn item_of(&self, connection: &str) -> Option<&str> {
        connection.strip_suffix("Connection")?;
        let mut fields = array(&self.definition(connection)["fields"]);
        let nodes = fields.find(|field| text(field, "name") == "nodes")?;
        Some(named(&nodes["type"]))
    }

    /// Every list of pages that a reader can reach without saying what to look for.
    pub async fn lists(&self, province: &Province) -> Vec<List> {
        let ids = ids_by_type(province).await;
        let mut lists = Vec::new();
        for (owner, field) in self.fields() {
            let Some(item) = self.item_of(named(&field["type"])) else {
                continue;
            };
            if array(&field["args"]).any(is_required) {
                continue;
            }
            let id = match owner {
                "Query" => Value::Null,
                owner => ids
                    .get(owner)
                    .unwrap_or_else(|| panic!("no {owner} to reach {field} through"))
                    .clone(),
            };
            let arguments: BTreeMap<String, String> = array(&field["args"])
                .map(|argument| {
                    (
                        text(argument, "name").to_owned(),
                        named(&argument["type"]).to_owned(),
                    )
                })
                .collect();
            let sorts = arguments
                .get("sort")
                .map(|sort| self.values(sort))
                .unwrap_or_default();
            lists.push(List {
                owner: owner.to_owned(),
                field: text(field, "name").to_owned(),
                item: item.to_owned(),
                arguments,
                sorts,
                id,
            });
        }
        assert!(lists.len() > 15, "the walk goes nowhere");
        lists
    }

    /// The types that `Query` reaches, not through the door of the desk.
    pub fn public(&self) -> BTreeSet<&str> {
        let mut found = BTreeSet::new();
        let mut open = vec!["Query"];
        while let Some(name) = open.pop() {
            let Some((name, definition)) = self.0.get_key_value(name) else {
                continue;
            };
            if found.insert(name.as_str()) {
                let fields = array(&definition["fields"]);
                let fields = fields.filter(|field| text(field, "name") != "desk");
                open.extend(fields.map(|field| named(&field["type"])));
                open.extend(array(&definition["possibleTypes"]).map(|it| text(it, "name")));
            }
        }
        found
    }

    /// The fields of every object type that a reader can reach: not those beyond the door of the desk.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &Value)> {
        let public = self.public();
        self.0
            .iter()
            .filter(move |(name, _)| public.contains(name.as_str()))
            .filter(|(_, definition)| text(definition, "kind") == "OBJECT")
            .flat_map(|(name, definition)| {
                array(&definition["fields"]).map(move |field| (name.as_str(), field))
            })
    }

    /// A type's definition.
    pub fn definition(&self, name: &str) -> &Value {
        &self.0[name]
    }

    /// The values of an enum.
    pub fn values(&self, name: &str) -> Vec<String> {
        array(&self.0[name]["enumValues"])
            .map(|value| text(value, "name").to_owned())
            .collect()
    }
}

/// An id of something of each type that has one; of several, one with much below it.
pub async fn ids_by_type(province: &Province) -> BTreeMap<String, Value> {
    const QUERY: &str = "query ($after: String) {
        contents(first: 100, after: $after) { nodes { ...N } pageInfo { endCursor } }
        any: legalDocuments(first: 1) { nodes { ...N } }
        exact: legalDocuments(number: \"901/2023/NQ-HĐND\") { nodes { ...N } }
        section(code: \"tai-lieu-truc-tuyen\") { ...N } sections { ...N } topics { code ...N } audiences { ...N } issuers { ...N }
        agency(code: \"so-tu-phap\") { ...N } areas(filter: { tier: PROVINCE }) { nodes { ...N } }
        communicators(first: 1) { nodes { ...N } } }
        fragment N on Node { id __typename }";
    let first = province.ask(QUERY).await;
    let cursor = &first["contents"]["pageInfo"]["endCursor"];
    let second = province.ask_with(QUERY, json!({ "after": cursor })).await;
    let mut found = BTreeMap::new();
    for answer in [&second, &first] {
        for value in answer.as_object().expect("an object").values() {
            let items = match value {
                Value::Array(items) => items.as_slice(),
                one if one["nodes"].is_array() => one["nodes"].as_array().expect("a list"),
                one => std::slice::from_ref(one),
            };
            for item in items.iter().rev().filter(|item| !item.is_null()) {
                found.insert(text(item, "__typename").to_owned(), item["id"].clone());
            }
        }
    }
    found
}

/// The items of a list, none where there is no list.
pub fn array(value: &Value) -> impl DoubleEndedIterator<Item = &Value> {
    value
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default()
        .iter()
}

/// A text in an object.
pub fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

/// The texts that the items of a list have under a key.
pub fn texts<'a>(list: &'a Value, key: &str) -> Vec<&'a str> {
    array(list).map(|item| text(item, key)).collect()
}

/// The name of a type beneath its lists and non-nulls.
pub fn named(reference: &Value) -> &str {
    match reference["name"].as_str() {
        Some(name) => name,
        None if reference["ofType"].is_null() => "",
        None => named(&reference["ofType"]),
    }
}

/// Whether a field is not asked without an argument.
pub fn is_required(argument: &Value) -> bool {
    argument["type"]["kind"] == "NON_NULL" && argument["defaultValue"].is_null()
}
