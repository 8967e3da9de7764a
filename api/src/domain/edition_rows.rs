//! Rows that hang from an edition: details, topics, attachments and the like, read for many editions at once.
use entity::{
    activity, activity_communicator, article, attachment, briefing, briefing_about, citation,
    course, course_lecture, dialogue, dialogue_exchange, dialogue_host, edition_area,
    edition_audience, edition_body, edition_cover, edition_related, edition_topic, effect_event,
    guidance, legal_document, legal_document_field, legal_document_issuer, legal_question,
    legal_relation, material, plan, provision, report, report_figure,
};
use sea_orm::prelude::*;
use sea_orm::{Order, QueryOrder, QueryTrait};

use super::Result;
use super::database::rows_by_key;

/// A table whose rows hang from an edition.
pub trait OfEdition: EntityTrait {
    /// The column that names the edition.
    const EDITION: Self::Column;
    /// The column that orders an edition's rows.
    const ORDER: Self::Column;
    /// The edition of a row.
    fn edition_of(row: &Self::Model) -> Uuid;
}

/// The rows of `editions`, each edition's in order.
///
/// # Errors
/// When the database fails.
pub async fn of_editions<E: OfEdition>(
    db: &impl ConnectionTrait,
    editions: &[Uuid],
) -> Result<Vec<E::Model>> {
    let rows = E::find()
        .order_by(E::EDITION, Order::Asc)
        .order_by(E::ORDER, Order::Asc);
    rows_by_key(db, rows.into_query(), E::EDITION, editions).await
}

impl OfEdition for activity::Entity {
    const EDITION: Self::Column = activity::Column::EditionId;
    const ORDER: Self::Column = activity::Column::EditionId;

    fn edition_of(row: &Self::Model) -> Uuid {
        row.edition_id
    }
}

impl OfEdition for article::Entity {
    const EDITION: Self::Column = article::Column::EditionId;
    const ORDER: Self::Column = article::Column::EditionId;

    fn edition_of(row: &Self::Model) -> Uuid {
        row.edition_id
    }
}

impl OfEdition for briefing::Entity {
    const EDITION: Self::Column = briefing::Column::EditionId;
    const ORDER: Self::Column = briefing::Column::EditionId;

    fn edition_of(row: &Self::Model) -> Uuid {
        row.edition_id
    }
}

impl OfEdition for course::Entity {
    const EDITION: Self::Column = course::Column::EditionId;
    const ORDER: Self::Column = course::Column::EditionId;

    fn edition_of(row: &Self::Model) -> Uuid {
        row.edition_id
    }
}

impl OfEdition for dialogue::Entity {
    const EDITION: Self::Column = dialogue::Column::EditionId;
    const ORDER: Self::Column = dialogue::Column::EditionId;

    fn edition_of(row: &Self::Model) -> Uuid {
        row.edition_id
    }
}

impl OfEdition for edition_body::Entity {
    const EDITION: Self::Column = edition_body::Column::EditionId;
    const ORDER: Self::Column = edition_body::Column::EditionId;

    fn edition_of(row: &Self::Model) -> Uuid {
        row.edition_id
    }
}

impl OfEdition for edition_cover::Entity {
    const EDITION: Self::Column = edition_cover::Column::EditionId;
    const ORDER: Self::Column = edition_cover::Column::EditionId;

    fn edition_of(row: &Self::Model) -> Uuid {
        row.edition_id
    }
}

impl OfEdition for guidance::Entity {
    const EDITION: Self::Column = guidance::Column::EditionId;
    const ORDER: Self::Column = guidance::Column::EditionId;

    fn edition_of(row: &Self::Model) -> Uuid {
        row.edition_id
    }
}

impl OfEdition for legal_document::Entity {
    const EDITION: Self::Column = legal_document::Column::EditionId;
    const ORDER: Self::Column = legal_document::Column::EditionId;

    fn edition_of(row: &Self::Model) -> Uuid {
        row.edition_id
    }
}

impl OfEdition for legal_question::Entity {
    const EDITION: Self::Column = legal_question::Column::EditionId;
    const ORDER: Self::Column = legal_question::Column::EditionId;

    fn edition_of(row: &Self::Model) -> Uuid {
        row.edition_id
    }
}

impl OfEdition for material::Entity {
    const EDITION: Self::Column = material::Column::EditionId;
    const ORDER: Self::Column = material::Column::EditionId;

    fn edition_of(row: &Self::Model) -> Uuid {
        row.edition_id
    }
}

impl OfEdition for plan::Entity {
    const EDITION: Self::Column = plan::Column::EditionId;
    const ORDER: Self::Column = plan::Column::EditionId;

    fn edition_of(row: &Self::Model) -> Uuid {
        row.edition_id
    }
}

impl OfEdition for report::Entity {
    const EDITION: Self::Column = report::Column::EditionId;
    const ORDER: Self::Column = report::Column::EditionId;

    fn edition_of(row: &Self::Model) -> Uuid {
        row.edition_id
    }
}

impl OfEdition for activity_communicator::Entity {
    const EDITION: Self::Column = activity_communicator::Column::EditionId;
    const ORDER: Self::Column = activity_communicator::Column::Position;

    fn edition_of(row: &Self::Model) -> Uuid {
        row.edition_id
    }
}

impl OfEdition for attachment::Entity {
    const EDITION: Self::Column = attachment::Column::EditionId;
    const ORDER: Self::Column = attachment::Column::Position;

    fn edition_of(row: &Self::Model) -> Uuid {
        row.edition_id
    }
}

impl OfEdition for briefing_about::Entity {
    const EDITION: Self::Column = briefing_about::Column::EditionId;
    const ORDER: Self::Column = briefing_about::Column::Position;

    fn edition_of(row: &Self::Model) -> Uuid {
        row.edition_id
    }
}

impl OfEdition for citation::Entity {
    const EDITION: Self::Column = citation::Column::EditionId;
    const ORDER: Self::Column = citation::Column::Position;

    fn edition_of(row: &Self::Model) -> Uuid {
        row.edition_id
    }
}

impl OfEdition for course_lecture::Entity {
    const EDITION: Self::Column = course_lecture::Column::EditionId;
    const ORDER: Self::Column = course_lecture::Column::Position;

    fn edition_of(row: &Self::Model) -> Uuid {
        row.edition_id
    }
}

impl OfEdition for dialogue_exchange::Entity {
    const EDITION: Self::Column = dialogue_exchange::Column::EditionId;
    const ORDER: Self::Column = dialogue_exchange::Column::Position;

    fn edition_of(row: &Self::Model) -> Uuid {
        row.edition_id
    }
}

impl OfEdition for dialogue_host::Entity {
    const EDITION: Self::Column = dialogue_host::Column::EditionId;
    const ORDER: Self::Column = dialogue_host::Column::Position;

    fn edition_of(row: &Self::Model) -> Uuid {
        row.edition_id
    }
}

impl OfEdition for edition_related::Entity {
    const EDITION: Self::Column = edition_related::Column::EditionId;
    const ORDER: Self::Column = edition_related::Column::Position;

    fn edition_of(row: &Self::Model) -> Uuid {
        row.edition_id
    }
}

impl OfEdition for effect_event::Entity {
    const EDITION: Self::Column = effect_event::Column::EditionId;
    const ORDER: Self::Column = effect_event::Column::Position;

    fn edition_of(row: &Self::Model) -> Uuid {
        row.edition_id
    }
}

impl OfEdition for legal_document_field::Entity {
    const EDITION: Self::Column = legal_document_field::Column::EditionId;
    const ORDER: Self::Column = legal_document_field::Column::Position;

    fn edition_of(row: &Self::Model) -> Uuid {
        row.edition_id
    }
}

impl OfEdition for legal_document_issuer::Entity {
    const EDITION: Self::Column = legal_document_issuer::Column::EditionId;
    const ORDER: Self::Column = legal_document_issuer::Column::Position;

    fn edition_of(row: &Self::Model) -> Uuid {
        row.edition_id
    }
}

impl OfEdition for legal_relation::Entity {
    const EDITION: Self::Column = legal_relation::Column::EditionId;
    const ORDER: Self::Column = legal_relation::Column::Position;

    fn edition_of(row: &Self::Model) -> Uuid {
        row.edition_id
    }
}

impl OfEdition for provision::Entity {
    const EDITION: Self::Column = provision::Column::EditionId;
    const ORDER: Self::Column = provision::Column::SortKey;

    fn edition_of(row: &Self::Model) -> Uuid {
        row.edition_id
    }
}

impl OfEdition for report_figure::Entity {
    const EDITION: Self::Column = report_figure::Column::EditionId;
    const ORDER: Self::Column = report_figure::Column::Position;

    fn edition_of(row: &Self::Model) -> Uuid {
        row.edition_id
    }
}

impl OfEdition for edition_area::Entity {
    const EDITION: Self::Column = edition_area::Column::EditionId;
    const ORDER: Self::Column = edition_area::Column::AreaId;

    fn edition_of(row: &Self::Model) -> Uuid {
        row.edition_id
    }
}

impl OfEdition for edition_audience::Entity {
    const EDITION: Self::Column = edition_audience::Column::EditionId;
    const ORDER: Self::Column = edition_audience::Column::AudienceCode;

    fn edition_of(row: &Self::Model) -> Uuid {
        row.edition_id
    }
}

impl OfEdition for edition_topic::Entity {
    const EDITION: Self::Column = edition_topic::Column::EditionId;
    const ORDER: Self::Column = edition_topic::Column::TopicCode;

    fn edition_of(row: &Self::Model) -> Uuid {
        row.edition_id
    }
}
