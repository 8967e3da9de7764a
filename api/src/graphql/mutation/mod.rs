//! The root of writing: one file a noun.
mod account;
mod content;
mod membership;
mod provision;
mod session;
mod totp;

use async_graphql::MergedObject;

/// The root of writing. / Gốc của mọi thao tác ghi.
#[derive(MergedObject, Default)]
pub struct Mutation(
    account::AccountMutation,
    content::ContentMutation,
    membership::MembershipMutation,
    provision::ProvisionMutation,
    session::SessionMutation,
    totp::TotpMutation,
);
