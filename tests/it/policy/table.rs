//! The whole table, so that no change of it goes unseen.
use entity::value::EditionState;
use nguonluat::domain::workflow::{STATES, name};
use sea_orm::{ActiveEnum, Iterable};

use crate::support::command::{nguonluat_at, run};

#[test]
fn the_policy_is_what_was_agreed() {
    insta::assert_snapshot!(nguonluat::domain::policy::print());
}

#[test]
fn the_command_prints_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let command = nguonluat_at("sqlite://nowhere", folder.path(), &["policy"]);
    let (status, said, _) = run(command);
    assert_eq!(
        (status, said),
        (Some(0), nguonluat::domain::policy::print())
    );
}

#[test]
fn states_are_named_as_they_are_stored() {
    for state in EditionState::iter() {
        assert!(STATES.contains(&state));
        assert_eq!(name(state), state.to_value());
    }
}
