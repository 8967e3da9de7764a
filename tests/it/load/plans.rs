//! The plans of the statements that lists really run: through indexes, without sorting more than a page.
use std::collections::{BTreeMap, HashMap};

use sea_orm::{ConnectionTrait, DbBackend, Statement};
use serde_json::Value;

use super::explain::{postgres_plan, sqlite_steps};
use super::{cost, for_both, items, queries};
use crate::public::walk::array;
use crate::support::province::Province;

/// Items of the pages asked for.
const PAGE: usize = 100;
/// Rows beyond which a table must not be read from end to end; smaller ones are reference data.
const SMALL_TABLE: i64 = 1_000;
/// The directory, which grows with the administration and not with what is published. It is listed by name:
/// its rows may be walked in that order, or sorted so, as long as the statement says where it ends.
const DIRECTORY: [&str; 3] = ["agency", "area", "communicator"];
/// Items from which on `PostgreSQL`'s planner has reason to prefer indexes.
const ENOUGH: u64 = 50_000;

#[tokio::test]
#[expect(clippy::print_stdout, reason = "a long test says what it looked at")]
async fn lists_are_read_through_indexes_and_sort_no_more_than_a_page() {
    for_both(async |province| {
        if province.backend == DbBackend::Postgres && items() < ENOUGH {
            println!(
                "SKIPPED on PostgreSQL: fewer than {ENOUGH} items are rightly read from end to end"
            );
            return;
        }
        let large = large_tables(province).await;
        let statements = statements(province).await;
        assert!(statements.len() > 60, "{} statements", statements.len());
        let mut faults = Vec::new();
        for (name, statement) in &statements {
            let found = match province.backend {
                DbBackend::Sqlite => sqlite_faults(province, statement, &large).await,
                _ => postgres_faults(province, statement, &large).await,
            };
            faults.extend(
                found
                    .into_iter()
                    .map(|fault| format!("{fault}\n  in {name}\n  {}", short(&statement.sql))),
            );
        }
        println!(
            "{:?}: {} different statements",
            province.backend,
            statements.len()
        );
        assert!(
            faults.is_empty(),
            "{:?}: {} faults\n{}",
            province.backend,
            faults.len(),
            faults.join("\n")
        );
    })
    .await;
}

fn short(sql: &str) -> String {
    sql.chars().take(1_500).collect()
}

/// One statement of each shape that the lists run, by the list that ran it first.
async fn statements(province: &Province) -> Vec<(String, Statement)> {
    let mut shapes: BTreeMap<String, (String, Statement)> = BTreeMap::new();
    for list in queries::all(province).await {
        for statement in cost(province, &list.page(PAGE)).await {
            if statement.sql.starts_with("SELECT") || statement.sql.starts_with("WITH") {
                shapes
                    .entry(shape(&statement.sql))
                    .or_insert_with(|| (list.name.clone(), statement));
            }
        }
    }
    shapes.into_values().collect()
}

/// A statement without its parameters, so that lists of one length and of another are one shape.
fn shape(sql: &str) -> String {
    let mut shape = String::with_capacity(sql.len());
    for part in sql.split(", ") {
        let is_parameter = part
            .trim_start_matches(['$', '?'])
            .chars()
            .all(|c| c.is_ascii_digit());
        if !is_parameter {
            shape.extend(part.chars().filter(|c| !c.is_ascii_digit()));
            shape.push(',');
        }
    }
    shape
}

/// The tables that grow with what is published, with their rows.
async fn large_tables(province: &Province) -> HashMap<String, i64> {
    let names = match province.backend {
        DbBackend::Sqlite => "SELECT name AS name FROM sqlite_schema WHERE type = 'table'",
        _ => {
            "SELECT table_name::text AS name FROM information_schema.tables WHERE table_schema = 'public'"
        }
    };
    let database = province.database();
    let statement = |sql: &str| Statement::from_string(database.backend(), sql);
    let mut large = HashMap::new();
    for row in database
        .writer()
        .query_all_raw(statement(names))
        .await
        .expect("tables")
    {
        let table: String = row.try_get("", "name").expect("a name");
        let count = statement(&format!("SELECT count(*) AS total FROM {table}"));
        let row = database
            .writer()
            .query_one_raw(count)
            .await
            .expect("a count");
        let rows: i64 = row.expect("a row").try_get("", "total").expect("a number");
        if rows > SMALL_TABLE {
            large.insert(table, rows);
        }
    }
    assert!(large.len() > 5, "{large:?}");
    large
}

async fn sqlite_faults(
    province: &Province,
    statement: &Statement,
    large: &HashMap<String, i64>,
) -> Vec<String> {
    let steps = sqlite_steps(province, statement).await;
    let reads_large = steps.iter().any(|step| {
        let table = step.split(' ').nth(1).unwrap_or_default();
        large.contains_key(table)
    });
    steps
        .iter()
        .filter(|step| {
            let scanned = step
                .strip_prefix("SCAN ")
                .and_then(|rest| rest.split(' ').next());
            scanned.is_some_and(|table| large.contains_key(table) && !is_walk(table, statement))
                || reads_large && step.contains("TEMP B-TREE FOR ORDER BY")
        })
        .map(|step| format!("{step} in {steps:?}"))
        .collect()
}

async fn postgres_faults(
    province: &Province,
    statement: &Statement,
    large: &HashMap<String, i64>,
) -> Vec<String> {
    let plan = postgres_plan(province, statement).await;
    let mut large = large.clone();
    large.retain(|table, _| !is_walk(table, statement));
    let mut faults = Vec::new();
    look_at(&plan, &large, &mut faults);
    faults
}

/// Whether a statement reads a table of the directory up to a limit.
fn is_walk(table: &str, statement: &Statement) -> bool {
    DIRECTORY.contains(&table) && statement.sql.contains(" LIMIT ")
}

/// Goes through a plan: no table from end to end, no sort of more than the page's own rows.
fn look_at(node: &Value, large: &HashMap<String, i64>, faults: &mut Vec<String>) {
    let kind = node["Node Type"].as_str().unwrap_or_default();
    if kind == "Seq Scan" {
        let table = node["Relation Name"].as_str().unwrap_or_default();
        if large.contains_key(table) {
            faults.push(format!("reads {table} from end to end"));
        }
    }
    for below in array(&node["Plans"]) {
        if kind.contains("Sort") && reads_any(below, large) {
            let rows = below["Actual Rows"].as_f64().unwrap_or_default();
            if rows > 101.0 {
                faults.push(format!("sorts {rows} rows by {}", node["Sort Key"]));
            }
        }
        look_at(below, large, faults);
    }
}

fn reads_any(node: &Value, tables: &HashMap<String, i64>) -> bool {
    let table = node["Relation Name"].as_str().unwrap_or_default();
    tables.contains_key(table) || array(&node["Plans"]).any(|below| reads_any(below, tables))
}
