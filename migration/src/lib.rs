//! The schema's history: one change a file, up and down, hand-written SQL for both databases.
//!
//! A migration that landed is never edited. Those that are pending run in one transaction, so that an
//! interrupted run leaves the schema as it was: none may need to run outside of one.
mod dialect;
mod m20261121_000001_vocabularies;
mod m20261121_000002_areas;
mod m20261121_000003_agencies;
mod m20261121_000004_files;
mod m20261121_000005_contents;
mod m20261121_000006_paths;
mod m20261121_000007_legal_documents;
mod m20261121_000008_details;
mod m20261121_000009_listing;
mod m20261121_000010_outbox;
mod m20261122_000011_accounts;
mod m20261122_000012_sessions;
mod m20261122_000013_journal;
mod m20261122_000014_guesses;
mod m20261122_000015_drafts;
mod m20261122_000016_second_factors;
mod m20261122_000018_reviews;
mod m20261122_000019_schedules;
mod m20261122_000020_machine_keys;
mod m20261122_000021_mail;
mod m20261122_000022_previews;
mod m20261122_000023_files;
mod m20261122_000024_reorganisations;
mod m20261122_000025_submitted;
mod m20261122_000026_withdrawn;
mod m20261123_000027_law_names;

use sea_orm_migration::{MigrationTrait, async_trait};
pub use sea_orm_migration::{MigratorTrait, seaql_migrations};

/// All migrations, oldest first.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261121_000001_vocabularies::Migration),
            Box::new(m20261121_000002_areas::Migration),
            Box::new(m20261121_000003_agencies::Migration),
            Box::new(m20261121_000004_files::Migration),
            Box::new(m20261121_000005_contents::Migration),
            Box::new(m20261121_000006_paths::Migration),
            Box::new(m20261121_000007_legal_documents::Migration),
            Box::new(m20261121_000008_details::Migration),
            Box::new(m20261121_000009_listing::Migration),
            Box::new(m20261121_000010_outbox::Migration),
            Box::new(m20261122_000011_accounts::Migration),
            Box::new(m20261122_000012_sessions::Migration),
            Box::new(m20261122_000013_journal::Migration),
            Box::new(m20261122_000014_guesses::Migration),
            Box::new(m20261122_000015_drafts::Migration),
            Box::new(m20261122_000016_second_factors::Migration),
            Box::new(m20261122_000018_reviews::Migration),
            Box::new(m20261122_000019_schedules::Migration),
            Box::new(m20261122_000020_machine_keys::Migration),
            Box::new(m20261122_000021_mail::Migration),
            Box::new(m20261122_000022_previews::Migration),
            Box::new(m20261122_000023_files::Migration),
            Box::new(m20261122_000024_reorganisations::Migration),
            Box::new(m20261122_000025_submitted::Migration),
            Box::new(m20261122_000026_withdrawn::Migration),
            Box::new(m20261123_000027_law_names::Migration),
        ]
    }
}
