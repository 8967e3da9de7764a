//! The policy against all actions, states and roles.
use std::collections::BTreeSet;

use entity::value::AccountRole::{self, *};
use entity::value::{EditionState, Via};
use strum::VariantArray;

use super::table::RULES;
use super::*;
use crate::domain::actor::Restriction;
use crate::domain::workflow::{self, Act, STATES};

const ME: Uuid = Uuid::from_u128(1);
const OTHER: Uuid = Uuid::from_u128(2);
const MINE: Uuid = Uuid::from_u128(11);
const ABOVE: Uuid = Uuid::from_u128(10);
const FOREIGN: Uuid = Uuid::from_u128(20);

const ROLES: [AccountRole; 8] = [
    Contributor,
    AgencyReviewer,
    Publisher,
    BoardMember,
    BoardHead,
    Administrator,
    TechnicalSupport,
    Auditor,
];

fn grant(role: AccountRole) -> Grant {
    let sections = (role == Publisher).then(|| BTreeSet::from(["tin-tuc".to_owned()]));
    Grant {
        role,
        agency: MINE,
        covers_subtree: false,
        sections,
    }
}

fn actor(grants: impl IntoIterator<Item = Grant>) -> Actor {
    Actor {
        account: ME,
        via: Via::Session,
        credential: None,
        scope: None,
        restriction: None,
        may_approve_own: false,
        grants: grants.into_iter().collect(),
    }
}

fn item(custody: &[Uuid], author: Uuid, state: EditionState) -> Resource {
    Resource {
        custody: custody.to_vec(),
        section: vec!["su-kien".to_owned(), "tin-tuc".to_owned()],
        state: Some(state),
        authors: vec![author],
    }
}

fn asked(role: AccountRole, action: Action, resource: &Resource) -> &'static str {
    word(&authorize(Some(&actor([grant(role)])), action, resource))
}

fn word(answer: &Result<()>) -> &'static str {
    match answer {
        Ok(()) => "yes",
        Err(Error::Unauthenticated) => "who",
        Err(Error::NotFound) => "nothing",
        Err(Error::Forbidden(_)) => "forbidden",
        Err(Error::WrongState(_)) => "not now",
        Err(Error::Refused(Refusal::SamePerson)) => "same person",
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn every_action_has_one_rule_and_a_name_of_its_own() {
    let ruled: Vec<Action> = RULES.iter().map(|rule| rule.action).collect();
    assert_eq!(ruled, Action::VARIANTS);
    let names: BTreeSet<&str> = Action::VARIANTS.iter().map(|it| it.name()).collect();
    assert_eq!(names.len(), Action::VARIANTS.len());
}

#[test]
fn without_a_grant_nothing_that_roles_decide_is_allowed() {
    let mut asked = 0;
    for rule in RULES.iter().filter(|rule| rule.open == Open::No) {
        for custody in [&[][..], &[MINE, ABOVE]] {
            for author in [ME, OTHER] {
                for state in STATES {
                    let resource = item(custody, author, state);
                    let (me, nobody) = (actor([]), None);
                    assert!(authorize(Some(&me), rule.action, &resource).is_err());
                    let answer = authorize(nobody, rule.action, &resource);
                    assert!(matches!(answer, Err(Error::Unauthenticated)));
                    asked += 1;
                }
            }
        }
    }
    assert!(asked > 1_000, "{asked}");
}

#[test]
fn what_agencies_have_is_out_of_reach_for_other_agencies_writers() {
    for rule in RULES.iter().filter(|rule| rule.open == Open::No) {
        for role in [Contributor, AgencyReviewer, Publisher] {
            for state in STATES {
                let found = asked(role, rule.action, &item(&[FOREIGN, ABOVE], ME, state));
                let hidden = rule.seen_by.is_some();
                assert_eq!(
                    found,
                    if hidden { "nothing" } else { "forbidden" },
                    "{role:?} {:?} {state:?}",
                    rule.action
                );
            }
        }
    }
}

#[test]
fn what_is_printed_is_what_is_answered() {
    for line in lines() {
        for (column, mark) in Column::ALL.into_iter().zip(line.marks) {
            let Column::Role(role) = column else { continue };
            let states = if line.states.is_empty() {
                &STATES[..]
            } else {
                &line.states
            };
            for state in states {
                let mine = asked(role, line.action, &item(&[MINE, ABOVE], ME, *state));
                let others = asked(role, line.action, &item(&[MINE, ABOVE], OTHER, *state));
                let expected = match mark {
                    Mark::No => (refused(role, line.action), refused(role, line.action)),
                    Mark::NotNow => ("not now", "not now"),
                    Mark::Within(right) if right.reach == Reach::Own => ("yes", "forbidden"),
                    Mark::Within(right) if right.of_others => ("same person", "yes"),
                    Mark::Yes | Mark::Oneself | Mark::Within(_) => ("yes", "yes"),
                };
                assert_eq!(
                    (mine, others),
                    expected,
                    "{role:?} {:?} {state:?}",
                    line.action
                );
            }
        }
    }
}

/// What somebody without the right is told of what the own agency has.
fn refused(role: AccountRole, action: Action) -> &'static str {
    let reading = rule(action).and_then(|rule| rule.seen_by);
    let reading = reading.and_then(rule);
    match reading {
        Some(reading) if !reading.rights.iter().any(|(of, _)| *of == role) => "nothing",
        _ => "forbidden",
    }
}

#[test]
fn states_of_the_table_are_those_of_the_workflow() {
    for (action, act) in [
        (Action::ContentSave, Act::Save),
        (Action::ProvisionCorrect, Act::Save),
        (Action::ContentSubmit, Act::Submit),
        (Action::ContentRecall, Act::Recall),
        (Action::ContentEndorse, Act::Endorse),
        (Action::ContentReturn, Act::Return),
        (Action::ContentApprove, Act::Approve),
        (Action::ContentPublish, Act::Publish),
        (Action::ContentSchedule, Act::Schedule),
        (Action::ContentUnschedule, Act::Unschedule),
        (Action::ContentWithdraw, Act::Withdraw),
        (Action::ContentRedirect, Act::Redirect),
        (Action::ContentGone, Act::Gone),
        (Action::ContentDiscard, Act::Discard),
    ] {
        let rule = rule(action).expect("a rule");
        for state in STATES {
            let in_table = rule.states.contains(&state);
            assert_eq!(
                in_table,
                workflow::apply(state, act).is_ok(),
                "{action:?} {state:?}"
            );
        }
    }
}

#[test]
fn a_membership_covers_agencies_beneath_only_where_it_says_so() {
    let beneath = item(&[FOREIGN, MINE, ABOVE], OTHER, EditionState::Draft);
    let mut head = grant(AgencyReviewer);
    let ask = |grant: &Grant| {
        word(&authorize(
            Some(&actor([grant.clone()])),
            Action::ContentSubmit,
            &beneath,
        ))
    };
    assert_eq!(ask(&head), "nothing");
    head.covers_subtree = true;
    assert_eq!(ask(&head), "yes");
}

#[test]
fn a_membership_limited_to_sections_ends_at_them() {
    let news = item(&[MINE], OTHER, EditionState::Draft);
    let elsewhere = Resource {
        section: vec!["hoi-dap".to_owned()],
        ..news.clone()
    };
    let mut limited = grant(Contributor);
    limited.sections = Some(BTreeSet::from(["tin-tuc".to_owned()]));
    let limited = actor([limited]);
    let ask = |item| word(&authorize(Some(&limited), Action::ContentSave, item));
    assert_eq!((ask(&news), ask(&elsewhere)), ("yes", "nothing"));

    let mut board = grant(BoardMember);
    board.sections = Some(BTreeSet::from(["tin-tuc".to_owned()]));
    let board = actor([board]);
    let ask = |item| word(&authorize(Some(&board), Action::ContentSave, item));
    assert_eq!((ask(&news), ask(&elsewhere)), ("yes", "nothing"));

    let mut unlimited = grant(Publisher);
    unlimited.sections = None;
    let unlimited = actor([unlimited]);
    let answer = authorize(
        Some(&unlimited),
        Action::ContentWithdraw,
        &item(&[MINE], OTHER, EditionState::Live),
    );
    assert_eq!(
        word(&answer),
        "forbidden",
        "sections are named or none is meant"
    );
}

#[test]
fn of_several_memberships_the_one_that_may_counts() {
    let mine = item(&[MINE], ME, EditionState::Submitted);
    let both = actor([grant(Contributor), grant(BoardMember)]);
    assert_eq!(
        word(&authorize(Some(&both), Action::ContentApprove, &mine)),
        "same person"
    );
    assert_eq!(
        word(&authorize(Some(&both), Action::ContentReturn, &mine)),
        "yes"
    );
    let approved = item(&[MINE], OTHER, EditionState::Approved);
    let reviewer = actor([grant(AgencyReviewer)]);
    let both = actor([grant(AgencyReviewer), grant(Publisher)]);
    let ask = |who: &Actor| word(&authorize(Some(who), Action::ContentReturn, &approved));
    assert_eq!((ask(&reviewer), ask(&both)), ("not now", "yes"));
}

#[test]
fn every_role_is_asked() {
    let columns = Column::ALL.into_iter().filter_map(|column| match column {
        Column::Role(role) => Some(role),
        _ => None,
    });
    assert_eq!(columns.collect::<Vec<_>>(), ROLES);
}

#[test]
fn whoever_has_to_change_a_password_does_nothing_else() {
    let restricted = Actor {
        restriction: Some(Restriction::PasswordMustChange),
        ..actor(ROLES.map(grant))
    };
    for rule in rules() {
        let done = authorize(Some(&restricted), rule.action, &Resource::default());
        let told = matches!(done, Err(Error::Refused(Refusal::PasswordMustChange)));
        let open = matches!(rule.open, Open::Everyone | Open::Oneself);
        assert_eq!((told, done.is_ok()), (!open, open), "{:?}", rule.action);
    }
}

#[test]
fn a_machine_key_narrows_what_its_account_may_do() {
    let keyed = |scope: &[Action]| Actor {
        via: Via::MachineKey,
        scope: Some(scope.iter().copied().collect()),
        ..actor(ROLES.map(grant))
    };
    let mine = item(&[MINE], OTHER, EditionState::Draft);
    let ask = |scope: &[Action], action| authorize(Some(&keyed(scope)), action, &mine);
    let both = [Action::ContentRead, Action::ContentSave];
    assert!(ask(&both, Action::ContentSave).is_ok());
    let forbidden = ask(&both[..1], Action::ContentSave);
    assert!(matches!(
        forbidden,
        Err(Error::Forbidden(Action::ContentSave))
    ));
    let unseen = ask(&[Action::DeskRead], Action::ContentSave);
    assert!(
        matches!(unseen, Err(Error::NotFound)),
        "as what is not there"
    );
    for rule in rules() {
        let nothing = authorize(Some(&keyed(&[])), rule.action, &mine);
        assert_eq!(
            nothing.is_ok(),
            rule.open == Open::Everyone,
            "{:?}",
            rule.action
        );
    }

    assert!(scopes(&keyed(&both), Action::ContentApprove).is_empty());
    assert!(!scopes(&keyed(&both), Action::ContentRead).is_empty());

    let widened = Actor {
        scope: Some(Action::VARIANTS.iter().copied().collect()),
        ..actor([grant(Contributor)])
    };
    let approved = authorize(Some(&widened), Action::ContentApprove, &mine);
    assert!(
        matches!(approved, Err(Error::Forbidden(_))),
        "a scope gives no right"
    );
}

#[test]
fn no_key_is_for_accounts_and_rights() {
    for action in [
        Action::SessionSignIn,
        Action::PasswordChange,
        Action::AccountCreate,
        Action::CodeIssue,
        Action::MembershipGrant,
        Action::MachineKeyCreate,
        Action::MachineKeyRevoke,
        Action::SessionEnd,
        Action::AgencyReorganise,
    ] {
        assert!(!is_for_machines(action), "{action:?}");
    }
    for action in [
        Action::DeskRead,
        Action::ContentRead,
        Action::ContentApprove,
        Action::AccountRead,
        Action::FileUpload,
        Action::ImportPublish,
        Action::LogRead,
    ] {
        assert!(is_for_machines(action), "{action:?}");
    }
}

#[test]
fn who_wrote_it_approves_it_only_where_the_province_says_so() {
    let mine = item(&[MINE], ME, EditionState::Submitted);
    let ask = |may_approve_own| {
        let actor = Actor {
            may_approve_own,
            ..actor([grant(BoardMember)])
        };
        authorize(Some(&actor), Action::ContentApprove, &mine)
    };
    assert!(matches!(
        ask(false),
        Err(Error::Refused(Refusal::SamePerson))
    ));
    assert!(ask(true).is_ok());
}
