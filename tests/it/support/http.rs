//! The real server on a free port, over the trial schema.

use std::{
    net::{SocketAddr, TcpListener},
    path::Path,
};

use clap::Parser;
use nguonluat::{
    config::{Network, Requests, Storage},
    domain::{database::Database, media::MediaFile},
    http::{self, App, server::Server},
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tempfile::TempDir;
use tokio::sync::watch;

use super::{
    client::{Connection, Reply, Request},
    trial_schema,
};

#[derive(Parser)]
struct Settings {
    #[command(flatten)]
    network: Network,
    #[command(flatten)]
    requests: Requests,
    #[command(flatten)]
    storage: Storage,
}

/// A server of its own for one test.
pub struct TestServer {
    server: Server,
    database: Database,
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
        let folder = data.path().to_str().expect("a path").to_owned();
        let usual = ["test", "--listen", "127.0.0.1:0", "--workers", "2"];
        let arguments = usual
            .into_iter()
            .chain(["--data-dir", &folder])
            .chain(flags.iter().copied());
        let settings = Settings::parse_from(arguments);
        let database = Database::stand_in();
        let listener = TcpListener::bind(settings.network.listen).expect("a free port");
        let media = http::media_store(&settings.storage).expect("a media store");
        let app = App::new(
            trial_schema::build(),
            database.clone(),
            media,
            settings.network,
            settings.requests,
        );
        let server = http::server::start(app.expect("an app"), listener).expect("a server");
        Self {
            server,
            database,
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
        let mut connection = Connection::open(self.address()).await;
        let request = request.header("connection", "close");
        connection.exchange(&request).await.expect("an answer")
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

    /// Puts the database up or down.
    pub fn database_up(&self, up: bool) {
        self.database.set_up(up);
    }

    /// The number of sessions whose SQL was cancelled.
    pub fn cancelled(&self) -> watch::Receiver<usize> {
        self.database.cancelled()
    }

    /// The number of operations that were executed.
    pub fn executed(&self) -> usize {
        self.database.sessions()
    }

    /// Stores a file as something published would use it, and returns its path on the server.
    pub fn publish(&self, content: &[u8], name: &str, media_type: &str) -> String {
        let sha256: String = Sha256::digest(content)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        let file = self.data().join("media").join(&sha256[..2]).join(&sha256);
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        std::fs::write(file, content).expect("a file");
        let known = MediaFile {
            media_type: media_type.into(),
            name: name.into(),
            size: content.len() as u64,
        };
        self.database.publish(&sha256, known);
        format!("/media/{sha256}/{name}")
    }
}
