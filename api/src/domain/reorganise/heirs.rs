//! Who has which items afterwards.
use std::collections::HashSet;

use uuid::Uuid;

use super::given::{Given, Heir};
use crate::domain::desk::Held;
use crate::domain::draft::{Faults, Problem};
use crate::domain::publish::{Catalogue, Dated, lasts};

/// Who has which items afterwards: the first rule that fits, else the one successor.
pub(super) struct Heirs {
    rules: Vec<Fitting>,
    successor: Option<Uuid>,
}

/// A rule with all that it means.
struct Fitting {
    to: Uuid,
    areas: Option<HashSet<Uuid>>,
    sections: Option<HashSet<String>>,
}

impl Heirs {
    /// The rules of what was asked for; `catalogue` knows the agencies as they are on the day, `begun` those that begin.
    pub(super) fn of(
        given: &Given,
        catalogue: &Catalogue,
        (begun, successor): (&[Uuid], Option<Uuid>),
        faults: &mut Faults,
    ) -> Self {
        let mut rules = Vec::new();
        for (number, rule) in given.custody.iter().enumerate() {
            let there = match &rule.to {
                Heir::Agency(id) => catalogue.agencies.get(*id),
                Heir::New(code) => {
                    let new = begun.iter().filter_map(|id| catalogue.agencies.get(*id));
                    new.into_iter().find(|row| row.code == *code)
                }
            };
            let there = there.filter(|row| lasts(*row, given.on));
            if there.is_none() {
                faults.note(format!("custody[{number}].to"), Problem::Unknown);
            }
            for (place, area) in rule.areas.iter().enumerate() {
                if catalogue.areas.get(*area).is_none() {
                    let path = format!("custody[{number}].areas[{place}]");
                    faults.note(path, Problem::Unknown);
                }
            }
            for (place, section) in rule.sections.iter().enumerate() {
                if !catalogue.has_section(section) {
                    let path = format!("custody[{number}].sections[{place}]");
                    faults.note(path, Problem::Unknown);
                }
            }
            let areas = (!rule.areas.is_empty()).then(|| meant(catalogue, &rule.areas));
            let sections = rule.sections.iter().cloned().collect();
            let sections = (!rule.sections.is_empty()).then_some(sections);
            rules.extend(there.map(|row| Fitting {
                to: row.id,
                areas,
                sections,
            }));
        }
        Self { rules, successor }
    }

    /// Who has an item by a rule.
    pub(super) fn by_rule(&self, item: &Held) -> Option<Uuid> {
        let fitting = self.rules.iter().find(|rule| rule.fits(item));
        fitting.map(|rule| rule.to)
    }

    /// Who has the files of an agency that ends: whoever may have items of it.
    pub(super) fn of_files(&self) -> Vec<Uuid> {
        let mut heirs: Vec<Uuid> = self.rules.iter().map(|rule| rule.to).collect();
        heirs.extend(self.successor);
        heirs.sort_unstable();
        heirs.dedup();
        heirs
    }

    /// Who has an item of an agency that ends.
    pub(super) fn heir(&self, item: &Held) -> Option<Uuid> {
        self.by_rule(item).or(self.successor)
    }
}

impl Fitting {
    fn fits(&self, item: &Held) -> bool {
        let areas = self.areas.as_ref();
        let sections = self.sections.as_ref();
        areas.is_none_or(|areas| item.areas.iter().any(|area| areas.contains(area)))
            && sections
                .is_none_or(|sections| item.section.iter().any(|code| sections.contains(code)))
    }
}

/// Areas with those beneath them and those that they followed, which have others beneath them.
fn meant(catalogue: &Catalogue, areas: &[Uuid]) -> HashSet<Uuid> {
    let mut meant: HashSet<Uuid> = areas.iter().copied().collect();
    beneath(catalogue, &mut meant);
    let followed = catalogue.area_successions.keys();
    let followed: Vec<Uuid> = followed
        .filter(|(_, successor, _)| meant.contains(successor))
        .map(|(predecessor, _, _)| *predecessor)
        .collect();
    meant.extend(followed);
    beneath(catalogue, &mut meant);
    meant
}

fn beneath(catalogue: &Catalogue, meant: &mut HashSet<Uuid>) {
    for row in catalogue.areas.in_order() {
        if row.parent().is_some_and(|parent| meant.contains(&parent)) {
            meant.insert(row.id);
        }
    }
}
