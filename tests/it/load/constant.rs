//! A page of a hundred costs no more statements than a page of twenty-five: nothing is read item by item.
use std::collections::BTreeSet;

use sea_orm::Statement;

use super::queries::{self, CONTENT};
use super::{cost, for_both};

/// So many that everything rare is on the page.
const FEW: usize = 25;
const MANY: usize = 100;

#[tokio::test]
#[expect(clippy::print_stdout, reason = "a long test says what it looked at")]
async fn a_page_of_a_hundred_costs_no_more_statements_than_one_of_twenty_five() {
    for_both(async |province| {
        let (mut broken, mut asked) = (Vec::new(), 0);
        for list in queries::all(province).await {
            let few = cost(province, &list.page(FEW)).await;
            let many = cost(province, &list.page(MANY)).await;
            asked += 1;
            if many.len() > few.len() && is_read_more_often(&few, &many) {
                broken.push(format!(
                    "{}: {} for {FEW}, {} for {MANY}: {:#?}",
                    list.name,
                    few.len(),
                    many.len(),
                    added(&few, &many)
                ));
            }
        }
        println!("{:?}: {asked} lists, sorts and filters", province.backend);
        assert!(asked > 150, "{asked}");
        assert!(
            broken.is_empty(),
            "{:?}: {}",
            province.backend,
            broken.join("\n")
        );
    })
    .await;
}

#[tokio::test]
async fn the_newest_of_all_sections_cost_what_those_of_one_cost() {
    for_both(async |province| {
        let latest = format!("latest(first: 5) {{ {CONTENT} }}");
        let some = "a: section(code: \"tai-lieu-truc-tuyen\") { ...S } b: section(code: \"hoi-dap\") { ...S }";
        let fragment = format!("fragment S on Section {{ {latest} children {{ {latest} }} }}");
        let some = cost(province, &format!("{{ {some} }} {fragment}")).await;
        let all = cost(province, &format!("{{ sections {{ ...S }} }} {fragment}")).await;
        assert!(all.len() <= some.len() + 1, "{:#?}", added(&some, &all));
    })
    .await;
}

/// Whether some table is read more often for the larger page, by more than once. A provision that an item cites may be on
/// that page alone; and where its document is on the page too, it is asked for a moment before others are.
fn is_read_more_often(few: &[Statement], many: &[Statement]) -> bool {
    let times = |statements: &[Statement], table: &str| {
        let read = statements.iter().filter(|it| from(it, 2) == table);
        read.count()
    };
    let tables: BTreeSet<String> = many.iter().map(|it| from(it, 2)).collect();
    let mut tables = tables.iter();
    tables.any(|table| times(many, table) > times(few, table) + 1)
}

/// What a statement reads from, in so many words.
fn from(statement: &Statement, words: usize) -> String {
    let from = statement.sql.find(" FROM ").unwrap_or_default();
    let words = statement.sql[from..].split_whitespace().take(words);
    words.collect::<Vec<_>>().join(" ")
}

/// The beginnings of the statements that only the larger page ran.
fn added(few: &[Statement], many: &[Statement]) -> Vec<String> {
    let table = |statement: &Statement| from(statement, 6);
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
