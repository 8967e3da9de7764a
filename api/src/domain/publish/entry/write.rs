//! Writing entries.
use entity::{
    activity_form, agency, agency_succession, agency_type, area, area_succession, audience,
    communicator, communicator_topic, document_type, holiday, issuer, language, relation_type,
    section, section_duty, site, topic,
};
use sea_orm::prelude::*;
use sea_orm::{ActiveModelTrait, IntoActiveModel};

use super::Entry;
use crate::domain::publish::rows::insert_all;

impl Entry {
    /// Writes the row, or rows: for the first time, or over what is kept.
    pub(in crate::domain::publish) async fn write(
        &self,
        db: &impl ConnectionTrait,
        is_new: bool,
    ) -> Result<(), DbErr> {
        match self.clone() {
            Self::Language(row) => save::<language::Entity, _>(db, row, is_new).await,
            Self::Topic(row) => save::<topic::Entity, _>(db, row, is_new).await,
            Self::Audience(row) => save::<audience::Entity, _>(db, row, is_new).await,
            Self::ActivityForm(row) => save::<activity_form::Entity, _>(db, row, is_new).await,
            Self::AgencyType(row) => save::<agency_type::Entity, _>(db, row, is_new).await,
            Self::DocumentType(row) => save::<document_type::Entity, _>(db, row, is_new).await,
            Self::RelationType(row) => save::<relation_type::Entity, _>(db, row, is_new).await,
            Self::Holiday(row) => save::<holiday::Entity, _>(db, row, is_new).await,
            Self::Section(row, duties) => {
                let code = row.code.clone();
                save::<section::Entity, _>(db, row, is_new).await?;
                section_duty::Entity::delete_many()
                    .filter(section_duty::Column::SectionCode.eq(code))
                    .exec(db)
                    .await?;
                insert_all::<section_duty::Entity>(db, duties).await
            }
            Self::Area(row) => save::<area::Entity, _>(db, row, is_new).await,
            Self::AreaSuccession(row) => save::<area_succession::Entity, _>(db, row, is_new).await,
            Self::Agency(row) => save::<agency::Entity, _>(db, row, is_new).await,
            Self::AgencySuccession(row) => {
                save::<agency_succession::Entity, _>(db, row, is_new).await
            }
            Self::Issuer(row) => save::<issuer::Entity, _>(db, row, is_new).await,
            Self::Communicator(row, topics) => {
                let id = row.id;
                save::<communicator::Entity, _>(db, row, is_new).await?;
                communicator_topic::Entity::delete_many()
                    .filter(communicator_topic::Column::CommunicatorId.eq(id))
                    .exec(db)
                    .await?;
                let of_topic = |topic_code| communicator_topic::Model {
                    communicator_id: id,
                    topic_code,
                };
                insert_all::<communicator_topic::Entity>(
                    db,
                    topics.into_iter().map(of_topic).collect(),
                )
                .await
            }
            Self::Site(row) => save::<site::Entity, _>(db, row, is_new).await,
        }
    }
}

async fn save<E, A>(db: &impl ConnectionTrait, row: E::Model, is_new: bool) -> Result<(), DbErr>
where
    E: EntityTrait,
    E::Model: IntoActiveModel<A>,
    A: ActiveModelTrait<Entity = E>,
{
    let row = row.into_active_model();
    if is_new {
        E::insert(row).exec_without_returning(db).await.map(drop)
    } else {
        E::update_many()
            .set(row.clone().reset_all())
            .filter(same_key(&row))
            .exec(db)
            .await
            .map(drop)
    }
}

/// The condition that a row has the primary key of this one.
fn same_key<A: ActiveModelTrait>(row: &A) -> sea_orm::Condition {
    let mut condition = sea_orm::Condition::all();
    for key in <<A::Entity as EntityTrait>::PrimaryKey as sea_orm::Iterable>::iter() {
        let column = sea_orm::PrimaryKeyToColumn::into_column(key);
        if let Some(value) = row.get(column).into_value() {
            condition = condition.add(column.eq(value));
        }
    }
    condition
}
