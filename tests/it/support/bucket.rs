//! An S3 server of one test, which checks signatures, and the variables by which a process reaches it.

use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use object_store::aws::AmazonS3Builder;
use object_store::{ObjectStore, RetryConfig};
use s3s::auth::SimpleAuth;
use s3s::service::S3ServiceBuilder;
use s3s_fs::FileSystem;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::task::{JoinHandle, JoinSet};

/// The only key that the server takes.
const KEY: (&str, &str) = ("nguonluat", "bi-mat-cua-kho");

/// A server with the bucket `media`.
pub struct Bucket {
    folder: TempDir,
    address: String,
    server: JoinHandle<()>,
}

impl Bucket {
    /// Starts one.
    pub async fn start() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(folder.path().join("media")).expect("a bucket");
        let mut service = S3ServiceBuilder::new(FileSystem::new(folder.path()).expect("a store"));
        service.set_auth(SimpleAuth::from_single(KEY.0, KEY.1));
        let service = service.build();
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("its address"));
        let server = tokio::spawn(async move {
            let mut connections = JoinSet::new();
            while let Ok((socket, _)) = listener.accept().await {
                let service = service.clone();
                connections.spawn(async move {
                    let connection = Builder::new(TokioExecutor::new());
                    let socket = TokioIo::new(socket);
                    // A client that goes away is none of the server's failures.
                    drop(connection.serve_connection(socket, service).await);
                });
            }
        });
        Self {
            folder,
            address,
            server,
        }
    }

    /// What lies in the bucket, by file name.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The secret that belongs to the key.
    pub const SECRET: &str = KEY.1;

    /// The bucket as a store, for whoever has this secret.
    pub fn store(&self, secret: &str) -> Arc<dyn ObjectStore> {
        let store = AmazonS3Builder::new()
            .with_url("s3://media/tinh")
            .with_endpoint(&self.address)
            .with_allow_http(true)
            .with_region("vn")
            .with_access_key_id(KEY.0)
            .with_secret_access_key(secret)
            .with_retry(RetryConfig {
                max_retries: 0,
                ..RetryConfig::default()
            });
        Arc::new(store.build().expect("a bucket"))
    }

    /// Lets a command keep its files in the bucket.
    pub fn holds_files_of(&self, mut command: Command) -> Command {
        command
            .env("NGUONLUAT_MEDIA_URL", "s3://media/tinh/cao-bang")
            .env("AWS_ENDPOINT", &self.address)
            .env("AWS_ALLOW_HTTP", "true")
            .env("AWS_REGION", "vn")
            .env("AWS_ACCESS_KEY_ID", KEY.0)
            .env("AWS_SECRET_ACCESS_KEY", KEY.1);
        command
    }

    /// Nobody listens there any more.
    pub async fn stop(&mut self) {
        self.server.abort();
        // It ends by being aborted.
        drop((&mut self.server).await);
    }
}
