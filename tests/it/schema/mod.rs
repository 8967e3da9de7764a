//! The public contract as a whole: its text, its descriptions, and what its types may reach.
mod exchange;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use nguonluat::graphql::list_sizes::LIST_SIZES;
use serde_json::Value;

use crate::support::client::Request;
use crate::support::province::for_sqlite;

/// Words that belong to the desk: a public type or field never carries them.
const EDITORIAL: [&str; 14] = [
    "draft",
    "edition",
    "account",
    "review",
    "membership",
    "password",
    "token",
    "audit",
    "workflow",
    "assignment",
    "remark",
    "lock",
    "custody",
    "desk",
];

/// Public names in which one of those words means something else, and the door.
const EXCEPTIONS: [&str; 6] = [
    "Dialogue.draftTitle",
    "DialogueForm.DRAFT_CONSULTATION",
    // The doors, and what is listened to behind one of them.
    "Query.desk",
    "Subscription.deskChanged",
    "Subscription.deskChanged(after)",
    "Subscription.deskChanged(filter)",
];

#[test]
fn schema_graphql_is_what_the_server_offers() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../schema.graphql");
    let offered = nguonluat::graphql::sdl();
    let kept = fs::read_to_string(&file).unwrap_or_default();
    if kept != offered {
        fs::write(&file, &offered).expect("schema.graphql is writable");
        panic!(
            "schema.graphql did not match; it is written anew: look at the difference and commit it"
        );
    }
}

#[tokio::test]
async fn the_served_schema_is_schema_graphql() {
    for_sqlite(async |province| {
        let served = province.send(Request::get("/schema.graphql")).await;
        assert!(served.text() == include_str!("../../../schema.graphql"));
    })
    .await;
}

/// Every list whose length is assumed is there, and has no page size of its own.
#[tokio::test]
async fn assumed_lengths_are_of_lists_of_the_schema() {
    let sizes: BTreeSet<&str> = LIST_SIZES.iter().map(|(field, _)| *field).collect();
    assert_eq!(sizes.len(), LIST_SIZES.len());
    let types = types().await;
    for field in sizes {
        let (of, name) = field.split_once('.').expect("a type and a field");
        let found = types[of]["fields"]
            .as_array()
            .and_then(|fields| fields.iter().find(|found| found["name"] == name));
        let found = found.unwrap_or_else(|| panic!("no {field}"));
        let kinds = [&found["type"]["kind"], &found["type"]["ofType"]["kind"]];
        assert!(kinds.iter().any(|kind| *kind == "LIST"), "{field}");
        assert_eq!(found["args"], serde_json::json!([]), "{field}");
    }
}

#[tokio::test]
async fn everything_is_described_in_english_and_vietnamese() {
    let mut silent = Vec::new();
    for item in items(&types().await) {
        let description = item.description.unwrap_or_default();
        if !description.replace('\n', " ").contains(" / ") {
            silent.push(item.name);
        }
    }
    assert!(
        silent.is_empty(),
        "no description in two languages: {silent:#?}"
    );
}

#[tokio::test]
async fn no_public_type_reaches_an_editorial_one() {
    let types = types().await;
    let mut reachable = reachable(&types, "Query", &["desk"]);
    reachable.extend(self::reachable(&types, "Subscription", &["deskChanged"]));
    assert!(
        reachable.contains("LegalDocument") && reachable.contains("Provision"),
        "the walk goes nowhere"
    );
    let leaks: Vec<String> = items(&types)
        .into_iter()
        .filter(|item| reachable.contains(item.owner.as_str()))
        .map(|item| item.name)
        .filter(|name| !EXCEPTIONS.contains(&name.as_str()))
        .filter(|name| {
            EDITORIAL
                .iter()
                .any(|word| name.to_lowercase().contains(word))
        })
        .collect();
    assert!(leaks.is_empty(), "{leaks:#?}");
}

#[tokio::test]
async fn what_the_desk_has_is_no_node() {
    let types = types().await;
    let public = reachable(&types, "Query", &["desk"]);
    let editorial: Vec<&str> = ["Desk", "DeskChange", "Mutation"]
        .into_iter()
        .flat_map(|root| reachable(&types, root, &[]))
        .filter(|name| !public.contains(name))
        .collect();
    assert!(editorial.contains(&"Account") && editorial.contains(&"SignOutPayload"));
    for name in editorial {
        let interfaces = array(&types[name]["interfaces"]).map(|it| text(it, "name"));
        for interface in interfaces {
            assert!(!public.contains(interface), "{name} is a {interface}");
        }
    }
}

#[tokio::test]
async fn every_connection_pages_as_relay_asks() {
    let types = types().await;
    for (name, fields) in types
        .iter()
        .filter(|(name, _)| name.ends_with("Connection"))
    {
        let offered: BTreeSet<&str> = fields_of(fields).map(|field| text(field, "name")).collect();
        for needed in [
            "edges",
            "nodes",
            "pageInfo",
            "totalCount",
            "totalCountIsExact",
        ] {
            assert!(offered.contains(needed), "{name} lacks {needed}");
        }
    }
    for (owner, definition) in &types {
        for field in
            fields_of(definition).filter(|field| named(&field["type"]).ends_with("Connection"))
        {
            let arguments: BTreeSet<&str> = array(&field["args"])
                .map(|argument| text(argument, "name"))
                .collect();
            let name = text(field, "name");
            assert!(
                arguments.contains("first") && arguments.contains("after"),
                "{owner}.{name}"
            );
        }
    }
}

struct Item {
    owner: String,
    name: String,
    description: Option<String>,
}

/// Every type, field, argument and enum value.
fn items(types: &BTreeMap<String, Value>) -> Vec<Item> {
    let mut found = Vec::new();
    for (owner, definition) in types {
        let item = |name: String, value: &Value| Item {
            owner: owner.clone(),
            name,
            description: value["description"].as_str().map(str::to_owned),
        };
        found.push(item(owner.clone(), definition));
        for field in fields_of(definition).chain(array(&definition["inputFields"])) {
            let name = format!("{owner}.{}", text(field, "name"));
            for argument in array(&field["args"]) {
                found.push(item(
                    format!("{name}({})", text(argument, "name")),
                    argument,
                ));
            }
            found.push(item(name, field));
        }
        for value in array(&definition["enumValues"]) {
            found.push(item(format!("{owner}.{}", text(value, "name")), value));
        }
    }
    found
}

/// The types that a walk from `root` reaches, not through the fields in `without`.
fn reachable<'a>(
    types: &'a BTreeMap<String, Value>,
    root: &'a str,
    without: &[&str],
) -> BTreeSet<&'a str> {
    let mut found = BTreeSet::new();
    let mut open = vec![root];
    while let Some(name) = open.pop() {
        let Some(definition) = types.get(name) else {
            continue;
        };
        if !found.insert(name) {
            continue;
        }
        for field in fields_of(definition).filter(|field| !without.contains(&text(field, "name"))) {
            open.push(named(&field["type"]));
            open.extend(array(&field["args"]).map(|argument| named(&argument["type"])));
        }
        open.extend(array(&definition["inputFields"]).map(|field| named(&field["type"])));
        open.extend(array(&definition["possibleTypes"]).map(|possible| text(possible, "name")));
        open.extend(array(&definition["interfaces"]).map(|interface| text(interface, "name")));
    }
    found
}

/// Our types by name, as introspection tells them.
async fn types() -> BTreeMap<String, Value> {
    const QUERY: &str = "{ __schema { types { name description kind
        fields { name description args { name description type { ...T } } type { ...T } }
        inputFields { name description type { ...T } }
        enumValues { name description } possibleTypes { name } interfaces { name } } } }
        fragment T on __Type { name kind ofType { name kind ofType { name ofType { name } } } }";
    let answer = nguonluat::graphql::schema().execute(QUERY).await;
    assert!(answer.errors.is_empty(), "{:?}", answer.errors);
    let data = answer.data.into_json().expect("JSON");
    let ours = array(&data["__schema"]["types"]).filter(|definition| {
        let name = text(definition, "name");
        !name.starts_with("__") && !["Boolean", "Float", "ID", "Int", "String"].contains(&name)
    });
    ours.map(|definition| (text(definition, "name").to_owned(), definition.clone()))
        .collect()
}

fn fields_of(definition: &Value) -> impl Iterator<Item = &Value> {
    array(&definition["fields"])
}

fn array(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

/// The name of a type beneath its lists and non-nulls.
fn named(reference: &Value) -> &str {
    match reference["name"].as_str() {
        Some(name) => name,
        None if reference["ofType"].is_null() => "",
        None => named(&reference["ofType"]),
    }
}
