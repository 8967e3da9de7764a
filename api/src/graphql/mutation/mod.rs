//! The root of writing: one file a noun.
mod account;
mod agency;
mod content;
mod file;
mod machine_key;
mod membership;
mod password;
mod preview;
mod provision;
mod publication;
mod remark;
mod review;
mod session;
mod sign_on;
mod totp;

use async_graphql::MergedObject;

/// The root of writing. / Gốc của mọi thao tác ghi.
#[derive(MergedObject, Default)]
pub struct Mutation(
    account::AccountMutation,
    agency::AgencyMutation,
    content::ContentMutation,
    file::FileMutation,
    machine_key::MachineKeyMutation,
    membership::MembershipMutation,
    password::PasswordMutation,
    preview::PreviewMutation,
    provision::ProvisionMutation,
    publication::PublicationMutation,
    remark::RemarkMutation,
    review::ReviewMutation,
    session::SessionMutation,
    sign_on::SignOnMutation,
    totp::TotpMutation,
);
