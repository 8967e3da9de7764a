//! Every mutation of the schema against the policy: nobody, and each role.

use std::collections::BTreeSet;

use entity::value::AccountRole;
use nguonluat::domain::policy::{Open, Rule, rules};
use sea_orm::Iterable;
use serde_json::{Value, json};

use super::cases::{self, Case};
use crate::support::province::{Province, for_both};

/// Mutations that no case is needed for.
const EXCEPTIONS: [&str; 0] = [];

#[tokio::test]
async fn every_mutation_has_a_case() {
    let query = "{ __schema { mutationType { fields { name } } } }";
    let answer = nguonluat::graphql::schema().execute(query).await;
    let data = answer.data.into_json().expect("JSON");
    let fields = data["__schema"]["mutationType"]["fields"].as_array();
    let offered: BTreeSet<&str> = fields
        .expect("mutations")
        .iter()
        .filter_map(|field| field["name"].as_str())
        .filter(|name| !EXCEPTIONS.contains(name))
        .collect();
    let cases = cases::all();
    let covered: BTreeSet<&str> = cases.iter().map(|case| case.mutation).collect();
    assert_eq!(offered, covered);
    assert_eq!(cases.len(), covered.len(), "one case each");
}

#[tokio::test]
async fn nobody_does_what_the_policy_gives_to_somebody() {
    for_both(async |province| {
        let an = province.colleague("An", &[]).await;
        for case in cases::all() {
            let data = province.ask(&document(&case)).await;
            let expected = match rule(&case).open {
                Open::Everyone => json!([]),
                _ => json!([{ "code": "UNAUTHENTICATED" }]),
            };
            assert_eq!(errors(&data, &case), &expected, "{}", case.mutation);
        }
        assert!(an.is_in().await, "nothing happened to anybody");
    })
    .await;
}

#[tokio::test]
async fn every_role_does_what_the_policy_gives_it_and_nothing_else() {
    for_both(async |province| {
        for case in cases::all() {
            for role in AccountRole::iter() {
                let code = answer_to(province, &case, role).await;
                let may = may(rule(&case), role);
                assert_eq!(code.is_none(), may, "{} {role:?}: {code:?}", case.mutation);
                let told = ["FORBIDDEN", "NOT_FOUND"];
                assert!(
                    code.iter().all(|code| told.contains(&code.as_str())),
                    "{code:?}"
                );
            }
        }
    })
    .await;
}

async fn answer_to(province: &Province, case: &Case, role: AccountRole) -> Option<String> {
    let colleague = province.colleague("An", &[(role, "so-tu-phap")]).await;
    let data = colleague.ask(&document(case)).await;
    errors(&data, case)[0]["code"].as_str().map(str::to_owned)
}

fn may(rule: &Rule, asked: AccountRole) -> bool {
    rule.open != Open::No || rule.rights.iter().any(|(role, _)| *role == asked)
}

fn rule(case: &Case) -> &'static Rule {
    let found = rules().iter().find(|rule| rule.action == case.action);
    found.expect("a rule")
}

fn document(case: &Case) -> String {
    format!("mutation {{ {} }}", case.field)
}

fn errors<'a>(data: &'a Value, case: &Case) -> &'a Value {
    &data[case.mutation]["errors"]
}
