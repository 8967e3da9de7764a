//! References that wait: to a content that is not here yet, or to a number that several documents have.
//!
//! A reference by number is joined while exactly one live document fits it. When documents with a number
//! appear, change or go, everything that refers to that number is looked at again.
use std::collections::{BTreeMap, BTreeSet, HashSet};

use chrono::NaiveDate;
use entity::value::EditionState;
use entity::{edition, edition_related};
use sea_orm::prelude::*;
use sea_orm::sea_query::{Alias, ExprTrait, IntoCondition, Query, SimpleExpr};
use sea_orm::{Condition, QuerySelect, StatementBuilder};

use super::catalogue::Catalogue;
use super::known::{Documents, Reference, scopes_of};
use crate::domain::listing::write::Change;
use crate::domain::listing::{Scope, load};

/// Values a statement.
const VALUES: usize = 500;

/// What a batch made appear, change or go.
#[derive(Default)]
pub(super) struct Touched {
    /// Keys of numbers whose documents are others now.
    pub(super) keys: BTreeSet<String>,
    /// Documents that had one of these numbers, or have it.
    pub(super) documents: BTreeSet<Uuid>,
    /// Contents that are new, or have another path, by what related items call them.
    pub(super) named: BTreeMap<String, Uuid>,
}

/// A table whose rows refer to documents by number.
struct Table {
    name: &'static str,
    /// The column of the number's key.
    key: &'static str,
    /// What stands before the key there.
    prefix: &'static str,
    /// Whether issuer and day of issue narrow the number.
    narrowed: bool,
    /// Whether its rows decide in which lists a content stands.
    lists: bool,
}

const TABLES: [Table; 5] = [
    Table {
        name: "citation",
        key: "number_key",
        prefix: "",
        narrowed: false,
        lists: true,
    },
    Table {
        name: "briefing_about",
        key: "target_number_key",
        prefix: "",
        narrowed: true,
        lists: true,
    },
    Table {
        name: "effect_event",
        key: "target_number_key",
        prefix: "",
        narrowed: true,
        lists: false,
    },
    Table {
        name: "legal_relation",
        key: "target_number_key",
        prefix: "",
        narrowed: true,
        lists: false,
    },
    Table {
        name: "edition_related",
        key: "target_key",
        prefix: "doc:",
        narrowed: true,
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
    let mut relisted = BTreeSet::new();
    if touched.keys.is_empty() {
        return Ok(relisted);
    }
    for table in &TABLES {
        for group in table.groups(db, touched).await? {
            let target = documents.the_only(Reference {
                key: group.key.strip_prefix(table.prefix).unwrap_or(&group.key),
                issuer: group.issuer.as_deref(),
                issued_on: group.issued_on,
            });
            if target == group.target {
                continue;
            }
            if table.lists {
                relisted.extend(table.live_contents(db, &group).await?);
            }
            table.point(db, &group, target).await?;
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
    issued_on: Option<NaiveDate>,
    target: Option<Uuid>,
}

impl Table {
    /// The groups of rows that refer to the touched numbers: those that wait, and those that lead to one of
    /// the touched documents.
    async fn groups(
        &self,
        db: &impl ConnectionTrait,
        touched: &Touched,
    ) -> Result<Vec<Group>, DbErr> {
        let keys: Vec<String> = touched
            .keys
            .iter()
            .map(|key| format!("{}{key}", self.prefix))
            .collect();
        let documents: Vec<Uuid> = touched.documents.iter().copied().collect();
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
            .column(Alias::new("target_id"));
        if self.narrowed {
            query
                .column(Alias::new("target_issuer_code"))
                .column(Alias::new("target_issued_on"));
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
                    issuer: if self.narrowed {
                        row.try_get_by_index(2)?
                    } else {
                        None
                    },
                    issued_on: if self.narrowed {
                        row.try_get_by_index(3)?
                    } else {
                        None
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
            .add(same("target_id", group.target.map(Into::into)));
        if self.narrowed {
            rows = rows
                .add(same(
                    "target_issuer_code",
                    group.issuer.clone().map(Into::into),
                ))
                .add(same("target_issued_on", group.issued_on.map(Into::into)));
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
