//! The root of writing: one file a noun.
mod account;
mod machine_key;
mod membership;
mod password;
mod session;
mod totp;

use async_graphql::MergedObject;

/// The root of writing. / Gốc của mọi thao tác ghi.
#[derive(MergedObject, Default)]
pub struct Mutation(
    account::AccountMutation,
    machine_key::MachineKeyMutation,
    membership::MembershipMutation,
    password::PasswordMutation,
    session::SessionMutation,
    totp::TotpMutation,
);
