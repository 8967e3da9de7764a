//! Mutations on machine keys.
use nguonluat::domain::policy::Action;

use super::{Case, On};

pub const CASES: [Case; 2] = [
    Case {
        mutation: "machineKeyCreate",
        action: Action::MachineKeyCreate,
        on: On::Account,
        field: "machineKeyCreate(input: { account: \"$machine\", name: \"x\", expiresAt: \"2999-01-01T00:00:00Z\" }) { errors { code } }",
    },
    Case {
        mutation: "machineKeyRevoke",
        action: Action::MachineKeyRevoke,
        on: On::Account,
        field: "machineKeyRevoke(input: { id: \"$key\" }) { errors { code } }",
    },
];
