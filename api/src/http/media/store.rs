//! The media store: a folder of this machine, or a bucket.

use std::{io, sync::Arc, time::Duration};

use object_store::{
    BackoffConfig, ClientOptions, Error, ObjectStore, RetryConfig, aws::AmazonS3Builder,
    local::LocalFileSystem, path::Path, prefix::PrefixStore,
};
use url::Url;

use crate::config::Storage;

/// A bucket that does not answer is told of soon; a file may take as long as it flows.
const CONNECTS_WITHIN: Duration = Duration::from_secs(2);
const READS_WITHIN: Duration = Duration::from_secs(10);
const RETRIES: usize = 2;
const RETRIES_WITHIN: Duration = Duration::from_secs(10);

/// Opens the media store; a local folder is made where it is missing. A bucket is not connected to yet.
///
/// # Errors
/// Where the folder cannot be made or the URL's settings are wrong.
pub fn media_store(storage: &Storage) -> Result<Arc<dyn ObjectStore>, Error> {
    match &storage.media_url {
        None => folder(&storage.data_dir.join("media")),
        Some(url) if url.scheme() == "file" => {
            let path = url.to_file_path().map_err(|()| Error::Generic {
                store: "local",
                source: format!("{url} names no folder").into(),
            })?;
            folder(&path)
        }
        Some(url) => bucket(url),
    }
}

fn folder(path: &std::path::Path) -> Result<Arc<dyn ObjectStore>, Error> {
    std::fs::create_dir_all(path).map_err(|error| Error::Generic {
        store: "local",
        source: Box::new(io::Error::new(
            error.kind(),
            format!("{}: {error}", path.display()),
        )),
    })?;
    let store = LocalFileSystem::new_with_prefix(path)?.with_fsync(true);
    Ok(Arc::new(store))
}

/// Address, region and keys come from the usual `AWS_…` variables.
fn bucket(url: &Url) -> Result<Arc<dyn ObjectStore>, Error> {
    let client = ClientOptions::new()
        .with_connect_timeout(CONNECTS_WITHIN)
        .with_read_timeout(READS_WITHIN)
        .with_timeout_disabled();
    let mut builder = AmazonS3Builder::new().with_client_options(client);
    for (name, value) in std::env::vars().filter(|(name, _)| name.starts_with("AWS_")) {
        if let Ok(key) = name.to_ascii_lowercase().parse() {
            builder = builder.with_config(key, value);
        }
    }
    let store = builder
        .with_url(url.as_str())
        .with_retry(RetryConfig {
            backoff: BackoffConfig::default(),
            max_retries: RETRIES,
            retry_timeout: RETRIES_WITHIN,
        })
        .build()?;
    let prefix = Path::from_url_path(url.path())?;
    Ok(Arc::new(PrefixStore::new(store, prefix)))
}
