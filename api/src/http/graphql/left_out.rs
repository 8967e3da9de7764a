//! Variables that are left out: what they would be the value of is left out too, as the specification has it
//! ("Coercing Field Arguments", "Input Objects"). The library takes null for them: a default would not count, and a
//! mutation would empty what it is not told of.
use std::collections::HashSet;

use async_graphql::parser::types::{
    Directive, ExecutableDocument, OperationDefinition, Selection, SelectionSet, VariableDefinition,
};
use async_graphql::{Name, Positioned, Variables};
use async_graphql_value::Value;

/// Takes arguments and fields of input objects away whose value is a variable that may be left out and is.
pub(super) fn take_away(document: &mut ExecutableDocument, variables: &Variables) {
    let is_left_out = |definition: &Positioned<VariableDefinition>| {
        let VariableDefinition {
            name,
            var_type,
            default_value,
            ..
        } = &definition.node;
        let may_be = var_type.node.nullable && default_value.is_none();
        may_be && !variables.contains_key(&name.node)
    };
    let definitions = document.operations.iter();
    let definitions = definitions.flat_map(|(_, operation)| &operation.node.variable_definitions);
    let left_out = definitions.filter(|definition| is_left_out(definition));
    let mut walk = Walk {
        left_out: left_out.map(|it| it.node.name.node.clone()).collect(),
        ..Walk::default()
    };
    if walk.left_out.is_empty() {
        return;
    }
    for fragment in document.fragments.values_mut() {
        walk.directives(&fragment.node.directives);
        walk.selections(&mut fragment.node.selection_set.node);
    }
    for operation in operations(document) {
        walk.directives(&operation.directives);
        walk.selections(&mut operation.selection_set.node);
    }
    // A variable that nothing uses any more is not one that nobody uses.
    for operation in operations(document) {
        operation.variable_definitions.retain(|definition| {
            let name = &definition.node.name.node;
            !walk.taken.contains(name) || walk.kept.contains(name)
        });
    }
}

fn operations(document: &mut ExecutableDocument) -> Vec<&mut OperationDefinition> {
    use async_graphql::parser::types::DocumentOperations::{Multiple, Single};
    match &mut document.operations {
        Single(operation) => vec![&mut operation.node],
        Multiple(operations) => operations.values_mut().map(|it| &mut it.node).collect(),
    }
}

#[derive(Default)]
struct Walk {
    left_out: HashSet<Name>,
    /// Those that were the value of something that was taken away.
    taken: HashSet<Name>,
    /// Those that still stand somewhere: in a list, or with a directive.
    kept: HashSet<Name>,
}

impl Walk {
    fn selections(&mut self, set: &mut SelectionSet) {
        for selection in &mut set.items {
            match &mut selection.node {
                Selection::Field(field) => {
                    let field = &mut field.node;
                    self.directives(&field.directives);
                    let arguments = &mut field.arguments;
                    arguments.retain_mut(|(_, value)| self.stays(&mut value.node));
                    self.selections(&mut field.selection_set.node);
                }
                Selection::InlineFragment(fragment) => {
                    self.directives(&fragment.node.directives);
                    self.selections(&mut fragment.node.selection_set.node);
                }
                Selection::FragmentSpread(spread) => self.directives(&spread.node.directives),
            }
        }
    }

    /// Whether a value stays where it is.
    fn stays(&mut self, value: &mut Value) -> bool {
        match value {
            Value::Variable(name) if self.left_out.contains(name) => {
                self.taken.insert(name.clone());
                false
            }
            Value::Object(fields) => {
                fields.retain(|_, value| self.stays(value));
                true
            }
            Value::List(items) => {
                for item in items {
                    // In a list, a variable that is left out is null.
                    if let Value::Variable(name) = item {
                        self.kept.insert(name.clone());
                    } else {
                        self.stays(item);
                    }
                }
                true
            }
            _ => true,
        }
    }

    fn directives(&mut self, directives: &[Positioned<Directive>]) {
        let arguments = directives.iter().flat_map(|it| &it.node.arguments);
        for (_, value) in arguments {
            if let Value::Variable(name) = &value.node {
                self.kept.insert(name.clone());
            }
        }
    }
}
