//! The five-hundredth page by cursor: read from its place, not counted up to.
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use serde_json::Value;

use super::{cost, for_both, items};
use crate::public::walk::{array, text};
use crate::support::province::{Kind, Province};

const PAGE: u64 = 10;

#[tokio::test]
async fn a_far_page_by_cursor_is_read_from_its_place() {
    for_both(async |province| {
        for sort in ["PUBLISHED_DESC", "UPDATED_ASC", "DATE_DESC", "TITLE_ASC"] {
            let far = (items() - 2 * PAGE).min(499 * PAGE - 1);
            let before = format!(
                "{{ contents(first: 1, offset: {far}, sort: {sort}) {{ edges {{ cursor }} }} }}"
            );
            let data = province.ask(&before).await;
            let edge = array(&data["contents"]["edges"]).next().expect("an item");
            let page = |after: &str| {
                format!("{{ contents(first: {PAGE}, sort: {sort}{after}) {{ nodes {{ id }} }} }}")
            };
            let first = listing(province, &page("")).await;
            let last = listing(
                province,
                &page(&format!(", after: \"{}\"", text(edge, "cursor"))),
            )
            .await;
            match province.kind {
                Kind::Sqlite => {
                    let steps = steps(province, &last).await;
                    // The place is part of the search: nothing before it is read.
                    assert!(
                        steps.iter().any(|step| step.contains("scope_id=? AND (")
                            && step.contains("content_id)")),
                        "{sort}: {steps:?}"
                    );
                }
                Kind::Postgres => {
                    let (first, last) = (
                        blocks(province, &first).await,
                        blocks(province, &last).await,
                    );
                    assert!(last <= 2 * first, "{sort}: {first} blocks, then {last}");
                }
            }
        }
    })
    .await;
}

/// The statement that reads the page itself.
async fn listing(province: &Province, query: &str) -> Statement {
    let statements = cost(province, query).await;
    let mut found = statements
        .into_iter()
        .filter(|statement| statement.sql.contains("FROM \"listing\""));
    found.next().expect("a page")
}

async fn steps(province: &Province, statement: &Statement) -> Vec<String> {
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

/// Blocks that a statement touched.
async fn blocks(province: &Province, statement: &Statement) -> i64 {
    let explain = Statement {
        sql: format!("EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {}", statement.sql),
        values: statement.values.clone(),
        db_backend: DbBackend::Postgres,
    };
    let row = province.database().writer().query_one_raw(explain).await;
    let plan: Value = row
        .expect("a plan")
        .and_then(|row| row.try_get_by_index(0).ok())
        .expect("a plan");
    let plan = &plan[0]["Plan"];
    ["Shared Hit Blocks", "Shared Read Blocks"]
        .iter()
        .filter_map(|blocks| plan[blocks].as_i64())
        .sum()
}
