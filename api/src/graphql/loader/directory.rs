//! Agencies, areas and communicators by id, and what preceded and followed them.
use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use entity::{agency, agency_succession, area, area_succession, communicator};
use uuid::Uuid;

use super::Reader;
use crate::domain::{Error, Result, directory};

/// An agency by id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct AgencyById(pub Uuid);

impl Loader<AgencyById> for Reader {
    type Value = agency::Model;
    type Error = Error;

    async fn load(&self, keys: &[AgencyById]) -> Result<HashMap<AgencyById, Self::Value>> {
        let ids: Vec<Uuid> = keys.iter().map(|key| key.0).collect();
        let found = directory::by_ids::<agency::Entity>(&self.session, &ids).await?;
        Ok(found
            .into_iter()
            .map(|agency| (AgencyById(agency.id), agency))
            .collect())
    }
}

/// An area by id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct AreaById(pub Uuid);

impl Loader<AreaById> for Reader {
    type Value = area::Model;
    type Error = Error;

    async fn load(&self, keys: &[AreaById]) -> Result<HashMap<AreaById, Self::Value>> {
        let ids: Vec<Uuid> = keys.iter().map(|key| key.0).collect();
        let found = directory::by_ids::<area::Entity>(&self.session, &ids).await?;
        Ok(found
            .into_iter()
            .map(|area| (AreaById(area.id), area))
            .collect())
    }
}

/// A communicator by id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CommunicatorById(pub Uuid);

impl Loader<CommunicatorById> for Reader {
    type Value = communicator::Model;
    type Error = Error;

    async fn load(
        &self,
        keys: &[CommunicatorById],
    ) -> Result<HashMap<CommunicatorById, Self::Value>> {
        let ids: Vec<Uuid> = keys.iter().map(|key| key.0).collect();
        let found = directory::by_ids::<communicator::Entity>(&self.session, &ids).await?;
        Ok(found
            .into_iter()
            .map(|person| (CommunicatorById(person.id), person))
            .collect())
    }
}

/// Topic codes of a communicator's fields of law.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CommunicatorTopics(pub Uuid);

impl Loader<CommunicatorTopics> for Reader {
    type Value = Vec<String>;
    type Error = Error;

    async fn load(
        &self,
        keys: &[CommunicatorTopics],
    ) -> Result<HashMap<CommunicatorTopics, Self::Value>> {
        let people: Vec<Uuid> = keys.iter().map(|key| key.0).collect();
        let rows = directory::topics_of_communicators(&self.session, &people).await?;
        Ok(grouped(rows.into_iter().map(|row| {
            (CommunicatorTopics(row.communicator_id), row.topic_code)
        })))
    }
}

/// The agencies that followed an agency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SuccessorAgencies(pub Uuid);

impl Loader<SuccessorAgencies> for Reader {
    type Value = Vec<agency_succession::Model>;
    type Error = Error;

    async fn load(
        &self,
        keys: &[SuccessorAgencies],
    ) -> Result<HashMap<SuccessorAgencies, Self::Value>> {
        let ids: Vec<Uuid> = keys.iter().map(|key| key.0).collect();
        let rows = directory::successors::<agency_succession::Entity>(&self.session, &ids).await?;
        Ok(grouped(
            rows.into_iter()
                .map(|row| (SuccessorAgencies(row.predecessor_id), row)),
        ))
    }
}

/// The agencies that an agency followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PredecessorAgencies(pub Uuid);

impl Loader<PredecessorAgencies> for Reader {
    type Value = Vec<agency_succession::Model>;
    type Error = Error;

    async fn load(
        &self,
        keys: &[PredecessorAgencies],
    ) -> Result<HashMap<PredecessorAgencies, Self::Value>> {
        let ids: Vec<Uuid> = keys.iter().map(|key| key.0).collect();
        let rows =
            directory::predecessors::<agency_succession::Entity>(&self.session, &ids).await?;
        Ok(grouped(
            rows.into_iter()
                .map(|row| (PredecessorAgencies(row.successor_id), row)),
        ))
    }
}

/// The areas that followed an area.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SuccessorAreas(pub Uuid);

impl Loader<SuccessorAreas> for Reader {
    type Value = Vec<area_succession::Model>;
    type Error = Error;

    async fn load(&self, keys: &[SuccessorAreas]) -> Result<HashMap<SuccessorAreas, Self::Value>> {
        let ids: Vec<Uuid> = keys.iter().map(|key| key.0).collect();
        let rows = directory::successors::<area_succession::Entity>(&self.session, &ids).await?;
        Ok(grouped(
            rows.into_iter()
                .map(|row| (SuccessorAreas(row.predecessor_id), row)),
        ))
    }
}

/// The areas that an area followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PredecessorAreas(pub Uuid);

impl Loader<PredecessorAreas> for Reader {
    type Value = Vec<area_succession::Model>;
    type Error = Error;

    async fn load(
        &self,
        keys: &[PredecessorAreas],
    ) -> Result<HashMap<PredecessorAreas, Self::Value>> {
        let ids: Vec<Uuid> = keys.iter().map(|key| key.0).collect();
        let rows = directory::predecessors::<area_succession::Entity>(&self.session, &ids).await?;
        Ok(grouped(
            rows.into_iter()
                .map(|row| (PredecessorAreas(row.successor_id), row)),
        ))
    }
}

fn grouped<K: std::hash::Hash + Eq, V>(pairs: impl Iterator<Item = (K, V)>) -> HashMap<K, Vec<V>> {
    let mut groups: HashMap<K, Vec<V>> = HashMap::new();
    for (key, value) in pairs {
        groups.entry(key).or_default().push(value);
    }
    groups
}
