//! When generated contents appeared: one after the other, evenly over the two spans in which the directory stands still.
use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, Utc};
use fastrand::Rng;

/// The first day of all.
pub(super) const FIRST_DAY: NaiveDate = day(2023, 1, 1);

/// A span without a change of areas or agencies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Era {
    first: NaiveDate,
    /// The day after the last.
    end: NaiveDate,
}

/// Before the districts ended, and since.
pub(super) const ERAS: [Era; 2] = [
    Era {
        first: FIRST_DAY,
        end: day(2025, 1, 1),
    },
    Era {
        first: day(2025, 7, 2),
        end: day(2026, 7, 1),
    },
];

impl Era {
    pub(super) fn holds(self, moment: DateTime<Utc>) -> bool {
        let day = moment.date_naive();
        self.first <= day && day < self.end
    }

    fn days(self) -> u64 {
        (self.end - self.first).num_days().unsigned_abs()
    }
}

/// A working hour of the day that stands at a place of the whole time, which `of` things fill evenly.
pub(super) fn moment(place: u64, of: u64, random: &mut Rng) -> DateTime<Utc> {
    let all: u64 = ERAS.into_iter().map(Era::days).sum();
    let [first, second] = ERAS;
    let passed = place.min(of) * all / (of + 1);
    let day = match passed.checked_sub(first.days()) {
        None => first.first + Days::new(passed),
        Some(passed) => second.first + Days::new(passed),
    };
    let since_one = TimeDelta::seconds(random.i64(0..9 * 3600));
    day.and_time(NaiveTime::MIN).and_utc() + TimeDelta::hours(1) + since_one
}

const fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    match NaiveDate::from_ymd_opt(year, month, day) {
        Some(day) => day,
        None => NaiveDate::MIN,
    }
}
