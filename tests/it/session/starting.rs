//! A new installation, of which nothing is configured.

use std::io::{BufRead, BufReader};
use std::process::Stdio;

use crate::support::command::nguonluat_at;

#[test]
fn it_serves_and_says_that_nobody_can_sign_in_yet() {
    let folder = tempfile::tempdir().expect("a folder");
    let said = || {
        let mut command = nguonluat_at("", folder.path(), &["serve", "--demo"]);
        let mut process = command
            .args(["--listen", "127.0.0.1:0"])
            .env_remove("DATABASE_URL")
            .env("NGUONLUAT_LOG", "nguonluat=info")
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        let lines = BufReader::new(process.stderr.take().expect("its log")).lines();
        let lines = lines.map(|line| line.expect("a line"));
        let mut said: Vec<String> = Vec::new();
        for line in lines {
            let is_ready = line.ends_with("ready");
            said.push(line);
            if is_ready {
                break;
            }
        }
        process.kill().expect("it runs");
        process.wait().expect("gone");
        said
    };
    let lines_with = |said: &[String], words: &str| {
        let with = said.iter().filter(|line| line.contains(words));
        with.count()
    };
    let no_account = "the desk is not set up: it has no account";
    let secret = "made the installation's secret";
    let first = said();
    assert_eq!(lines_with(&first, no_account), 1, "{first:#?}");
    assert_eq!(lines_with(&first, secret), 1, "{first:#?}");
    let again = said();
    assert_eq!(lines_with(&again, no_account), 1, "{again:#?}");
    assert_eq!(lines_with(&again, secret), 0, "{again:#?}");
    assert!(folder.path().join("data").join("secret").is_file());
}
