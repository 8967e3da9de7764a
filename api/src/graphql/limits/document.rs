//! The size of a document's operations with their fragments written out, each fragment visited once.

use std::collections::HashMap;

use async_graphql::{
    Name, Positioned,
    parser::types::{Directive, ExecutableDocument, OperationDefinition, Selection, SelectionSet},
};

use super::Refusal;

/// Sizes of a selection set with its fragments written out; sums saturate.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Measure {
    pub selections: u64,
    pub depth: u64,
    pub aliases: u64,
    pub directives: u64,
    pub root_fields: u64,
}

impl Measure {
    fn add(&mut self, other: Self) {
        self.selections = self.selections.saturating_add(other.selections);
        self.depth = self.depth.max(other.depth);
        self.aliases = self.aliases.saturating_add(other.aliases);
        self.directives = self.directives.saturating_add(other.directives);
        self.root_fields = self.root_fields.saturating_add(other.root_fields);
    }
}

enum Visit {
    Open,
    Done(Measure),
}

/// Measures the operations of one document.
pub struct Measures<'a> {
    document: &'a ExecutableDocument,
    visits: HashMap<&'a str, Visit>,
}

impl<'a> Measures<'a> {
    /// Visits every fragment of `document`.
    ///
    /// # Errors
    /// [`Refusal::FragmentCycle`], also for fragments that no operation uses.
    pub fn of(document: &'a ExecutableDocument) -> Result<Self, Refusal> {
        let mut visits = HashMap::new();
        for name in document.fragments.keys() {
            fragment(document, name, &mut visits)?;
        }
        Ok(Self { document, visits })
    }

    /// The measure of one operation.
    ///
    /// # Errors
    /// None for an operation of the measured document.
    pub fn operation(&mut self, operation: &'a OperationDefinition) -> Result<Measure, Refusal> {
        let mut measure = set(self.document, &operation.selection_set, &mut self.visits)?;
        for variable in &operation.variable_definitions {
            let directives = count(&variable.node.directives);
            measure.directives = measure.directives.saturating_add(directives);
        }
        let directives = count(&operation.directives);
        measure.directives = measure.directives.saturating_add(directives);
        Ok(measure)
    }
}

fn fragment<'a>(
    document: &'a ExecutableDocument,
    name: &'a Name,
    visits: &mut HashMap<&'a str, Visit>,
) -> Result<Measure, Refusal> {
    match visits.get(name.as_str()) {
        Some(Visit::Done(measure)) => return Ok(*measure),
        Some(Visit::Open) => return Err(Refusal::FragmentCycle(name.to_string())),
        None => {}
    }
    // Validation reports a fragment that is not there.
    let Some(definition) = document.fragments.get(name) else {
        return Ok(Measure::default());
    };
    visits.insert(name, Visit::Open);
    let mut measure = set(document, &definition.node.selection_set, visits)?;
    measure.directives = measure
        .directives
        .saturating_add(count(&definition.node.directives));
    visits.insert(name, Visit::Done(measure));
    Ok(measure)
}

fn set<'a>(
    document: &'a ExecutableDocument,
    selection_set: &'a Positioned<SelectionSet>,
    visits: &mut HashMap<&'a str, Visit>,
) -> Result<Measure, Refusal> {
    let mut total = Measure::default();
    for selection in &selection_set.node.items {
        total.add(match &selection.node {
            Selection::Field(field) => {
                let inner = set(document, &field.node.selection_set, visits)?;
                Measure {
                    selections: inner.selections.saturating_add(1),
                    depth: inner.depth + 1,
                    aliases: inner
                        .aliases
                        .saturating_add(u64::from(field.node.alias.is_some())),
                    directives: inner
                        .directives
                        .saturating_add(count(&field.node.directives)),
                    root_fields: 1,
                }
            }
            Selection::InlineFragment(inline) => {
                let inner = set(document, &inline.node.selection_set, visits)?;
                spread(inner, &inline.node.directives)
            }
            Selection::FragmentSpread(named) => {
                let inner = fragment(document, &named.node.fragment_name.node, visits)?;
                spread(inner, &named.node.directives)
            }
        });
    }
    Ok(total)
}

fn spread(inner: Measure, directives: &[Positioned<Directive>]) -> Measure {
    Measure {
        selections: inner.selections.saturating_add(1),
        directives: inner.directives.saturating_add(count(directives)),
        ..inner
    }
}

fn count(directives: &[Positioned<Directive>]) -> u64 {
    directives.len() as u64
}
