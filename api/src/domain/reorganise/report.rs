//! What a plan comes to, for whoever decides: counts, lines and a digest of all of it.
use std::collections::BTreeMap;

use sea_orm::prelude::*;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::given::Given;
use super::plan::Plan;
use crate::domain::Result;
use crate::domain::publish::{Catalogue, DirectoryRow};

/// Lines that are shown of a part.
const SHOWN: usize = 200;

/// What a plan comes to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// SHA-256 of all that is to happen, in hexadecimal.
    pub digest: String,
    /// SHA-256 of what happens to agencies alone.
    pub(super) structure: String,
    /// Its parts; those that have something to say.
    pub parts: Vec<Part>,
}

/// One kind of consequence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Which.
    pub kind: PartKind,
    /// How many there are.
    pub count: usize,
    /// The first 200.
    pub lines: Vec<Line>,
}

/// Kinds of consequences.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartKind {
    /// Agencies that end.
    AgenciesEnd,
    /// Agencies that begin.
    AgenciesBegin,
    /// Agencies beneath that come beneath another.
    AgenciesMove,
    /// Who follows whom.
    Successions,
    /// Issuers, communicators and the portal's editorial agency, which follow.
    Directory,
    /// Items that others have then.
    Items,
    /// Working copies that name another agency then.
    WorkingCopies,
    /// Items that live elsewhere then.
    Paths,
    /// Files that others have then.
    Files,
    /// Memberships that end.
    MembershipsEnd,
    /// Memberships that go on with the successor.
    MembershipsFollow,
    /// What is planned for items, and stays so.
    Plans,
}

/// One consequence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The agency, item or account, by the kind of the part.
    pub id: Option<Uuid>,
    /// Code, title, role or path.
    pub label: String,
    /// What it was: a code or a path.
    pub from: Option<String>,
    /// What it is then: a code, a path or a moment.
    pub to: Option<String>,
}

/// Lines by part.
type Lines = BTreeMap<PartKind, Vec<Line>>;

impl Report {
    /// The report of a plan; `catalogue` knows the agencies as they are then.
    pub(super) fn of(given: &Given, plan: &Plan, catalogue: &Catalogue) -> Self {
        let mut lines = Lines::new();
        structure(plan, catalogue, &mut lines);
        let structure = digest(&(given, &lines));
        items(plan, catalogue, &mut lines);
        files(plan, catalogue, &mut lines);
        members(plan, catalogue, &mut lines);
        let digest = digest(&(given, &lines));
        let parts = lines.into_iter().map(|(kind, mut lines)| {
            let count = lines.len();
            lines.truncate(SHOWN);
            Part { kind, count, lines }
        });
        Self {
            digest,
            structure,
            parts: parts.collect(),
        }
    }

    /// Counts by part, for the audit log.
    pub(super) fn counts(&self) -> Json {
        let counts = self.parts.iter().map(|part| {
            let kind = serde_json::to_value(part.kind).unwrap_or_default();
            let kind = kind.as_str().unwrap_or_default().to_owned();
            (kind, Json::from(part.count))
        });
        Json::Object(counts.collect())
    }

    /// As it is kept.
    pub(super) fn kept(&self) -> Json {
        serde_json::to_value(self).unwrap_or_default()
    }

    /// A report that was kept.
    ///
    /// # Errors
    /// When another version of the program wrote what this one does not know.
    pub fn read(kept: Json) -> Result<Self> {
        serde_json::from_value(kept)
            .map_err(|error| DbErr::Json(format!("a report: {error}")).into())
    }
}

fn digest(what: &impl Serialize) -> String {
    let bytes = serde_json::to_vec(what).unwrap_or_default();
    format!("{:x}", Sha256::digest(bytes))
}

fn code(catalogue: &Catalogue, id: Uuid) -> String {
    let row = catalogue.agencies.get(id);
    row.map_or_else(|| id.to_string(), |row| row.code.clone())
}

fn structure(plan: &Plan, catalogue: &Catalogue, lines: &mut Lines) {
    let code = |id| code(catalogue, id);
    let mut note = |kind, line| lines.entry(kind).or_default().push(line);
    for row in &plan.ended {
        let (id, label) = (Some(row.id), row.code.clone());
        let to = row.valid_to.map(|day| day.to_string());
        let from = None;
        note(
            PartKind::AgenciesEnd,
            Line {
                id,
                label,
                from,
                to,
            },
        );
    }
    for row in &plan.begun {
        let line = Line {
            id: Some(row.id),
            label: format!("{}: {}", row.code, row.name),
            from: row.parent_id.map(code),
            to: None,
        };
        note(PartKind::AgenciesBegin, line);
    }
    for (row, from) in &plan.moved {
        let line = Line {
            id: Some(row.id),
            label: row.code.clone(),
            from: from.map(code),
            to: row.parent_id.map(code),
        };
        note(PartKind::AgenciesMove, line);
    }
    for row in &plan.successions {
        let line = Line {
            id: None,
            label: code(row.predecessor_id),
            from: Some(code(row.predecessor_id)),
            to: Some(code(row.successor_id)),
        };
        note(PartKind::Successions, line);
    }
    for row in &plan.directory {
        let (label, to) = match row {
            DirectoryRow::Issuer(row) => (row.code.clone(), row.agency_id),
            DirectoryRow::Communicator(row) => (row.name.clone(), Some(row.agency_id)),
            DirectoryRow::Site(row) => (row.name.clone(), row.editorial_agency_id),
            _ => continue,
        };
        let line = Line {
            id: None,
            label,
            from: None,
            to: to.map(code),
        };
        note(PartKind::Directory, line);
    }
}

fn items(plan: &Plan, catalogue: &Catalogue, lines: &mut Lines) {
    let code = |id| code(catalogue, id);
    let mut note = |kind, line| lines.entry(kind).or_default().push(line);
    for item in &plan.items {
        let held = &item.held;
        let line = |from: Option<String>, to: Option<String>| Line {
            id: Some(held.content.id),
            label: held.title.clone(),
            from,
            to,
        };
        if item.changes_hands() {
            let from = Some(code(held.content.custody_agency_id));
            note(PartKind::Items, line(from, Some(code(item.to))));
        }
        if let Some(shows) = item.shows {
            let from = held.shows.map(code);
            note(PartKind::WorkingCopies, line(from, Some(code(shows))));
        }
        if let Some(path) = &item.path {
            note(PartKind::Paths, line(held.path.clone(), Some(path.clone())));
        }
        for plan in &held.plans {
            let act = format!("{:?}", plan.act).to_lowercase();
            note(PartKind::Plans, line(Some(act), Some(plan.at.to_rfc3339())));
        }
    }
}

fn files(plan: &Plan, catalogue: &Catalogue, lines: &mut Lines) {
    for (file, heirs) in &plan.files {
        for heir in heirs {
            let line = Line {
                id: None,
                label: file.name.clone(),
                from: Some(code(catalogue, file.agency_id)),
                to: Some(code(catalogue, *heir)),
            };
            lines.entry(PartKind::Files).or_default().push(line);
        }
    }
}

fn members(plan: &Plan, catalogue: &Catalogue, lines: &mut Lines) {
    for one in &plan.members {
        let (membership, to) = (&one.membership, one.to);
        let kind = match to {
            Some(_) => PartKind::MembershipsFollow,
            None => PartKind::MembershipsEnd,
        };
        let line = Line {
            id: Some(membership.account_id),
            label: sea_orm::ActiveEnum::to_value(&membership.role),
            from: Some(code(catalogue, membership.agency_id)),
            to: to.map(|to| code(catalogue, to)),
        };
        lines.entry(kind).or_default().push(line);
    }
}
