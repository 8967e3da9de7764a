//! Mutations on items: reviewing them.
use entity::value::EditionState::{Draft, Submitted};
use nguonluat::domain::policy::Action;

use super::{Case, On};

pub const CASES: [Case; 8] = [
    Case {
        mutation: "contentSubmit",
        action: Action::ContentSubmit,
        on: On::Item(Draft),
        field: "contentSubmit(input: { id: \"$item\", expectedVersion: $version, confirmations: { \
            noStateSecret: true, noPrivateLife: true, noIdentifiableChild: true } }) { errors { code } }",
    },
    Case {
        mutation: "contentRecall",
        action: Action::ContentRecall,
        on: On::Item(Submitted),
        field: "contentRecall(input: { id: \"$item\", expectedVersion: $version }) { errors { code } }",
    },
    Case {
        mutation: "contentEndorse",
        action: Action::ContentEndorse,
        on: On::Item(Submitted),
        field: "contentEndorse(input: { id: \"$item\", expectedVersion: $version }) { errors { code } }",
    },
    Case {
        mutation: "contentReturn",
        action: Action::ContentReturn,
        on: On::Item(Submitted),
        field: "contentReturn(input: { id: \"$item\", expectedVersion: $version, \
            remarks: [{ text: \"Sửa\" }] }) { errors { code } }",
    },
    Case {
        mutation: "contentApprove",
        action: Action::ContentApprove,
        on: On::Item(Submitted),
        field: "contentApprove(input: { id: \"$item\", expectedVersion: $version }) { errors { code } }",
    },
    Case {
        mutation: "contentAssign",
        action: Action::ContentAssign,
        on: On::Item(Submitted),
        field: "contentAssign(input: { id: \"$item\", expectedVersion: $version }) { errors { code } }",
    },
    Case {
        mutation: "remarkAdd",
        action: Action::ContentRemark,
        on: On::Item(Draft),
        field: "remarkAdd(input: { id: \"$item\", expectedVersion: $version, text: \"Sửa\" }) { errors { code } }",
    },
    Case {
        mutation: "remarkResolve",
        action: Action::ContentResolveRemark,
        on: On::Item(Draft),
        field: "remarkResolve(input: { id: \"$item\", expectedVersion: $version, remark: \"$remark\" }) \
            { errors { code } }",
    },
];
