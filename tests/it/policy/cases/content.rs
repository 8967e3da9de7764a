//! Mutations on items.
use entity::value::EditionState::{Draft, Live};
use nguonluat::domain::policy::Action;

use super::{Case, On, Subject};

pub const CASES: [Case; 4] = [
    Case {
        mutation: "contentCreate",
        action: Action::ContentCreate,
        on: On::Agency,
        field: |subject| {
            format!(
                "contentCreate(input: {{ kind: ARTICLE, title: \"Tin\", section: \"tin-tuc-su-kien\", \
                    agency: \"{}\" }}) {{ errors {{ code }} }}",
                subject.agency
            )
        },
    },
    Case {
        mutation: "contentRevise",
        action: Action::ContentRevise,
        on: On::Item(Live),
        field: |subject| on_item("contentRevise", subject, ""),
    },
    Case {
        mutation: "contentSave",
        action: Action::ContentSave,
        on: On::Item(Draft),
        field: |subject| on_item("contentSave", subject, ", changes: { title: \"Tin mới\" }"),
    },
    Case {
        mutation: "contentDiscard",
        action: Action::ContentDiscard,
        on: On::Item(Draft),
        field: |subject| on_item("contentDiscard", subject, ""),
    },
];

fn on_item(mutation: &str, Subject { item, .. }: &Subject, rest: &str) -> String {
    format!(
        "{mutation}(input: {{ id: \"{}\", expectedVersion: {}{rest} }}) {{ errors {{ code }} }}",
        item.id, item.version
    )
}
