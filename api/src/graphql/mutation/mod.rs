//! The root of writing: one file a noun.
mod account;
mod content;
mod file;
mod machine_key;
mod membership;
mod password;
mod provision;
mod publication;
mod remark;
mod review;
mod session;
mod totp;

use async_graphql::MergedObject;

/// The root of writing. / Gốc của mọi thao tác ghi.
#[derive(MergedObject, Default)]
pub struct Mutation(
    account::AccountMutation,
    content::ContentMutation,
    file::FileMutation,
    machine_key::MachineKeyMutation,
    membership::MembershipMutation,
    password::PasswordMutation,
    provision::ProvisionMutation,
    publication::PublicationMutation,
    remark::RemarkMutation,
    review::ReviewMutation,
    session::SessionMutation,
    totp::TotpMutation,
);
