//! The policy: who may do what. [`authorize`] is the only place where rights are asked for; the rights themselves
//! stand in [`table`]. Pure: it touches no database.
mod action;
mod print;
mod table;
#[cfg(test)]
mod tests;

pub use action::Action;
pub use print::{Column, Line, Mark, lines, print};
pub use table::{Open, Reach, Right, Rule};

use std::collections::BTreeSet;

use entity::value::{AccountRole, EditionState};
use uuid::Uuid;

use super::actor::{Actor, Grant};
use super::workflow::WrongState;
use super::{Error, Refusal, Result};

/// What somebody wants to act on. Empty where the act is about the installation as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resource {
    /// The agency that has it, and those above it today, upwards.
    pub custody: Vec<Uuid>,
    /// Its section and those above it, upwards.
    pub section: Vec<String>,
    /// The state of the edition that the act is about.
    pub state: Option<EditionState>,
    /// The accounts that wrote that edition.
    pub authors: Vec<Uuid>,
}

/// Whether somebody may act on something.
///
/// # Errors
/// [`Error::Unauthenticated`] for nobody where somebody has to be signed in; [`Error::Refused`] for an account that has to
/// do something else first, such as changing its password; [`Error::NotFound`] for what is out of
/// reach, just as for what is not there; [`Error::Forbidden`] for what may be read but not done;
/// [`Error::WrongState`] and [`Refusal::SamePerson`] for what may be done, but not now or not by this account.
pub fn authorize(actor: Option<&Actor>, action: Action, resource: &Resource) -> Result<()> {
    let Some(rule) = rule(action) else {
        return Err(Error::Forbidden(action));
    };
    if rule.open == Open::Everyone {
        return Ok(());
    }
    let actor = actor.ok_or(Error::Unauthenticated)?;
    if let Some(restriction) = actor.restriction
        && rule.open != Open::Oneself
    {
        return Err(Error::Refused(restriction.refusal()));
    }
    if rule.open != Open::No {
        let may = actor.is_for(action).then_some(());
        return may.ok_or(Error::Forbidden(action));
    }
    let rights: Vec<&Right> = rights(actor, rule, resource).collect();
    if rights.is_empty() {
        return Err(match rule.seen_by {
            Some(reading) if !may(actor, reading, resource) => Error::NotFound,
            _ => Error::Forbidden(action),
        });
    }
    let rights = in_state(rule, &rights, resource.state)?;
    let wrote_it = resource.authors.contains(&actor.account);
    if wrote_it && !actor.may_approve_own && rights.iter().all(|right| right.of_others) {
        return Err(Error::Refused(Refusal::SamePerson));
    }
    Ok(())
}

/// Whether a role reaches it, whatever its state is.
fn may(actor: &Actor, action: Action, resource: &Resource) -> bool {
    rule(action).is_some_and(|rule| rights(actor, rule, resource).next().is_some())
}

/// What a right reaches, for lists: something is within it that meets all that is set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope<'a> {
    /// The agency, and whether those beneath it are meant too.
    pub agency: Option<(Uuid, bool)>,
    /// The sections, with those beneath them.
    pub sections: Option<&'a BTreeSet<String>>,
    /// Whether only what the account wrote itself.
    pub own: bool,
    /// Whether only what others wrote.
    pub of_others: bool,
}

/// What somebody may do this to: within any of these, where the state allows it.
#[must_use]
pub fn scopes(actor: &Actor, action: Action) -> Vec<Scope<'_>> {
    let Some(rule) = rule(action).filter(|_| actor.is_for(action)) else {
        return Vec::new();
    };
    let mut scopes = Vec::new();
    for grant in &actor.grants {
        let rights = rule.rights.iter().filter(|(role, _)| *role == grant.role);
        for (_, right) in rights {
            if right.reach == Reach::Sections && grant.sections.is_none() {
                continue;
            }
            let in_agency = right.reach != Reach::Province;
            scopes.push(Scope {
                agency: in_agency.then_some((grant.agency, grant.covers_subtree)),
                sections: grant.sections.as_ref(),
                own: right.reach == Reach::Own,
                of_others: right.of_others && !actor.may_approve_own,
            });
        }
    }
    scopes
}

/// The whole table.
#[must_use]
pub fn rules() -> &'static [Rule] {
    table::RULES
}

/// Whether a role is given for sections that are named, and never for all.
#[must_use]
pub fn is_of_named_sections(role: AccountRole) -> bool {
    let mut rights = table::RULES.iter().flat_map(|rule| rule.rights);
    rights.any(|(asked, right)| *asked == role && right.reach == Reach::Sections)
}

/// The roles that have a right to it.
pub fn roles_for(action: Action) -> impl Iterator<Item = AccountRole> {
    let rights = rule(action).map_or(&[][..], |rule| rule.rights);
    rights.iter().map(|(role, _)| *role)
}

/// Whether a machine key may be for it: not what everybody may, nor what somebody does with the own account, nor what
/// is for administrators and technical support alone, who sign in with a second factor.
#[must_use]
pub fn is_for_machines(action: Action) -> bool {
    rule(action).is_some_and(|rule| match rule.open {
        Open::Everyone | Open::Oneself => false,
        Open::SignedIn => true,
        Open::No => rule.rights.iter().any(|(role, _)| !is_of_operators(*role)),
    })
}

/// What somebody has to be let do as well to be told what became of an item that the act is about.
#[must_use]
pub fn readings(action: Action) -> &'static [Action] {
    let seen_by = rule(action).and_then(|rule| rule.seen_by);
    match seen_by {
        Some(Action::ContentRead) if action != Action::ContentRead => {
            &[Action::ContentRead, Action::DeskRead]
        }
        _ => &[],
    }
}

/// Whether a role is for those who keep the installation, and not its contents.
fn is_of_operators(role: AccountRole) -> bool {
    matches!(
        role,
        AccountRole::Administrator | AccountRole::TechnicalSupport
    )
}

fn rule(action: Action) -> Option<&'static Rule> {
    table::RULES.iter().find(|rule| rule.action == action)
}

fn rights<'a>(
    actor: &'a Actor,
    rule: &'static Rule,
    resource: &'a Resource,
) -> impl Iterator<Item = &'static Right> + 'a {
    let is_for = actor.is_for(rule.action);
    let grants = actor.grants.iter().filter(move |_| is_for);
    grants.flat_map(move |grant| {
        let of_role = rule.rights.iter().filter(|(role, _)| *role == grant.role);
        of_role
            .map(|(_, right)| right)
            .filter(|right| reaches(right.reach, grant, actor, resource))
    })
}

fn reaches(reach: Reach, grant: &Grant, actor: &Actor, resource: &Resource) -> bool {
    let in_agency = grant.holds_agency(&resource.custody);
    match reach {
        Reach::Own => {
            in_agency
                && grant.holds_section(&resource.section)
                && resource.authors.contains(&actor.account)
        }
        Reach::Agency => in_agency && grant.holds_section(&resource.section),
        Reach::Sections => in_agency && grant.names_section(&resource.section),
        Reach::Province => grant.holds_section(&resource.section),
    }
}

/// The rights that hold in the state.
fn in_state<'a>(
    rule: &Rule,
    rights: &[&'a Right],
    state: Option<EditionState>,
) -> Result<Vec<&'a Right>> {
    if rule.states.is_empty() {
        return Ok(rights.to_vec());
    }
    let state = state.ok_or(Error::NotFound)?;
    let holds = |right: &Right, state: EditionState| {
        rule.states.contains(&state) && right.states.is_none_or(|states| states.contains(&state))
    };
    let held: Vec<&Right> = rights
        .iter()
        .copied()
        .filter(|right| holds(right, state))
        .collect();
    if held.is_empty() {
        let allowed = rule.states.iter().copied();
        let allowed = allowed.filter(|state| rights.iter().any(|right| holds(right, *state)));
        return Err(Error::WrongState(WrongState {
            state,
            allowed: allowed.collect(),
        }));
    }
    Ok(held)
}
