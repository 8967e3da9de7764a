//! What the databases say of how they answer a statement.
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use serde_json::Value;

use crate::support::province::Province;

/// The steps of `SQLite`'s plan.
pub async fn sqlite_steps(province: &Province, statement: &Statement) -> Vec<String> {
    let explain = Statement {
        sql: format!("EXPLAIN QUERY PLAN {}", statement.sql),
        values: statement.values.clone(),
        db_backend: DbBackend::Sqlite,
    };
    let rows = province.database().writer().query_all_raw(explain).await;
    rows.expect("a plan")
        .iter()
        .map(|row| row.try_get("", "detail").expect("a step"))
        .collect()
}

/// The root of `PostgreSQL`'s plan, with what its execution took.
pub async fn postgres_plan(province: &Province, statement: &Statement) -> Value {
    let explain = Statement {
        sql: format!("EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {}", statement.sql),
        values: statement.values.clone(),
        db_backend: DbBackend::Postgres,
    };
    let row = province.database().writer().query_one_raw(explain).await;
    let mut plans: Value = row
        .expect("a plan")
        .and_then(|row| row.try_get_by_index(0).ok())
        .expect("a plan");
    plans[0]["Plan"].take()
}
