//! What is not live shows nowhere: neither an unpublished edition of a live content, nor a content without a live one.
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use entity::value::{AccountRole, ContentKind};
use sea_orm::{ActiveEnum, DbBackend, Iterable};
use serde_json::{Value, json};

use super::walk::{Types, array, ids_by_type, named, text};
use crate::export;
use crate::support::desk::Colleague;
use crate::support::province::{Province, for_both};

/// A word that stands in nothing that is published.
const WORD: &str = "chimhoangyen";

#[tokio::test]
async fn what_is_not_live_shows_in_no_list_and_under_no_id_or_path() {
    for_both(async |province| {
        let types = Types::of(province).await;
        let before = everything(province, &types).await;
        assert!(!before.contains(WORD) && before.len() > 100_000, "{}", before.len());
        let canary = province.colleague(WORD, &[(AccountRole::BoardHead, "so-tu-phap")]).await;
        let mut hidden = hide_canaries(province).await;
        for id in write_canaries(&canary).await {
            let query = "query ($id: ID!) { node(id: $id) { id } nodes(ids: [$id]) { id } }";
            let data = province.ask_with(query, json!({ "id": id })).await;
            assert_eq!(data, json!({ "node": null, "nodes": [null] }));
            let mut content = URL_SAFE_NO_PAD.decode(&id).expect("an id");
            content[0] = b'c';
            hidden.push(URL_SAFE_NO_PAD.encode(content));
        }
        let (own, theirs) = (desk(&canary).await, desk(&province.colleague("An", &[]).await).await);
        assert!(own.contains(WORD) && !theirs.contains(WORD), "{:?}: {theirs}", province.backend);
        let after = everything(province, &types).await;
        assert!(!after.contains(WORD), "{:?}: the canary sings", province.backend);
        assert_eq!(after, before, "{:?}", province.backend);
        for id in hidden {
            let data = province
                .ask_with(
                    "query ($id: ID!) { node(id: $id) { id } nodes(ids: [$id]) { id }
                        about: contents(filter: { about: $id }) { totalCount nodes { id } }
                        provision(document: $id, path: \"dieu-1\") { text } }",
                    json!({ "id": id }),
                )
                .await;
            assert_eq!(
                data,
                json!({ "node": null, "nodes": [null], "about": { "totalCount": 0, "nodes": [] }, "provision": null })
            );
        }
        for path in [format!("/hoi-dap/{WORD}"), planned_path(ContentKind::Article)] {
            let data = province
                .ask_with(
                    "query ($path: String!) { resource(path: $path) { __typename ... on Content { title } } }",
                    json!({ "path": path }),
                )
                .await;
            assert_eq!(data["resource"], Value::Null, "{path}");
        }
    })
    .await;
}

/// All that the desk shows to somebody.
async fn desk(colleague: &Colleague<'_>) -> String {
    let query = "{ desk { me { id name login email memberships { id role agency { code } sections { code } } }
        policy { action rights { role } } counts { state count }
        items(first: 100) { totalCount nodes { id working { draft { title summary } } } } } }";
    colleague.ask(query).await.to_string()
}

/// A working copy of every kind, with the word in all that it says; gives the items' ids.
async fn write_canaries(canary: &Colleague<'_>) -> Vec<String> {
    let mut ids = Vec::new();
    for kind in ContentKind::iter() {
        let name = kind.to_value();
        let begun = canary.begin(&name.to_uppercase(), WORD, "so-tu-phap").await;
        let details = match kind {
            ContentKind::LegalQuestion => json!({ "question": WORD }),
            ContentKind::LegalDocument => {
                json!({ "number": WORD, "text": format!("Điều 1. {WORD}") })
            }
            ContentKind::Material => json!({ "transcript": WORD, "compiler": WORD }),
            _ => json!({}),
        };
        let saved = canary
            .save(&begun, json!({
                "summary": WORD, "body": { "text": WORD }, "author": WORD, "source": { "name": WORD },
                "changeNote": WORD, "path": planned_path(kind), "details": { camel_case(&name): details },
            }))
            .await;
        ids.push(saved.id);
    }
    ids
}

fn planned_path(kind: ContentKind) -> String {
    format!("/{WORD}/{}", kind.to_value().replace('_', "-"))
}

fn camel_case(name: &str) -> String {
    match name.split_once('_') {
        Some((first, second)) => format!("{first}{}{}", second[..1].to_uppercase(), &second[1..]),
        None => name.to_owned(),
    }
}

/// Beside every live content a draft, and two contents of which nothing is live; gives their ids.
async fn hide_canaries(province: &Province) -> Vec<String> {
    let (random, draft, withdrawn) = match province.database().backend() {
        DbBackend::Sqlite => ("randomblob(16)", hex_blob(1), hex_blob(2)),
        _ => ("gen_random_uuid()", hex_uuid(1), hex_uuid(2)),
    };
    let columns = "title_key, section_code, agency_id, digest, own_date, first_published_at, published_at, \
        updated_at, created_at";
    let values = format!(
        "'{WORD}', section_code, agency_id, '{WORD}', own_date, first_published_at, published_at, updated_at, created_at"
    );
    province
        .write(&format!(
            "INSERT INTO edition (id, content_id, number, state, title, summary, slug, {columns})
                SELECT {random}, content_id, 1000, 'draft', '{WORD}', '{WORD}', '{WORD}', {values}
                FROM edition WHERE state = 'live'"
        ))
        .await;
    for (id, state) in [(draft, "draft"), (withdrawn, "withdrawn")] {
        province
            .write(&format!(
                "INSERT INTO content (id, kind, work_id, language_code, custody_agency_id, lock_version, created_at)
                    SELECT {id}, kind, {id}, language_code, custody_agency_id, 1, created_at
                    FROM content WHERE kind = 'article' ORDER BY id LIMIT 1"
            ))
            .await;
        province
            .write(&format!(
                "INSERT INTO edition (id, content_id, number, state, title, summary, slug, {columns})
                    SELECT {random}, {id}, 1, '{state}', '{WORD}', '{WORD}', '{WORD}', {values}
                    FROM edition WHERE state = 'live' ORDER BY id LIMIT 1"
            ))
            .await;
    }
    let mut ids = Vec::new();
    for last in [1, 2] {
        ids.push(global_id(last));
    }
    ids
}

fn hex_blob(last: u8) -> String {
    format!("x'{}{last:02x}'", "0".repeat(30))
}

fn hex_uuid(last: u8) -> String {
    format!("'00000000-0000-0000-0000-0000000000{last:02x}'")
}

/// The global id that a content with this last byte, all others being zero, has: opaque to clients, but a guess that
/// an attacker may make.
fn global_id(last: u8) -> String {
    let mut id = [0; 17];
    id[0] = b'c';
    id[16] = last;
    URL_SAFE_NO_PAD.encode(id)
}

/// All that lists of every kind and order show, the trees, every node by its id, and an export.
async fn everything(province: &Province, types: &Types) -> String {
    let mut found = String::new();
    for list in types.lists(province).await {
        let sorts = if list.sorts.is_empty() {
            vec![String::new()]
        } else {
            list.sorts
                .iter()
                .map(|sort| format!(", sort: {sort}"))
                .collect()
        };
        for sort in sorts {
            let scalars = scalars(types, &list.item);
            let page = format!("totalCount nodes {{ {scalars} }} edges {{ cursor }}");
            let data = province
                .ask(&list.query(&format!("first: 100{sort}"), &page))
                .await;
            found.push_str(&list.page(&data).to_string());
        }
    }
    for id in ids_by_type(province).await.values() {
        let query = "query ($id: ID!) { node(id: $id) { __typename id ... on Content { path title summary
            translations { title } related(first: 100) { title } cites { totalCount nodes { text document { title } } } }
            ... on LegalDocument { briefings(first: 100) { title } mentions(first: 100) { totalCount nodes { title } }
                relations { totalCount nodes { other { title document { title } } } } } } }";
        let data = province.ask_with(query, json!({ "id": id })).await;
        found.push_str(&data.to_string());
    }
    found.push_str(&export::lines(province.database()).await.concat());
    let latest = province
        .ask("{ sections { code latest(first: 100) { path title summary } children { code latest(first: 100) { path title } } } }")
        .await;
    found.push_str(&latest.to_string());
    found
}

/// The fields of a type that need neither arguments nor a selection.
fn scalars(types: &Types, name: &str) -> String {
    let plain = |field: &&Value| {
        let kind = types.definition(named(&field["type"]));
        ["SCALAR", "ENUM"].contains(&text(kind, "kind"))
    };
    let fields: Vec<&str> = array(&types.definition(name)["fields"])
        .filter(plain)
        .map(|field| text(field, "name"))
        .collect();
    fields.join(" ")
}
