//! Accounts: persons, and machines that act for a site or an importer.
use sea_orm::entity::prelude::*;

use crate::value::AccountKind;

/// An account.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "account")]
pub struct Model {
    /// Identity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Kind.
    pub kind: AccountKind,
    /// Name, as others at the desk see it.
    pub name: String,
    /// User name, as it was typed; absent of machines and of those that were erased.
    pub login: Option<String>,
    /// User name, folded: what is compared.
    pub login_key: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// E-mail address, folded: what is compared.
    pub email_key: Option<String>,
    /// Whether it may do anything.
    pub active: bool,
    /// Whether it may do nothing but change its password.
    pub must_change_password: bool,
    /// The language in which it is spoken to.
    pub language_code: String,
    /// Rises by one with every change.
    pub lock_version: i32,
    /// When it was made.
    pub created_at: DateTimeUtc,
    /// When what names the person was erased.
    pub erased_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
