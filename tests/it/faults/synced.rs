//! What is answered to a writer is on the disk before: the calls of the process to the system, as strace shows them.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use sea_orm::DbBackend;
use serde_json::json;

use super::kills::{ask, server_at_free_port, token};
use crate::support::command::interrupt;
use crate::support::database::TestDatabase;
use crate::support::records::agencies;

#[expect(clippy::print_stderr, reason = "a test that looks at nothing says so")]
#[tokio::test]
async fn sqlite_syncs_before_the_answer() {
    let db = TestDatabase::new(DbBackend::Sqlite).await;
    db.take(agencies()).await;
    let serving = server_at_free_port(&db);
    let author = token(&db, serving.address, "nong.hoa", "contributor").await;
    let query = "{ agency(code: \"so-tu-phap\") { id } }";
    let agency = ask(serving.address, None, query, json!({})).await["agency"]["id"].clone();

    let trace = db.folder().join("trace");
    let process = serving.id().to_string();
    let calls = "fsync,fdatasync,write,writev,pwrite64,sendto,sendmsg";
    let strace = Command::new("strace")
        .args([
            "-f",
            "-s",
            "4096",
            "-e",
            &format!("trace={calls}"),
            "-p",
            &process,
            "-o",
        ])
        .arg(&trace)
        .stderr(Stdio::piped())
        .spawn();
    let Ok(mut strace) = strace else {
        eprintln!("SKIPPED: there is no strace");
        return;
    };
    let said = BufReader::new(strace.stderr.take().expect("its errors")).lines();
    let mut attached = false;
    for line in said {
        let line = line.expect("a line");
        attached |= line.contains("attached");
        if attached || line.contains("Operation not permitted") {
            break;
        }
    }
    if !attached {
        eprintln!("SKIPPED: strace may not look at processes here");
        return;
    }
    let create = "mutation ($input: ContentCreateInput!) { contentCreate(input: $input) { item { id } errors { code } } }";
    let input = json!({ "kind": "ARTICLE", "section": "tin-tuc-su-kien", "agency": agency, "title": "Tin" });
    let made = ask(
        serving.address,
        Some(&author),
        create,
        json!({ "input": input }),
    )
    .await;
    assert_eq!(made["contentCreate"]["errors"], json!([]));
    interrupt(&strace);
    strace.wait().expect("it ends");

    let trace = fs::read_to_string(&trace).expect("a trace");
    let calls: Vec<&str> = trace.lines().collect();
    let answered = calls
        .iter()
        .position(|call| call.contains("\\\"contentCreate\\\":{\\\"item\\\""));
    let before = &calls[..answered.unwrap_or_else(|| panic!("no answer: {trace}"))];
    let written = before.iter().rposition(|call| call.contains("pwrite64("));
    let written = written.unwrap_or_else(|| panic!("nothing was written: {trace}"));
    let is_synced = before[written..].iter().any(|call| {
        (call.contains("fdatasync") || call.contains("fsync")) && call.trim_end().ends_with("= 0")
    });
    assert!(is_synced, "{trace}");
    drop(serving);
    db.drop_it().await;
}
