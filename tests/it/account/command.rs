//! The first account, made on the command line, signs in; and what it is given shows nowhere.

use std::fs::{self, File};
use std::io::Write;
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

use crate::support::client::Request;
use crate::support::command::{Serving, nguonluat, nguonluat_at};
use crate::support::database::for_both;
use crate::support::person::{PASSWORD, Tokens, codes};
use crate::support::records::agencies;

/// Runs a command with a line of input; gives its status and what it says.
fn tell(mut command: Command, line: &str) -> (Option<i32>, String, String) {
    let mut process = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut input = process.stdin.take().expect("its input");
    // A command that refuses its arguments does not read.
    let _read = writeln!(input, "{line}");
    drop(input);
    let output = process.wait_with_output().expect("it ends");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (
        output.status.code(),
        text(output.stdout),
        text(output.stderr),
    )
}

const CREATE: [&str; 10] = [
    "account",
    "create",
    "--login",
    "Nong.Hoa",
    "--name",
    "Nông Thị Hoa",
    "--role",
    "administrator",
    "--agency",
    "so-tu-phap",
];

#[tokio::test]
async fn the_command_makes_an_account_once_and_says_what_is_wrong() {
    for_both(async |db| {
        db.take(agencies()).await;
        let create = |changes: &[(&str, &str)], line: &str| {
            let mut arguments = CREATE.to_vec();
            for (flag, value) in changes {
                match arguments.iter().position(|argument| argument == flag) {
                    Some(at) => arguments[at + 1] = value,
                    None => arguments.extend([flag, value]),
                }
            }
            tell(nguonluat(db, &arguments), line)
        };
        let accounts = async || db.number("SELECT count(*) FROM account").await;
        for (changes, line, said) in [
            (
                &[][..],
                "ngắn quá",
                "the password is too short or too easily guessed",
            ),
            (
                &[],
                "nong.hoa.2026",
                "the password is too short or too easily guessed",
            ),
            (&[("--login", "a b c")], PASSWORD, "login: must have 3 to 64 letters, digits, full stops, hyphens and underscores, and begin with a letter or digit"),
            (&[("--email", "hoa")], PASSWORD, "email: is no e-mail address, such as hoa@example.vn"),
            (
                &[("--agency", "khong-co")],
                PASSWORD,
                "agency: is no agency that is there then; see agencies",
            ),
            (
                &[("--section", "khong-co")],
                PASSWORD,
                "sections: are empty, not known or named twice; leave them out for all sections",
            ),
            (
                &[("--role", "publisher")],
                PASSWORD,
                "sections: must be named: the role is one of named sections",
            ),
        ] {
            let (status, _, wrong) = create(changes, line);
            assert_eq!(status, Some(1), "{wrong}");
            assert_eq!(wrong, format!("error: the account was not made: {said}\n"));
        }
        let (status, _, wrong) = create(&[("--role", "king")], PASSWORD);
        assert_eq!(status, Some(2));
        assert!(
            wrong.contains("there is no such role; there are contributor, agency_reviewer"),
            "{wrong}"
        );
        assert_eq!(accounts().await, 0);

        let (status, said, _) = create(&[("--email", "hoa@tinh.example")], PASSWORD);
        assert_eq!((status, said.as_str()), (Some(0), "Nong.Hoa may sign in\n"));
        let (status, _, wrong) = create(&[("--login", "nong.HOA")], PASSWORD);
        assert_eq!(
            (status, wrong.as_str()),
            (Some(1), "error: the account was not made: login is taken\n")
        );
        let other = [("--login", "khac"), ("--email", "HOA@tinh.example")];
        let (status, _, wrong) = create(&other, PASSWORD);
        assert_eq!(
            (status, wrong.as_str()),
            (Some(1), "error: the account was not made: email is taken\n")
        );
        assert_eq!(accounts().await, 1);
        let acts = "SELECT count(*) FROM audit WHERE action = 'account.create' AND via = 'command'";
        assert_eq!(db.number(acts).await, 1);
        crate::desk::audit::is_whole(db).await;
    })
    .await;
}

async fn ask(at: SocketAddr, query: &str, variables: Value) -> Value {
    let body = json!({ "query": query, "variables": variables });
    Request::graphql(&body).send_to(at).await.json()
}

/// Everything that was said and kept, but for the folder's secret.
fn said(folder: &Path) -> String {
    let log = fs::read(folder.join("log")).expect("a log");
    String::from_utf8_lossy(&log).into_owned()
}

#[tokio::test]
async fn what_lets_somebody_in_shows_in_no_log_metric_or_error() {
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("sqlite://{}", folder.path().join("a.sqlite").display());
    let mut serve = nguonluat_at(
        &url,
        folder.path(),
        &["serve", "--demo", "--listen", "127.0.0.1:0"],
    );
    serve
        .env("NGUONLUAT_LOG", "trace")
        .env("NGUONLUAT_TOTP_ROLES", "none");
    let log = File::create(folder.path().join("log")).expect("a file");
    let serving = Serving::start_with_log(serve, log);
    // The agencies come with the demo province, which may take a while.
    while Request::get("/readyz")
        .send_to(serving.address)
        .await
        .status
        != 200
    {
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let (status, _, wrong) = tell(nguonluat_at(&url, folder.path(), &CREATE), PASSWORD);
    assert_eq!(status, Some(0), "{wrong}");

    let sign_in = "mutation ($login: String!, $password: String!) {
        sessionSignIn(input: { login: $login, password: $password }) {
            accessToken expiresAt refreshToken errors { code } } }";
    let shown = |password: &str| json!({ "login": "nong.hoa", "password": password });
    let answer = ask(serving.address, sign_in, shown(PASSWORD)).await;
    let tokens = Tokens::of(&answer["data"]["sessionSignIn"]);
    let refresh = "mutation ($token: String!) { sessionRefresh(input: { refreshToken: $token }) {
        accessToken expiresAt refreshToken errors { code } } }";
    let answer = ask(serving.address, refresh, json!({ "token": tokens.refresh })).await;
    let next = Tokens::of(&answer["data"]["sessionRefresh"]);
    let desk = Request::graphql(&json!({ "query": "{ desk { me { name } } }" }))
        .header("authorization", &format!("Bearer {}", next.access))
        .send_to(serving.address)
        .await;
    assert_eq!(desk.json()["data"]["desk"]["me"]["name"], "Nông Thị Hoa");

    // Everything that goes wrong with them.
    let mut told = Vec::new();
    let typo = "một mật khẩu gõ nhầm";
    let answer = ask(serving.address, sign_in, shown(typo)).await;
    assert_eq!(
        codes(&answer["data"]["sessionSignIn"]),
        ["CREDENTIALS_INVALID"]
    );
    told.push(answer.to_string());
    for variables in [
        json!({ "login": PASSWORD }),
        json!({ "login": 1, "password": PASSWORD }),
    ] {
        told.push(ask(serving.address, sign_in, variables).await.to_string());
    }
    let answer = ask(serving.address, refresh, json!({ "token": tokens.refresh })).await;
    told.push(answer.to_string());
    let reply = Request::get("/graphql?query=%7B__typename%7D")
        .header("authorization", &format!("Bearer {}x", next.access))
        .send_to(serving.address)
        .await;
    told.push(reply.text().to_owned());
    let metrics = Request::get("/metrics").send_to(serving.address).await;
    told.push(metrics.text().to_owned());
    told.push(said(folder.path()));
    assert!(
        told.last().expect("a log").lines().count() > 100,
        "the log says much"
    );
    for secret in [
        PASSWORD,
        typo,
        &tokens.access,
        &tokens.refresh,
        &next.access,
        &next.refresh,
        "$argon2id$",
    ] {
        for said in &told {
            assert!(!said.contains(secret), "{secret} shows");
        }
    }
}
