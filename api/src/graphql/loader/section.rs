//! What belongs to a section: the sections below it and its duties.
use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use entity::{section, section_duty};

use super::Reader;
use crate::domain::{Error, Result, sections};

/// The sections right below a section.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SubsectionsOf(pub String);

impl Loader<SubsectionsOf> for Reader {
    type Value = Vec<section::Model>;
    type Error = Error;

    async fn load(&self, keys: &[SubsectionsOf]) -> Result<HashMap<SubsectionsOf, Self::Value>> {
        let parents: Vec<&str> = keys.iter().map(|key| key.0.as_str()).collect();
        let mut found: HashMap<SubsectionsOf, Self::Value> = HashMap::new();
        for child in sections::below(&self.session, &parents).await? {
            let parent = SubsectionsOf(child.parent_code.clone().unwrap_or_default());
            found.entry(parent).or_default().push(child);
        }
        Ok(found)
    }
}

/// The duties of a section, its own and those that it has from above.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DutiesOf(pub String);

impl Loader<DutiesOf> for Reader {
    type Value = Vec<section_duty::Model>;
    type Error = Error;

    async fn load(&self, keys: &[DutiesOf]) -> Result<HashMap<DutiesOf, Self::Value>> {
        let sections: Vec<&str> = keys.iter().map(|key| key.0.as_str()).collect();
        let found = sections::duties(self.session.read().await?, &sections).await?;
        Ok(found
            .into_iter()
            .map(|(section, duties)| (DutiesOf(section), duties))
            .collect())
    }
}
