//! Reading live contents as lists see them.
use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use chrono::{DateTime, NaiveDate, Utc};
use entity::value::{BriefingForm, ContentKind, DialogueForm, EditionState, MaterialForm};
use entity::{
    activity, briefing, briefing_about, citation, content, dialogue, edition, edition_area,
    edition_audience, edition_topic, legal_document, legal_document_issuer, material,
};
use sea_orm::prelude::*;
use sea_orm::{ActiveEnum, FromQueryResult, JoinType, QueryOrder, QuerySelect, Select};

use super::scope::{date_key, time_key};
use super::{Listed, SortKeys};
use crate::domain::clock::local_day;

/// A live edition, as far as lists need it.
#[derive(FromQueryResult)]
struct Head {
    id: Uuid,
    content_id: Uuid,
    kind: ContentKind,
    language_code: String,
    section_code: String,
    agency_id: Uuid,
    title_key: String,
    own_date: Option<NaiveDate>,
    published_at: Option<DateTime<Utc>>,
    updated_at: DateTime<Utc>,
}

/// The live ones of `contents`.
pub(in crate::domain) async fn of(
    db: &impl ConnectionTrait,
    contents: &[Uuid],
) -> Result<Vec<Listed>, DbErr> {
    let heads = heads().filter(edition::Column::ContentId.is_in(contents.iter().copied()));
    complete(db, heads.into_model().all(db).await?).await
}

/// The next `limit` live contents by identity.
pub(in crate::domain) async fn page(
    db: &impl ConnectionTrait,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<Listed>, DbErr> {
    let mut heads = heads()
        .order_by_asc(edition::Column::ContentId)
        .limit(limit);
    if let Some(after) = after {
        heads = heads.filter(edition::Column::ContentId.gt(after));
    }
    complete(db, heads.into_model().all(db).await?).await
}

fn heads() -> Select<edition::Entity> {
    edition::Entity::find()
        .select_only()
        .columns([
            edition::Column::Id,
            edition::Column::ContentId,
            edition::Column::SectionCode,
            edition::Column::AgencyId,
            edition::Column::TitleKey,
            edition::Column::OwnDate,
            edition::Column::PublishedAt,
            edition::Column::UpdatedAt,
        ])
        .column(content::Column::Kind)
        .column(content::Column::LanguageCode)
        .join(
            JoinType::InnerJoin,
            edition::Entity::belongs_to(content::Entity)
                .from(edition::Column::ContentId)
                .to(content::Column::Id)
                .into(),
        )
        .filter(edition::Column::State.eq(EditionState::Live))
}

/// Adds what hangs from the editions.
async fn complete(db: &impl ConnectionTrait, heads: Vec<Head>) -> Result<Vec<Listed>, DbErr> {
    if heads.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<Uuid> = heads.iter().map(|head| head.id).collect();
    let mut areas = many::<edition_area::Entity, Uuid>(
        db,
        &ids,
        edition_area::Column::EditionId,
        edition_area::Column::AreaId,
    )
    .await?;
    let mut topics = many::<edition_topic::Entity, String>(
        db,
        &ids,
        edition_topic::Column::EditionId,
        edition_topic::Column::TopicCode,
    )
    .await?;
    let mut audiences = many::<edition_audience::Entity, String>(
        db,
        &ids,
        edition_audience::Column::EditionId,
        edition_audience::Column::AudienceCode,
    )
    .await?;
    let mut issuers = many::<legal_document_issuer::Entity, String>(
        db,
        &ids,
        legal_document_issuer::Column::EditionId,
        legal_document_issuer::Column::IssuerCode,
    )
    .await?;
    let mut subjects = many::<briefing_about::Entity, Option<Uuid>>(
        db,
        &ids,
        briefing_about::Column::EditionId,
        briefing_about::Column::TargetId,
    )
    .await?;
    let mut cited = many::<citation::Entity, Option<Uuid>>(
        db,
        &ids,
        citation::Column::EditionId,
        citation::Column::TargetId,
    )
    .await?;
    let mut documents = documents(db, &ids).await?;
    let mut forms = forms(db, &ids).await?;
    let listed = heads.into_iter().map(|head| {
        let published = head.published_at.unwrap_or(head.updated_at);
        let (document_type, number_key) = documents.remove(&head.id).unzip();
        let subjects: HashSet<Uuid> = take(&mut subjects, head.id).into_iter().flatten().collect();
        let cited = take(&mut cited, head.id).into_iter().flatten();
        let cited: HashSet<Uuid> = cited.filter(|target| *target != head.content_id).collect();
        let about = match head.kind {
            ContentKind::LegalDocument => HashSet::new(),
            _ => cited.union(&subjects).copied().collect(),
        };
        Listed {
            content: head.content_id,
            kind: head.kind,
            language: head.language_code,
            section: head.section_code,
            agency: head.agency_id,
            areas: take(&mut areas, head.id),
            topics: take(&mut topics, head.id),
            audiences: take(&mut audiences, head.id),
            form: forms.remove(&head.id),
            document_type,
            issuers: take(&mut issuers, head.id),
            number_key: number_key.flatten(),
            about: about.into_iter().collect(),
            subjects: subjects.into_iter().collect(),
            cited: cited.into_iter().collect(),
            keys: SortKeys {
                published: time_key(published),
                updated: time_key(head.updated_at),
                date: date_key(head.own_date.unwrap_or_else(|| local_day(published))),
                title: head.title_key,
            },
        }
    });
    Ok(listed.collect())
}

fn take<V>(values: &mut HashMap<Uuid, HashSet<V>>, edition: Uuid) -> Vec<V> {
    values.remove(&edition).into_iter().flatten().collect()
}

/// The values of a column by edition, each once.
async fn many<E: EntityTrait, V: sea_orm::TryGetable + Eq + Hash + Send>(
    db: &impl ConnectionTrait,
    editions: &[Uuid],
    edition: E::Column,
    value: E::Column,
) -> Result<HashMap<Uuid, HashSet<V>>, DbErr> {
    let rows: Vec<(Uuid, V)> = E::find()
        .select_only()
        .columns([edition, value])
        .filter(edition.is_in(editions.iter().copied()))
        .distinct()
        .into_tuple()
        .all(db)
        .await?;
    let mut values: HashMap<Uuid, HashSet<V>> = HashMap::new();
    for (edition, value) in rows {
        values.entry(edition).or_default().insert(value);
    }
    Ok(values)
}

/// Type and number key of legal documents by edition.
async fn documents(
    db: &impl ConnectionTrait,
    editions: &[Uuid],
) -> Result<HashMap<Uuid, (String, Option<String>)>, DbErr> {
    let rows = legal_document::Entity::find()
        .filter(legal_document::Column::EditionId.is_in(editions.iter().copied()))
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.edition_id, (row.type_code, row.number_key)))
        .collect())
}

/// The forms of the kinds that have forms, by edition.
async fn forms(
    db: &impl ConnectionTrait,
    editions: &[Uuid],
) -> Result<HashMap<Uuid, String>, DbErr> {
    let ids = || editions.iter().copied();
    let mut forms = HashMap::new();
    for row in briefing::Entity::find()
        .filter(briefing::Column::EditionId.is_in(ids()))
        .all(db)
        .await?
    {
        forms.insert(row.edition_id, BriefingForm::to_value(&row.form));
    }
    for row in dialogue::Entity::find()
        .filter(dialogue::Column::EditionId.is_in(ids()))
        .all(db)
        .await?
    {
        forms.insert(row.edition_id, DialogueForm::to_value(&row.form));
    }
    for row in activity::Entity::find()
        .filter(activity::Column::EditionId.is_in(ids()))
        .all(db)
        .await?
    {
        forms.insert(row.edition_id, row.form_code);
    }
    let materials: Vec<(Uuid, MaterialForm)> = material::Entity::find()
        .select_only()
        .columns([material::Column::EditionId, material::Column::Form])
        .filter(material::Column::EditionId.is_in(ids()))
        .into_tuple()
        .all(db)
        .await?;
    forms.extend(
        materials
            .into_iter()
            .map(|(edition, form)| (edition, form.to_value())),
    );
    Ok(forms)
}
