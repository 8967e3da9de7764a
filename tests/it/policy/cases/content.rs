//! Mutations on items.
use entity::value::EditionState::{Draft, Live};
use nguonluat::domain::policy::Action;

use super::{Case, On};

pub const CASES: [Case; 4] = [
    Case {
        mutation: "contentCreate",
        action: Action::ContentCreate,
        on: On::Agency,
        field: "contentCreate(input: { kind: ARTICLE, title: \"Tin\", section: \"tin-tuc-su-kien\", agency: \"$agency\" }) { errors { code } }",
    },
    Case {
        mutation: "contentRevise",
        action: Action::ContentRevise,
        on: On::Item(Live),
        field: "contentRevise(input: { id: \"$item\", expectedVersion: $version }) { errors { code } }",
    },
    Case {
        mutation: "contentSave",
        action: Action::ContentSave,
        on: On::Item(Draft),
        field: "contentSave(input: { id: \"$item\", expectedVersion: $version, changes: { title: \"Tin mới\" } }) { errors { code } }",
    },
    Case {
        mutation: "contentDiscard",
        action: Action::ContentDiscard,
        on: On::Item(Draft),
        field: "contentDiscard(input: { id: \"$item\", expectedVersion: $version }) { errors { code } }",
    },
];
