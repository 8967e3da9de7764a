//! Every mutation of the schema against the policy: nobody, each role in its agency and elsewhere, each state.

use std::collections::{BTreeMap, BTreeSet};

use entity::value::{AccountRole, EditionState, ReorganisationState, SuccessionKind};
use entity::{membership, reorganisation};
use nguonluat::domain::policy::{Open, Reach, Right, Rule, rules};
use nguonluat::domain::workflow::{STATES, name};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DbBackend, EntityTrait, IntoActiveModel, Iterable, QueryFilter,
};
use serde_json::{Value, json};
use uuid::Uuid;

use super::cases::{self, Case, On};
use crate::support::client::{Reply, Request};
use crate::support::desk::{Colleague, as_bearer, desk_id};
use crate::support::drafts::ready;
use crate::support::province::{Province, for_both};

/// What the policy says no with.
const REFUSALS: [&str; 3] = ["UNAUTHENTICATED", "FORBIDDEN", "NOT_FOUND"];

/// Mutations that no case is needed for.
const EXCEPTIONS: [&str; 0] = [];

/// The agency that has what is acted on, and another.
const HERE: &str = "so-tu-phap";
const ELSEWHERE: &str = "so-noi-vu";

/// An id of an item, of a file and of an agency that there are not: the tag and sixteen zeros.
const NO_ITEM: &str = "VwAAAAAAAAAAAAAAAAAAAAA";
const NO_FILE: &str = "RgAAAAAAAAAAAAAAAAAAAAA";
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
            let document = document(&case, &subject(province, &case).await);
            let data = province.ask(&document).await;
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
                let colleague = province.colleague("An", &[(role, HERE)]).await;
                let subject = subject(province, &case).await;
                wrote(province, &case, &colleague, role).await;
                let data = colleague.ask(&document(&case, &subject)).await;
                let refusal = refusal(&data, &case);
                let may = rule(&case).open != Open::No || right(&case, role).is_some();
                let what = format!("{} {role:?}: {data}", case.mutation);
                assert_eq!(refusal.is_none(), may, "{what}");
                assert_ne!(refusal, Some("UNAUTHENTICATED"), "{what}");
                if may && case.on.is_in_custody() {
                    assert_eq!(data[case.mutation]["errors"], json!([]), "{what}");
                }
            }
        }
    })
    .await;
}

#[tokio::test]
async fn what_another_agency_has_answers_as_what_is_not_there() {
    for_both(async |province| {
        let cases = cases::all().into_iter();
        for case in cases.filter(|case| case.on.is_in_custody()) {
            for role in AccountRole::iter() {
                let right = right(&case, role);
                if right.is_some_and(|it| it.reach == Reach::Province) {
                    continue;
                }
                let colleague = province.colleague("An", &[(role, ELSEWHERE)]).await;
                let there = subject(province, &case).await;
                let theirs = send(&colleague, &document(&case, &there)).await;
                if right.is_some() {
                    let mut nowhere = there;
                    nowhere.insert("$item", NO_ITEM.to_owned());
                    nowhere.insert("$agency", NO_AGENCY.to_owned());
                    nowhere.insert("$file", NO_FILE.to_owned());
                    let unknown = send(&colleague, &document(&case, &nowhere)).await;
                    assert_eq!(theirs.text(), unknown.text(), "{} {role:?}", case.mutation);
                }
                let answer = theirs.json();
                let refusal = refusal(&answer["data"], &case);
                let told = [Some("NOT_FOUND"), Some("FORBIDDEN")];
                assert!(
                    told.contains(&refusal),
                    "{} {role:?}: {answer}",
                    case.mutation
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
            if !matches!(case.on, On::Item(_) | On::Provision) {
                continue;
            }
            let others = STATES
                .into_iter()
                .filter(|it| !rule(&case).states.contains(it));
            for state in others {
                let roles = [(AccountRole::BoardHead, HERE)];
                let head = province.colleague("An", &roles).await;
                let subject = subject(province, &case).await;
                set_state(province, state).await;
                let data = head.ask(&document(&case, &subject)).await;
                let code = &data[case.mutation]["errors"][0]["code"];
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

/// What a case acts on, made anew: what its placeholders stand for.
async fn subject(province: &Province, case: &Case) -> BTreeMap<&'static str, String> {
    let mut subject = BTreeMap::from([("$agency", province.agency(HERE).await)]);
    match case.on {
        On::Agency if case.field.contains("$reorganisation") => {
            subject.insert("$reorganisation", planned(province).await);
        }
        On::Oneself | On::Agency => {}
        On::File => {
            subject.insert("$file", desk_id('F', province.file_of(HERE).await));
        }
        On::Account => {
            let roles = [(AccountRole::Contributor, HERE)];
            let whom = province.colleague("Đích", &roles).await.access;
            let membership = membership::Entity::find()
                .filter(membership::Column::AccountId.eq(whom.account))
                .one(province.database().writer())
                .await;
            let membership = membership.expect("an answer").expect("a membership").id;
            subject.insert("$account", desk_id('A', whom.account));
            subject.insert("$membership", desk_id('M', membership));
            subject.insert("$session", desk_id('S', whom.session));
            if case.field.contains("$machine") || case.field.contains("$key") {
                let machine = province.machine("Cổng", &roles).await;
                let (key, _) = province.key(machine, &[], &[]).await;
                subject.insert("$machine", desk_id('A', machine));
                subject.insert("$key", desk_id('K', key));
            }
        }
        On::Item(state) => {
            let roles = [(AccountRole::Contributor, HERE)];
            let author = province.colleague("Bình", &roles).await;
            let mut item = ready(&author, "Tin", HERE).await;
            if case.field.contains("$remark") {
                item = author
                    .does("remarkAdd", &item, json!({ "text": "Sửa" }))
                    .await;
                let remark = item.item["working"]["remarks"][0]["id"].as_str();
                subject.insert("$remark", remark.expect("a remark").to_owned());
            }
            if case.field.contains("$preview") {
                let input = json!({ "id": item.id, "expectedVersion": item.version });
                let made = author
                    .act("previewCreate", input, "preview item { version }")
                    .await;
                let text = made["preview"].as_str().expect("a preview");
                subject.insert("$preview", text.to_owned());
                item.version = made["item"]["version"].as_i64().expect("a version");
            }
            set_state(province, state).await;
            subject.insert("$item", item.id);
            subject.insert("$version", item.version.to_string());
        }
        On::Provision => {
            let roles = [(AccountRole::Contributor, HERE)];
            let author = province.colleague("Bình", &roles).await;
            let begun = author.begin("LEGAL_DOCUMENT", "Luật", HERE).await;
            let text = json!({ "legalDocument": { "text": "Điều 1. A\n1. Một." } });
            let saved = author.save(&begun, json!({ "details": text })).await;
            let correction = json!({ "id": saved.id, "expectedVersion": saved.version, "path": "dieu-1",
                "change": { "text": "A" } });
            let item = author.done("provisionCorrect", correction).await;
            subject.insert("$item", item.id);
            subject.insert("$version", item.version.to_string());
        }
    }
    subject
}

/// Something that is planned for agencies; gives its id.
async fn planned(province: &Province) -> String {
    let decided_by = province.colleague("Quân", &[]).await.access.account;
    let plan = json!({ "kind": "abolish", "on": "2999-01-01", "legal_basis": "QĐ 1", "agencies": [],
        "successors": [], "parent": null, "rename": null, "custody": [], "memberships": "end", "paths": [] });
    let row = reorganisation::Model {
        id: Uuid::new_v4(),
        kind: SuccessionKind::Abolish,
        on_date: "2999-01-01".parse().expect("a day"),
        plan,
        report: json!({ "digest": "", "structure": "", "parts": [] }),
        report_digest: "0".repeat(64),
        state: ReorganisationState::Planned,
        decided_by,
        decided_at: province.clock().now(),
        applied_at: None,
        failure: None,
    };
    let id = row.id;
    let made = row.into_active_model().insert(province.database().writer());
    made.await.expect("a plan");
    desk_id('O', id)
}

/// The edition of the item that was made last.
const NEWEST: &str = "content_id = (SELECT content_id FROM outbox WHERE action = 'content.create' \
    ORDER BY seq DESC LIMIT 1)";

/// Lets that edition be in a state, and its content where such ones are.
async fn set_state(province: &Province, state: EditionState) {
    let outcome = match state {
        EditionState::Live => Some("content"),
        EditionState::Withdrawn => Some("withdrawn"),
        _ => None,
    };
    if let Some(outcome) = outcome {
        let path = Uuid::new_v4();
        let place = format!(
            "INSERT INTO path (path, outcome, content_id, reason, at) \
             SELECT '/{path}', '{outcome}', content_id, 'Sai', created_at FROM edition WHERE {NEWEST}"
        );
        province.write(&place).await;
    }
    let state = name(state);
    province
        .write(&format!(
            "UPDATE edition SET state = '{state}', first_published_at = created_at, published_at = created_at \
             WHERE {NEWEST}"
        ))
        .await;
}

/// Lets somebody have written it, where only authors may.
async fn wrote(province: &Province, case: &Case, colleague: &Colleague<'_>, role: AccountRole) {
    let owned = right(case, role).is_some_and(|right| right.reach == Reach::Own);
    if !owned || !matches!(case.on, On::Item(_)) {
        return;
    }
    let account = colleague.access.account;
    let account = match province.backend {
        DbBackend::Sqlite => format!("X'{}'", account.simple()),
        _ => format!("'{account}'::uuid"),
    };
    province
        .write(&format!(
            "INSERT INTO edition_author (edition_id, account_id, first_at) \
             SELECT id, {account}, created_at FROM edition WHERE {NEWEST}"
        ))
        .await;
    for begun in ["preview", "edition_desk"] {
        province
            .write(&format!(
                "UPDATE {begun} SET created_by = {account} WHERE edition_id IN (SELECT id FROM edition WHERE {NEWEST})"
            ))
            .await;
    }
}

async fn send(colleague: &Colleague<'_>, document: &str) -> Reply {
    let request = Request::graphql(&json!({ "query": document }));
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

/// The case as an operation.
fn document(case: &Case, subject: &BTreeMap<&str, String>) -> String {
    let mut field = case.field.to_owned();
    for (placeholder, value) in subject {
        field = field.replace(placeholder, value);
    }
    format!("mutation {{ {field} }}")
}

/// What the policy said no with. Where it said yes, the made-up input of a case may fail otherwise.
fn refusal<'a>(data: &'a Value, case: &Case) -> Option<&'a str> {
    let code = data[case.mutation]["errors"][0]["code"].as_str();
    code.filter(|code| REFUSALS.contains(code))
}
