//! The structure of legal texts (phần, chương, mục, điều, khoản, điểm).
use sea_orm::entity::prelude::*;

use crate::value::ProvisionKind;

/// A node of a legal text.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "provision")]
pub struct Model {
    /// The edition.
    #[sea_orm(primary_key, auto_increment = false)]
    pub edition_id: Uuid,
    /// Stable path, such as `dieu-5/khoan-2/diem-a`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub path: String,
    /// Path of the node above.
    pub parent_path: Option<String>,
    /// Kind of node.
    pub kind: ProvisionKind,
    /// Number as printed, such as `5`, `II`, `12a` or `đ`.
    pub number: Option<String>,
    /// Label as printed, such as `Điều 5.` or `a)`.
    pub label: Option<String>,
    /// Heading.
    pub heading: Option<String>,
    /// Own text, without the children's.
    pub text: String,
    /// Bytewise order within the document.
    pub sort_key: String,
}

impl ActiveModelBehavior for ActiveModel {}
