//! What is above an agency or a section today: what rights reach by.
use std::collections::HashMap;
use std::hash::Hash;

use entity::{agency, section};
use sea_orm::prelude::*;
use sea_orm::{QuerySelect, Select};

use crate::domain::Result;

/// Agencies and sections with those above them.
pub(super) struct Lines {
    agencies: HashMap<Uuid, Option<Uuid>>,
    sections: HashMap<String, Option<String>>,
}

impl Lines {
    /// Reads what is above these, a level at a time.
    pub(super) async fn above(
        db: &impl ConnectionTrait,
        agencies: impl IntoIterator<Item = Uuid>,
        sections: impl IntoIterator<Item = String>,
    ) -> Result<Self> {
        let parents = agency::Entity::find()
            .select_only()
            .columns([agency::Column::Id, agency::Column::ParentId]);
        let agencies = climb(db, &parents, agency::Column::Id, agencies).await?;
        let parents = section::Entity::find()
            .select_only()
            .columns([section::Column::Code, section::Column::ParentCode]);
        let sections = climb(db, &parents, section::Column::Code, sections).await?;
        Ok(Self { agencies, sections })
    }

    /// An agency and those above it, upwards; nothing where there is none.
    pub(super) fn agency(&self, id: Uuid) -> Vec<Uuid> {
        line(&self.agencies, id)
    }

    /// A section and those above it, upwards; nothing where there is none.
    pub(super) fn section(&self, code: &str) -> Vec<String> {
        line(&self.sections, code.to_owned())
    }
}

/// An agency and those above it today, upwards; nothing where there is none.
///
/// # Errors
/// When the database fails.
pub(in crate::domain) async fn line_above(
    db: &impl ConnectionTrait,
    agency: Uuid,
) -> Result<Vec<Uuid>> {
    Ok(Lines::above(db, [agency], []).await?.agency(agency))
}

/// An agency with those beneath it today.
pub(super) async fn agencies_below(db: &impl ConnectionTrait, from: Uuid) -> Result<Vec<Uuid>> {
    let below = agency::Entity::find()
        .select_only()
        .column(agency::Column::Id);
    descend(db, &below, agency::Column::ParentId, vec![from]).await
}

/// Sections with those beneath them.
pub(super) async fn sections_below(
    db: &impl ConnectionTrait,
    from: Vec<String>,
) -> Result<Vec<String>> {
    let below = section::Entity::find()
        .select_only()
        .column(section::Column::Code);
    descend(db, &below, section::Column::ParentCode, from).await
}

/// Those from which something is reached, and all that is reached from them, a level at a time.
pub(super) async fn descend<E, K>(
    db: &impl ConnectionTrait,
    below: &Select<E>,
    parent: E::Column,
    from: Vec<K>,
) -> Result<Vec<K>>
where
    E: EntityTrait,
    K: Clone + Eq + Hash + Into<sea_orm::Value> + sea_orm::TryGetable,
{
    let mut found: Vec<K> = from.clone();
    let mut next = from;
    while !next.is_empty() {
        let rows: Vec<K> = below
            .clone()
            .filter(parent.is_in(next))
            .into_tuple()
            .all(db)
            .await?;
        next = rows
            .into_iter()
            .filter(|row| !found.contains(row))
            .collect();
        found.extend(next.iter().cloned());
    }
    Ok(found)
}

async fn climb<E, K>(
    db: &impl ConnectionTrait,
    parents: &Select<E>,
    key: E::Column,
    from: impl IntoIterator<Item = K>,
) -> Result<HashMap<K, Option<K>>>
where
    E: EntityTrait,
    K: Clone + Eq + Hash + Into<sea_orm::Value> + sea_orm::TryGetable,
{
    let mut known: HashMap<K, Option<K>> = HashMap::new();
    let mut next: Vec<K> = from.into_iter().collect();
    while !next.is_empty() {
        let found: Vec<(K, Option<K>)> = parents
            .clone()
            .filter(key.is_in(next))
            .into_tuple()
            .all(db)
            .await?;
        known.extend(found.iter().cloned());
        next = found
            .into_iter()
            .filter_map(|(_, parent)| parent)
            .filter(|parent| !known.contains_key(parent))
            .collect();
    }
    Ok(known)
}

fn line<K: Clone + Eq + Hash>(parents: &HashMap<K, Option<K>>, from: K) -> Vec<K> {
    let mut line = Vec::new();
    let mut next = Some(from);
    while let Some(here) = next.take() {
        let Some(parent) = parents.get(&here) else {
            break;
        };
        next = parent.clone().filter(|parent| !line.contains(parent));
        line.push(here);
    }
    line
}
