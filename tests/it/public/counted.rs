//! What lists cost: a number of statements that depends on the query's shape alone, each through an index.
use sea_orm::{ConnectionTrait, DbBackend, Statement};

use super::walk::{List, Types, array, text};
use crate::support::province::{Kind, Province, for_both, for_sqlite};

/// What a page of a portal shows of a content, and what hangs on it.
const CONTENT: &str = "id path url title summary kind body publishedAt
    section { code name parent { code } children { code } mandate { legalBasis } } agency { code name area { code } }
    topics { code parent { code } } audiences { code } areas { code parent { code } } language { code }
    translations { id title } cover { url } attachments { url language { code } } metadata { creator publisher }
    cites(first: 3) { totalCount nodes { text document { id title } } } related(first: 3) { id title }";

const LEGAL_DOCUMENT: &str = "number status documentType { code } issuers { issuer { code } } externalIds { value }
    provisions { path children { path status effectEvents { date } } } effectEvents { date by { document { id } } }
    relations(first: 3) { totalCount nodes { type { code } other { document { id title } } } }
    incoming: relations(direction: INCOMING, first: 3) { totalCount nodes { other { document { id } } } }
    briefings(first: 2) { id } mentions(first: 2) { totalCount nodes { id } }";

const AGENCY: &str = "code name type { code } area { code } parent { code name } contact { phone }
    predecessors { agency { code } } successors { agency { code } } contents(first: 2) { totalCount nodes { id } }";

const AREA: &str =
    "code name parent { code name } predecessors { area { code } } successors { area { code } }
    contents(first: 2) { totalCount nodes { id } }";

/// Statements that a larger page may add, being for what no item of the smaller page has: a cover, a parent, another
/// language. Were something read item by item, forty-five items more would add at least as many.
const RARE: usize = 10;

/// What a query asks of each item of a list.
fn selection(item: &str) -> String {
    match item {
        "Content" => CONTENT.to_owned(),
        "LegalDocument" => format!("{CONTENT} {LEGAL_DOCUMENT}"),
        "LegalQuestion" => format!("{CONTENT} question answer lawAsOf mayBeOutdated"),
        "Dialogue" => format!("{CONTENT} state hosts {{ code }} exchanges {{ question }}"),
        "Agency" => AGENCY.to_owned(),
        "Area" => AREA.to_owned(),
        "Communicator" => "id name agency { code } area { code } topics { code }".to_owned(),
        "Citation" => "text start end document { id title number }".to_owned(),
        "LegalRelation" => {
            "direction type { code } other { number document { id title number } }".to_owned()
        }
        other => panic!("no selection for {other}"),
    }
}

fn page(list: &List, sort: Option<&str>, first: usize) -> String {
    let sort = sort
        .map(|sort| format!(", sort: {sort}"))
        .unwrap_or_default();
    let page = format!(
        "totalCount pageInfo {{ hasNextPage }} nodes {{ {} }}",
        selection(&list.item)
    );
    list.query(&format!("first: {first}{sort}"), &page)
}

fn sorts(list: &List) -> Vec<Option<&str>> {
    if list.sorts.is_empty() {
        vec![None]
    } else {
        list.sorts.iter().map(|sort| Some(sort.as_str())).collect()
    }
}

async fn cost(province: &Province, query: &str) -> Vec<Statement> {
    let (_, statements) = province.statements_of(province.ask(query)).await;
    assert!(!statements.is_empty(), "nothing was counted: {query}");
    statements
}

#[tokio::test]
async fn a_list_of_fifty_costs_what_a_list_of_five_costs() {
    for_both(async |province| {
        let types = Types::of(province).await;
        let mut broken = Vec::new();
        for list in types.lists(province).await {
            for sort in sorts(&list) {
                let few = cost(province, &page(&list, sort, 5)).await;
                let many = cost(province, &page(&list, sort, 50)).await;
                if many.len() > few.len() + RARE {
                    broken.push(format!(
                        "{} {sort:?}: {} for 5, {} for 50: {:#?}",
                        list.name(),
                        few.len(),
                        many.len(),
                        added(&few, &many)
                    ));
                }
            }
        }
        assert!(broken.is_empty(), "{:?}: {broken:#?}", province.kind);
    })
    .await;
}

/// The beginnings of the statements that only the larger page ran.
fn added(few: &[Statement], many: &[Statement]) -> Vec<String> {
    let table = |statement: &Statement| {
        let sql = &statement.sql;
        let from = sql.find(" FROM ").unwrap_or_default();
        sql[from..].chars().take(60).collect::<String>()
    };
    let mut known: Vec<String> = few.iter().map(table).collect();
    many.iter()
        .map(table)
        .filter(|table| match known.iter().position(|one| one == table) {
            Some(place) => {
                known.remove(place);
                false
            }
            None => true,
        })
        .collect()
}

#[tokio::test]
async fn the_newest_of_all_sections_cost_what_those_of_one_cost() {
    for_both(async |province| {
        let latest = format!("latest(first: 5) {{ {CONTENT} }}");
        let one = cost(
            province,
            &format!("{{ section(code: \"hoi-dap\") {{ {latest} }} }}"),
        )
        .await;
        let all = cost(province, &format!("{{ sections {{ {latest} }} }}")).await;
        let below = format!("{{ sections {{ children {{ {latest} }} }} }}");
        let below = cost(province, &below).await;
        assert!(all.len() <= one.len() + RARE, "{:#?}", added(&one, &all));
        assert!(
            below.len() <= all.len() + RARE,
            "{:#?}",
            added(&all, &below)
        );
    })
    .await;
}

/// `PostgreSQL` rightly reads tables as small as the demo's from end to end, so its plans say nothing here;
/// `SQLite` plans without looking at sizes.
#[tokio::test]
async fn no_list_reads_a_table_from_end_to_end() {
    const LARGE: [&str; 6] = [
        "listing",
        "content",
        "edition",
        "provision",
        "path",
        "citation",
    ];
    for_sqlite(async |province| {
        assert_eq!(province.kind, Kind::Sqlite);
        let types = Types::of(province).await;
        let mut statements = Vec::new();
        for list in types.lists(province).await {
            for sort in sorts(&list) {
                statements.extend(cost(province, &page(&list, sort, 50)).await);
            }
        }
        for filter in [
            "kinds: [ARTICLE], topics: [\"dat-dai\"]",
            "sections: [\"hoi-dap\"], dateFrom: \"2025-01-01\"",
            "areas: [\"04\"], languages: [\"vi\"], publishedBefore: \"2026-01-01T00:00:00Z\"",
            "agencies: [\"so-tu-phap\", \"ubnd-tinh\"]",
        ] {
            let query = format!(
                "{{ contents(filter: {{ {filter} }}) {{ totalCount nodes {{ {CONTENT} }} }} }}"
            );
            statements.extend(cost(province, &query).await);
        }
        statements.sort_by(|one, other| one.sql.cmp(&other.sql));
        statements.dedup_by(|one, other| one.sql == other.sql);
        statements.retain(|statement| statement.sql.starts_with("SELECT"));
        assert!(statements.len() > 30, "{} statements", statements.len());
        let mut scans = Vec::new();
        for statement in statements {
            for step in plan(province, &statement).await {
                let scanned = step
                    .strip_prefix("SCAN ")
                    .and_then(|rest| rest.split(' ').next());
                if scanned.is_some_and(|table| LARGE.contains(&table)) {
                    scans.push(format!("{step}: {}", statement.sql));
                }
            }
        }
        assert!(scans.is_empty(), "{scans:#?}");
    })
    .await;
}

async fn plan(province: &Province, statement: &Statement) -> Vec<String> {
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

#[tokio::test]
async fn the_last_page_by_cursor_costs_what_the_first_costs() {
    for_both(async |province| {
        let query = |after: &str| {
            format!("{{ contents(first: 5{after}) {{ totalCount nodes {{ {CONTENT} }} }} }}")
        };
        let data = province
            .ask("{ contents(first: 1, offset: 150) { edges { cursor } } }")
            .await;
        let edge = array(&data["contents"]["edges"]).next().expect("an item");
        let first = cost(province, &query("")).await;
        let last = cost(
            province,
            &query(&format!(", after: \"{}\"", text(edge, "cursor"))),
        )
        .await;
        assert!(
            last.len() <= first.len() + RARE,
            "{:#?}",
            added(&first, &last)
        );
    })
    .await;
}
