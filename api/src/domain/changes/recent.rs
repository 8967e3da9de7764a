//! The last changes, without a gap, in memory.
use std::collections::VecDeque;
use std::sync::Arc;

use entity::value::OutboxAudience;

use super::Entry;

/// How many changes are kept.
const KEPT: usize = 4_096;

/// All changes numbered above one number, up to another.
#[derive(Debug, Default)]
pub(super) struct Recent {
    above: i64,
    reached: i64,
    entries: VecDeque<Arc<Entry>>,
}

impl Recent {
    /// Nothing but the number up to which others are to read themselves.
    pub(super) fn from(reached: i64) -> Self {
        Self {
            above: reached,
            reached,
            entries: VecDeque::new(),
        }
    }

    /// The number up to which it goes.
    pub(super) fn reached(&self) -> i64 {
        self.reached
    }

    /// Adds the changes that follow.
    pub(super) fn extend(&mut self, entries: Vec<Entry>) {
        self.entries.extend(entries.into_iter().map(Arc::new));
        while self.entries.len() > KEPT {
            if let Some(oldest) = self.entries.pop_front() {
                self.above = oldest.seq;
            }
        }
        self.reached = self.entries.back().map_or(self.reached, |last| last.seq);
    }

    /// What an audience learns of after a number, and how far that goes; `None` where it begins later.
    pub(super) fn after(
        &self,
        seq: i64,
        audience: OutboxAudience,
    ) -> Option<(VecDeque<Arc<Entry>>, i64)> {
        if seq < self.above || seq > self.reached {
            return None;
        }
        let heard = |entry: &&Arc<Entry>| entry.seq > seq && entry.audience == audience;
        let entries = self.entries.iter().filter(heard).cloned().collect();
        Some((entries, self.reached))
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use entity::value::{Change, StringList};

    use super::*;

    fn entry(seq: i64, audience: OutboxAudience) -> Entry {
        Entry {
            seq,
            at: DateTime::default(),
            audience,
            change: match audience {
                OutboxAudience::Public => Change::Published,
                OutboxAudience::Desk => Change::Desk,
            },
            action: None,
            content_id: None,
            edition_id: None,
            agency_id: None,
            path: None,
            scopes_before: StringList::default(),
            scopes_after: StringList::default(),
        }
    }

    fn heard(recent: &Recent, after: i64) -> Option<(Vec<i64>, i64)> {
        let (entries, reached) = recent.after(after, OutboxAudience::Public)?;
        Some((entries.iter().map(|entry| entry.seq).collect(), reached))
    }

    #[test]
    fn what_is_not_known_from_its_beginning_is_not_told() {
        let mut recent = Recent::from(5);
        assert_eq!(heard(&recent, 4), None);
        assert_eq!(heard(&recent, 5), Some((vec![], 5)));
        recent.extend(vec![
            entry(6, OutboxAudience::Public),
            entry(7, OutboxAudience::Desk),
            entry(8, OutboxAudience::Public),
        ]);
        assert_eq!(heard(&recent, 4), None);
        assert_eq!(heard(&recent, 5), Some((vec![6, 8], 8)));
        assert_eq!(heard(&recent, 7), Some((vec![8], 8)));
        assert_eq!(heard(&recent, 8), Some((vec![], 8)));
        assert_eq!(heard(&recent, 9), None);
    }

    #[test]
    fn no_more_is_kept_than_may_be() {
        let mut recent = Recent::from(0);
        let all = (1..=5_000).map(|seq| entry(seq, OutboxAudience::Public));
        recent.extend(all.collect());
        assert_eq!(recent.entries.len(), KEPT);
        assert_eq!(heard(&recent, 903), None);
        let (heard, reached) = heard(&recent, 904).expect("known");
        assert_eq!((heard[0], heard.len(), reached), (905, KEPT, 5_000));
    }
}
