//! Accounts: made on the command line and by administrators.
mod administration;
mod command;
mod memberships;
mod passwords;
mod totp;
