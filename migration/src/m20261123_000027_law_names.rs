//! Laws are cited by name: the names of documents, and the day as of which a citation means one.
use sea_orm_migration::prelude::*;

use crate::dialect;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const UP: &str = r"
ALTER TABLE legal_document ADD COLUMN name_key $key;
CREATE INDEX legal_document_name ON legal_document (name_key) WHERE name_key IS NOT NULL;
ALTER TABLE citation RENAME COLUMN number_key TO document_key;
ALTER TABLE citation ADD COLUMN as_of $date;
";

const DOWN: &str = r"
ALTER TABLE citation DROP COLUMN as_of;
ALTER TABLE citation RENAME COLUMN document_key TO number_key;
DROP INDEX legal_document_name;
ALTER TABLE legal_document DROP COLUMN name_key;
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, DOWN).await
    }
}
