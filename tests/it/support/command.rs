//! The command as a process.

use std::process::{Command, Output};

/// `nguonluat` on a story's database, files in the story's folder.
pub fn nguonluat(database: &super::database::TestDatabase, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nguonluat-under-test"));
    command
        .args(arguments)
        .env("NGUONLUAT_LOG", "warn")
        .env("DATABASE_URL", &database.url)
        .env("NGUONLUAT_DATA_DIR", database.folder().join("data"));
    command
}

/// Exit status, standard output and standard error of a command.
pub fn run(mut command: Command) -> (Option<i32>, String, String) {
    let Output {
        status,
        stdout,
        stderr,
    } = command.output().expect("the command starts");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (status.code(), text(stdout), text(stderr))
}
