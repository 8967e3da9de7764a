//! What a batch tells others of.
use std::collections::BTreeSet;

use entity::value::Change;
use sea_orm::prelude::Uuid;

use super::Outcome;
use super::entry::Entry;
use crate::domain::journal::Event;
use crate::domain::listing::Scope;

/// A change of the directory or a vocabulary.
pub(super) fn directory_event(entry: &Entry, outcome: Outcome) -> Event {
    let scope = vec![entry.scope()];
    let before = if outcome == Outcome::Changed {
        scope.clone()
    } else {
        Vec::new()
    };
    public(Change::Directory, None, None, before, scope)
}

/// A change of a path.
pub(super) fn path_event(
    change: Change,
    content: Option<Uuid>,
    path: &str,
    before: &BTreeSet<Scope>,
) -> Event {
    let path = Some(path.to_owned());
    public(change, content, path, names(before), Vec::new())
}

/// A path that leads elsewhere, where a content lived.
pub(in crate::domain) fn redirected(content: Uuid, path: &str) -> Event {
    path_event(Change::Redirected, Some(content), path, &BTreeSet::new())
}

/// A content that went live, or that other lists hold.
pub(super) fn published_event(
    content: Uuid,
    path: Option<String>,
    before: &BTreeSet<Scope>,
    after: &BTreeSet<Scope>,
) -> Event {
    let (before, after) = (names(before), names(after));
    public(Change::Published, Some(content), path, before, after)
}

fn public(
    change: Change,
    content: Option<Uuid>,
    path: Option<String>,
    before: Vec<String>,
    after: Vec<String>,
) -> Event {
    Event {
        change,
        action: None,
        content,
        edition: None,
        agency: None,
        path,
        before,
        after,
    }
}

/// Scopes as the outbox keeps them.
pub(super) fn names(scopes: &BTreeSet<Scope>) -> Vec<String> {
    scopes.iter().map(Scope::to_string).collect()
}
