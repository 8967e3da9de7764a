//! Mutations on files.
use nguonluat::domain::policy::Action;

use super::{Case, On};

pub const CASES: [Case; 1] = [Case {
    mutation: "fileRemove",
    action: Action::FileRemove,
    on: On::File,
    field: "fileRemove(input: { id: \"$file\" }) { errors { code } }",
}];
