//! The status of a document or a provision on a day, derived from dates and events.
use std::collections::BTreeSet;

use chrono::NaiveDate;
use entity::value::EffectKind;
use entity::{effect_event, legal_document};

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

impl<'a> Timeline<'a> {
    /// What a document's record and the events on it tell.
    #[must_use]
    pub fn new(document: &legal_document::Model, events: &'a [effect_event::Model]) -> Self {
        Self {
            effective_on: document.effective_on,
            expires_on: document.expires_on,
            events,
        }
    }

    /// The first day on which the whole document is no longer in force, whoever says so first.
    #[must_use]
    pub fn ends_on(&self) -> Option<NaiveDate> {
        self.end_of(|event| event.provision.is_none())
    }

    /// From when until before when a part is in force, or the whole; nothing where its first day is not known.
    #[must_use]
    pub fn force(
        &self,
        part: Option<&str>,
        holds: impl Fn(&str, &str) -> bool,
    ) -> Option<(NaiveDate, Option<NaiveDate>)> {
        let is_on = |event: &effect_event::Model, part: Option<&str>| is_on(event, part, &holds);
        let end = self.end_of(|event| is_on(event, part));
        Some((self.beginning_of(part, is_on)?, end))
    }

    /// The status of the whole document on `day`.
    #[must_use]
    pub fn status(&self, day: NaiveDate) -> LegalStatus {
        self.derive(None, day, |touched, part| {
            part.strip_prefix(touched)
                .is_some_and(|rest| rest.starts_with('/'))
        })
    }

    /// The status on `day` of the provision at `path`; `holds` tells whether a provision holds another in the
    /// document's tree.
    #[must_use]
    pub fn provision_status(
        &self,
        path: &str,
        day: NaiveDate,
        holds: impl Fn(&str, &str) -> bool,
    ) -> LegalStatus {
        self.derive(Some(path), day, holds)
    }

    /// The status of the part that is `asked` for, or of the whole.
    fn derive(
        &self,
        asked: Option<&str>,
        day: NaiveDate,
        holds: impl Fn(&str, &str) -> bool,
    ) -> LegalStatus {
        let is_on = |event: &effect_event::Model, part: Option<&str>| is_on(event, part, &holds);
        let is_within = |touched: &&str| match asked {
            None => true,
            Some(asked) => holds(asked, touched),
        };
        if self
            .end_of(|event| is_on(event, asked))
            .is_some_and(|end| end <= day)
        {
            return LegalStatus::Expired;
        }
        let Some(begins) = self.beginning_of(asked, is_on) else {
            return LegalStatus::Unknown;
        };
        if day < begins {
            return LegalStatus::NotYetInForce;
        }
        let until_day = || self.events.iter().filter(|event| event.date <= day);
        let parts: BTreeSet<&str> = until_day()
            .filter_map(|event| event.provision.as_deref())
            .filter(is_within)
            .collect();
        let is_suspended = |part| is_suspended(until_day().filter(|event| is_on(event, part)));
        let mut parts_suspended = parts.iter().map(|part| is_suspended(Some(*part)));
        let has_expired_part = until_day()
            .filter(|event| event.kind == EffectKind::Expired)
            .filter_map(|event| event.provision.as_deref())
            .any(|touched| is_within(&touched));
        if is_suspended(asked) {
            if parts_suspended.all(|suspended| suspended) {
                LegalStatus::Suspended
            } else {
                LegalStatus::PartlySuspended
            }
        } else if has_expired_part {
            LegalStatus::PartlyExpired
        } else if parts_suspended.any(|suspended| suspended) {
            LegalStatus::PartlySuspended
        } else {
            LegalStatus::InForce
        }
    }

    /// The first day without force of what the events that `is_on` it and the end of the document end.
    fn end_of(&self, is_on: impl Fn(&effect_event::Model) -> bool) -> Option<NaiveDate> {
        let ends = self.events.iter();
        ends.filter(|event| event.kind == EffectKind::Expired && is_on(event))
            .map(|event| event.date)
            .chain(self.expires_on)
            .min()
    }

    /// The first day in force of a part: what is said of it counts before what is said of what holds it.
    fn beginning_of(
        &self,
        part: Option<&str>,
        is_on: impl Fn(&effect_event::Model, Option<&str>) -> bool,
    ) -> Option<NaiveDate> {
        let said = || {
            let events = self.events.iter();
            events.filter(|event| event.kind == EffectKind::InForce && is_on(event, part))
        };
        let is_nearest = |event: &&effect_event::Model| {
            !said().any(|other| {
                other.provision != event.provision && is_on(event, other.provision.as_deref())
            })
        };
        let nearest = said().filter(is_nearest).map(|event| event.date);
        nearest.max().or(self.effective_on)
    }
}

/// Whether an event is one on all of a part; events on the whole are on every part.
fn is_on(
    event: &effect_event::Model,
    part: Option<&str>,
    holds: impl Fn(&str, &str) -> bool,
) -> bool {
    match &event.provision {
        None => true,
        Some(touched) => part.is_some_and(|part| touched == part || holds(touched, part)),
    }
}

/// Whether the last word of these events is a suspension.
fn is_suspended<'a>(events: impl Iterator<Item = &'a effect_event::Model>) -> bool {
    events
        .filter(|event| matches!(event.kind, EffectKind::Suspended | EffectKind::Resumed))
        .max_by_key(|event| (event.date, event.position))
        .is_some_and(|event| event.kind == EffectKind::Suspended)
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

    /// The status of a provision of a document whose articles are in its only chapter.
    fn of(timeline: &Timeline<'_>, path: &str, on: NaiveDate) -> LegalStatus {
        timeline.provision_status(path, on, |holder, part| {
            let in_chapter = holder == "chuong-1" && part.starts_with("dieu-");
            let rest = part.strip_prefix(holder);
            in_chapter || rest.is_some_and(|rest| rest.starts_with('/'))
        })
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
        assert_eq!(of(&timeline, "dieu-5/khoan-2", after), LegalStatus::Expired);
        assert_eq!(
            of(&timeline, "dieu-5/khoan-2/diem-a", after),
            LegalStatus::Expired
        );
        assert_eq!(of(&timeline, "chuong-1", after), LegalStatus::PartlyExpired);
        assert_eq!(of(&timeline, "dieu-5", after), LegalStatus::PartlyExpired);
        assert_eq!(of(&timeline, "dieu-50", after), LegalStatus::InForce);
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
            of(&timeline, "dieu-3", day("2024-10-15")),
            LegalStatus::Suspended
        );
    }

    #[test]
    fn the_last_word_on_a_part_counts_for_the_whole() {
        let on = |events: &[effect_event::Model]| {
            let timeline = Timeline {
                effective_on: Some(day("2024-01-01")),
                expires_on: None,
                events,
            };
            let after = day("2024-10-15");
            (
                timeline.status(after),
                of(&timeline, "chuong-1", after),
                of(&timeline, "dieu-1", after),
                of(&timeline, "dieu-2", after),
            )
        };
        let part_then_whole = [
            event(0, "2024-06-01", EffectKind::Suspended, Some("dieu-1")),
            event(1, "2024-09-01", EffectKind::Resumed, None),
        ];
        let in_force = LegalStatus::InForce;
        assert_eq!(
            on(&part_then_whole),
            (in_force, in_force, in_force, in_force)
        );
        let whole_then_part = [
            event(0, "2024-06-01", EffectKind::Suspended, None),
            event(1, "2024-09-01", EffectKind::Resumed, Some("dieu-1")),
        ];
        assert_eq!(
            on(&whole_then_part),
            (
                LegalStatus::PartlySuspended,
                LegalStatus::PartlySuspended,
                in_force,
                LegalStatus::Suspended
            )
        );
    }

    #[test]
    fn a_part_may_begin_apart_from_the_whole() {
        let events = [
            event(0, "2024-10-01", EffectKind::InForce, Some("dieu-1")),
            event(1, "2025-01-01", EffectKind::InForce, None),
            event(
                2,
                "2026-01-01",
                EffectKind::InForce,
                Some("dieu-10/khoan-3"),
            ),
        ];
        let timeline = Timeline {
            effective_on: None,
            expires_on: None,
            events: &events,
        };
        for (path, before, from) in [
            ("dieu-1", "2024-09-30", "2024-10-01"),
            ("dieu-2", "2024-12-31", "2025-01-01"),
            ("dieu-10/khoan-3/diem-a", "2025-12-31", "2026-01-01"),
        ] {
            let before = of(&timeline, path, day(before));
            assert_eq!(before, LegalStatus::NotYetInForce, "{path}");
            let from = of(&timeline, path, day(from));
            assert_eq!(from, LegalStatus::InForce, "{path}");
        }
    }

    #[test]
    fn an_end_is_known_without_a_beginning() {
        let timeline = Timeline {
            effective_on: None,
            expires_on: Some(day("2021-01-01")),
            events: &[],
        };
        assert_eq!(timeline.status(day("2020-12-31")), LegalStatus::Unknown);
        assert_eq!(timeline.status(day("2021-01-01")), LegalStatus::Expired);
        assert_eq!(
            of(&timeline, "dieu-1", day("2022-01-01")),
            LegalStatus::Expired
        );
        let events = [
            event(0, "2026-03-01", EffectKind::Expired, None),
            event(1, "2025-03-01", EffectKind::Expired, Some("dieu-1")),
        ];
        let timeline = Timeline {
            expires_on: Some(day("2027-01-01")),
            events: &events,
            ..timeline
        };
        assert_eq!(timeline.ends_on(), Some(day("2026-03-01")));
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
