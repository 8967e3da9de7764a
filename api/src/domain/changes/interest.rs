//! Which changes of contents somebody wants to hear of.
use entity::value::Change;
use uuid::Uuid;

use super::Entry;
use crate::domain::listing::Scope;

/// What somebody wants to hear of: every group must hold; of a group's scopes, one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Interest {
    contents: Option<Vec<Uuid>>,
    groups: Vec<Vec<String>>,
}

/// What happened to a content, to whom it concerns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happened {
    /// An edition went live, or lists of interest hold it now.
    Published,
    /// It is still published, but no list of interest holds it any more.
    Left,
    /// It was withdrawn.
    Withdrawn,
    /// A path of it leads elsewhere, or nowhere any more.
    Redirected,
}

impl Interest {
    /// Interest in contents that stand in lists of all `groups`; where some are named, in those alone.
    #[must_use]
    pub fn new(contents: Option<Vec<Uuid>>, groups: &[Vec<Scope>]) -> Self {
        let names = |group: &Vec<Scope>| group.iter().map(Scope::to_string).collect();
        Self {
            contents,
            groups: groups.iter().map(names).collect(),
        }
    }

    /// What a change means to whoever is interested; `None` where it does not concern them.
    #[must_use]
    pub fn concerns(&self, entry: &Entry) -> Option<Happened> {
        if let Some(contents) = &self.contents
            && !entry.content_id.is_some_and(|id| contents.contains(&id))
        {
            return None;
        }
        let (before, after) = (&entry.scopes_before.0, &entry.scopes_after.0);
        match entry.change {
            Change::Published if self.holds(after) => Some(Happened::Published),
            Change::Published => self.holds(before).then_some(Happened::Left),
            Change::Withdrawn => self.holds(before).then_some(Happened::Withdrawn),
            Change::Redirected => self.holds(before).then_some(Happened::Redirected),
            Change::Directory | Change::Desk => None,
        }
    }

    fn holds(&self, scopes: &[String]) -> bool {
        let one_of = |group: &Vec<String>| group.iter().any(|scope| scopes.contains(scope));
        self.groups.iter().all(one_of)
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use entity::value::{OutboxAudience, StringList};

    use super::*;

    fn entry(change: Change, before: &[Scope], after: &[Scope]) -> Entry {
        let names = |scopes: &[Scope]| StringList(scopes.iter().map(Scope::to_string).collect());
        Entry {
            seq: 1,
            at: DateTime::default(),
            audience: OutboxAudience::Public,
            change,
            action: None,
            content_id: Some(Uuid::from_u128(1)),
            edition_id: None,
            agency_id: None,
            path: None,
            scopes_before: names(before),
            scopes_after: names(after),
        }
    }

    #[test]
    fn of_each_group_one_scope_must_hold() {
        let (news, law, vietnamese) = (
            Scope::section("tin-tuc"),
            Scope::section("van-ban"),
            Scope::language("vi"),
        );
        let groups = [vec![news.clone(), law], vec![vietnamese.clone()]];
        let interest = Interest::new(None, &groups);
        let all = [news.clone(), vietnamese];
        for (change, before, after, meaning) in [
            (
                Change::Published,
                &[][..],
                &all[..],
                Some(Happened::Published),
            ),
            (Change::Published, &all, &all, Some(Happened::Published)),
            (Change::Published, &all, &all[..1], Some(Happened::Left)),
            (Change::Published, &[], &all[1..], None),
            (Change::Withdrawn, &all, &[], Some(Happened::Withdrawn)),
            (Change::Withdrawn, &all[..1], &[], None),
            (Change::Redirected, &all, &[], Some(Happened::Redirected)),
            (Change::Redirected, &[], &[], None),
            (Change::Directory, &all, &all, None),
            (Change::Desk, &all, &all, None),
        ] {
            let concerns = interest.concerns(&entry(change, before, after));
            assert_eq!(concerns, meaning, "{change:?} {before:?} {after:?}");
        }
        let unknown = Interest::new(None, &[vec![]]);
        assert_eq!(
            unknown.concerns(&entry(Change::Published, &all, &all)),
            None
        );
    }

    #[test]
    fn without_a_filter_every_change_of_a_content_concerns() {
        let interest = Interest::default();
        let published = entry(Change::Published, &[], &[Scope::all()]);
        assert_eq!(interest.concerns(&published), Some(Happened::Published));
        let redirected = entry(Change::Redirected, &[], &[]);
        assert_eq!(interest.concerns(&redirected), Some(Happened::Redirected));
    }

    #[test]
    fn contents_that_are_named_concern_alone() {
        let published = entry(Change::Published, &[], &[Scope::all()]);
        let one = Interest::new(Some(vec![Uuid::from_u128(1)]), &[]);
        assert_eq!(one.concerns(&published), Some(Happened::Published));
        let another = Interest::new(Some(vec![Uuid::from_u128(2)]), &[]);
        assert_eq!(another.concerns(&published), None);
    }
}
