//! Mutations on items: what the public reads.
use entity::value::EditionState::{Approved, Live, Scheduled, Withdrawn};
use nguonluat::domain::policy::Action;

use super::{Case, On};

pub const CASES: [Case; 8] = [
    Case {
        mutation: "contentPublish",
        action: Action::ContentPublish,
        on: On::Item(Approved),
        field: "contentPublish(input: { id: \"$item\", expectedVersion: $version }) { errors { code } }",
    },
    Case {
        mutation: "contentSchedule",
        action: Action::ContentSchedule,
        on: On::Item(Approved),
        field: "contentSchedule(input: { id: \"$item\", expectedVersion: $version, publishAt: \"2030-01-01T00:00:00Z\" }) { errors { code } }",
    },
    Case {
        mutation: "contentUnschedule",
        action: Action::ContentUnschedule,
        on: On::Item(Scheduled),
        field: "contentUnschedule(input: { id: \"$item\", expectedVersion: $version }) { errors { code } }",
    },
    Case {
        mutation: "contentWithdraw",
        action: Action::ContentWithdraw,
        on: On::Item(Live),
        field: "contentWithdraw(input: { id: \"$item\", expectedVersion: $version, reason: \"Sai\" }) { errors { code } }",
    },
    Case {
        mutation: "contentRedirect",
        action: Action::ContentRedirect,
        on: On::Item(Withdrawn),
        field: "contentRedirect(input: { id: \"$item\", expectedVersion: $version, to: { path: \"/noi-khac\" } }) { errors { code } }",
    },
    Case {
        mutation: "contentGone",
        action: Action::ContentGone,
        on: On::Item(Withdrawn),
        field: "contentGone(input: { id: \"$item\", expectedVersion: $version }) { errors { code } }",
    },
    Case {
        mutation: "contentChangeSection",
        action: Action::ContentChangeSection,
        on: On::Item(Live),
        field: "contentChangeSection(input: { id: \"$item\", expectedVersion: $version, section: \"tin-tuc-su-kien\" }) { errors { code } }",
    },
    Case {
        mutation: "contentTransfer",
        action: Action::ContentTransfer,
        on: On::Item(Live),
        field: "contentTransfer(input: { id: \"$item\", expectedVersion: $version, agency: \"$agency\" }) { errors { code } }",
    },
];
