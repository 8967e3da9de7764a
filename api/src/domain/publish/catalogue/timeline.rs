//! Areas and agencies: rows whose codes are reused in time.
use std::collections::HashMap;

use chrono::NaiveDate;
use entity::{agency, area};
use uuid::Uuid;

/// A row that has its code for a time, below another or at the top.
pub(in crate::domain) trait Dated {
    /// Its identity.
    fn id(&self) -> Uuid;
    /// Its code.
    fn code(&self) -> &str;
    /// First day, and the first day on which it no longer was.
    fn period(&self) -> (NaiveDate, Option<NaiveDate>);
    /// The row above.
    fn parent(&self) -> Option<Uuid>;
}

/// Rows by identity and by code.
pub(in crate::domain) struct Timeline<M> {
    rows: HashMap<Uuid, M>,
    /// Identities by code, oldest first.
    by_code: HashMap<String, Vec<Uuid>>,
}

impl<M: Dated> Timeline<M> {
    pub(super) fn new(rows: Vec<M>) -> Self {
        let mut timeline = Self {
            rows: HashMap::new(),
            by_code: HashMap::new(),
        };
        for row in rows {
            timeline.put(row);
        }
        timeline
    }

    pub(in crate::domain) fn get(&self, id: Uuid) -> Option<&M> {
        self.rows.get(&id)
    }

    /// The rows that ever had a code, oldest first.
    pub(in crate::domain) fn with_code(&self, code: &str) -> impl DoubleEndedIterator<Item = &M> {
        self.by_code
            .get(code)
            .into_iter()
            .flatten()
            .filter_map(|id| self.get(*id))
    }

    /// The row that has a code on a day; when none has, the newest that ever had.
    pub(in crate::domain) fn at(&self, code: &str, day: NaiveDate) -> Option<&M> {
        self.with_code(code)
            .find(|row| lasts(*row, day))
            .or_else(|| self.with_code(code).next_back())
    }

    /// The row that has a code when a period begins; else the first that has it in the period, else the
    /// newest that ever had.
    pub(in crate::domain) fn during(
        &self,
        code: &str,
        (from, to): (NaiveDate, Option<NaiveDate>),
    ) -> Option<&M> {
        self.with_code(code)
            .find(|row| lasts(*row, from))
            .or_else(|| {
                self.with_code(code)
                    .find(|row| overlap(row.period(), (from, to)))
            })
            .or_else(|| self.with_code(code).next_back())
    }

    /// The identity and those above it, nearest first.
    pub(in crate::domain) fn with_ancestors(&self, id: Uuid) -> impl Iterator<Item = Uuid> {
        let mut next = self.get(id);
        std::iter::from_fn(move || {
            let row = next?;
            next = row.parent().and_then(|parent| self.get(parent));
            Some(row.id())
        })
    }

    /// All rows, each after the row above it: by depth, then by code and first day.
    pub(in crate::domain) fn in_order(&self) -> Vec<&M> {
        let mut rows: Vec<&M> = self.rows.values().collect();
        rows.sort_by_cached_key(|row| {
            let depth = self.with_ancestors(row.id()).count();
            (depth, row.code().to_owned(), row.period())
        });
        rows
    }

    /// Keeps a row; true when one that was here moved under another parent.
    pub(super) fn put(&mut self, row: M) -> bool {
        let moved = self
            .get(row.id())
            .is_some_and(|kept| kept.parent() != row.parent());
        let (code, id) = (row.code().to_owned(), row.id());
        self.rows.insert(id, row);
        let rows = &self.rows;
        let same_code = self.by_code.entry(code).or_default();
        if !same_code.contains(&id) {
            same_code.push(id);
        }
        same_code.sort_by_key(|id| rows.get(id).map(Dated::period));
        moved
    }
}

/// Whether a row is there on a day.
pub(in crate::domain) fn lasts(row: &impl Dated, day: NaiveDate) -> bool {
    let (from, to) = row.period();
    from <= day && to.is_none_or(|to| day < to)
}

/// Whether two periods have a day in common.
pub(in crate::domain) fn overlap(
    (from, to): (NaiveDate, Option<NaiveDate>),
    (other_from, other_to): (NaiveDate, Option<NaiveDate>),
) -> bool {
    other_to.is_none_or(|end| from < end) && to.is_none_or(|end| other_from < end)
}

impl Dated for area::Model {
    fn id(&self) -> Uuid {
        self.id
    }

    fn code(&self) -> &str {
        &self.code
    }

    fn period(&self) -> (NaiveDate, Option<NaiveDate>) {
        (self.valid_from, self.valid_to)
    }

    fn parent(&self) -> Option<Uuid> {
        self.parent_id
    }
}

impl Dated for agency::Model {
    fn id(&self) -> Uuid {
        self.id
    }

    fn code(&self) -> &str {
        &self.code
    }

    fn period(&self) -> (NaiveDate, Option<NaiveDate>) {
        (self.valid_from, self.valid_to)
    }

    fn parent(&self) -> Option<Uuid> {
        self.parent_id
    }
}

#[cfg(test)]
mod tests {
    use entity::value::Tier;

    use super::*;

    fn area(
        code: &str,
        number: u128,
        from: i32,
        to: Option<i32>,
        parent: Option<u128>,
    ) -> area::Model {
        let day = |year| NaiveDate::from_ymd_opt(year, 1, 1).expect("a day");
        area::Model {
            id: Uuid::from_u128(number),
            code: code.to_owned(),
            name: number.to_string(),
            name_key: String::new(),
            tier: Tier::Commune,
            parent_id: parent.map(Uuid::from_u128),
            valid_from: day(from),
            valid_to: to.map(day),
        }
    }

    fn timeline() -> Timeline<area::Model> {
        Timeline::new(vec![
            area("01", 3, 2025, None, Some(9)),
            area("01", 1, 2000, Some(2010), Some(9)),
            area("01", 2, 2010, Some(2020), Some(9)),
            area("00", 9, 1900, None, None),
        ])
    }

    #[test]
    fn a_code_is_resolved_on_a_day() {
        let timeline = timeline();
        let at = |year| {
            let day = NaiveDate::from_ymd_opt(year, 1, 1).expect("a day");
            timeline.at("01", day).map(|row| row.id.as_u128())
        };
        assert_eq!([at(2009), at(2010), at(2030)], [Some(1), Some(2), Some(3)]);
        assert_eq!(
            [at(1990), at(2022)],
            [Some(3), Some(3)],
            "the newest where none was there"
        );
        assert!(timeline.at("02", NaiveDate::default()).is_none());
    }

    #[test]
    fn a_code_is_resolved_in_a_period() {
        let timeline = timeline();
        let during = |from, to: Option<i32>| {
            let day = |year| NaiveDate::from_ymd_opt(year, 1, 1).expect("a day");
            timeline
                .during("01", (day(from), to.map(day)))
                .map(|row| row.id.as_u128())
        };
        assert_eq!(during(1990, Some(2005)), Some(1));
        assert_eq!(during(1990, None), Some(1));
        assert_eq!(during(2005, Some(2030)), Some(1));
        assert_eq!(during(2021, None), Some(3));
        assert_eq!(during(1980, Some(1990)), Some(3));
    }

    #[test]
    fn moves_are_told_and_ancestors_follow() {
        let mut timeline = timeline();
        assert!(!timeline.put(area("01", 3, 2025, Some(2026), Some(9))));
        assert!(timeline.put(area("01", 3, 2025, Some(2026), Some(1))));
        let above: Vec<u128> = timeline
            .with_ancestors(Uuid::from_u128(3))
            .map(|id| id.as_u128())
            .collect();
        assert_eq!(above, [3, 1, 9]);
        assert_eq!(timeline.with_code("01").count(), 3);
    }
}
