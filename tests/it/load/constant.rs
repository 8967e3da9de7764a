//! A page of a hundred costs no more statements than a page of twenty-five: nothing is read item by item.
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
            if many.len() > few.len() {
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
