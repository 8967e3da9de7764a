//! The table as people read it: a line an action and group of states, a column a role.
use std::fmt::Write;

use entity::value::{AccountRole, EditionState};

use super::action::Action;
use super::table::{Open, RULES, Reach, Right, Rule};
use crate::domain::workflow;

/// A column: whom a line speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Column {
    /// Who is not signed in.
    Anonymous,
    /// Whoever is signed in, whatever the roles.
    SignedIn,
    /// Who has a role.
    Role(AccountRole),
}

/// What a line says of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mark {
    /// May not.
    No,
    /// May, but in another state.
    NotNow,
    /// May.
    Yes,
    /// May on the own account.
    Oneself,
    /// May within a reach.
    Within(Right),
}

/// One line: what may be done in some states, by whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What is asked for.
    pub action: Action,
    /// The states of the edition; empty where it is not about an edition. In states that no line of the action
    /// names, nobody may.
    pub states: Vec<EditionState>,
    /// What each column may, in the order of [`Column::ALL`].
    pub marks: [Mark; Column::ALL.len()],
}

impl Column {
    /// Every column, in order.
    pub const ALL: [Self; 10] = [
        Self::Anonymous,
        Self::SignedIn,
        Self::Role(AccountRole::Contributor),
        Self::Role(AccountRole::AgencyReviewer),
        Self::Role(AccountRole::Publisher),
        Self::Role(AccountRole::BoardMember),
        Self::Role(AccountRole::BoardHead),
        Self::Role(AccountRole::Administrator),
        Self::Role(AccountRole::TechnicalSupport),
        Self::Role(AccountRole::Auditor),
    ];

    fn head(self) -> &'static str {
        match self {
            Self::Anonymous => "AN",
            Self::SignedIn => "SI",
            Self::Role(AccountRole::Contributor) => "CO",
            Self::Role(AccountRole::AgencyReviewer) => "AR",
            Self::Role(AccountRole::Publisher) => "PU",
            Self::Role(AccountRole::BoardMember) => "BM",
            Self::Role(AccountRole::BoardHead) => "BH",
            Self::Role(AccountRole::Administrator) => "AD",
            Self::Role(AccountRole::TechnicalSupport) => "TS",
            Self::Role(AccountRole::Auditor) => "AU",
        }
    }
}

impl Mark {
    fn text(self) -> &'static str {
        match self {
            Self::No => "-",
            Self::NotNow => "·",
            Self::Yes => "yes",
            Self::Oneself => "self",
            Self::Within(right) => match (right.reach, right.of_others) {
                (Reach::Own, _) => "o",
                (Reach::Agency, false) => "a",
                (Reach::Agency, true) => "a≠",
                (Reach::Sections, false) => "s",
                (Reach::Sections, true) => "s≠",
                (Reach::Province, false) => "p",
                (Reach::Province, true) => "p≠",
            },
        }
    }
}

/// The whole table.
#[must_use]
pub fn lines() -> Vec<Line> {
    RULES.iter().flat_map(lines_of).collect()
}

/// The lines of one rule: states with the same marks share one.
fn lines_of(rule: &Rule) -> Vec<Line> {
    if rule.states.is_empty() {
        return vec![Line {
            action: rule.action,
            states: Vec::new(),
            marks: Column::ALL.map(|column| mark(rule, column, None)),
        }];
    }
    let mut lines: Vec<Line> = Vec::new();
    for state in rule.states {
        let marks = Column::ALL.map(|column| mark(rule, column, Some(*state)));
        match lines.iter_mut().find(|line| line.marks == marks) {
            Some(line) => line.states.push(*state),
            None => lines.push(Line {
                action: rule.action,
                states: vec![*state],
                marks,
            }),
        }
    }
    lines
}

fn mark(rule: &Rule, column: Column, state: Option<EditionState>) -> Mark {
    match (column, rule.open) {
        (_, Open::Everyone) => Mark::Yes,
        (Column::Anonymous, _) | (Column::SignedIn, Open::No) => Mark::No,
        (_, Open::SignedIn) => Mark::Yes,
        (_, Open::Oneself) => Mark::Oneself,
        (Column::Role(asked), Open::No) => {
            let right = rule.rights.iter().find(|(role, _)| *role == asked);
            match right.map(|(_, right)| right) {
                None => Mark::No,
                Some(right) if excludes(right, state) => Mark::NotNow,
                Some(right) => Mark::Within(*right),
            }
        }
    }
}

fn excludes(right: &Right, state: Option<EditionState>) -> bool {
    match (right.states, state) {
        (Some(states), Some(state)) => !states.contains(&state),
        _ => false,
    }
}

/// What the columns and marks mean.
const LEGEND: &str = "\
AN anonymous   SI signed in        CO contributor     AR agency reviewer  PU publisher
BM board member  BH board head     AD administrator   TS technical support  AU auditor

yes  may                           self  may on the own account
o  what the account wrote          a  what its agency has, in its sections
s  the same in named sections      p  the whole province
≠  not what the account wrote itself
·  may, but in another state       -  may not
In a state that no line of an action names, nobody may.
";

/// The table as text.
#[must_use]
pub fn print() -> String {
    let lines = lines();
    let names: Vec<String> = lines.iter().map(|line| names(&line.states)).collect();
    let widest = names.iter().map(String::len).max().unwrap_or_default();
    let mut text = format!("{LEGEND}\n{:26} {:widest$}", "action", "states");
    for column in Column::ALL {
        push(&mut text, column.head());
    }
    for (line, names) in lines.iter().zip(names) {
        let end = text.trim_end().len();
        text.truncate(end);
        // Writing to a string cannot fail.
        let _written = write!(text, "\n{:26} {names:widest$}", line.action.name());
        for mark in line.marks {
            push(&mut text, mark.text());
        }
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

fn push(text: &mut String, cell: &str) {
    let _written = write!(text, " {cell:4}");
}

fn names(states: &[EditionState]) -> String {
    if states.len() == workflow::STATES.len() {
        return "any".to_owned();
    }
    let names: Vec<&str> = states.iter().copied().map(workflow::name).collect();
    names.join(", ")
}
