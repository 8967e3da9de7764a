//! The five-hundredth page by cursor: read from its place, not counted up to.
use sea_orm::{DbBackend, Statement};

use super::explain::{postgres_plan, sqlite_steps};
use super::{cost, for_both, items};
use crate::public::walk::{array, text};
use crate::support::province::Province;

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
            if province.backend == DbBackend::Sqlite {
                let steps = sqlite_steps(province, &last).await;
                // The place is part of the search: nothing before it is read.
                assert!(
                    steps
                        .iter()
                        .any(|step| step.contains("scope_id=? AND (")
                            && step.contains("content_id)")),
                    "{sort}: {steps:?}"
                );
            } else {
                let (first, last) = (
                    blocks(province, &first).await,
                    blocks(province, &last).await,
                );
                assert!(last <= 2 * first, "{sort}: {first} blocks, then {last}");
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

/// Blocks that a statement touched.
async fn blocks(province: &Province, statement: &Statement) -> i64 {
    let plan = postgres_plan(province, statement).await;
    ["Shared Hit Blocks", "Shared Read Blocks"]
        .iter()
        .filter_map(|blocks| plan[blocks].as_i64())
        .sum()
}
