//! A `PostgreSQL` cluster of one test, which it may stop and start: from the programs that `tests/postgres`
//! uses too.

use std::net::TcpListener;
use std::os::unix::fs::chown;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// A cluster in a folder of its own, on a port that stays.
pub struct Cluster {
    folder: TempDir,
    port: u16,
    owner: Option<(u32, u32)>,
}

impl Cluster {
    /// Makes a cluster, which does not run yet.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let owner = owner();
        if let Some((user, group)) = owner {
            chown(folder.path(), Some(user), Some(group)).expect("the cluster's folder");
        }
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = listener.local_addr().expect("its address").port();
        let cluster = Self {
            folder,
            port,
            owner,
        };
        cluster.run(
            "initdb",
            &[
                "--username=postgres",
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--no-sync",
            ],
        );
        cluster
    }

    /// The address of its database.
    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    /// Starts it and waits until it answers.
    pub fn start(&self) {
        let options = format!(
            "-p {} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off",
            self.port
        );
        let log = self.folder.path().join("log");
        let log = log.to_str().expect("a path");
        self.run(
            "pg_ctl",
            &["--wait", "--log", log, "--options", &options, "start"],
        );
    }

    /// Stops it: `fast` ends sessions with a word, `immediate` as a crash does.
    pub fn stop(&self, mode: &str) {
        self.run("pg_ctl", &["--wait", "--mode", mode, "stop"]);
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn run(&self, program: &str, arguments: &[&str]) {
        let mut command = self.command(program);
        let status = command.args(arguments).status().expect("it starts");
        assert!(status.success(), "{program} {arguments:?}: {status}");
    }

    /// `PostgreSQL` refuses to run as root.
    fn command(&self, program: &str) -> Command {
        let program = installed(program);
        let mut command = match self.owner {
            None => Command::new(program),
            Some((user, group)) => {
                let mut command = Command::new("setpriv");
                command
                    .args([format!("--reuid={user}"), format!("--regid={group}")])
                    .arg("--clear-groups")
                    .arg(program);
                command
            }
        };
        command
            .arg("--pgdata")
            .arg(self.data())
            .current_dir("/")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // It may have been stopped.
        let _ = self
            .command("pg_ctl")
            .args(["--wait", "--mode", "immediate", "stop"])
            .status();
    }
}

/// User and group of the account `postgres`, which root runs the cluster as.
fn owner() -> Option<(u32, u32)> {
    let id = |what: &str, of: &[&str]| -> u32 {
        let output = Command::new("id").arg(what).args(of).output().expect("id");
        let text = String::from_utf8(output.stdout).expect("UTF-8");
        text.trim().parse().expect("an account named postgres")
    };
    (id("-u", &[]) == 0).then(|| (id("-u", &["postgres"]), id("-g", &["postgres"])))
}

/// The newest installed program of that name; Debian keeps them out of PATH.
fn installed(program: &str) -> PathBuf {
    let versions = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten();
    let mut folders: Vec<PathBuf> = versions
        .filter_map(|entry| Some(entry.ok()?.path().join("bin")))
        .collect();
    folders.sort_by_key(|folder| folder.parent().map(version));
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = folders
        .into_iter()
        .rev()
        .chain(std::env::split_paths(&path))
        .map(|folder| folder.join(program))
        .find(|program| program.exists());
    found.unwrap_or_else(|| panic!("no {program}: install PostgreSQL (Debian: postgresql)"))
}

fn version(folder: &Path) -> u32 {
    let name = folder.file_name().and_then(|name| name.to_str());
    name.and_then(|name| name.parse().ok()).unwrap_or_default()
}
