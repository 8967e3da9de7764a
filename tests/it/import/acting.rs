//! Runs as an account: what its roles allow goes into drafts, or to the public.

use std::fs;
use std::process::Stdio;
use std::time::{Duration, Instant};

use entity::value::AccountRole;
use image::ImageFormat;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::support::command::{nguonluat, run};
use crate::support::database::{TestDatabase, for_both};
use crate::support::drafts::{Seen, confirmed};
use crate::support::files::{as_file, picture};
use crate::support::member::{account, join};
use crate::support::province::Province;
use crate::support::records::{agencies, article, with};
use crate::support::templates::now;

const HERE: &str = "phong-pho-bien";

/// Enough for several batches.
const ARTICLES: usize = 900;

fn file(db: &TestDatabase, name: &str, records: &[Value]) -> String {
    let path = db.folder().join(name);
    let lines: Vec<String> = records.iter().map(Value::to_string).collect();
    fs::write(&path, lines.join("\n")).expect("a file");
    path.display().to_string()
}

/// The directory, as whoever runs the machine imports it.
async fn directory(db: &TestDatabase) {
    db.take(agencies()).await;
}

/// An account with a role in an agency.
async fn somebody(db: &TestDatabase, login: &str, role: AccountRole, at: &str) -> Uuid {
    let writer = db.database.writer();
    let id = account(writer, login, login, now()).await;
    join(writer, id, role, at, now()).await;
    id
}

fn summary(out: &str) -> &str {
    let whole = out.trim();
    whole
        .rsplit_once(", in ")
        .map_or(whole, |(summary, _)| summary)
}

/// Imports as somebody; gives the summary and what was refused.
fn import(db: &TestDatabase, login: &str, into: &str, file: &str) -> (Option<i32>, String, String) {
    let command = nguonluat(db, &["import", "--as", login, "--into", into, file]);
    let (status, out, err) = run(command);
    (status, summary(&out).to_owned(), err)
}

#[tokio::test]
async fn what_an_agency_brings_along_goes_into_its_drafts() {
    for_both(async |db| {
        directory(db).await;
        let id = somebody(db, "hoa", AccountRole::Contributor, HERE).await;
        let whole = json!({ "summary": "Tóm tắt.", "author": "Nông Thị Hoa" });
        let records = [
            with(article("1"), whole),
            article("2"),
            with(article("3"), json!({ "agency": "so-tu-phap" })),
            with(article("4"), json!({ "agency": "khong-co" })),
            with(agencies()[0].clone(), json!({ "name": "Sở khác" })),
        ];
        let file = file(db, "a.jsonl", &records);
        let (status, said, refused) = import(db, "hoa", "drafts", &file);
        assert_eq!(said, "5 records read: 2 added, 0 changed, 0 unchanged, 3 refused", "{refused}");
        assert_eq!(status, Some(1));
        for reason in [
            "agency: \"so-tu-phap\" is not there, or not within reach of this account",
            "agency: \"khong-co\" is not there, or not within reach of this account",
            "an account brings in items and files",
        ] {
            assert!(refused.contains(reason), "{reason}: {refused}");
        }
        assert_eq!(db.number("SELECT count(*) FROM edition WHERE state = 'draft'").await, 2);
        assert_eq!(db.number("SELECT count(*) FROM path").await, 0, "the public learns of nothing");
        assert_eq!(db.number("SELECT count(*) FROM outbox WHERE audience = 'desk'").await, 2);
        let acts = "SELECT count(DISTINCT act_id) FROM audit WHERE account_id IS NOT NULL AND via = 'command'";
        assert_eq!(db.number(acts).await, 1, "one act");
        let (_, again, _) = import(db, "hoa", "drafts", &file);
        assert_eq!(again, "5 records read: 0 added, 0 changed, 2 unchanged, 3 refused");

        let province = Province::over(db.url.clone());
        let hoa = province.sign_in(id).await;
        let list = "{ desk { items { totalCount nodes { id version custody { code } \
            working { state authors { name } draft { title } faults { path code } } } } } }";
        let mut data = hoa.ask(list).await;
        let items = data["desk"]["items"].take();
        assert_eq!(items["totalCount"], 2);
        for node in items["nodes"].as_array().expect("nodes") {
            assert_eq!(node["custody"]["code"], HERE);
            assert_eq!(node["working"]["state"], "DRAFT");
            assert_eq!(node["working"]["authors"], json!([{ "name": "hoa" }]));
            let faults = node["working"]["faults"].as_array().expect("faults");
            let expected = usize::from(node["working"]["draft"]["title"] == "Tin 2") * 2;
            assert_eq!(faults.len(), expected, "{node}");
        }
        province.leave().await;
    })
    .await;
}

#[tokio::test]
async fn the_files_that_come_along_are_the_agencys() {
    for_both(async |db| {
        directory(db).await;
        let id = somebody(db, "hoa", AccountRole::Contributor, HERE).await;
        let bytes = as_file(&picture(64, 48, 71), ImageFormat::Png);
        let sha256 = format!("{:x}", Sha256::digest(&bytes));
        fs::create_dir_all(db.folder().join("files")).expect("a folder");
        fs::write(db.folder().join("files").join(&sha256), &bytes).expect("a file");
        let cover = json!({ "record": "file", "sha256": sha256, "name": "bia.png", "media_type": "image/png",
            "size": bytes.len(), "width": 64, "height": 48 });
        let item = json!({ "summary": "Tóm tắt.", "author": "Nông Thị Hoa",
            "cover": { "file": sha256, "alt": "Bìa" } });
        let file = file(db, "a.jsonl", &[cover, with(article("1"), item)]);
        let (status, said, refused) = import(db, "hoa", "drafts", &file);
        assert_eq!((status, said.as_str()), (Some(0), "2 records read: 2 added, 0 changed, 0 unchanged, 0 refused"), "{refused}");

        let province = Province::over(db.url.clone());
        let hoa = province.sign_in(id).await;
        let agency = province.agency(HERE).await;
        let list = "query ($agency: ID!) { desk { files(agency: $agency) { nodes { sha256 name uses { item { working { draft { title } } } } } }
            items { nodes { working { faults { code path } draft { cover { sha256 alt } } } } } } }";
        let data = hoa.ask_with(list, json!({ "agency": agency })).await;
        let uses = json!([{ "item": { "working": { "draft": { "title": "Tin 1" } } } }]);
        assert_eq!(data["desk"]["files"]["nodes"], json!([{ "sha256": sha256, "name": "bia.png", "uses": uses }]));
        let working = json!({ "faults": [], "draft": { "cover": { "sha256": sha256, "alt": "Bìa" } } });
        assert_eq!(data["desk"]["items"]["nodes"], json!([{ "working": working }]));
        province.leave().await;
    })
    .await;
}

#[tokio::test]
async fn who_writes_on_keeps_what_was_written() {
    for_both(async |db| {
        directory(db).await;
        let id = somebody(db, "ban", AccountRole::BoardMember, "so-tu-phap").await;
        let whole = with(
            article("1"),
            json!({ "summary": "Tóm tắt.", "author": "Nông Thị Hoa" }),
        );
        let first = file(db, "a.jsonl", std::slice::from_ref(&whole));
        assert_eq!(import(db, "ban", "drafts", &first).0, Some(0));
        let other = file(
            db,
            "b.jsonl",
            &[with(whole, json!({ "title": "Tin khác" }))],
        );
        let (_, said, _) = import(db, "ban", "drafts", &other);
        assert_eq!(
            said,
            "1 records read: 0 added, 1 changed, 0 unchanged, 0 refused"
        );

        let province = Province::over(db.url.clone());
        let ban = province.sign_in(id).await;
        let mut data = ban.ask("{ desk { items { nodes { id version } } } }").await;
        let item = data["desk"]["items"]["nodes"][0].take();
        let item = Seen {
            id: item["id"].as_str().expect("an id").to_owned(),
            version: item["version"].as_i64().expect("a version"),
            item,
        };
        let sent = ban.does("contentSubmit", &item, confirmed()).await;
        assert_eq!(
            ban.may_not("contentApprove", &sent, json!({})).await,
            ["SAME_PERSON"]
        );
        let (_, said, refused) = import(db, "ban", "drafts", &first);
        assert_eq!(
            said,
            "1 records read: 0 added, 0 changed, 0 unchanged, 1 refused"
        );
        assert!(refused.contains("somebody is at work on it"), "{refused}");
        province.leave().await;
    })
    .await;
}

#[tokio::test]
async fn straight_to_the_public_goes_what_the_account_may_publish() {
    for_both(async |db| {
        directory(db).await;
        somebody(db, "hoa", AccountRole::Contributor, HERE).await;
        somebody(db, "minh", AccountRole::Publisher, HERE).await;
        somebody(db, "ban", AccountRole::BoardMember, "so-tu-phap").await;
        db.take([with(article("0"), json!({ "agency": "so-tu-phap" }))])
            .await;
        let records = [
            article("1"),
            with(article("2"), json!({ "section": "huong-dan-nghiep-vu" })),
            with(article("3"), json!({ "agency": "so-tu-phap" })),
            with(article("0"), json!({ "title": "Của người khác" })),
        ];
        let file = file(db, "a.jsonl", &records);
        let (_, said, refused) = import(db, "hoa", "published", &file);
        assert_eq!(
            said,
            "4 records read: 0 added, 0 changed, 0 unchanged, 4 refused"
        );
        assert!(
            refused.contains("this account may not publish in"),
            "{refused}"
        );
        let law = json!({ "kind": "legal_document", "number": "1/2026/QĐ-UBND", "document_type": "quyet-dinh-ubnd",
            "issuers": [{ "code": "ubnd-tinh-cao-bang" }], "issued_on": "2026-01-02" });
        let law = with(article("5"), json!({ "details": law }));
        let law = self::file(db, "luat.jsonl", &[law]);
        let (_, _, refused) = import(db, "minh", "published", &law);
        assert!(refused.contains("this account may not publish in"), "{refused}");
        let (_, said, refused) = import(db, "minh", "published", &file);
        assert_eq!(
            said, "4 records read: 1 added, 0 changed, 0 unchanged, 3 refused",
            "{refused}"
        );
        let (status, said, _) = import(db, "ban", "published", &file);
        assert_eq!(
            said,
            "4 records read: 2 added, 1 changed, 1 unchanged, 0 refused"
        );
        assert_eq!(status, Some(0));
        assert_eq!(
            db.number("SELECT count(*) FROM edition WHERE state = 'live'")
                .await,
            4
        );
        let by =
            "SELECT count(*) FROM audit WHERE action = 'import.batch' AND account_id IS NOT NULL";
        assert_eq!(
            db.number(by).await,
            2,
            "who brought nothing in left nothing"
        );
        let (status, _, said) = run(nguonluat(db, &["import", "--as", "khong-ai", &file]));
        assert_eq!(status, Some(2), "{said}");
        assert!(said.contains("no active account is called"), "{said}");
    })
    .await;
}

#[tokio::test]
async fn a_killed_run_is_finished_by_another_without_doubles() {
    for_both(async |db| {
        directory(db).await;
        somebody(db, "hoa", AccountRole::Contributor, HERE).await;
        let records: Vec<Value> = (0..ARTICLES)
            .map(|number| article(&number.to_string()))
            .collect();
        let file = file(db, "a.jsonl", &records);
        let mut child = nguonluat(db, &["import", "--as", "hoa", &file])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        let patience = Instant::now() + Duration::from_mins(2);
        while db.number("SELECT count(*) FROM content").await == 0 {
            assert!(Instant::now() < patience, "nothing was committed");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        child.kill().expect("killed");
        child.wait().expect("gone");
        let taken = db.number("SELECT count(*) FROM content").await;
        let all = i64::try_from(ARTICLES).expect("a count");
        assert!(taken < all, "it was killed in the middle");
        let (status, said, _) = import(db, "hoa", "drafts", &file);
        assert_eq!(status, Some(0));
        let expected = format!(
            "{all} records read: {} added, 0 changed, {taken} unchanged, 0 refused",
            all - taken
        );
        assert_eq!(said, expected);
        for table in ["content", "edition", "edition_desk", "edition_author"] {
            let rows = db.number(&format!("SELECT count(*) FROM {table}")).await;
            assert_eq!(rows, all, "{table}");
        }
        crate::desk::audit::is_whole(db).await;
    })
    .await;
}
