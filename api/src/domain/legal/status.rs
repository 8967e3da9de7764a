//! The status of a document or a provision on a day, derived from dates and events.
use chrono::NaiveDate;
use entity::effect_event;
use entity::value::EffectKind;

/// The status of a document or provision on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LegalStatus {
    /// The dates do not tell.
    Unknown,
    /// Chưa có hiệu lực.
    NotYetInForce,
    /// Còn hiệu lực.
    InForce,
    /// Hết hiệu lực một phần.
    PartlyExpired,
    /// Hết hiệu lực toàn bộ.
    Expired,
    /// Ngưng hiệu lực.
    Suspended,
    /// Ngưng hiệu lực một phần.
    PartlySuspended,
}

/// What is known of a document's force: its dates and its events.
#[derive(Clone, Copy, Debug)]
pub struct Timeline<'a> {
    /// First day in force.
    pub effective_on: Option<NaiveDate>,
    /// First day no longer in force.
    pub expires_on: Option<NaiveDate>,
    /// What happened.
    pub events: &'a [effect_event::Model],
}

impl Timeline<'_> {
    /// The status of the whole document on `day`.
    #[must_use]
    pub fn status(&self, day: NaiveDate) -> LegalStatus {
        let whole = |event: &effect_event::Model| event.provision.is_none();
        self.derive(day, whole, |event| !whole(event))
    }

    /// The status on `day` of the provision at `path`, whose ancestors in the document's tree are `above`.
    #[must_use]
    pub fn provision_status(&self, path: &str, above: &[&str], day: NaiveDate) -> LegalStatus {
        let whole_of_it = |event: &effect_event::Model| match event.provision.as_deref() {
            None => true,
            Some(touched) => touched == path || above.contains(&touched),
        };
        let within = |event: &effect_event::Model| {
            let touched = event.provision.as_deref().unwrap_or_default();
            touched
                .strip_prefix(path)
                .is_some_and(|rest| rest.starts_with('/'))
        };
        self.derive(day, whole_of_it, within)
    }

    /// `entire` tells the events that touch all of what is asked for, `partial` those that touch a part.
    fn derive(
        &self,
        day: NaiveDate,
        entire: impl Fn(&effect_event::Model) -> bool,
        partial: impl Fn(&effect_event::Model) -> bool,
    ) -> LegalStatus {
        let until_day = || self.events.iter().filter(|event| event.date <= day);
        let begins = self
            .events
            .iter()
            .filter(|event| event.kind == EffectKind::InForce && entire(event))
            .map(|event| event.date)
            .max()
            .or(self.effective_on);
        let Some(begins) = begins else {
            return LegalStatus::Unknown;
        };
        if day < begins {
            return LegalStatus::NotYetInForce;
        }
        let ended = self.expires_on.is_some_and(|end| end <= day)
            || until_day().any(|event| event.kind == EffectKind::Expired && entire(event));
        if ended {
            return LegalStatus::Expired;
        }
        if is_suspended(until_day().filter(|event| entire(event))) {
            return LegalStatus::Suspended;
        }
        if until_day().any(|event| event.kind == EffectKind::Expired && partial(event)) {
            return LegalStatus::PartlyExpired;
        }
        let mut parts: Vec<&str> = until_day()
            .filter(|event| partial(event))
            .filter_map(|event| event.provision.as_deref())
            .collect();
        parts.sort_unstable();
        parts.dedup();
        let suspended_part = parts.iter().any(|part| {
            is_suspended(until_day().filter(|event| event.provision.as_deref() == Some(*part)))
        });
        if suspended_part {
            LegalStatus::PartlySuspended
        } else {
            LegalStatus::InForce
        }
    }
}

/// Whether the last word of these events is a suspension.
fn is_suspended<'a>(events: impl Iterator<Item = &'a effect_event::Model>) -> bool {
    let last = events
        .filter(|event| matches!(event.kind, EffectKind::Suspended | EffectKind::Resumed))
        .max_by_key(|event| (event.date, event.position));
    last.is_some_and(|event| event.kind == EffectKind::Suspended)
}

#[cfg(test)]
mod tests {
    use super::*;
    use sea_orm::prelude::Uuid;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn event(
        position: i32,
        date: &str,
        kind: EffectKind,
        provision: Option<&str>,
    ) -> effect_event::Model {
        effect_event::Model {
            edition_id: Uuid::nil(),
            position,
            date: day(date),
            kind,
            provision: provision.map(str::to_owned),
            note: None,
            target_number: None,
            target_number_key: None,
            target_title: None,
            target_issuer_code: None,
            target_issued_on: None,
            target_id: None,
        }
    }

    #[test]
    fn a_document_lives_from_its_first_day_to_its_last() {
        let timeline = Timeline {
            effective_on: Some(day("2024-01-01")),
            expires_on: Some(day("2025-07-01")),
            events: &[],
        };
        assert_eq!(
            timeline.status(day("2023-12-31")),
            LegalStatus::NotYetInForce
        );
        assert_eq!(timeline.status(day("2024-01-01")), LegalStatus::InForce);
        assert_eq!(timeline.status(day("2025-06-30")), LegalStatus::InForce);
        assert_eq!(timeline.status(day("2025-07-01")), LegalStatus::Expired);
    }

    #[test]
    fn a_part_may_end_before_the_whole() {
        let events = [event(
            0,
            "2025-01-01",
            EffectKind::Expired,
            Some("dieu-5/khoan-2"),
        )];
        let timeline = Timeline {
            effective_on: Some(day("2024-01-01")),
            expires_on: None,
            events: &events,
        };
        assert_eq!(
            timeline.status(day("2025-01-01")),
            LegalStatus::PartlyExpired
        );
        let after = day("2025-02-01");
        assert_eq!(
            timeline.provision_status("dieu-5/khoan-2", &["dieu-5"], after),
            LegalStatus::Expired
        );
        let point = timeline.provision_status(
            "dieu-5/khoan-2/diem-a",
            &["dieu-5", "dieu-5/khoan-2"],
            after,
        );
        assert_eq!(point, LegalStatus::Expired);
        assert_eq!(
            timeline.provision_status("dieu-5", &[], after),
            LegalStatus::PartlyExpired
        );
        assert_eq!(
            timeline.provision_status("dieu-50", &[], after),
            LegalStatus::InForce
        );
    }

    #[test]
    fn a_suspension_ends_with_a_resumption() {
        let events = [
            event(0, "2024-06-01", EffectKind::Suspended, None),
            event(1, "2024-09-01", EffectKind::Resumed, None),
            event(2, "2024-10-01", EffectKind::Suspended, Some("dieu-3")),
        ];
        let timeline = Timeline {
            effective_on: Some(day("2024-01-01")),
            expires_on: None,
            events: &events,
        };
        assert_eq!(timeline.status(day("2024-06-15")), LegalStatus::Suspended);
        assert_eq!(timeline.status(day("2024-09-15")), LegalStatus::InForce);
        assert_eq!(
            timeline.status(day("2024-10-15")),
            LegalStatus::PartlySuspended
        );
        assert_eq!(
            timeline.provision_status("dieu-3", &[], day("2024-10-15")),
            LegalStatus::Suspended
        );
    }

    #[test]
    fn without_dates_the_status_is_unknown() {
        let timeline = Timeline {
            effective_on: None,
            expires_on: None,
            events: &[],
        };
        assert_eq!(timeline.status(day("2024-01-01")), LegalStatus::Unknown);
    }
}
