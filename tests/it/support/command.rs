//! The command as a process.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use rustix::process::{Pid, Signal, kill_process};

/// `nguonluat` on a story's database, files in the story's folder.
pub fn nguonluat(database: &super::database::TestDatabase, arguments: &[&str]) -> Command {
    nguonluat_at(&database.url, database.folder(), arguments)
}

/// `nguonluat` on a database with an address, files in a folder.
pub fn nguonluat_at(url: &str, folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nguonluat-under-test"));
    command
        .args(arguments)
        .env("NGUONLUAT_LOG", "warn")
        .env("DATABASE_URL", url)
        .env("NGUONLUAT_DATA_DIR", folder.join("data"));
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

/// What Ctrl+C does.
pub fn interrupt(process: &Child) {
    kill_process(Pid::from_child(process), Signal::INT).expect("it runs");
}

/// A process that serves until it is dropped.
pub struct Serving {
    process: Child,
    /// Where it listens.
    pub address: SocketAddr,
}

impl Serving {
    /// Starts `nguonluat serve` and waits until it says where.
    pub fn start(command: Command) -> Self {
        Self::start_with_log(command, Stdio::null())
    }

    /// As [`Self::start`], its log kept.
    pub fn start_with_log(mut command: Command, log: impl Into<Stdio>) -> Self {
        let mut process = command
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .expect("it starts");
        let lines = BufReader::new(process.stdout.take().expect("its output")).lines();
        let said = lines.map(|line| line.expect("a line"));
        let said: String = said
            .into_iter()
            .find(|line| line.contains("is serving at"))
            .unwrap_or_default();
        let url = said.trim().rsplit(' ').next().unwrap_or_default();
        let address = url.trim_start_matches("http://").trim_end_matches('/');
        Self {
            address: address
                .parse()
                .unwrap_or_else(|_| panic!("no address: {said}")),
            process,
        }
    }
}

impl Serving {
    /// Its process.
    pub fn id(&self) -> u32 {
        self.process.id()
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        self.process.kill().expect("killed");
        self.process.wait().expect("gone");
    }
}
