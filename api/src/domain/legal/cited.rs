//! What citations lead to: the provisions that are there, and how many documents fit.
use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use entity::value::EditionState;
use entity::{edition, legal_document, provision};
use sea_orm::prelude::*;
use sea_orm::sea_query::ExprTrait;
use sea_orm::{Condition, JoinType, QuerySelect};

use super::name::{as_name, keys_of};
use crate::domain::Result;
use crate::domain::database::Session;

/// Provisions a statement: those of a page of documents. `SQLite` takes 32,766 values in one.
const TOGETHER: usize = 20_000;

/// A provision's path and those of what holds it, itself first.
pub fn with_holders(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(path), |path| Some(path.rsplit_once('/')?.0))
}

/// Those of the provisions, by edition and path, that are there.
///
/// # Errors
/// When the database fails.
pub async fn existing(
    session: &Session,
    provisions: &[(Uuid, String)],
) -> Result<HashSet<(Uuid, String)>> {
    let mut found = HashSet::new();
    for some in provisions.chunks(TOGETHER) {
        let mut paths: HashMap<Uuid, Vec<&str>> = HashMap::new();
        for (edition, path) in some {
            paths.entry(*edition).or_default().push(path);
        }
        let of_editions = paths.into_iter().map(|(edition, paths)| {
            let of_edition = provision::Column::EditionId.eq(edition);
            of_edition.and(provision::Column::Path.is_in(paths))
        });
        let any = of_editions.fold(Condition::any(), Condition::add);
        let rows = provision::Entity::find()
            .select_only()
            .columns([provision::Column::EditionId, provision::Column::Path])
            .filter(any);
        let rows: Vec<(Uuid, String)> = rows.into_tuple().all(session.read().await?).await?;
        found.extend(rows);
    }
    Ok(found)
}

/// How many live documents fit each key of a citation: a number in its normal form, or a name.
///
/// # Errors
/// When the database fails.
pub async fn fitting(session: &Session, keys: &[&str]) -> Result<HashMap<String, usize>> {
    let names = keys.iter().filter_map(|key| Some(as_name(key)?.0));
    let is_one = Condition::any()
        .add(legal_document::Column::NumberKey.is_in(keys.iter().copied()))
        .add(legal_document::Column::NameKey.is_in(names));
    let rows = legal_document::Entity::find()
        .select_only()
        .columns([
            legal_document::Column::NumberKey,
            legal_document::Column::NameKey,
            legal_document::Column::IssuedOn,
        ])
        .join(
            JoinType::InnerJoin,
            legal_document::Entity::belongs_to(edition::Entity)
                .from(legal_document::Column::EditionId)
                .to(edition::Column::Id)
                .into(),
        )
        .filter(edition::Column::State.eq(EditionState::Live))
        .filter(is_one);
    let rows: Vec<(Option<String>, Option<String>, NaiveDate)> =
        rows.into_tuple().all(session.read().await?).await?;
    let mut found: HashMap<String, usize> = HashMap::new();
    for (number, name, issued_on) in rows {
        let of_name = name.map(|name| keys_of(&name, issued_on));
        for key in number.into_iter().chain(of_name.into_iter().flatten()) {
            *found.entry(key).or_default() += 1;
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_holds_a_provision_follows_it() {
        let paths: Vec<&str> = with_holders("dieu-5/khoan-2/diem-a").collect();
        assert_eq!(paths, ["dieu-5/khoan-2/diem-a", "dieu-5/khoan-2", "dieu-5"]);
    }
}
