//! Every mutation of the schema against the policy: nobody, and each role.

use std::collections::BTreeSet;

use entity::membership;
use entity::value::AccountRole;
use nguonluat::domain::policy::{Open, Rule, rules};
use sea_orm::{ColumnTrait, EntityTrait, Iterable, QueryFilter};
use serde_json::Value;

use super::cases::{self, Case};
use crate::support::desk::desk_id;
use crate::support::province::{Province, for_both};

/// What the policy says no with.
const REFUSALS: [&str; 3] = ["UNAUTHENTICATED", "FORBIDDEN", "NOT_FOUND"];

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
            let data = province.ask(&document(province, &case).await).await;
            let expected = match rule(&case).open {
                Open::Everyone => None,
                _ => Some("UNAUTHENTICATED"),
            };
            assert_eq!(refusal(&data, &case), expected, "{}", case.mutation);
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
                let refusal = answer_to(province, &case, role).await;
                let may = may(rule(&case), role);
                assert_eq!(
                    refusal.is_none(),
                    may,
                    "{} {role:?}: {refusal:?}",
                    case.mutation
                );
                assert_ne!(refusal.as_deref(), Some("UNAUTHENTICATED"));
            }
        }
    })
    .await;
}

async fn answer_to(province: &Province, case: &Case, role: AccountRole) -> Option<String> {
    let colleague = province.colleague("An", &[(role, "so-tu-phap")]).await;
    let data = colleague.ask(&document(province, case).await).await;
    refusal(&data, case).map(str::to_owned)
}

fn may(rule: &Rule, asked: AccountRole) -> bool {
    rule.open != Open::No || rule.rights.iter().any(|(role, _)| *role == asked)
}

fn rule(case: &Case) -> &'static Rule {
    let found = rules().iter().find(|rule| rule.action == case.action);
    found.expect("a rule")
}

/// The case as an operation, on somebody who is there.
async fn document(province: &Province, case: &Case) -> String {
    let whom = province
        .colleague("Đích", &[(AccountRole::Contributor, "so-tu-phap")])
        .await;
    let memberships = membership::Entity::find()
        .filter(membership::Column::AccountId.eq(whom.access.account))
        .one(province.database().writer())
        .await;
    let membership = memberships.expect("an answer").expect("a membership").id;
    let machine = province.machine("Cổng", &[]).await;
    let (key, _) = province.key(machine, &[], &[]).await;
    let agency = province
        .ask("{ agency(code: \"so-tu-phap\") { id } }")
        .await;
    let field = case
        .field
        .replace("$account", &desk_id('A', whom.access.account))
        .replace("$machine", &desk_id('A', machine))
        .replace("$key", &desk_id('K', key))
        .replace("$membership", &desk_id('M', membership))
        .replace("$session", &desk_id('S', whom.access.session))
        .replace("$agency", agency["agency"]["id"].as_str().expect("an id"));
    format!("mutation {{ {field} }}")
}

/// What the policy said no with. Where it said yes, the made-up input of a case may fail otherwise.
fn refusal<'a>(data: &'a Value, case: &Case) -> Option<&'a str> {
    let code = data[case.mutation]["errors"][0]["code"].as_str();
    code.filter(|code| REFUSALS.contains(code))
}
