//! Taking away what an edition says that is not live.
use entity::{
    activity, article, attachment, briefing, citation, course, dialogue, edition_area,
    edition_audience, edition_body, edition_cover, edition_rehearsal, edition_related,
    edition_topic, guidance, legal_document, legal_question, material, plan, report,
};
use sea_orm::prelude::*;

use crate::domain::edition_rows::OfEdition;

/// Removes the rows that hang from an edition, so that it can be written anew; its head stays.
///
/// # Errors
/// When the database fails.
pub(in crate::domain) async fn clear(
    db: &impl ConnectionTrait,
    edition: Uuid,
) -> Result<(), DbErr> {
    edition_rehearsal::Entity::delete_by_id(edition)
        .exec(db)
        .await?;
    of::<edition_body::Entity>(db, edition).await?;
    of::<edition_cover::Entity>(db, edition).await?;
    of::<attachment::Entity>(db, edition).await?;
    of::<edition_topic::Entity>(db, edition).await?;
    of::<edition_audience::Entity>(db, edition).await?;
    of::<edition_area::Entity>(db, edition).await?;
    of::<edition_related::Entity>(db, edition).await?;
    of::<citation::Entity>(db, edition).await?;
    // What hangs from these goes with them.
    of::<activity::Entity>(db, edition).await?;
    of::<article::Entity>(db, edition).await?;
    of::<briefing::Entity>(db, edition).await?;
    of::<course::Entity>(db, edition).await?;
    of::<dialogue::Entity>(db, edition).await?;
    of::<guidance::Entity>(db, edition).await?;
    of::<legal_document::Entity>(db, edition).await?;
    of::<legal_question::Entity>(db, edition).await?;
    of::<material::Entity>(db, edition).await?;
    of::<plan::Entity>(db, edition).await?;
    of::<report::Entity>(db, edition).await
}

async fn of<E: OfEdition>(db: &impl ConnectionTrait, edition: Uuid) -> Result<(), DbErr> {
    E::delete_many()
        .filter(E::EDITION.eq(edition))
        .exec(db)
        .await
        .map(drop)
}
