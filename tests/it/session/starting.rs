//! A new installation, of which nothing is configured.

use std::fs::{self, Permissions};
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Stdio;

use crate::support::command::{nguonluat_at, run};

#[test]
fn it_serves_and_says_that_nobody_can_sign_in_yet() {
    let folder = tempfile::tempdir().expect("a folder");
    let said = || {
        let mut command = nguonluat_at("", folder.path(), &["serve"]);
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

#[test]
fn what_is_kept_is_for_its_owner_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    serve(folder.path()).expect("it serves");
    let data = folder.path().join("data");
    let files = fs::read_dir(&data).expect("a folder");
    let files: Vec<_> = files.map(|file| file.expect("a file").path()).collect();
    let kept = files.iter().filter(|file| file.is_file());
    let mut names = Vec::new();
    for file in kept {
        let mode = fs::metadata(file).expect("a file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{}", file.display());
        names.push(
            file.file_name()
                .expect("a name")
                .to_string_lossy()
                .into_owned(),
        );
    }
    names.sort_unstable();
    assert_eq!(names[..1], ["nguonluat.sqlite"], "{names:?}");
    assert!(names.contains(&"secret".to_owned()), "{names:?}");

    let secret = data.join("secret");
    let warning = "others on this machine may read the installation's secret";
    fs::set_permissions(&secret, Permissions::from_mode(0o640)).expect("permissions");
    let said = serve(folder.path()).expect("it serves nevertheless");
    assert!(said.contains(warning), "{said}");
    fs::set_permissions(&secret, Permissions::from_mode(0o600)).expect("permissions");
    let said = serve(folder.path()).expect("it serves");
    assert!(!said.contains(warning), "{said}");
}

#[test]
fn a_lost_secret_is_told_and_not_replaced() {
    let folder = tempfile::tempdir().expect("a folder");
    serve(folder.path()).expect("it serves");
    let secret = folder.path().join("data").join("secret");
    let copy = folder.path().join("copy");
    fs::rename(&secret, &copy).expect("a file");
    let refused = serve(folder.path()).expect_err("it ends");
    let said = "it was sealed with the secret of a file that is not there any more";
    assert!(
        refused.contains(said) && refused.contains("put back the copy"),
        "{refused}"
    );
    assert!(!secret.exists(), "no other was made");
    let mut rotate = nguonluat_at("", folder.path(), &["key", "rotate"]);
    rotate.env_remove("DATABASE_URL");
    let rotated = run(rotate);
    assert_eq!(rotated.0, Some(1), "{rotated:?}");
    assert!(rotated.2.contains(said), "{rotated:?}");
    assert!(!secret.exists(), "nor by a command");
    fs::rename(&copy, &secret).expect("a file");
    serve(folder.path()).expect("it serves again");
}

/// Serves an installation of its own folder until it is ready. Gives its log: that of one that ends instead as an
/// error.
fn serve(folder: &Path) -> Result<String, String> {
    let mut process = nguonluat_at("", folder, &["serve", "--listen", "127.0.0.1:0"])
        .env_remove("DATABASE_URL")
        .env("NGUONLUAT_LOG", "nguonluat=info")
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut said = String::new();
    let mut is_ready = false;
    let lines = BufReader::new(process.stderr.take().expect("its log")).lines();
    for line in lines.map(|line| line.expect("a line")) {
        is_ready = line.ends_with("ready");
        said.extend([line.as_str(), "\n"]);
        if is_ready {
            break;
        }
    }
    process.kill().expect("it runs");
    process.wait().expect("gone");
    if is_ready { Ok(said) } else { Err(said) }
}
