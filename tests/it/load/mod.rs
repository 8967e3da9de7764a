//! What lists cost where there is much to list: by default as much as a test can make in passing, with
//! `NGUONLUAT_LOAD_ITEMS` as much as it says (`.ci/full` says 100,000).
mod constant;
mod explain;
mod pages;
mod plans;
mod queries;

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use nguonluat::domain::database::Database;
use nguonluat::domain::publish::{Publisher, demo};
use nguonluat::generate::{self, Load};
use nguonluat::import::run;
use sea_orm::{ConnectionTrait, DbBackend, Statement};

use crate::support::province::{Province, media};
use crate::support::templates::{BOTH, Templates, clock};

/// Contents, unless told otherwise.
const ITEMS: u64 = 1_500;

/// Contents of a load.
pub fn items() -> u64 {
    std::env::var("NGUONLUAT_LOAD_ITEMS").map_or(ITEMS, |items| items.parse().expect("a number"))
}

/// Tells a story over a load that all stories of this process share and none changes, on `SQLite`, then on
/// `PostgreSQL`.
pub async fn for_both(story: impl AsyncFn(&Province)) {
    static LOAD: Templates = Templates::new();
    for backend in BOTH {
        let load = LOAD.get(backend, generate).await;
        let province = Province::over(load.to_owned());
        story(&province).await;
        province.leave().await;
    }
}

/// The statements that a query makes the server run.
async fn cost(province: &Province, query: &str) -> Vec<Statement> {
    let (_, statements) = province.statements_of(province.ask(query)).await;
    assert!(!statements.is_empty(), "nothing was counted: {query}");
    statements
}

async fn generate(database: &Database) {
    let load = Load {
        items: items(),
        seed: 1,
        kinds: Vec::new(),
        files: true,
    };
    let demo_records = demo::records().expect("the demo province");
    let size = generate::size(&load, &demo_records);
    let records = generate::records(&load, demo_records);
    let mut publisher = Publisher::new(database.clone(), media(), clock())
        .await
        .expect("a publisher");
    let items = run::take_records(records, demo::files(), Arc::default());
    let never = AtomicBool::new(false);
    let summary = run::publish(&mut publisher, items, &never, |refused| {
        panic!("{refused:?}")
    });
    assert_eq!(summary.await.expect("a load").added, size);
    // As the database's own upkeep does some time after an import.
    if database.backend() == DbBackend::Postgres {
        let writer = database.writer();
        let statistics = writer.execute_unprepared("VACUUM ANALYZE").await;
        statistics.expect("statistics");
    }
}
