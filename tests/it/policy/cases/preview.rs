//! Mutations on previews.
use entity::value::EditionState::Draft;
use nguonluat::domain::policy::Action;

use super::{Case, On};

pub const CASES: [Case; 2] = [
    Case {
        mutation: "previewCreate",
        action: Action::PreviewCreate,
        on: On::Item(Draft),
        field: "previewCreate(input: { id: \"$item\", expectedVersion: $version }) { errors { code } }",
    },
    Case {
        mutation: "previewRevoke",
        action: Action::PreviewRevoke,
        on: On::Item(Draft),
        field: "previewRevoke(input: { id: \"$item\", expectedVersion: $version, preview: \"$preview\" }) \
            { errors { code } }",
    },
];
