//! Literals that validation lets pass: whole numbers that no `Int` holds.
use async_graphql::parser::types::{Directive, ExecutableDocument, Selection, SelectionSet};
use async_graphql::{Name, Number, Positioned};
use async_graphql_value::Value;

/// The first whole number in the document that is outside of 32 bits; nothing here takes one as input.
pub(super) fn oversized_int(document: &ExecutableDocument) -> Option<Number> {
    let operations = document
        .operations
        .iter()
        .map(|(_, operation)| &operation.node.selection_set);
    let fragments = document
        .fragments
        .values()
        .map(|fragment| &fragment.node.selection_set);
    operations
        .chain(fragments)
        .find_map(|set| in_selections(&set.node))
}

fn in_selections(set: &SelectionSet) -> Option<Number> {
    set.items.iter().find_map(|item| match &item.node {
        Selection::Field(field) => in_arguments(&field.node.arguments)
            .or_else(|| in_directives(&field.node.directives))
            .or_else(|| in_selections(&field.node.selection_set.node)),
        Selection::InlineFragment(fragment) => in_directives(&fragment.node.directives)
            .or_else(|| in_selections(&fragment.node.selection_set.node)),
        Selection::FragmentSpread(spread) => in_directives(&spread.node.directives),
    })
}

fn in_directives(directives: &[Positioned<Directive>]) -> Option<Number> {
    directives
        .iter()
        .find_map(|directive| in_arguments(&directive.node.arguments))
}

fn in_arguments(arguments: &[(Positioned<Name>, Positioned<Value>)]) -> Option<Number> {
    arguments
        .iter()
        .find_map(|(_, value)| in_value(&value.node))
}

fn in_value(value: &Value) -> Option<Number> {
    match value {
        Value::Number(number) => {
            let fits = number
                .as_i64()
                .is_some_and(|whole| i32::try_from(whole).is_ok());
            (!fits && !number.is_f64()).then(|| number.clone())
        }
        Value::List(values) => values.iter().find_map(in_value),
        Value::Object(fields) => fields.values().find_map(in_value),
        _ => None,
    }
}
