//! Which changes somebody wants to hear of.
use entity::value::Change;
use uuid::Uuid;

use super::Entry;
use crate::domain::listing::Scope;

/// What somebody wants to hear of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Interest {
    /// Published contents.
    Contents(Contents),
    /// What is done at the desk.
    Acts(Acts),
}

/// Published contents: every group must hold; of a group's scopes, one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contents {
    named: Option<Vec<Uuid>>,
    groups: Vec<Vec<String>>,
}

/// Acts at the desk: all that is given must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Acts {
    /// On one of these contents.
    pub contents: Option<Vec<Uuid>>,
    /// On what is in the custody of one of these agencies.
    pub agencies: Option<Vec<Uuid>>,
    /// One of these acts.
    pub actions: Option<Vec<String>>,
}

/// What a change is to whoever it concerns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// Something happened to a published content.
    Content(Happened),
    /// Something was done at the desk.
    Act,
}

/// What happened to a published content, to whom it concerns.
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
    /// What a change means to whoever is interested; `None` where it does not concern them.
    #[must_use]
    pub fn concerns(&self, entry: &Entry) -> Option<Meaning> {
        match self {
            Self::Contents(contents) => contents.concerns(entry).map(Meaning::Content),
            Self::Acts(acts) => acts.holds(entry).then_some(Meaning::Act),
        }
    }
}

/// Whether any list may hold others since, which is not told one by one.
#[must_use]
pub fn relists(entry: &Entry) -> bool {
    entry.change == Change::Directory && entry.scopes_after.0.contains(&Scope::all().to_string())
}

impl Contents {
    /// Contents that stand in lists of all `groups`; where some are named, those alone.
    #[must_use]
    pub fn new(named: Option<Vec<Uuid>>, groups: &[Vec<Scope>]) -> Self {
        let written = |group: &Vec<Scope>| group.iter().map(Scope::to_string).collect();
        Self {
            named,
            groups: groups.iter().map(written).collect(),
        }
    }

    fn concerns(&self, entry: &Entry) -> Option<Happened> {
        if !is_among(self.named.as_ref(), entry.content_id.as_ref()) {
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

impl Acts {
    fn holds(&self, entry: &Entry) -> bool {
        entry.change == Change::Desk
            && is_among(self.contents.as_ref(), entry.content_id.as_ref())
            && is_among(self.agencies.as_ref(), entry.agency_id.as_ref())
            && is_among(self.actions.as_ref(), entry.action.as_ref())
    }
}

/// Whether something is among what is wanted, where that is limited.
fn is_among<T: PartialEq>(wanted: Option<&Vec<T>>, one: Option<&T>) -> bool {
    wanted.is_none_or(|wanted| one.is_some_and(|one| wanted.contains(one)))
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
        let interest = Contents::new(None, &groups);
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
        let unknown = Contents::new(None, &[vec![]]);
        assert_eq!(
            unknown.concerns(&entry(Change::Published, &all, &all)),
            None
        );
    }

    #[test]
    fn without_a_filter_every_change_of_a_content_concerns() {
        let interest = Contents::default();
        let published = entry(Change::Published, &[], &[Scope::all()]);
        assert_eq!(interest.concerns(&published), Some(Happened::Published));
        let redirected = entry(Change::Redirected, &[], &[]);
        assert_eq!(interest.concerns(&redirected), Some(Happened::Redirected));
    }

    #[test]
    fn contents_that_are_named_concern_alone() {
        let published = entry(Change::Published, &[], &[Scope::all()]);
        let one = Contents::new(Some(vec![Uuid::from_u128(1)]), &[]);
        assert_eq!(one.concerns(&published), Some(Happened::Published));
        let another = Contents::new(Some(vec![Uuid::from_u128(2)]), &[]);
        assert_eq!(another.concerns(&published), None);
    }

    #[test]
    fn acts_are_told_as_far_as_they_are_wanted() {
        let act = Entry {
            action: Some("content.submit".to_owned()),
            agency_id: Some(Uuid::from_u128(7)),
            ..entry(Change::Desk, &[], &[])
        };
        let wants = |acts: Acts| Interest::Acts(acts).concerns(&act) == Some(Meaning::Act);
        assert!(wants(Acts::default()));
        for (id, wanted) in [(1, true), (2, false)] {
            let contents = Some(vec![Uuid::from_u128(id)]);
            assert_eq!(
                wants(Acts {
                    contents,
                    ..Acts::default()
                }),
                wanted
            );
        }
        for (id, wanted) in [(7, true), (1, false)] {
            let agencies = Some(vec![Uuid::from_u128(id)]);
            assert_eq!(
                wants(Acts {
                    agencies,
                    ..Acts::default()
                }),
                wanted
            );
        }
        for (action, wanted) in [("content.submit", true), ("content.save", false)] {
            let actions = Some(vec![action.to_owned()]);
            assert_eq!(
                wants(Acts {
                    actions,
                    ..Acts::default()
                }),
                wanted
            );
        }
        let published = entry(Change::Published, &[], &[Scope::all()]);
        assert_eq!(Interest::Acts(Acts::default()).concerns(&published), None);
    }
}
