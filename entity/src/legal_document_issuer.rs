//! Who issued and signed legal documents.
use sea_orm::entity::prelude::*;

/// An issuer of a legal document, with the person who signed for it.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "legal_document_issuer")]
pub struct Model {
    /// The edition.
    #[sea_orm(primary_key, auto_increment = false)]
    pub edition_id: Uuid,
    /// Place among the document's issuers.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i32,
    /// The issuer.
    pub issuer_code: String,
    /// Name of the signer.
    pub signer: Option<String>,
    /// Office of the signer.
    pub signer_title: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
