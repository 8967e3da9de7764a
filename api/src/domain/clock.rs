//! The clock: the only place that asks what time it is, so that tests can say it.
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, NaiveDate, NaiveTime, SubsecRound, Utc};
use chrono_tz::Asia::Ho_Chi_Minh;
use chrono_tz::Tz;

/// A source of the present time; cheap to clone.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>);

impl Clock {
    /// The system's clock.
    #[must_use]
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one place that reads the clock"
    )]
    pub fn system() -> Self {
        Self(Arc::new(Utc::now))
    }

    /// A clock that stands still at `now`.
    #[must_use]
    pub fn fixed(now: DateTime<Utc>) -> Self {
        Self(Arc::new(move || now))
    }

    /// A clock whose hands somebody else moves: microseconds since 1970.
    #[must_use]
    pub fn moving(hands: Arc<AtomicI64>) -> Self {
        Self(Arc::new(move || {
            DateTime::from_timestamp_micros(hands.load(Ordering::Relaxed)).unwrap_or_default()
        }))
    }

    /// Now, to the microsecond: what both databases keep.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        (self.0)().trunc_subsecs(6)
    }

    /// Today in the office's zone, `Asia/Ho_Chi_Minh`.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        local_day(self.now())
    }
}

/// A moment in the office's zone, `Asia/Ho_Chi_Minh`.
#[must_use]
pub fn local(time: DateTime<Utc>) -> DateTime<Tz> {
    time.with_timezone(&Ho_Chi_Minh)
}

/// The day of a moment in the office's zone, `Asia/Ho_Chi_Minh`.
#[must_use]
pub fn local_day(time: DateTime<Utc>) -> NaiveDate {
    local(time).date_naive()
}

/// The moment at which a day begins in the office's zone, `Asia/Ho_Chi_Minh`.
#[must_use]
pub fn beginning_of(day: NaiveDate) -> DateTime<Utc> {
    let midnight = day.and_time(NaiveTime::MIN);
    match midnight.and_local_timezone(Ho_Chi_Minh).earliest() {
        Some(moment) => moment.with_timezone(&Utc),
        None => midnight.and_utc(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_seven_hours_before_it_does_in_greenwich() {
        let day = NaiveDate::from_ymd_opt(2025, 7, 1).expect("a day");
        assert_eq!(beginning_of(day).to_rfc3339(), "2025-06-30T17:00:00+00:00");
        assert_eq!(local_day(beginning_of(day)), day);
    }
}
