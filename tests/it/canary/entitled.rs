//! Who may hear which canary at the desk: what is not named here is for nobody.

use entity::value::AccountRole;
use nguonluat::domain::policy::{Action, Reach, rules};

use super::open::PUBLIC;

/// Columns that the desk shows, and by which rights.
const SHOWN: &[(&str, &[Action])] = &[
    (
        "account.login account.email session.address session.agent",
        &[Action::AccountRead],
    ),
    (
        "account_identity.issuer account_identity.subject",
        &[Action::AccountRead],
    ),
    (
        "machine_key.name machine_key.shown machine_key.actions",
        &[Action::AccountRead],
    ),
    (
        "machine_key.origins machine_key.last_used_from",
        &[Action::AccountRead],
    ),
    (
        "account.name",
        &[
            Action::AccountRead,
            Action::ContentRead,
            Action::FileRead,
            Action::LogRead,
            Action::ReorganisationRead,
        ],
    ),
    ("edition_desk.record outbox.action", &[Action::ContentRead]),
    (
        "remark.text remark.place assignment.note",
        &[Action::ContentRead],
    ),
    (
        "confirmation.wording confirmation.record_digest",
        &[Action::ContentRead],
    ),
    ("schedule.reason schedule.failure", &[Action::ContentRead]),
    (
        "file_custody.name file.media_type file_variant.sha256",
        &[Action::FileRead],
    ),
    ("audit.action", &[Action::LogRead, Action::ContentRead]),
    ("audit.subject audit.hash", &[Action::LogRead]),
    (
        "reorganisation.plan reorganisation.report reorganisation.failure",
        &[Action::ReorganisationRead],
    ),
];

/// Whether a role at the agency that has everything, or at another, may hear the canary of a column.
pub fn may_hear(column: &str, role: AccountRole, here: bool) -> bool {
    let shown = SHOWN
        .iter()
        .filter(|(columns, _)| columns.split(' ').any(|it| it == column));
    let mut actions: Vec<Action> = shown
        .flat_map(|(_, actions)| actions.iter().copied())
        .collect();
    if is_of_editions(column) {
        actions.push(Action::ContentRead);
    }
    let given = |action: &Action| {
        let found = rules().iter().find(|it| it.action == *action);
        let mut rights = found.expect("a rule").rights.iter();
        rights.any(|(of, right)| *of == role && (here || right.reach == Reach::Province))
    };
    actions.iter().any(given)
}

/// Whether it is something that the public reads in what is live, and the desk in what is not.
fn is_of_editions(column: &str) -> bool {
    let (table, name) = column.split_once('.').expect("a table");
    PUBLIC
        .iter()
        .any(|(of, _, columns)| *of == table && columns.split(' ').any(|it| it == name))
}

/// The columns that somebody has to hear, lest nobody listens.
pub fn shown() -> impl Iterator<Item = &'static str> {
    SHOWN.iter().flat_map(|(columns, _)| columns.split(' '))
}
