//! A desk that did something of everything, so that no private table is empty; and earlier editions of all there is.

use entity::value::AccountRole::{self, Administrator, BoardHead, Contributor};
use entity::value::{ContentKind, ReorganisationState, SuccessionKind};
use entity::{account_identity, loose_bytes, mail, reorganisation};
use image::ImageFormat;
use sea_orm::{ActiveEnum, ActiveModelTrait, DbBackend, IntoActiveModel, Iterable};
use serde_json::json;
use uuid::Uuid;

use super::schema::Column;
use super::sown::WORD;
use crate::support::client::Request;
use crate::support::desk::{Colleague, as_bearer, desk_id};
use crate::support::drafts::{Seen, confirmed, ready};
use crate::support::files::{as_file, picture};
use crate::support::person::PASSWORD;
use crate::support::province::Province;

/// The agency whose desk it is.
pub const HERE: &str = "ubnd-xa-bao-lam";

/// The states of the earlier editions of everything.
const EARLIER: [&str; 3] = ["superseded", "withdrawn", "discarded"];

/// Lets the desk do something of everything; gives the ids of its items.
pub async fn work(province: &Province) -> Vec<String> {
    let roles = |role: AccountRole| [(role, HERE)];
    let hoa = province.colleague(WORD, &roles(Contributor)).await;
    let lan = province.colleague("Lan", &roles(BoardHead)).await;
    let admin = province.colleague("Quản trị", &roles(Administrator)).await;
    come_in(province, &admin).await;
    let mut items = Vec::new();
    for kind in ContentKind::iter() {
        items.push(draft(&hoa, kind).await.id);
    }
    items.extend(review(&hoa, &lan).await);
    upload(&hoa).await;
    happen(province, &admin).await;
    items
}

/// Somebody signs in as people do, in vain as well, with a second factor and a code; a machine has a key.
async fn come_in(province: &Province, admin: &Colleague<'_>) {
    let person = province.person("Mai", &[(Contributor, HERE)]).await;
    province.sign_in_as(&person.login, "không phải").await;
    let tokens = province.tokens_of(&person).await;
    province.refresh(&tokens.refresh).await;
    let tokens = province.tokens_of(&person).await;
    let enrol = format!(
        "mutation {{ totpEnrol(input: {{ password: \"{PASSWORD}\" }}) {{ errors {{ code }} }} }}"
    );
    province.send_as(&tokens.access, &enrol).await;
    let code =
        json!({ "id": desk_id('A', person.id), "purpose": "PASSWORD", "idempotencyKey": WORD });
    admin.act("accountCodeIssue", code, "expiresAt").await;
    let machine = province.machine("Cổng", &[(Contributor, HERE)]).await;
    let (_, key) = province
        .key(machine, &["desk.read"], &["https://cong.example"])
        .await;
    let ask = Request::graphql(&json!({ "query": "{ desk { me { id } } }" }))
        .header("origin", "https://cong.example");
    assert_eq!(province.send(as_bearer(ask, &key)).await.status, 200);
}

/// A working copy with the word in all that it says.
async fn draft(hoa: &Colleague<'_>, kind: ContentKind) -> Seen {
    let name = kind.to_value();
    let begun = hoa.begin(&name.to_uppercase(), WORD, HERE).await;
    let details = match kind {
        ContentKind::LegalQuestion => json!({ "question": WORD }),
        ContentKind::LegalDocument => json!({ "number": WORD, "text": format!("Điều 1. {WORD}") }),
        ContentKind::Material => json!({ "transcript": WORD, "compiler": WORD }),
        _ => json!({}),
    };
    let changes = json!({
        "summary": WORD, "body": { "text": WORD }, "author": WORD, "source": { "name": WORD }, "changeNote": WORD,
        "path": format!("/{WORD}/{}", name.replace('_', "-")), "details": { camel_case(&name): details },
    });
    hoa.save(&begun, changes).await
}

fn camel_case(name: &str) -> String {
    match name.split_once('_') {
        Some((first, second)) => format!("{first}{}{}", second[..1].to_uppercase(), &second[1..]),
        None => name.to_owned(),
    }
}

/// Items that were remarked, assigned, previewed, handed over, approved and planned; gives their ids.
async fn review(hoa: &Colleague<'_>, lan: &Colleague<'_>) -> Vec<String> {
    let me = lan.ask("{ desk { me { id } } }").await["desk"]["me"]["id"].clone();
    let remarked = hoa
        .does(
            "remarkAdd",
            &ready(hoa, WORD, HERE).await,
            json!({ "text": WORD, "place": WORD }),
        )
        .await;
    let assigned = lan
        .does(
            "contentAssign",
            &remarked,
            json!({ "assignee": me, "note": WORD }),
        )
        .await;
    let input = json!({ "id": assigned.id, "expectedVersion": assigned.version });
    let shown = lan
        .act("previewCreate", input, "token item { version }")
        .await;
    assert!(shown["token"].is_string(), "{shown}");
    let sent = hoa
        .does("contentSubmit", &ready(hoa, WORD, HERE).await, confirmed())
        .await;
    let approved = lan.does("contentApprove", &sent, json!({})).await;
    let planned = json!({ "publishAt": "2030-01-01T00:00:00Z", "withdrawAt": "2030-02-01T00:00:00Z",
        "withdrawReason": WORD });
    let planned = lan.does("contentSchedule", &approved, planned).await;
    vec![assigned.id, planned.id]
}

/// An item that was public and is gone, for reasons that nobody is told; gives its id.
pub async fn give_up(province: &Province) -> String {
    let hoa = province.colleague("Hoa", &[(Contributor, HERE)]).await;
    let lan = province.colleague("Lan", &[(BoardHead, HERE)]).await;
    let sent = hoa
        .does(
            "contentSubmit",
            &ready(&hoa, "Tin đã gỡ", HERE).await,
            confirmed(),
        )
        .await;
    let approved = lan.does("contentApprove", &sent, json!({})).await;
    let published = lan.does("contentPublish", &approved, json!({})).await;
    let withdrawn = lan
        .does("contentWithdraw", &published, json!({ "reason": WORD }))
        .await;
    lan.does("contentGone", &withdrawn, json!({})).await.id
}

async fn upload(hoa: &Colleague<'_>) {
    hoa.keeps(
        "anh.png",
        &as_file(&picture(700, 300, 41), ImageFormat::Png),
    )
    .await;
}

/// What comes to pass seldom, or in other processes.
async fn happen(province: &Province, admin: &Colleague<'_>) {
    let (database, now) = (province.database().writer(), province.clock().now());
    let asked = mail::Model {
        id: Uuid::new_v4(),
        sealed: vec![7; 40],
        created_at: now,
        next_try_at: now,
        tries: 0,
    };
    asked
        .into_active_model()
        .insert(database)
        .await
        .expect("a mail");
    let bytes = loose_bytes::Model {
        sha256: "0".repeat(64),
        deleting: false,
        since: now,
    };
    bytes
        .into_active_model()
        .insert(database)
        .await
        .expect("bytes");
    let linked = account_identity::Model {
        issuer: "https://dang-nhap.example".to_owned(),
        subject: "1".to_owned(),
        account_id: admin.access.account,
        linked_at: now,
    };
    linked
        .into_active_model()
        .insert(database)
        .await
        .expect("an identity");
    let plan = json!({ "kind": "abolish", "on": "2999-01-01", "legal_basis": WORD, "agencies": [], "successors": [],
        "parent": null, "rename": null, "custody": [], "memberships": "end", "paths": [] });
    let line = json!({ "id": null, "label": WORD, "from": null, "to": null });
    let part = json!({ "kind": "agencies_end", "count": 1, "lines": [line] });
    let failed = reorganisation::Model {
        id: Uuid::new_v4(),
        kind: SuccessionKind::Abolish,
        on_date: "2999-01-01".parse().expect("a day"),
        plan,
        report: json!({ "digest": "", "structure": "", "parts": [part] }),
        report_digest: "0".repeat(64),
        state: ReorganisationState::Failed,
        decided_by: admin.access.account,
        decided_at: now,
        applied_at: None,
        failure: Some(WORD.to_owned()),
    };
    failed
        .into_active_model()
        .insert(database)
        .await
        .expect("a plan");
    province
        .write(&format!(
            "INSERT INTO external_id (system, value, content_id)
                SELECT '{WORD}', '{WORD}', content_id FROM edition WHERE state = 'draft' ORDER BY number DESC LIMIT 1"
        ))
        .await;
    province
        .write(&format!(
            "UPDATE schedule SET failed_at = set_at, failure = '{WORD}' WHERE act = 'publish'"
        ))
        .await;
}

/// Beside every live edition an earlier one in each state, with rows in all tables in which that has some. Of a desk
/// that has not done anything yet.
pub async fn copy_editions(province: &Province, columns: &[Column]) {
    let random = match province.backend {
        DbBackend::Sqlite => "randomblob(16)",
        _ => "gen_random_uuid()",
    };
    let mut tables: Vec<&str> = Vec::new();
    for column in columns {
        let has_edition = column.table == "edition" || column.name == "edition_id";
        if has_edition && !tables.contains(&column.table.as_str()) {
            tables.push(&column.table);
        }
    }
    // Tables are in the order in which they were made: those that others refer to come first.
    for (index, state) in EARLIER.iter().enumerate() {
        province
            .write(&format!("CREATE TABLE earlier AS SELECT id AS old, {random} AS new FROM edition WHERE state = 'live'"))
            .await;
        for table in &tables {
            let of_edition = *table == "edition";
            let value = |name: &str| match name {
                "id" if of_edition => "new".to_owned(),
                "edition_id" => "new".to_owned(),
                "id" => random.to_owned(),
                "number" if of_edition => format!("number + {}", 1000 * (index + 1)),
                "state" if of_edition => format!("'{state}'"),
                name => name.to_owned(),
            };
            let names = columns
                .iter()
                .filter(|it| it.table == *table)
                .map(|it| it.name.as_str());
            let (names, values): (Vec<&str>, Vec<String>) =
                names.map(|name| (name, value(name))).unzip();
            let key = if of_edition { "id" } else { "edition_id" };
            province
                .write(&format!(
                    "INSERT INTO {table} ({}) SELECT {} FROM {table} JOIN earlier ON old = {table}.{key}",
                    names.join(", "),
                    values.join(", ")
                ))
                .await;
        }
        province.write("DROP TABLE earlier").await;
    }
}
