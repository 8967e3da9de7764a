//! Accounts: made on the command line and by administrators.
mod administration;
mod command;
mod key_scope;
mod machine_keys;
mod mail;
mod memberships;
mod operators;
mod passwords;
mod totp;
