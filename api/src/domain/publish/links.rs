//! References that wait: to a content that is not here yet, or to a number or name that several documents have.
//!
//! A reference is joined while exactly one live document fits it. When documents with a number or a name
//! appear, change or go, everything that refers to that is looked at again.
use std::collections::{BTreeMap, BTreeSet, HashSet};

use chrono::NaiveDate;
use entity::value::EditionState;
use entity::{edition, edition_related};
use sea_orm::prelude::*;
use sea_orm::sea_query::{Alias, ExprTrait, IntoCondition, Query, SimpleExpr};
use sea_orm::{Condition, QuerySelect, StatementBuilder};

use super::catalogue::Catalogue;
use super::known::{Documents, Reference, scopes_of};
use super::laws::Laws;
use crate::domain::legal::{ANY_NAME, as_name};
use crate::domain::listing::write::Change;
use crate::domain::listing::{Scope, load};

/// Values a statement.
const VALUES: usize = 500;

/// What a batch made appear, change or go.
#[derive(Default)]
pub(super) struct Touched {
    /// Keys of numbers and names whose documents are others now.
    pub(super) keys: BTreeSet<String>,
    /// Editions that are new and cite laws by name.
    pub(super) citing: BTreeSet<Uuid>,
    /// Documents that had one of these numbers or names, or have it.
    pub(super) documents: BTreeSet<Uuid>,
    /// Contents that are new, or have another path, by what related items call them.
    pub(super) named: BTreeMap<String, Uuid>,
}

/// A table whose rows refer to documents by number or name.
struct Table {
    name: &'static str,
    /// The column of the key.
    key: &'static str,
    /// What stands before the key there.
    prefix: &'static str,
    /// The column of the issuer that narrows the number.
    issuer: Option<&'static str>,
    /// The column of the day of issue that narrows the number; of citations, of the day as of which a name is meant.
    day: &'static str,
    /// Whether its rows decide in which lists a content stands.
    lists: bool,
}

const CITATIONS: Table = Table {
    name: "citation",
    key: "document_key",
    prefix: "",
    issuer: None,
    day: "as_of",
    lists: true,
};

const TABLES: [Table; 5] = [
    CITATIONS,
    Table {
        name: "briefing_about",
        key: "target_number_key",
        prefix: "",
        issuer: Some("target_issuer_code"),
        day: "target_issued_on",
        lists: true,
    },
    Table {
        name: "effect_event",
        key: "target_number_key",
        prefix: "",
        issuer: Some("target_issuer_code"),
        day: "target_issued_on",
        lists: false,
    },
    Table {
        name: "legal_relation",
        key: "target_number_key",
        prefix: "",
        issuer: Some("target_issuer_code"),
        day: "target_issued_on",
        lists: false,
    },
    Table {
        name: "edition_related",
        key: "target_key",
        prefix: "doc:",
        issuer: Some("target_issuer_code"),
        day: "target_issued_on",
        lists: false,
    },
];

/// Joins what waited for the touched contents and documents, and parts what no longer fits. Gives the live
/// contents whose lists may be others now.
pub(super) async fn join(
    db: &impl ConnectionTrait,
    touched: &Touched,
    documents: &Documents,
) -> Result<BTreeSet<Uuid>, DbErr> {
    join_related(db, &touched.named).await?;
    let mut relisted = join_new(db, &touched.citing).await?;
    if touched.keys.is_empty() {
        return Ok(relisted);
    }
    let laws = Laws::cited_by(db, touched.keys.iter().map(String::as_str)).await?;
    let mut leading = touched.documents.clone();
    leading.extend(laws.contents());
    for table in &TABLES {
        for group in table.groups(db, &touched.keys, &leading).await? {
            let target = match as_name(&group.key) {
                Some(_) => laws.cited(&group.key, group.day),
                None => documents.the_only(Reference {
                    key: group.key.strip_prefix(table.prefix).unwrap_or(&group.key),
                    issuer: group.issuer.as_deref(),
                    issued_on: group.day,
                }),
            };
            relisted.extend(table.lead(db, &group, target).await?);
        }
    }
    Ok(relisted)
}

/// Joins what new editions cite by name. Whatever else waits for the same names is left alone: it waits still.
async fn join_new(
    db: &impl ConnectionTrait,
    editions: &BTreeSet<Uuid>,
) -> Result<BTreeSet<Uuid>, DbErr> {
    let editions: Vec<Uuid> = editions.iter().copied().collect();
    let mut relisted = BTreeSet::new();
    for some in editions.chunks(VALUES) {
        let of_these = Expr::col(Alias::new("edition_id")).is_in(some.iter().copied());
        let waiting = Expr::col(Alias::new("target_id")).is_null();
        let waiting = waiting.and(CITATIONS.key().like(ANY_NAME));
        let groups = CITATIONS.select(db, of_these.and(waiting)).await?;
        let keys = groups.iter().map(|group| group.key.as_str());
        let laws = Laws::cited_by(db, keys).await?;
        for group in &groups {
            let target = laws.cited(&group.key, group.day);
            relisted.extend(CITATIONS.lead(db, group, target).await?);
        }
    }
    Ok(relisted)
}

/// How the lists of contents change whose references lead elsewhere now.
pub(super) async fn changed_lists(
    db: &impl ConnectionTrait,
    catalogue: &Catalogue,
    contents: &[Uuid],
) -> Result<Vec<Change>, DbErr> {
    let mut before: BTreeMap<Uuid, BTreeSet<Scope>> = BTreeMap::new();
    for (content, scope) in scopes_of(db, contents.to_vec()).await? {
        before.entry(content).or_default().insert(scope);
    }
    let listed = load::of(db, contents).await?.into_iter();
    let changes = listed.map(|listed| Change {
        content: listed.content,
        before: before.remove(&listed.content).unwrap_or_default(),
        after: listed.scopes(catalogue),
        keys: Some(listed.keys),
    });
    Ok(changes
        .filter(|change| change.before != change.after)
        .collect())
}

/// Related items by identity or path.
async fn join_related(
    db: &impl ConnectionTrait,
    named: &BTreeMap<String, Uuid>,
) -> Result<(), DbErr> {
    let keys: Vec<&String> = named.keys().collect();
    for some in keys.chunks(VALUES) {
        let waiting: Vec<String> = edition_related::Entity::find()
            .select_only()
            .column(edition_related::Column::TargetKey)
            .distinct()
            .filter(edition_related::Column::TargetId.is_null())
            .filter(edition_related::Column::TargetKey.is_in(some.iter().copied()))
            .into_tuple()
            .all(db)
            .await?;
        for name in waiting {
            let Some(content) = named.get(&name) else {
                continue;
            };
            edition_related::Entity::update_many()
                .col_expr(edition_related::Column::TargetId, Expr::value(*content))
                .filter(edition_related::Column::TargetId.is_null())
                .filter(edition_related::Column::TargetKey.eq(name))
                .exec(db)
                .await?;
        }
    }
    Ok(())
}

/// Rows of a table that refer alike and lead to the same by now.
struct Group {
    key: String,
    issuer: Option<String>,
    day: Option<NaiveDate>,
    target: Option<Uuid>,
}

impl Table {
    /// The groups of rows that refer to the touched numbers: those that wait, and those that lead to one of
    /// the touched documents.
    async fn groups(
        &self,
        db: &impl ConnectionTrait,
        keys: &BTreeSet<String>,
        leading: &BTreeSet<Uuid>,
    ) -> Result<Vec<Group>, DbErr> {
        let keys = keys.iter().map(|key| format!("{}{key}", self.prefix));
        let keys: Vec<String> = keys.collect();
        let documents: Vec<Uuid> = leading.iter().copied().collect();
        let mut groups = Vec::new();
        for some in keys.chunks(VALUES) {
            let waiting = Expr::col(Alias::new("target_id")).is_null();
            let named = self.key().is_in(some.iter().cloned());
            groups.extend(self.select(db, waiting.and(named)).await?);
        }
        let known: HashSet<&String> = keys.iter().collect();
        for some in documents.chunks(VALUES) {
            let leading = Expr::col(Alias::new("target_id")).is_in(some.iter().copied());
            let found = self
                .select(db, leading.and(self.key().is_not_null()))
                .await?;
            groups.extend(found.into_iter().filter(|group| known.contains(&group.key)));
        }
        Ok(groups)
    }

    async fn select(
        &self,
        db: &impl ConnectionTrait,
        condition: SimpleExpr,
    ) -> Result<Vec<Group>, DbErr> {
        let mut query = Query::select();
        query
            .distinct()
            .column(Alias::new(self.key))
            .column(Alias::new("target_id"))
            .column(Alias::new(self.day));
        if let Some(issuer) = self.issuer {
            query.column(Alias::new(issuer));
        }
        query.from(Alias::new(self.name)).and_where(condition);
        let rows = db
            .query_all_raw(StatementBuilder::build(&query, &db.get_database_backend()))
            .await?;
        rows.iter()
            .map(|row| {
                Ok(Group {
                    key: row.try_get_by_index(0)?,
                    target: row.try_get_by_index(1)?,
                    day: row.try_get_by_index(2)?,
                    issuer: match self.issuer {
                        Some(_) => row.try_get_by_index(3)?,
                        None => None,
                    },
                })
            })
            .collect()
    }

    fn key(&self) -> Expr {
        Expr::col(Alias::new(self.key))
    }

    /// The condition of a group's rows.
    fn rows(&self, group: &Group) -> Condition {
        let same = |column: &'static str, value: Option<SimpleExpr>| match value {
            Some(value) => Expr::col((Alias::new(self.name), Alias::new(column))).eq(value),
            None => Expr::col((Alias::new(self.name), Alias::new(column))).is_null(),
        };
        let mut rows = Condition::all()
            .add(same(self.key, Some(group.key.clone().into())))
            .add(same("target_id", group.target.map(Into::into)))
            .add(same(self.day, group.day.map(Into::into)));
        if let Some(issuer) = self.issuer {
            rows = rows.add(same(issuer, group.issuer.clone().map(Into::into)));
        }
        rows
    }

    /// The live contents whose editions have rows of a group.
    async fn live_contents(
        &self,
        db: &impl ConnectionTrait,
        group: &Group,
    ) -> Result<Vec<Uuid>, DbErr> {
        let mut query = Query::select();
        query
            .distinct()
            .column((edition::Entity, edition::Column::ContentId))
            .from(Alias::new(self.name))
            .inner_join(
                edition::Entity,
                Expr::col((edition::Entity, edition::Column::Id))
                    .equals((Alias::new(self.name), Alias::new("edition_id"))),
            )
            .cond_where(self.rows(group))
            .and_where(edition::Column::State.eq(EditionState::Live));
        let rows = db
            .query_all_raw(StatementBuilder::build(&query, &db.get_database_backend()))
            .await?;
        rows.iter().map(|row| row.try_get_by_index(0)).collect()
    }

    /// Lets a group's rows lead to `target`, where they lead elsewhere. Gives the live contents whose lists may be others
    /// now.
    async fn lead(
        &self,
        db: &impl ConnectionTrait,
        group: &Group,
        target: Option<Uuid>,
    ) -> Result<Vec<Uuid>, DbErr> {
        if target == group.target {
            return Ok(Vec::new());
        }
        let relisted = if self.lists {
            self.live_contents(db, group).await?
        } else {
            Vec::new()
        };
        self.point(db, group, target).await?;
        Ok(relisted)
    }

    /// Lets a group's rows lead to `target`.
    async fn point(
        &self,
        db: &impl ConnectionTrait,
        group: &Group,
        target: Option<Uuid>,
    ) -> Result<(), DbErr> {
        let mut query = Query::update();
        query
            .table(Alias::new(self.name))
            .value(Alias::new("target_id"), target)
            .cond_where(self.rows(group).into_condition());
        db.execute_raw(StatementBuilder::build(&query, &db.get_database_backend()))
            .await
            .map(drop)
    }
}
