//! Looking up what a batch of records names, a few statements for all of them.
use std::collections::{BTreeSet, HashMap, HashSet};

use entity::value::{EditionState, PathOutcome};
use entity::{
    content, edition, external_id, file, legal_document, legal_document_issuer, listing,
    listing_scope, path,
};
use sea_orm::prelude::*;
use sea_orm::{Condition, QuerySelect};

use super::asked::Asked;
use super::{DocumentIdentity, Known, KnownContent, LiveEdition};
use crate::domain::legal::keys_of;
use crate::domain::listing::Scope;
use crate::domain::publish::content::PreparedContent;
use crate::domain::publish::prepare::{Prepared, Step};

/// Values a statement.
const VALUES: usize = 1_000;

impl Known {
    /// Looks up everything that the records of a batch name.
    pub(in crate::domain::publish) async fn load(
        db: &impl ConnectionTrait,
        batch: &[Prepared],
    ) -> Result<Self, DbErr> {
        let mut known = Self::default();
        let asked = Asked::by(batch);
        known.load_paths(db, &asked.paths).await?;
        known.load_external_ids(db, &asked.external_ids).await?;
        let mut ids = asked.contents;
        ids.extend(known.external_ids.values());
        ids.extend(known.paths.values().filter_map(|row| row.content_id));
        known.load_contents(db, &ids, &asked.works).await?;
        let changing = known.changing(batch);
        known.load_scopes(db, &changing).await?;
        known.load_numbers(db, &changing).await?;
        let mut keys = asked.number_keys;
        let live = changing
            .iter()
            .filter_map(|id| known.contents.get(id)?.live.as_ref());
        keys.extend(live.filter_map(|live| live.number_key.clone()));
        known.load_documents(db, &keys).await?;
        known.load_files(db, &asked.files).await?;
        Ok(known)
    }

    async fn load_paths(
        &mut self,
        db: &impl ConnectionTrait,
        paths: &HashSet<String>,
    ) -> Result<(), DbErr> {
        for some in chunks(paths) {
            for row in path::Entity::find()
                .filter(path::Column::Path.is_in(some))
                .all(db)
                .await?
            {
                self.paths.insert(row.path.clone(), row);
            }
        }
        Ok(())
    }

    async fn load_external_ids(
        &mut self,
        db: &impl ConnectionTrait,
        asked: &HashMap<String, HashSet<String>>,
    ) -> Result<(), DbErr> {
        for (system, values) in asked {
            for some in chunks(values) {
                let rows = external_id::Entity::find()
                    .filter(external_id::Column::System.eq(system))
                    .filter(external_id::Column::Value.is_in(some))
                    .all(db)
                    .await?;
                self.external_ids.extend(
                    rows.into_iter()
                        .map(|row| ((row.system, row.value), row.content_id)),
                );
            }
        }
        Ok(())
    }

    async fn load_contents(
        &mut self,
        db: &impl ConnectionTrait,
        ids: &HashSet<Uuid>,
        works: &HashSet<Uuid>,
    ) -> Result<(), DbErr> {
        let named: HashSet<Uuid> = ids.union(works).copied().collect();
        for some in chunks(&named) {
            let named = Condition::any()
                .add(content::Column::Id.is_in(some.clone()))
                .add(content::Column::WorkId.is_in(some));
            for row in content::Entity::find().filter(named).all(db).await? {
                self.works
                    .insert((row.work_id, row.language_code.clone()), row.id);
                let content = KnownContent {
                    kind: row.kind,
                    work: row.work_id,
                    language: row.language_code,
                    lock_version: row.lock_version,
                    live: None,
                    last_number: 0,
                    path: None,
                    notices: Vec::new(),
                    scopes: BTreeSet::new(),
                };
                self.contents.insert(row.id, content);
            }
        }
        let there: HashSet<Uuid> = self.contents.keys().copied().collect();
        for some in chunks(&there) {
            self.load_editions(db, &some).await?;
            let paths = path::Entity::find()
                .filter(path::Column::ContentId.is_in(some))
                .filter(
                    Condition::any()
                        .add(path::Column::Outcome.ne(PathOutcome::Redirect))
                        .add(path::Column::Target.is_not_null()),
                );
            for row in paths.all(db).await? {
                if let Some(content) = row.content_id.and_then(|id| self.contents.get_mut(&id)) {
                    match row.outcome {
                        PathOutcome::Content => content.path = Some(row.path.clone()),
                        _ => content.notices.push(row.path.clone()),
                    }
                }
                self.paths.insert(row.path.clone(), row);
            }
        }
        Ok(())
    }

    async fn load_editions(
        &mut self,
        db: &impl ConnectionTrait,
        contents: &[Uuid],
    ) -> Result<(), DbErr> {
        type Row = (
            Uuid,
            Uuid,
            i32,
            EditionState,
            String,
            String,
            Option<DateTimeUtc>,
        );
        let rows: Vec<Row> = edition::Entity::find()
            .select_only()
            .columns([
                edition::Column::ContentId,
                edition::Column::Id,
                edition::Column::Number,
                edition::Column::State,
                edition::Column::Digest,
                edition::Column::Title,
                edition::Column::PublishedAt,
            ])
            .filter(edition::Column::ContentId.is_in(contents.iter().copied()))
            .into_tuple()
            .all(db)
            .await?;
        for (content, id, number, state, digest, title, published_at) in rows {
            if let Some(content) = self.contents.get_mut(&content) {
                content.last_number = content.last_number.max(number);
                if state == EditionState::Live {
                    let published_at = published_at.unwrap_or_default();
                    content.live = Some(LiveEdition {
                        id,
                        digest,
                        title,
                        published_at,
                        number_key: None,
                        name_keys: Vec::new(),
                    });
                }
            }
        }
        Ok(())
    }

    /// The contents that the batch may change or withdraw.
    fn changing(&self, batch: &[Prepared]) -> HashSet<Uuid> {
        let is_other = |prepared: &PreparedContent, content: &KnownContent| {
            content
                .live
                .as_ref()
                .is_none_or(|live| live.digest != prepared.digest)
                || prepared.record.path.is_some() && prepared.record.path != content.path
        };
        let mut changing = HashSet::new();
        for Prepared(step) in batch {
            match step {
                Step::Content(prepared) => {
                    let external = prepared.record.external_ids.iter().filter_map(|known| {
                        self.external_ids
                            .get(&(known.system.clone(), known.value.clone()))
                            .copied()
                    });
                    let at_path = prepared
                        .record
                        .path
                        .as_deref()
                        .and_then(|path| self.content_at(path));
                    let ids = external.chain(at_path).chain([prepared.id]);
                    changing.extend(ids.filter(|id| {
                        self.contents
                            .get(id)
                            .is_some_and(|content| is_other(prepared, content))
                    }));
                }
                Step::Path(record) => changing.extend(self.content_at(&record.path)),
                Step::Entry(_) | Step::File(..) => {}
            }
        }
        changing
    }

    async fn load_scopes(
        &mut self,
        db: &impl ConnectionTrait,
        ids: &HashSet<Uuid>,
    ) -> Result<(), DbErr> {
        for some in chunks(ids) {
            for (content, scope) in scopes_of(db, some).await? {
                if let Some(content) = self.contents.get_mut(&content) {
                    content.scopes.insert(scope);
                }
            }
        }
        Ok(())
    }

    async fn load_numbers(
        &mut self,
        db: &impl ConnectionTrait,
        ids: &HashSet<Uuid>,
    ) -> Result<(), DbErr> {
        let by_edition: HashMap<Uuid, Uuid> = ids
            .iter()
            .filter_map(|id| Some((self.contents.get(id)?.live.as_ref()?.id, *id)))
            .collect();
        let editions: HashSet<Uuid> = by_edition.keys().copied().collect();
        for some in chunks(&editions) {
            let rows = legal_document::Entity::find()
                .filter(legal_document::Column::EditionId.is_in(some));
            for row in rows.all(db).await? {
                let content = by_edition
                    .get(&row.edition_id)
                    .and_then(|id| self.contents.get_mut(id));
                if let Some(live) = content.and_then(|content| content.live.as_mut()) {
                    live.number_key = row.number_key;
                    let named = row.name_key.iter();
                    live.name_keys = named
                        .flat_map(|name| keys_of(name, row.issued_on))
                        .collect();
                }
            }
        }
        Ok(())
    }

    async fn load_documents(
        &mut self,
        db: &impl ConnectionTrait,
        keys: &HashSet<String>,
    ) -> Result<(), DbErr> {
        for some in chunks(keys) {
            let rows: Vec<(String, Uuid, Uuid, chrono::NaiveDate)> = legal_document::Entity::find()
                .select_only()
                .column(legal_document::Column::NumberKey)
                .column(legal_document::Column::EditionId)
                .column(edition::Column::ContentId)
                .column(legal_document::Column::IssuedOn)
                .join(
                    sea_orm::JoinType::InnerJoin,
                    legal_document::Entity::belongs_to(edition::Entity)
                        .from(legal_document::Column::EditionId)
                        .to(edition::Column::Id)
                        .into(),
                )
                .filter(edition::Column::State.eq(EditionState::Live))
                .filter(legal_document::Column::NumberKey.is_in(some))
                .into_tuple()
                .all(db)
                .await?;
            let editions: HashSet<Uuid> = rows.iter().map(|(_, edition, ..)| *edition).collect();
            let mut issuers: HashMap<Uuid, Vec<String>> = HashMap::new();
            for some in chunks(&editions) {
                let rows = legal_document_issuer::Entity::find()
                    .filter(legal_document_issuer::Column::EditionId.is_in(some));
                for row in rows.all(db).await? {
                    issuers
                        .entry(row.edition_id)
                        .or_default()
                        .push(row.issuer_code);
                }
            }
            for (key, edition, content, issued_on) in rows {
                let issuers = issuers.remove(&edition).unwrap_or_default();
                self.documents.add(
                    &key,
                    DocumentIdentity {
                        content,
                        issued_on,
                        issuers,
                    },
                );
            }
        }
        Ok(())
    }

    async fn load_files(
        &mut self,
        db: &impl ConnectionTrait,
        files: &HashSet<String>,
    ) -> Result<(), DbErr> {
        for some in chunks(files) {
            let rows: Vec<String> = file::Entity::find()
                .select_only()
                .column(file::Column::Sha256)
                .filter(file::Column::Sha256.is_in(some))
                .into_tuple()
                .all(db)
                .await?;
            self.files.extend(rows);
        }
        Ok(())
    }
}

/// The scopes that hold contents.
pub(in crate::domain::publish) async fn scopes_of(
    db: &impl ConnectionTrait,
    contents: Vec<Uuid>,
) -> Result<Vec<(Uuid, Scope)>, DbErr> {
    let rows: Vec<(Uuid, String, String)> = listing::Entity::find()
        .select_only()
        .column(listing::Column::ContentId)
        .column(listing_scope::Column::Kind)
        .column(listing_scope::Column::Reference)
        .join(
            sea_orm::JoinType::InnerJoin,
            listing::Entity::belongs_to(listing_scope::Entity)
                .from(listing::Column::ScopeId)
                .to(listing_scope::Column::Id)
                .into(),
        )
        .filter(listing::Column::ContentId.is_in(contents))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|(content, kind, reference)| Some((content, Scope::stored(&kind, reference)?)))
        .collect())
}

/// Values in order, as many at a time as a statement takes.
fn chunks<T: Clone + Ord>(values: &HashSet<T>) -> Vec<Vec<T>> {
    let mut values: Vec<T> = values.iter().cloned().collect();
    values.sort_unstable();
    values.chunks(VALUES).map(<[T]>::to_vec).collect()
}
