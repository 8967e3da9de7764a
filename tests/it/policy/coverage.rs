//! Every mutation of the schema against the policy: nobody, each role in its agency and elsewhere, each state.

use std::collections::BTreeSet;

use entity::value::{AccountRole, EditionState};
use nguonluat::domain::policy::{Open, Reach, Right, Rule, rules};
use nguonluat::domain::workflow::{STATES, name};
use sea_orm::Iterable;
use serde_json::{Value, json};

use super::cases::{self, Case, On, Subject};
use crate::support::client::{Reply, Request};
use crate::support::desk::{Colleague, as_bearer};
use crate::support::drafts::Seen;
use crate::support::province::{Province, for_both};

/// Mutations that no case is needed for.
const EXCEPTIONS: [&str; 0] = [];

/// The agency that has what is acted on, and another.
const HERE: &str = "so-tu-phap";
const ELSEWHERE: &str = "so-noi-vu";

/// An id of an item and of an agency that there are not: the tag and sixteen zeros.
const NO_ITEM: &str = "VwAAAAAAAAAAAAAAAAAAAAA";
const NO_AGENCY: &str = "YQAAAAAAAAAAAAAAAAAAAAA";

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
            let subject = subject(province, &case).await;
            let data = province.ask(&document(&case, &subject)).await;
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
                let colleague = province.colleague("An", &[(role, HERE)]).await;
                let subject = subject(province, &case).await;
                wrote(province, &case, &colleague, role).await;
                let code = answer(&colleague, &case, &subject).await;
                let may = rule(&case).open != Open::No || right(&case, role).is_some();
                assert_eq!(code.is_none(), may, "{} {role:?}: {code:?}", case.mutation);
                let told = ["FORBIDDEN", "NOT_FOUND"];
                let told = code.iter().all(|code| told.contains(&code.as_str()));
                assert!(told, "{} {role:?}: {code:?}", case.mutation);
            }
        }
    })
    .await;
}

#[tokio::test]
async fn what_another_agency_has_answers_as_what_is_not_there() {
    for_both(async |province| {
        let cases = cases::all().into_iter();
        for case in cases.filter(|case| case.on != On::Oneself) {
            for role in AccountRole::iter() {
                let in_reach = right(&case, role).is_some_and(|it| it.reach == Reach::Province);
                if in_reach {
                    continue;
                }
                let colleague = province.colleague("An", &[(role, ELSEWHERE)]).await;
                let there = subject(province, &case).await;
                let nowhere = Subject {
                    agency: NO_AGENCY.to_owned(),
                    item: Seen {
                        id: NO_ITEM.to_owned(),
                        ..there.item.clone()
                    },
                };
                let theirs = send(&colleague, &case, &there).await;
                if right(&case, role).is_some() {
                    let unknown = send(&colleague, &case, &nowhere).await;
                    assert_eq!(theirs.text(), unknown.text(), "{} {role:?}", case.mutation);
                }
                let answer = theirs.json();
                let code = &errors(&answer["data"], &case)[0]["code"];
                let told = [json!("NOT_FOUND"), json!("FORBIDDEN")];
                assert!(
                    told.contains(code),
                    "{} {role:?}: {}",
                    case.mutation,
                    theirs.text()
                );
            }
        }
    })
    .await;
}

#[tokio::test]
async fn in_every_other_state_nobody_does_it() {
    for_both(async |province| {
        for case in cases::all() {
            let On::Item(_) = case.on else {
                continue;
            };
            for state in STATES
                .into_iter()
                .filter(|it| !rule(&case).states.contains(it))
            {
                let head = province
                    .colleague("An", &[(AccountRole::BoardHead, HERE)])
                    .await;
                let subject = subject(province, &case).await;
                set_state(province, state).await;
                let data = head.ask(&document(&case, &subject)).await;
                let code = &errors(&data, &case)[0]["code"];
                let expected = match right(&case, AccountRole::BoardHead) {
                    Some(_) => "WRONG_STATE",
                    None => "FORBIDDEN",
                };
                assert_eq!(code, expected, "{} {}: {data}", case.mutation, name(state));
            }
        }
    })
    .await;
}

/// What a case acts on, made anew by somebody of the agency.
async fn subject(province: &Province, case: &Case) -> Subject {
    let agency = province.agency(HERE).await;
    let item = match case.on {
        On::Oneself | On::Agency => Seen {
            id: NO_ITEM.to_owned(),
            version: 1,
            item: Value::Null,
        },
        On::Item(state) => {
            let roles = [(AccountRole::Contributor, HERE)];
            let author = province.colleague("Bình", &roles).await;
            let item = author.begin("ARTICLE", "Tin", HERE).await;
            set_state(province, state).await;
            item
        }
    };
    Subject { agency, item }
}

/// The edition that was begun last, in a state.
async fn set_state(province: &Province, state: EditionState) {
    let state = name(state);
    province
        .write(&format!(
            "UPDATE edition SET state = '{state}', first_published_at = created_at, published_at = created_at \
             WHERE {NEWEST}"
        ))
        .await;
}

/// The edition of the item that was made last.
const NEWEST: &str = "content_id = (SELECT content_id FROM outbox WHERE action = 'content.create' \
    ORDER BY seq DESC LIMIT 1)";

/// Lets somebody have written it, where only authors may.
async fn wrote(province: &Province, case: &Case, colleague: &Colleague<'_>, role: AccountRole) {
    let owned = right(case, role).is_some_and(|right| right.reach == Reach::Own);
    if !owned || !matches!(case.on, On::Item(_)) {
        return;
    }
    let account = colleague.access.account;
    let account = match province.backend {
        sea_orm::DbBackend::Sqlite => format!("X'{}'", account.simple()),
        _ => format!("'{account}'::uuid"),
    };
    province
        .write(&format!(
            "INSERT INTO edition_author (edition_id, account_id, first_at) \
             SELECT id, {account}, created_at FROM edition WHERE {NEWEST}"
        ))
        .await;
}

async fn answer(colleague: &Colleague<'_>, case: &Case, subject: &Subject) -> Option<String> {
    let data = colleague.ask(&document(case, subject)).await;
    errors(&data, case)[0]["code"].as_str().map(str::to_owned)
}

async fn send(colleague: &Colleague<'_>, case: &Case, subject: &Subject) -> Reply {
    let request = Request::graphql(&json!({ "query": document(case, subject) }));
    let request = as_bearer(request, &colleague.token);
    colleague.province().send(request).await
}

fn right(case: &Case, asked: AccountRole) -> Option<&'static Right> {
    let mut rights = rule(case).rights.iter();
    let found = rights.find(|(role, _)| *role == asked);
    found.map(|(_, right)| right)
}

fn rule(case: &Case) -> &'static Rule {
    let found = rules().iter().find(|rule| rule.action == case.action);
    found.expect("a rule")
}

fn document(case: &Case, subject: &Subject) -> String {
    format!("mutation {{ {} }}", (case.field)(subject))
}

fn errors<'a>(data: &'a Value, case: &Case) -> &'a Value {
    &data[case.mutation]["errors"]
}
