//! Inserting rows, many in a statement.
use sea_orm::prelude::*;
use sea_orm::{ActiveModelTrait, IntoActiveModel};

/// Rows a statement: the widest table has 18 columns, and `SQLite` takes 32,766 values.
const ROWS: usize = 500;

/// Inserts rows, in order.
pub(in crate::domain) async fn insert_all<E>(
    db: &impl ConnectionTrait,
    rows: Vec<E::Model>,
) -> Result<(), DbErr>
where
    E: EntityTrait,
    E::Model: IntoActiveModel<E::ActiveModel>,
    E::ActiveModel: ActiveModelTrait<Entity = E>,
{
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        E::insert_many(
            rows.by_ref()
                .take(ROWS)
                .map(IntoActiveModel::into_active_model),
        )
        .exec_without_returning(db)
        .await?;
    }
    Ok(())
}
