//! Where files are used: in which contents, and as what.
use std::collections::BTreeSet;

use entity::{attachment, edition, edition_cover, edition_file};
use sea_orm::prelude::*;
use sea_orm::{JoinType, QuerySelect, Select};

use crate::domain::Result;
use crate::domain::actor::Actor;
use crate::domain::database::Session;
use crate::domain::desk::{Item, items};

/// As what a file is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UsedAs {
    /// As a cover image.
    Cover,
    /// As an attachment.
    Attachment,
    /// In what is being written.
    Draft,
}

/// A use of a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Use {
    /// The content.
    pub content: Uuid,
    /// As what.
    pub used_as: UsedAs,
    /// Whether what the public reads uses it.
    pub is_public: bool,
}

/// A file in an edition, whoever asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Usage {
    /// The file.
    pub sha256: String,
    /// The content.
    pub content: Uuid,
    /// As what.
    pub used_as: UsedAs,
    edition: Uuid,
}

impl Usage {
    /// What somebody may know of it, who asks about its content: what is public, and what they may read at the desk.
    #[must_use]
    pub fn known_to(&self, actor: &Actor, item: &Item) -> Option<Use> {
        let live = item.live.as_ref().map(|live| live.id);
        let is_public = live == Some(self.edition);
        (is_public || item.is_readable_by(actor)).then_some(Use {
            content: self.content,
            used_as: self.used_as,
            is_public,
        })
    }
}

/// Where these files are used.
///
/// # Errors
/// When the database fails.
pub async fn usages_of(session: &Session, hashes: &[&str]) -> Result<Vec<Usage>> {
    rows(session.read().await?, hashes).await
}

/// Where a file is used, as far as somebody may know.
pub(super) async fn uses_of(
    db: &impl ConnectionTrait,
    actor: &Actor,
    sha256: &str,
) -> Result<Vec<Use>> {
    let rows = rows(db, &[sha256]).await?;
    let contents: BTreeSet<Uuid> = rows.iter().map(|row| row.content).collect();
    let contents: Vec<Uuid> = contents.into_iter().collect();
    let items = items(db, &contents).await?;
    let of = |usage: &Usage| items.iter().find(|item| item.content.id == usage.content);
    let known: BTreeSet<Use> = rows
        .iter()
        .filter_map(|usage| usage.known_to(actor, of(usage)?))
        .collect();
    Ok(known.into_iter().collect())
}

/// Whether anything uses a file, whoever may know of it.
pub(super) async fn is_used(db: &impl ConnectionTrait, sha256: &str) -> Result<bool> {
    Ok(!rows(db, &[sha256]).await?.is_empty())
}

/// Which of these files a content uses, in any of its editions.
pub(super) async fn used_in(
    db: &impl ConnectionTrait,
    content: Uuid,
    hashes: &[String],
) -> Result<Vec<String>> {
    let hashes: Vec<&str> = hashes.iter().map(String::as_str).collect();
    let rows = rows(db, &hashes).await?.into_iter();
    let own = rows.filter(|row| row.content == content);
    Ok(own.map(|row| row.sha256).collect())
}

async fn rows(db: &impl ConnectionTrait, hashes: &[&str]) -> Result<Vec<Usage>> {
    use attachment::Column as Attached;
    use edition_cover::Column as Covering;
    use edition_file::Column as Named;
    let covers = edition_cover::Entity::find().filter(Covering::FileSha256.is_in(hashes.to_vec()));
    let places = (Covering::EditionId, Covering::FileSha256);
    let mut rows = of(db, covers, places, UsedAs::Cover).await?;
    let attached = attachment::Entity::find().filter(Attached::FileSha256.is_in(hashes.to_vec()));
    let places = (Attached::EditionId, Attached::FileSha256);
    rows.extend(of(db, attached, places, UsedAs::Attachment).await?);
    let named = edition_file::Entity::find().filter(Named::FileSha256.is_in(hashes.to_vec()));
    let places = (Named::EditionId, Named::FileSha256);
    let named = of(db, named, places, UsedAs::Draft).await?;
    // Rows say the same of what was published.
    let is_said = |it: &Usage| {
        let mut said = rows.iter();
        said.any(|row| row.edition == it.edition && row.sha256 == it.sha256)
    };
    let named: Vec<Usage> = named.into_iter().filter(|it| !is_said(it)).collect();
    rows.extend(named);
    Ok(rows)
}

/// The editions and files that rows join.
async fn of<E: EntityTrait>(
    db: &impl ConnectionTrait,
    rows: Select<E>,
    (edition, sha256): (E::Column, E::Column),
    used_as: UsedAs,
) -> Result<Vec<Usage>> {
    let to_edition: RelationDef = E::belongs_to(edition::Entity)
        .from(edition)
        .to(edition::Column::Id)
        .into();
    let rows: Vec<(String, Uuid, Uuid)> = rows
        .select_only()
        .column(sha256)
        .column(edition::Column::ContentId)
        .column(edition::Column::Id)
        .join(JoinType::InnerJoin, to_edition)
        .into_tuple()
        .all(db)
        .await?;
    let row = |(sha256, content, edition)| Usage {
        sha256,
        content,
        used_as,
        edition,
    };
    Ok(rows.into_iter().map(row).collect())
}
