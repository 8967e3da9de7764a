//! What a batch keeps in mind of what it wrote: for the records that follow, and for its end.
use std::collections::BTreeSet;

use entity::value::{Change as Kind, PathOutcome};
use uuid::Uuid;

use super::Batch;
use crate::domain::legal::{as_name, keys_of, name_key};
use crate::domain::listing::write::Change;
use crate::domain::listing::{Scope, SortKeys};
use crate::domain::publish::content::{Plan, PreparedContent};
use crate::domain::publish::entry::Entry;
use crate::domain::publish::events::{path_event, published_event};
use crate::domain::publish::known::{DocumentIdentity, KnownContent, LiveEdition};
use crate::domain::publish::path::PathPlan;
use crate::exchange::Details;
use crate::exchange::content::ContentRecord;

impl Batch<'_> {
    /// Keeps what was written for a content in mind for the records after it and for the end of the batch.
    pub(super) fn remember(&mut self, plan: Plan) {
        let before = plan.before.clone();
        let scopes_before = before
            .as_ref()
            .map(|before| before.scopes.clone())
            .unwrap_or_default();
        for issuer in plan.issuers {
            self.catalogue.remember(Entry::Issuer(issuer));
        }
        for (row, _) in &plan.paths {
            self.touched
                .named
                .insert(format!("path:{}", row.path), plan.content);
            if row.outcome == PathOutcome::Redirect {
                self.events.push(path_event(
                    Kind::Redirected,
                    Some(plan.content),
                    &row.path,
                    &BTreeSet::new(),
                ));
            }
            self.known.paths.insert(row.path.clone(), row.clone());
        }
        let record = &plan.prepared.record;
        let mut content = before.unwrap_or_else(|| KnownContent {
            kind: record.details.kind(),
            work: plan.work,
            language: record.language.clone(),
            lock_version: 0,
            live: None,
            last_number: 0,
            path: None,
            notices: Vec::new(),
            scopes: BTreeSet::new(),
        });
        content.lock_version += 1;
        self.known
            .works
            .remove(&(content.work, content.language.clone()));
        self.known
            .works
            .insert((plan.work, content.language.clone()), plan.content);
        content.work = plan.work;
        content.path = Some(plan.path.clone());
        content.notices.clear();
        self.touched
            .named
            .insert(format!("id:{}", plan.content), plan.content);
        if let Some(edition) = plan.edition {
            for external in &record.external_ids {
                let key = (external.system.clone(), external.value.clone());
                self.known.external_ids.insert(key, plan.content);
            }
            let cited = plan.prepared.citations.iter();
            let mut keys = cited.filter_map(|it| it.document_key.as_deref());
            if keys.any(|key| as_name(key).is_some()) {
                self.touched.citing.insert(edition.id);
            }
            let old = content.live.take();
            let name_keys = name_keys(record);
            self.touch_document(plan.content, old, &plan.prepared, &name_keys);
            content.scopes = edition.listed.scopes(self.catalogue);
            content.last_number = edition.number;
            content.live = Some(LiveEdition {
                id: edition.id,
                digest: plan.prepared.digest.clone(),
                title: record.title.clone(),
                published_at: record.published_at,
                number_key: plan.prepared.number_key.clone(),
                name_keys,
            });
            self.events.push(published_event(
                plan.content,
                Some(plan.path),
                &scopes_before,
                &content.scopes,
            ));
            self.relist(
                plan.content,
                scopes_before,
                content.scopes.clone(),
                Some(edition.listed.keys),
            );
        }
        self.known.contents.insert(plan.content, content);
    }

    pub(super) fn remember_path(&mut self, plan: PathPlan) {
        let row = plan.row;
        let Some(id) = plan.withdraws else {
            self.events.push(path_event(
                Kind::Redirected,
                None,
                &row.path,
                &BTreeSet::new(),
            ));
            self.known.paths.insert(row.path.clone(), row);
            return;
        };
        if let Some(content) = self.known.contents.get_mut(&id) {
            let scopes = std::mem::take(&mut content.scopes);
            let old = content.live.take();
            content.path = None;
            content.notices.push(row.path.clone());
            content.lock_version += 1;
            self.events
                .push(path_event(Kind::Withdrawn, Some(id), &row.path, &scopes));
            self.relist(id, scopes, BTreeSet::new(), None);
            self.forget_document(id, old);
        }
        self.known.paths.insert(row.path.clone(), row);
    }

    /// References to the number and the name of a legal document that is not what it was are looked at again.
    fn forget_document(&mut self, id: Uuid, old: Option<LiveEdition>) {
        let Some(old) = old else {
            return;
        };
        if let Some(key) = &old.number_key {
            self.known.documents.remove(key, id);
        }
        let keys = old.number_key.into_iter().chain(old.name_keys);
        self.touched.keys.extend(keys);
        self.touched.documents.insert(id);
    }

    /// The same of one that is there now.
    fn touch_document(
        &mut self,
        id: Uuid,
        old: Option<LiveEdition>,
        prepared: &PreparedContent,
        name_keys: &[String],
    ) {
        let Details::LegalDocument(document) = &prepared.record.details else {
            return;
        };
        self.forget_document(id, old);
        self.touched.documents.insert(id);
        self.touched.keys.extend(name_keys.iter().cloned());
        if let Some(key) = &prepared.number_key {
            let identity = DocumentIdentity {
                content: id,
                issued_on: document.issued_on,
                issuers: document
                    .issuers
                    .iter()
                    .filter_map(|issuer| issuer.code.clone())
                    .collect(),
            };
            self.known.documents.add(key, identity);
            let same = self
                .known
                .documents
                .with_key(key)
                .iter()
                .map(|document| document.content);
            self.touched.documents.extend(same);
            self.touched.keys.insert(key.clone());
        }
    }

    /// What the lists of a content are to be; what they are by now is what they were before the batch.
    fn relist(
        &mut self,
        content: Uuid,
        before: BTreeSet<Scope>,
        after: BTreeSet<Scope>,
        keys: Option<SortKeys>,
    ) {
        let change = self.changes.entry(content).or_insert_with(|| Change {
            content,
            before,
            after: BTreeSet::new(),
            keys: None,
        });
        change.after = after;
        change.keys = keys;
    }
}

/// The keys under which a content is cited by name.
fn name_keys(record: &ContentRecord) -> Vec<String> {
    let Details::LegalDocument(document) = &record.details else {
        return Vec::new();
    };
    let name = name_key(&document.document_type, &record.title);
    let keys = name.map(|name| keys_of(&name, document.issued_on));
    keys.into_iter().flatten().collect()
}
