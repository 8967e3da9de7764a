//! Deadlines: by when something is to be published, in working days.
use std::collections::HashMap;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use entity::holiday;
use entity::value::DutyKind;
use sea_orm::prelude::*;

use crate::domain::Result;
use crate::domain::draft::Draft;
use crate::domain::sections::{self, is_in_force};

/// The days that depart from the working week: true for those that are worked instead of others.
#[derive(Default)]
struct Calendar(HashMap<NaiveDate, bool>);

impl Calendar {
    fn is_worked(&self, day: NaiveDate) -> bool {
        let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        self.0.get(&day).copied().unwrap_or(!weekend)
    }

    /// The last of so many working days after a day, which itself does not count (Civil Code 91/2015/QH13, art. 147).
    fn after(&self, start: NaiveDate, working_days: u32) -> NaiveDate {
        let mut day = start;
        let mut left = working_days;
        while left > 0 {
            let Some(next) = day.checked_add_days(Days::new(1)) else {
                return day;
            };
            day = next;
            left -= u32::from(self.is_worked(day));
        }
        day
    }
}

/// The day by which a new item is to be published: so many working days after its own date, or, where it has none that
/// has passed, after the day on which it was begun. The strictest of the rules that are in force counts.
pub(super) async fn due_on(
    db: &impl ConnectionTrait,
    draft: &Draft,
    begun_on: NaiveDate,
    today: NaiveDate,
) -> Result<Option<NaiveDate>> {
    let duties = sections::duties(db, &[&draft.section]).await?;
    let days = duties
        .values()
        .flatten()
        .filter(|duty| duty.kind == DutyKind::Deadline && is_in_force(duty, today))
        .filter_map(|duty| u32::try_from(duty.working_days?).ok())
        .min();
    let Some(days) = days else {
        return Ok(None);
    };
    let start = draft.own_date().filter(|day| *day <= today);
    let holidays = holiday::Entity::find().all(db).await?.into_iter();
    let calendar = Calendar(holidays.map(|day| (day.date, day.working)).collect());
    Ok(Some(calendar.after(start.unwrap_or(begun_on), days)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::Record;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    /// The holidays that every province is seeded with.
    fn seeded() -> Calendar {
        let lines = include_str!("../../../seeds/holidays.jsonl").lines();
        let days = lines.map(|line| match serde_json::from_str(line).expect("a record") {
            Record::Holiday(holiday) => (holiday.date, holiday.working),
            other => panic!("{other:?}"),
        });
        Calendar(days.collect())
    }

    #[test]
    fn weekends_and_holidays_do_not_count() {
        let calendar = seeded();
        for (start, days, due, why) in [
            ("2026-11-20", 0, "2026-11-20", "no time at all"),
            ("2026-11-20", 1, "2026-11-23", "over a weekend"),
            ("2026-11-22", 1, "2026-11-23", "from a Sunday"),
            ("2026-11-16", 5, "2026-11-23", "a week"),
            (
                "2025-01-24",
                1,
                "2025-02-03",
                "over the lunar new year of 2025",
            ),
            ("2025-04-25", 1, "2025-04-26", "a Saturday that is worked"),
            (
                "2025-04-29",
                1,
                "2025-05-05",
                "over 30 April and 1 May 2025",
            ),
            (
                "2026-08-28",
                1,
                "2026-09-03",
                "over the national day of 2026, 22 August being worked",
            ),
            ("2026-08-21", 1, "2026-08-22", "a Saturday that is worked"),
            ("2026-12-31", 1, "2027-01-04", "over new year and a weekend"),
        ] {
            assert_eq!(calendar.after(day(start), days), day(due), "{why}");
        }
    }

    #[test]
    fn without_holidays_only_weekends_are_free() {
        let due = Calendar::default().after(day("2026-11-20"), 15);
        assert_eq!(due, day("2026-12-11"));
    }
}
