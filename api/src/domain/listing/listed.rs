//! What decides in which lists a live content stands.
use std::collections::BTreeSet;

use entity::value::ContentKind;
use uuid::Uuid;

use super::{Scope, SortKeys};
use crate::domain::publish::Catalogue;

/// A live content as lists see it.
#[derive(Clone, Debug)]
pub(in crate::domain) struct Listed {
    pub content: Uuid,
    pub kind: ContentKind,
    pub language: String,
    pub section: String,
    pub agency: Uuid,
    pub areas: Vec<Uuid>,
    pub topics: Vec<String>,
    pub audiences: Vec<String>,
    /// The form of a briefing, activity, material or dialogue.
    pub form: Option<String>,
    /// Legal documents only: type, issuers and the key of the number.
    pub document_type: Option<String>,
    pub issuers: Vec<String>,
    pub number_key: Option<String>,
    /// The legal documents that it is about or that it cites; none for legal documents themselves.
    pub about: Vec<Uuid>,
    /// The legal documents that a briefing introduces.
    pub subjects: Vec<Uuid>,
    /// The other legal documents that its text cites.
    pub cited: Vec<Uuid>,
    pub keys: SortKeys,
}

impl Listed {
    /// The scopes that hold the content.
    pub(in crate::domain) fn scopes(&self, catalogue: &Catalogue) -> BTreeSet<Scope> {
        let mut scopes = BTreeSet::from([
            Scope::all(),
            Scope::kind_of(self.kind),
            Scope::language(&self.language),
        ]);
        scopes.extend(
            catalogue
                .sections
                .with_ancestors(&self.section)
                .map(Scope::section),
        );
        scopes.extend(
            catalogue
                .agencies
                .with_ancestors(self.agency)
                .map(Scope::agency),
        );
        for area in &self.areas {
            scopes.extend(catalogue.areas.with_ancestors(*area).map(Scope::area));
        }
        for topic in &self.topics {
            scopes.extend(catalogue.topics.with_ancestors(topic).map(Scope::topic));
        }
        for audience in &self.audiences {
            scopes.extend(
                catalogue
                    .audiences
                    .with_ancestors(audience)
                    .map(Scope::audience),
            );
        }
        scopes.extend(self.document_type.as_deref().map(Scope::document_type));
        scopes.extend(self.issuers.iter().map(|code| Scope::issuer(code)));
        scopes.extend(self.number_key.as_deref().map(Scope::number));
        scopes.extend(self.about.iter().map(|document| Scope::about(*document)));
        scopes.extend(
            self.subjects
                .iter()
                .map(|document| Scope::subject(*document)),
        );
        scopes.extend(self.cited.iter().map(|document| Scope::citing(*document)));
        self.add_forms(catalogue, &mut scopes);
        scopes
    }

    /// The forms of activities are a tree; those of other kinds are not.
    fn add_forms(&self, catalogue: &Catalogue, scopes: &mut BTreeSet<Scope>) {
        let Some(form) = &self.form else { return };
        if self.kind == ContentKind::Activity {
            let forms = catalogue.activity_forms.with_ancestors(form);
            scopes.extend(forms.map(|form| Scope::form(self.kind, form)));
        } else {
            scopes.insert(Scope::form(self.kind, form));
        }
    }
}
