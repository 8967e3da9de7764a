//! The rows that every kind of content has.
use chrono::{DateTime, NaiveDate, Utc};
use entity::value::EditionState;
use entity::{
    attachment, citation, edition, edition_area, edition_audience, edition_body, edition_cover,
    edition_related, edition_topic,
};
use sea_orm::prelude::*;
use sea_orm::{ActiveModelTrait, ActiveValue, IntoActiveModel};

use super::decide::Plan;
use super::edition_plan::EditionPlan;
use crate::domain::clock::local_day;
use crate::domain::legal::{as_name, number_key};
use crate::domain::publish::identity;
use crate::domain::publish::rows::Rows;
use crate::exchange::Details;
use crate::exchange::content::{AttachmentRecord, ContentRecord, ContentRef};

/// Adds an edition with all that does not depend on its kind.
pub(super) fn add(rows: &mut Rows, plan: &Plan, edition: &EditionPlan, now: DateTime<Utc>) {
    let (edition_id, record) = (edition.id, &plan.prepared.record);
    if plan.prepared.standing.is_none() {
        rows.add::<edition::Entity>(head(plan, edition, now));
    }
    let html = plan.prepared.html.clone();
    rows.extend::<edition_body::Entity>(html.map(|html| edition_body::Model { edition_id, html }));
    let cover = record.cover.clone().map(|cover| edition_cover::Model {
        edition_id,
        file_sha256: cover.file,
        alt: cover.alt,
        caption: cover.caption,
        credit: cover.credit,
    });
    rows.extend::<edition_cover::Entity>(cover);
    let topics = record.topics.iter().cloned();
    rows.extend::<edition_topic::Entity>(topics.map(|topic_code| edition_topic::Model {
        edition_id,
        topic_code,
    }));
    let audiences = record.audiences.iter().cloned();
    rows.extend::<edition_audience::Entity>(audiences.map(|audience_code| {
        edition_audience::Model {
            edition_id,
            audience_code,
        }
    }));
    rows.extend::<edition_area::Entity>(areas(edition));
    let attachments = (0..)
        .zip(&record.attachments)
        .map(|(position, given)| attached(edition_id, position, given));
    rows.extend::<attachment::Entity>(attachments);
    rows.extend::<edition_related::Entity>(related(edition_id, &record.related, &edition.related));
    rows.extend::<citation::Entity>(citations(plan, edition));
}

/// Lets the edition that was written at the desk say what it says to the public.
pub(super) async fn write_head(
    db: &impl ConnectionTrait,
    plan: &Plan,
    edition: &EditionPlan,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let row = edition::ActiveModel {
        created_at: ActiveValue::NotSet,
        ..head(plan, edition, now).into_active_model().reset_all()
    };
    update(db, edition.id, row).await
}

/// The same without letting it appear: its state, its times and the digest of the working copy stay.
pub(super) async fn rehearse_head(
    db: &impl ConnectionTrait,
    plan: &Plan,
    edition: &EditionPlan,
) -> Result<(), DbErr> {
    let at = plan.prepared.record.published_at;
    let row = edition::ActiveModel {
        state: ActiveValue::NotSet,
        digest: ActiveValue::NotSet,
        first_published_at: ActiveValue::NotSet,
        published_at: ActiveValue::NotSet,
        updated_at: ActiveValue::NotSet,
        created_at: ActiveValue::NotSet,
        ..head(plan, edition, at).into_active_model().reset_all()
    };
    update(db, edition.id, row).await
}

async fn update(
    db: &impl ConnectionTrait,
    id: Uuid,
    row: edition::ActiveModel,
) -> Result<(), DbErr> {
    edition::Entity::update_many()
        .set(row)
        .filter(edition::Column::Id.eq(id))
        .exec(db)
        .await
        .map(drop)
}

fn head(plan: &Plan, edition: &EditionPlan, now: DateTime<Utc>) -> edition::Model {
    let record = &plan.prepared.record;
    let source = record.source.as_ref();
    edition::Model {
        id: edition.id,
        content_id: plan.content,
        number: edition.number,
        state: EditionState::Live,
        title: record.title.clone(),
        title_key: plan.prepared.title_key.clone(),
        summary: record.summary.clone(),
        section_code: record.section.clone(),
        agency_id: edition.agency,
        author: record.author.clone(),
        source_name: source.map(|source| source.name.clone()),
        source_url: source.and_then(|source| source.url.clone()),
        slug: plan.path.rsplit('/').next().unwrap_or_default().to_owned(),
        change_note: record.change_note.clone(),
        own_date: plan.prepared.own_date,
        digest: plan.prepared.digest.clone(),
        first_published_at: Some(record.first_published_at),
        published_at: Some(record.published_at),
        updated_at: record.updated_at,
        created_at: now,
    }
}

/// Several codes may have led to one area.
fn areas(edition: &EditionPlan) -> Vec<edition_area::Model> {
    let mut areas = edition.areas.clone();
    areas.sort_unstable();
    areas.dedup();
    areas
        .into_iter()
        .map(|area_id| edition_area::Model {
            edition_id: edition.id,
            area_id,
        })
        .collect()
}

fn attached(edition: Uuid, position: i32, given: &AttachmentRecord) -> attachment::Model {
    attachment::Model {
        id: identity::attachment(edition, position),
        edition_id: edition,
        position,
        file_sha256: given.file.clone(),
        title: given.title.clone(),
        role: given.role.into(),
        language_code: given.language.clone(),
    }
}

/// The key under which a related item waits until it is there.
pub(in crate::domain::publish) fn related_key(related: &ContentRef) -> String {
    match related {
        ContentRef::Id(id) => format!("id:{id}"),
        ContentRef::Path(path) => format!("path:{path}"),
        ContentRef::Document(document) => {
            format!("doc:{}", number_key(&document.number).unwrap_or_default())
        }
    }
}

fn related(
    edition: Uuid,
    related: &[ContentRef],
    targets: &[Option<Uuid>],
) -> Vec<edition_related::Model> {
    let row = |(position, (related, target)): (i32, (&ContentRef, &Option<Uuid>))| {
        let document = match related {
            ContentRef::Document(document) => Some(document),
            ContentRef::Id(_) | ContentRef::Path(_) => None,
        };
        edition_related::Model {
            edition_id: edition,
            position,
            target_key: related_key(related),
            target_number: document.map(|document| document.number.clone()),
            target_title: document.and_then(|document| document.title.clone()),
            target_issuer_code: document.and_then(|document| document.issuer.clone()),
            target_issued_on: document.and_then(|document| document.issued_on),
            target_id: *target,
        }
    };
    (0..).zip(related.iter().zip(targets)).map(row).collect()
}

fn citations(plan: &Plan, edition: &EditionPlan) -> Vec<citation::Model> {
    let as_of = as_of(&plan.prepared.record);
    let is_of_a_day = |key: &String| matches!(as_name(key), Some((_, None)));
    let cited = plan.prepared.citations.iter().zip(&edition.citations);
    (0..)
        .zip(cited)
        .map(|(position, (cited, target))| citation::Model {
            edition_id: edition.id,
            position,
            part: cited.part,
            starts: cited.starts,
            ends: cited.ends,
            text: cited.text.clone(),
            provision: cited.provision.clone(),
            document: cited.document.clone(),
            document_key: cited.document_key.clone(),
            as_of: cited
                .document_key
                .as_ref()
                .filter(|key| is_of_a_day(key))
                .map(|_| as_of),
            target_id: *target,
        })
        .collect()
}

/// The day on which what a content cites was in force.
fn as_of(record: &ContentRecord) -> NaiveDate {
    let said = match &record.details {
        Details::LegalDocument(document) => Some(document.issued_on),
        Details::LegalQuestion(question) => Some(question.law_as_of),
        _ => None,
    };
    said.unwrap_or_else(|| local_day(record.published_at))
}
