//! Kinds of accounts.
use sea_orm::entity::prelude::*;

/// A kind of account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum AccountKind {
    /// A person, who signs in.
    #[sea_orm(string_value = "person")]
    Person,
    /// A site, an app or an importer, which has keys.
    #[sea_orm(string_value = "machine")]
    Machine,
}
