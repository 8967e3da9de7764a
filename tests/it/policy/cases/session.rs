//! Mutations on the own sessions.
use nguonluat::domain::policy::Action;

use super::{Case, On};

pub const CASES: [Case; 2] = [
    Case {
        mutation: "sessionSignOut",
        action: Action::SessionSignOut,
        on: On::Oneself,
        field: |_| "sessionSignOut { endedSessions errors { code } }".to_owned(),
    },
    Case {
        mutation: "sessionSignOutEverywhere",
        action: Action::SessionSignOutEverywhere,
        on: On::Oneself,
        field: |_| "sessionSignOutEverywhere { endedSessions errors { code } }".to_owned(),
    },
];
