//! Files by hash, their smaller versions, and where they are used.
use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use entity::{file, file_variant};

use super::Reader;
use crate::domain::files::{self, Usage};
use crate::domain::{Error, Result};

/// A file by the hash of its bytes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FileBySha(pub String);

impl Loader<FileBySha> for Reader {
    type Value = file::Model;
    type Error = Error;

    async fn load(&self, keys: &[FileBySha]) -> Result<HashMap<FileBySha, Self::Value>> {
        let hashes: Vec<&str> = keys.iter().map(|key| key.0.as_str()).collect();
        let found = files::by_hashes(&self.session, &hashes).await?;
        Ok(found
            .into_iter()
            .map(|file| (FileBySha(file.sha256.clone()), file))
            .collect())
    }
}

/// The smaller versions of an image, the narrowest first.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct VariantsOf(pub String);

impl Loader<VariantsOf> for Reader {
    type Value = Vec<file_variant::Model>;
    type Error = Error;

    async fn load(&self, keys: &[VariantsOf]) -> Result<HashMap<VariantsOf, Self::Value>> {
        let hashes: Vec<&str> = keys.iter().map(|key| key.0.as_str()).collect();
        let mut found: HashMap<VariantsOf, Self::Value> = HashMap::new();
        for variant in files::variants_of(&self.session, &hashes).await? {
            let image = VariantsOf(variant.file_sha256.clone());
            found.entry(image).or_default().push(variant);
        }
        Ok(found)
    }
}

/// Where a file is used, whoever asks.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct UsagesOf(pub String);

impl Loader<UsagesOf> for Reader {
    type Value = Vec<Usage>;
    type Error = Error;

    async fn load(&self, keys: &[UsagesOf]) -> Result<HashMap<UsagesOf, Self::Value>> {
        let hashes: Vec<&str> = keys.iter().map(|key| key.0.as_str()).collect();
        let mut found: HashMap<UsagesOf, Self::Value> = HashMap::new();
        for usage in files::usages_of(&self.session, &hashes).await? {
            let file = UsagesOf(usage.sha256.clone());
            found.entry(file).or_default().push(usage);
        }
        Ok(found)
    }
}
