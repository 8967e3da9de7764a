//! Every kind of content: a preview shows all that will be published, and nothing that will not.

use chrono::TimeDelta;
use entity::value::AccountRole::{BoardHead, BoardMember, Contributor};
use entity::value::ContentKind;
use nguonluat::domain::desk::fire_due;
use sea_orm::{ActiveEnum, Iterable};
use serde_json::{Value, json};

use super::{HERE, after, attempt, preview, public_id, see};
use crate::public::walk::{Types, array, named, text};
use crate::support::drafts::{Seen, confirmed, ready};
use crate::support::province::{Province, for_both};

/// A word that stands in nothing that is to be published.
const WORD: &str = "chimhoangyen";

/// The fields in which the draft differs from what is published, on purpose.
const OTHERS: [&str; 7] = [
    "author",
    "title",
    "summary",
    "changeNote",
    "publishedAt",
    "updatedAt",
    "metadata",
];

#[tokio::test]
async fn a_draft_of_every_kind_is_shown_whole_and_nothing_else_of_the_desk() {
    for_both(async |province| {
        let types = Types::of(province).await;
        let roles = [(BoardHead, "so-tu-phap")];
        let head = province.colleague(WORD, &roles).await;
        for kind in ContentKind::iter() {
            let name = kind.to_value().to_uppercase();
            let mut shown = 0;
            for id in some(province, &name).await {
                let whole = whole(&types, &type_of(&name));
                let before = province.ask_with(&whole, json!({ "id": id })).await;
                let version = head.item(&id).await["version"].clone();
                let input = json!({ "id": id, "expectedVersion": version });
                let revised = head.done("contentRevise", input).await;
                let changes =
                    json!({ "title": "Bản nháp", "summary": "Tóm tắt mới.", "changeNote": "Sửa.", "author": "Nông Thị Hoa" });
                let saved = head.save(&revised, changes).await;
                let remark = json!({ "text": WORD, "place": WORD });
                let saved = head.does("remarkAdd", &saved, remark).await;
                let me = head.ask("{ desk { me { id } } }").await["desk"]["me"]["id"].clone();
                let assigned = json!({ "assignee": me, "note": WORD });
                let saved = head.does("contentAssign", &saved, assigned).await;
                let payload = attempt(&head, &saved, json!({})).await;
                let Some(token) = payload["token"].as_str() else {
                    assert!(
                        array(&payload["errors"]).all(|it| it["code"] == "MISSING"),
                        "{payload}"
                    );
                    continue;
                };
                shown += 1;
                let seen = see(province, token, &whole, json!({ "id": id })).await;
                assert!(!seen.to_string().contains(WORD), "{name}: {seen}");
                assert_eq!(seen["node"]["title"], "Bản nháp", "{name}");
                assert_eq!(seen["node"]["summary"], "Tóm tắt mới.", "{name}");
                assert_eq!(seen["node"]["changeNote"], "Sửa.", "{name}");
                assert_eq!(
                    shared(seen),
                    shared(before.clone()),
                    "{:?} {name}",
                    province.backend
                );
                let public = province.ask_with(&whole, json!({ "id": id })).await;
                assert_eq!(public, before, "{name}: nobody else sees it");
            }
            assert!(shown > 0, "no {name} can be previewed");
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_published_is_what_was_previewed_with_the_planned_dates() {
    for_both(async |province| {
        let hoa = province.colleague("Hoa", &[(Contributor, HERE)]).await;
        let lan = province
            .colleague("Lan", &[(BoardMember, "so-tu-phap")])
            .await;
        let types = Types::of(province).await;
        let whole = whole(&types, "Article");
        let item = ready(&hoa, "Tin mới", HERE).await;
        let id = public_id(&item.id);
        let made = preview(&hoa, &item, json!({})).await;
        let now = province.clock().now();
        let seen = see(province, &made.token, &whole, json!({ "id": id })).await;
        let at = text(&seen["node"], "publishedAt");
        assert_eq!(
            at.parse::<chrono::DateTime<chrono::Utc>>().expect("a time"),
            now
        );
        assert_eq!(seen["node"]["firstPublishedAt"], at);

        let sent = hoa
            .does("contentSubmit", &after(&item, &made), confirmed())
            .await;
        let approved = lan.does("contentApprove", &sent, json!({})).await;
        let moment = province.clock().now() + TimeDelta::hours(3);
        let moment = moment.format("%FT%TZ").to_string();
        let planned = json!({ "publishAt": moment });
        lan.does("contentSchedule", &approved, planned).await;
        let seen = see(province, &made.token, &whole, json!({ "id": id })).await;
        let same = |at: &Value| at.as_str().map(str::parse::<chrono::DateTime<chrono::Utc>>);
        assert_eq!(same(&seen["node"]["publishedAt"]), same(&json!(moment)));
        province.advance(TimeDelta::hours(4));
        let fired = fire_due(province.database(), &province.clock()).await;
        assert_eq!(fired.expect("the schedule"), 1);
        let public = province.ask_with(&whole, json!({ "id": id })).await;
        assert_eq!(public, seen, "{:?}", province.backend);
    })
    .await;
}

#[tokio::test]
async fn a_new_law_is_read_at_its_planned_path_provision_by_provision() {
    for_both(async |province| {
        let hoa = province.colleague("Hoa", &[(BoardHead, "so-tu-phap")]).await;
        let begun = hoa.begin("LEGAL_DOCUMENT", "Quyết định về hòa giải", "so-tu-phap").await;
        let issuer = province.ask("{ issuers { code } }").await["issuers"][0]["code"].clone();
        let details = |issuer: Value| json!({ "legalDocument": { "number": "77/2026/QĐ-UBND",
            "documentType": "quyet-dinh", "issuedOn": "2026-11-02", "effectiveOn": "2026-12-01", "issuers": [issuer],
            "text": "Điều 1. Phạm vi\n1. Một.\n2. Hai.\nĐiều 2. Hiệu lực\nBa." } });
        let unknown = json!({ "name": "Ủy ban nhân dân xã chưa từng có" });
        let saved = hoa.save(&begun, json!({ "summary": "Tóm tắt.", "author": "Hoa",
            "path": "/van-ban/77-2026", "details": details(unknown) })).await;
        let issuers = province.ask("{ issuers { code name } }").await;
        let payload = attempt(&hoa, &saved, json!({})).await;
        assert_eq!(payload["errors"], json!([{ "code": "INVALID", "path": ["details", "issuers"] }]));
        assert_eq!(province.ask("{ issuers { code name } }").await, issuers);

        let saved = Seen { version: hoa.item(&saved.id).await["version"].as_i64().expect("a version"), ..saved };
        let saved = hoa.save(&saved, json!({ "details": details(json!({ "code": issuer })) })).await;
        let made = preview(&hoa, &saved, json!({})).await;
        let id = public_id(&saved.id);
        let query = "query ($id: ID!) { resource(path: \"/van-ban/77-2026\") { ... on LegalDocument { id number path
            effectiveOn provisions { path children { path text } } } }
            provision(document: $id, path: \"dieu-1/khoan-2\") { text }
            legalDocuments(number: \"77/2026/QĐ-UBND\") { totalCount nodes { id } } }";
        let seen = see(province, &made.token, query, json!({ "id": id })).await;
        let document = &seen["resource"];
        assert_eq!((&document["id"], &document["number"]), (&json!(id), &json!("77/2026/QĐ-UBND")));
        assert_eq!(document["provisions"][0], json!({ "path": "dieu-1", "children": [
            { "path": "dieu-1/khoan-1", "text": "Một." }, { "path": "dieu-1/khoan-2", "text": "Hai." }] }));
        assert_eq!(seen["provision"]["text"], "Hai.");
        assert_eq!(seen["legalDocuments"], json!({ "totalCount": 0, "nodes": [] }), "lists know nothing of it");
        let public = province.ask_with(query, json!({ "id": id })).await;
        assert_eq!((&public["resource"], &public["provision"]), (&Value::Null, &Value::Null));
    })
    .await;
}

/// Published contents of a kind.
async fn some(province: &Province, kind: &str) -> Vec<String> {
    let query =
        format!("{{ contents(first: 4, filter: {{ kinds: [{kind}] }}) {{ nodes {{ id }} }} }}");
    let data = province.ask(&query).await;
    let nodes = array(&data["contents"]["nodes"]);
    nodes.map(|node| text(node, "id").to_owned()).collect()
}

/// The type of a kind: `LEGAL_DOCUMENT` is `LegalDocument`.
fn type_of(kind: &str) -> String {
    let words = kind.split('_').map(|word| {
        let (first, others) = word.split_at(1);
        [first, &others.to_lowercase()].concat()
    });
    words.collect()
}

/// A query for a content by its id with all its fields, and those of what hangs from it.
fn whole(types: &Types, owner: &str) -> String {
    let fields: Vec<String> = array(&types.definition(owner)["fields"])
        .filter_map(|field| selected(types, field, 1))
        .collect();
    format!(
        "query ($id: ID!) {{ node(id: $id) {{ ... on {owner} {{ {} }} }} }}",
        fields.join(" ")
    )
}

/// A field with what it holds, as far as nothing has to be said for it.
fn selected(types: &Types, field: &Value, depth: u8) -> Option<String> {
    let asks = |argument: &Value| ["path", "id", "number"].contains(&text(argument, "name"));
    if array(&field["args"]).any(asks) {
        return None;
    }
    let (name, kind) = (text(field, "name"), named(&field["type"]));
    let definition = types.definition(kind);
    match text(definition, "kind") {
        "SCALAR" | "ENUM" => Some(name.to_owned()),
        "OBJECT" if depth > 0 => {
            let within = array(&definition["fields"]);
            // Cursors name the edition.
            let within =
                within.filter(|field| !["edges", "pageInfo"].contains(&text(field, "name")));
            let within: Vec<String> = within
                .filter_map(|field| {
                    selected(
                        types,
                        field,
                        depth - u8::from(!kind.ends_with("Connection")),
                    )
                })
                .collect();
            Some(format!("{name} {{ {} }}", within.join(" ")))
        }
        "OBJECT" => None,
        _ => Some(format!("{name} {{ __typename }}")),
    }
}

/// What the draft has in common with what is published.
fn shared(mut data: Value) -> Value {
    let node = data["node"].as_object_mut().expect("a node");
    for field in OTHERS {
        node.remove(field);
    }
    for url in addresses(&mut data) {
        let lasting = url.split("?until=").next().unwrap_or_default().to_owned();
        *url = lasting;
    }
    data
}

/// The addresses of files, wherever they stand.
fn addresses(data: &mut Value) -> Vec<&mut String> {
    match data {
        Value::String(text) if text.contains("/media/") => vec![text],
        Value::Array(values) => values.iter_mut().flat_map(addresses).collect(),
        Value::Object(fields) => fields.values_mut().flat_map(addresses).collect(),
        _ => Vec::new(),
    }
}
