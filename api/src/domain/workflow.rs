//! The way of an edition: which act leads from which state to which. Pure, and total: every pair has an answer.
use entity::value::EditionState::{
    self, Approved, Discarded, Draft, Live, Returned, Scheduled, Submitted, Superseded, Withdrawn,
};
use strum::VariantArray;

/// Every state, in the order of the way.
pub const STATES: [EditionState; 9] = [
    Draft, Submitted, Returned, Approved, Scheduled, Live, Superseded, Withdrawn, Discarded,
];

/// Something that happens to an edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, VariantArray)]
pub enum Act {
    /// Its author keeps what was written.
    Save,
    /// Its author hands it over for review.
    Submit,
    /// Its author takes it back.
    Recall,
    /// The head of the agency stands by it.
    Endorse,
    /// The reviewer sends it back.
    Return,
    /// The reviewer agrees with it.
    Approve,
    /// The public reads it from now on.
    Publish,
    /// The moment of its publication is set, or of the withdrawal of what the public reads.
    Schedule,
    /// That moment is given up.
    Unschedule,
    /// The next edition takes its place.
    Supersede,
    /// The public reads a notice in its place.
    Withdraw,
    /// The public is led elsewhere.
    Redirect,
    /// The public is told that it is gone for good.
    Gone,
    /// It is given up.
    Discard,
}

/// An act that the edition's state does not allow.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the state is {}; it would have to be {}", name(*state), names(allowed))]
pub struct WrongState {
    /// The state that the edition is in.
    pub state: EditionState,
    /// The states in which the act is allowed.
    pub allowed: Vec<EditionState>,
}

/// The state after an act.
///
/// # Errors
/// When the act is not allowed in this state.
pub fn apply(state: EditionState, act: Act) -> Result<EditionState, WrongState> {
    after(state, act).ok_or_else(|| WrongState {
        state,
        allowed: STATES
            .into_iter()
            .filter(|state| after(*state, act).is_some())
            .collect(),
    })
}

fn after(state: EditionState, act: Act) -> Option<EditionState> {
    match (act, state) {
        (Act::Save, Draft | Returned) => Some(state),
        (Act::Submit, Draft | Returned) | (Act::Endorse, Submitted) => Some(Submitted),
        (Act::Recall, Submitted) => Some(Draft),
        (Act::Return, Submitted | Approved | Scheduled) => Some(Returned),
        (Act::Approve, Submitted) | (Act::Unschedule, Scheduled) => Some(Approved),
        (Act::Schedule, Approved | Scheduled) => Some(Scheduled),
        (Act::Publish, Approved | Scheduled) | (Act::Schedule | Act::Unschedule, Live) => {
            Some(Live)
        }
        (Act::Supersede, Live) => Some(Superseded),
        (Act::Withdraw, Live) | (Act::Redirect | Act::Gone, Live | Withdrawn) => Some(Withdrawn),
        (Act::Discard, Draft | Returned) => Some(Discarded),
        _ => None,
    }
}

/// The name of a state, as it is stored.
#[must_use]
pub fn name(state: EditionState) -> &'static str {
    match state {
        Draft => "draft",
        Submitted => "submitted",
        Returned => "returned",
        Approved => "approved",
        Scheduled => "scheduled",
        Live => "live",
        Superseded => "superseded",
        Withdrawn => "withdrawn",
        Discarded => "discarded",
    }
}

fn names(states: &[EditionState]) -> String {
    let names: Vec<&str> = states.iter().copied().map(name).collect();
    names.join(" or ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every pair of act and state: where it leads, `-` where it leads nowhere.
    const WAYS: [(Act, [&str; 9]); 14] = [
        (
            Act::Save,
            ["draft", "-", "returned", "-", "-", "-", "-", "-", "-"],
        ),
        (
            Act::Submit,
            ["submitted", "-", "submitted", "-", "-", "-", "-", "-", "-"],
        ),
        (
            Act::Recall,
            ["-", "draft", "-", "-", "-", "-", "-", "-", "-"],
        ),
        (
            Act::Endorse,
            ["-", "submitted", "-", "-", "-", "-", "-", "-", "-"],
        ),
        (
            Act::Return,
            [
                "-", "returned", "-", "returned", "returned", "-", "-", "-", "-",
            ],
        ),
        (
            Act::Approve,
            ["-", "approved", "-", "-", "-", "-", "-", "-", "-"],
        ),
        (
            Act::Publish,
            ["-", "-", "-", "live", "live", "-", "-", "-", "-"],
        ),
        (
            Act::Schedule,
            [
                "-",
                "-",
                "-",
                "scheduled",
                "scheduled",
                "live",
                "-",
                "-",
                "-",
            ],
        ),
        (
            Act::Unschedule,
            ["-", "-", "-", "-", "approved", "live", "-", "-", "-"],
        ),
        (
            Act::Supersede,
            ["-", "-", "-", "-", "-", "superseded", "-", "-", "-"],
        ),
        (
            Act::Withdraw,
            ["-", "-", "-", "-", "-", "withdrawn", "-", "-", "-"],
        ),
        (
            Act::Redirect,
            ["-", "-", "-", "-", "-", "withdrawn", "-", "withdrawn", "-"],
        ),
        (
            Act::Gone,
            ["-", "-", "-", "-", "-", "withdrawn", "-", "withdrawn", "-"],
        ),
        (
            Act::Discard,
            ["discarded", "-", "discarded", "-", "-", "-", "-", "-", "-"],
        ),
    ];

    #[test]
    fn every_act_leads_from_every_state_where_the_table_says() {
        assert_eq!(WAYS.map(|(act, _)| act), Act::VARIANTS);
        for (act, ways) in WAYS {
            for (state, way) in STATES.into_iter().zip(ways) {
                match apply(state, act) {
                    Ok(next) => assert_eq!(name(next), way, "{act:?} {state:?}"),
                    Err(wrong) => {
                        assert_eq!(way, "-", "{act:?} {state:?}");
                        assert_eq!(wrong.state, state);
                        for allowed in STATES {
                            let listed = wrong.allowed.contains(&allowed);
                            assert_eq!(listed, apply(allowed, act).is_ok(), "{act:?} {allowed:?}");
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn a_wrong_state_says_what_it_would_have_to_be() {
        let wrong = apply(Live, Act::Submit).expect_err("refused");
        assert_eq!(
            wrong.to_string(),
            "the state is live; it would have to be draft or returned"
        );
    }
}
