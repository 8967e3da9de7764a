//! Reading the small tables.
use std::collections::HashMap;
use std::hash::Hash;

use entity::{
    activity_form, agency, agency_succession, agency_type, area, area_succession, audience,
    communicator, communicator_topic, document_type, holiday, issuer, language, relation_type,
    section, section_duty, site, topic,
};
use sea_orm::{ConnectionTrait, DbErr, EntityTrait, QueryOrder};

use super::{Catalogue, Timeline, Tree};

impl Catalogue {
    /// Reads all small tables.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn load(db: &impl ConnectionTrait) -> Result<Self, DbErr> {
        Ok(Self {
            languages: by(language::Entity::find().all(db).await?, |row| {
                row.code.clone()
            }),
            topics: Tree::new(topic::Entity::find().all(db).await?),
            audiences: Tree::new(audience::Entity::find().all(db).await?),
            activity_forms: Tree::new(activity_form::Entity::find().all(db).await?),
            agency_types: Tree::new(agency_type::Entity::find().all(db).await?),
            document_types: by(document_type::Entity::find().all(db).await?, |row| {
                row.code.clone()
            }),
            relation_types: by(relation_type::Entity::find().all(db).await?, |row| {
                row.code.clone()
            }),
            holidays: by(holiday::Entity::find().all(db).await?, |row| row.date),
            sections: Tree::new(section::Entity::find().all(db).await?),
            duties: duties(db).await?,
            areas: Timeline::new(area::Entity::find().all(db).await?),
            area_successions: by(area_succession::Entity::find().all(db).await?, |row| {
                (row.predecessor_id, row.successor_id, row.on_date)
            }),
            agencies: Timeline::new(agency::Entity::find().all(db).await?),
            agency_successions: by(agency_succession::Entity::find().all(db).await?, |row| {
                (row.predecessor_id, row.successor_id, row.on_date)
            }),
            issuers: by(issuer::Entity::find().all(db).await?, |row| {
                row.code.clone()
            }),
            communicators: by(communicator::Entity::find().all(db).await?, |row| row.id),
            communicator_topics: communicator_topics(db).await?,
            site: site::Entity::find().one(db).await?,
            moved: false,
        })
    }
}

fn by<K: Eq + Hash, M>(rows: Vec<M>, key: impl Fn(&M) -> K) -> HashMap<K, M> {
    rows.into_iter().map(|row| (key(&row), row)).collect()
}

async fn duties(
    db: &impl ConnectionTrait,
) -> Result<HashMap<String, Vec<section_duty::Model>>, DbErr> {
    let mut duties: HashMap<String, Vec<section_duty::Model>> = HashMap::new();
    for duty in section_duty::Entity::find().all(db).await? {
        duties
            .entry(duty.section_code.clone())
            .or_default()
            .push(duty);
    }
    for of_section in duties.values_mut() {
        of_section.sort_by_key(|duty| (duty.valid_from, duty.id));
    }
    Ok(duties)
}

async fn communicator_topics(
    db: &impl ConnectionTrait,
) -> Result<HashMap<sea_orm::prelude::Uuid, Vec<String>>, DbErr> {
    let mut topics: HashMap<_, Vec<String>> = HashMap::new();
    let rows = communicator_topic::Entity::find()
        .order_by_asc(communicator_topic::Column::CommunicatorId)
        .order_by_asc(communicator_topic::Column::TopicCode)
        .all(db)
        .await?;
    for row in rows {
        topics
            .entry(row.communicator_id)
            .or_default()
            .push(row.topic_code);
    }
    Ok(topics)
}
