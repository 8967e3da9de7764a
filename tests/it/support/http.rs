//! The real server on a free port, over the trial schema.

use std::{
    net::{SocketAddr, TcpListener},
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use clap::Parser;
use nguonluat::{
    config::{Accounts, Mail, Network, Requests, SignOn, Storage},
    domain::{
        clock::Clock,
        database::Database,
        secret::Secret,
        session::{Authority, Rules},
    },
    http::{self, App, server::Server},
};
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tempfile::TempDir;

use super::{
    client::{Reply, Request},
    trial_schema,
};

/// The secret of every installation under test.
const SECRET: [u8; 32] = [7; 32];

/// The settings of `nguonluat serve`.
#[derive(Parser)]
#[command(args_override_self = true)]
pub struct Settings {
    #[command(flatten)]
    pub network: Network,
    #[command(flatten)]
    pub requests: Requests,
    #[command(flatten)]
    pub storage: Storage,
    #[command(flatten)]
    pub accounts: Accounts,
    #[command(flatten)]
    pub sign_on: SignOn,
    #[command(flatten)]
    pub mail: Mail,
}

impl Settings {
    /// Those that flags say, on a free port, with a folder for files.
    pub fn of(folder: &Path, flags: &[&str]) -> Self {
        let folder = folder.to_str().expect("a path");
        let usual = ["test", "--listen", "127.0.0.1:0", "--data-dir", folder];
        Self::parse_from(usual.into_iter().chain(flags.iter().copied()))
    }
}

/// It as the server takes it.
pub fn secret() -> Secret {
    Secret::new(&SECRET)
}

/// It as a file, for processes that keep their files in a folder.
pub fn keep_secret(folder: &Path) {
    let data = folder.join("data");
    std::fs::create_dir_all(&data).expect("a folder");
    std::fs::write(data.join("secret"), "07".repeat(SECRET.len())).expect("a file");
}

/// A server of its own for one test.
pub struct TestServer {
    server: Server,
    database: Database,
    executed: Arc<AtomicUsize>,
    data: TempDir,
}

impl TestServer {
    /// Starts one with the defaults.
    pub fn start() -> Self {
        Self::with(&[])
    }

    /// Starts one with flags of `nguonluat serve`.
    pub fn with(flags: &[&str]) -> Self {
        let data = tempfile::tempdir().expect("a folder");
        let settings = Settings::of(data.path(), &[&["--workers", "2"], flags].concat());
        let options = settings.storage.database().expect("a folder");
        let database = Database::connect(&options).expect("an address");
        let executed = Arc::new(AtomicUsize::new(0));
        let listener = TcpListener::bind(settings.network.listen).expect("a free port");
        let media = http::media_store(&settings.storage).expect("a media store");
        let authority = Authority::new(
            database.clone(),
            Clock::system(),
            secret(),
            Rules::default(),
        );
        let app = App::new(
            trial_schema::build(Arc::clone(&executed)),
            database.clone(),
            Clock::system(),
            media,
            Arc::new(authority.expect("threads")),
            settings.network,
            settings.requests,
        )
        .expect("an app");
        app.prepared().store(true, Ordering::Relaxed);
        let server = http::server::start(app, listener).expect("a server");
        Self {
            server,
            database,
            executed,
            data,
        }
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.server.address()
    }

    /// Its folder.
    pub fn data(&self) -> &Path {
        self.data.path()
    }

    /// Stops it as a signal does.
    pub async fn stop(self) {
        self.server.stop().await;
    }

    /// One request on a connection of its own.
    pub async fn send(&self, request: Request) -> Reply {
        request.send_to(self.address()).await
    }

    /// GETs a path.
    pub async fn get(&self, path: &str) -> Reply {
        self.send(Request::get(path)).await
    }

    /// Sends an operation by POST and accepts the media type whose status tells.
    pub async fn query(&self, query: &str) -> Reply {
        self.execute(&json!({ "query": query })).await
    }

    /// As [`Self::query`], with the whole body.
    pub async fn execute(&self, body: &Value) -> Reply {
        let accept = "application/graphql-response+json";
        self.send(Request::graphql(body).header("accept", accept))
            .await
    }

    /// The number of operations that were executed.
    pub fn executed(&self) -> usize {
        self.executed.load(Ordering::Relaxed)
    }

    /// Writes to the database, its schema made first.
    pub async fn write(&self, statements: &str) {
        self.database.migrate().await.expect("the schema");
        let writer = self.database.writer();
        writer.execute_unprepared(statements).await.expect("rows");
    }

    /// Stores a file as something published would use it, and returns its path on the server.
    pub async fn publish(&self, content: &[u8], name: &str, media_type: &str) -> String {
        let sha256: String = Sha256::digest(content)
            .iter()
            .flat_map(|byte| [byte >> 4, byte & 15])
            .filter_map(|digit| char::from_digit(digit.into(), 16))
            .collect();
        let file = self.data().join("media").join(&sha256[..2]).join(&sha256);
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        std::fs::write(file, content).expect("a file");
        let statement = PUBLISHED_FILE
            .replace("$sha256", &sha256)
            .replace("$name", name)
            .replace("$type", media_type)
            .replace("$size", &content.len().to_string());
        self.write(&statement).await;
        format!("/media/{sha256}/{name}")
    }
}

/// A file that the live edition of some article carries.
const PUBLISHED_FILE: &str = "
    INSERT OR IGNORE INTO language VALUES ('vi', 'Tiếng Việt', 'Vietnamese', 'Tiếng Việt', 1);
    INSERT OR IGNORE INTO agency_type VALUES ('so', NULL, 'Sở', 'Department', NULL, 1);
    INSERT OR IGNORE INTO section VALUES ('tin-tuc', NULL, 'Tin tức', 'News', NULL, 1);
    INSERT OR IGNORE INTO agency (id, code, type_code, name, name_key, valid_from)
        VALUES (zeroblob(16), 'so', 'so', 'Sở', 'so', '2020-01-01');
    INSERT OR IGNORE INTO content (id, kind, work_id, language_code, custody_agency_id, lock_version, created_at)
        VALUES (zeroblob(16), 'article', zeroblob(16), 'vi', zeroblob(16), 1, '2026-01-01T00:00:00+00:00');
    INSERT OR IGNORE INTO edition (id, content_id, number, state, title, title_key, section_code, agency_id, slug,
            digest, first_published_at, published_at, updated_at, created_at)
        VALUES (zeroblob(16), zeroblob(16), 1, 'live', 'Tin', 'tin', 'tin-tuc', zeroblob(16), 'tin', '',
            '2026-01-01T00:00:00+00:00', '2026-01-01T00:00:00+00:00', '2026-01-01T00:00:00+00:00',
            '2026-01-01T00:00:00+00:00');
    INSERT INTO file (sha256, name, media_type, size, created_at)
        VALUES ('$sha256', '$name', '$type', $size, '2026-01-01T00:00:00+00:00');
    INSERT INTO attachment (id, edition_id, position, file_sha256, title, role)
        VALUES (randomblob(16), zeroblob(16), (SELECT COUNT(*) FROM attachment), '$sha256', 'Tệp', 'document');";
