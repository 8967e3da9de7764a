//! Fragments at the root of a subscription, written out: async-graphql listens to plain fields there and passes over
//! everything else.

use std::collections::HashMap;

use async_graphql::{
    Name, Positioned,
    parser::types::{
        DocumentOperations, ExecutableDocument, Field, FragmentDefinition, OperationType,
        Selection, SelectionSet,
    },
};

/// Writes the fragments out at the root of every subscription of a document, whose fragments must be free of cycles,
/// and joins fields of the same name. Fragments with directives stay as they are.
pub(super) fn join(document: &mut ExecutableDocument, root: &str) {
    let fragments = &document.fragments;
    let operations: Vec<_> = match &mut document.operations {
        DocumentOperations::Single(operation) => vec![operation],
        DocumentOperations::Multiple(operations) => operations.values_mut().collect(),
    };
    for operation in operations {
        let operation = &mut operation.node;
        if operation.ty == OperationType::Subscription {
            let mut items = Vec::new();
            collect(&operation.selection_set.node, fragments, root, &mut items);
            operation.selection_set.node.items = items;
        }
    }
    // They can be spread at such a root alone, where nothing spreads them any more.
    let used_elsewhere =
        |fragment: &FragmentDefinition| fragment.type_condition.node.on.node != root;
    let spread = still_spread(document);
    document
        .fragments
        .retain(|name, fragment| used_elsewhere(&fragment.node) || spread.contains(name));
}

fn collect(
    set: &SelectionSet,
    fragments: &HashMap<Name, Positioned<FragmentDefinition>>,
    root: &str,
    items: &mut Vec<Positioned<Selection>>,
) {
    for item in &set.items {
        match &item.node {
            Selection::Field(field) => add(items, item, &field.node),
            Selection::InlineFragment(inline)
                if inline.node.directives.is_empty()
                    && inline
                        .node
                        .type_condition
                        .as_ref()
                        .is_none_or(|named| named.node.on.node == root) =>
            {
                collect(&inline.node.selection_set.node, fragments, root, items);
            }
            Selection::FragmentSpread(spread) if spread.node.directives.is_empty() => {
                match fragments.get(&spread.node.fragment_name.node) {
                    Some(fragment) if fragment.node.type_condition.node.on.node == root => {
                        collect(&fragment.node.selection_set.node, fragments, root, items);
                    }
                    _ => items.push(item.clone()),
                }
            }
            Selection::InlineFragment(_) | Selection::FragmentSpread(_) => items.push(item.clone()),
        }
    }
}

/// Adds a field, or what it selects to the one that has its name already.
fn add(items: &mut Vec<Positioned<Selection>>, item: &Positioned<Selection>, field: &Field) {
    let same = items.iter_mut().find_map(|item| match &mut item.node {
        Selection::Field(known)
            if known.node.response_key().node == field.response_key().node
                && known.node.name.node == field.name.node =>
        {
            Some(&mut known.node)
        }
        _ => None,
    });
    match same {
        Some(known) => {
            let more = field.selection_set.node.items.iter().cloned();
            known.selection_set.node.items.extend(more);
        }
        None => items.push(item.clone()),
    }
}

/// The fragments that are spread at the roots of operations.
fn still_spread(document: &ExecutableDocument) -> Vec<Name> {
    let roots = document.operations.iter();
    let items = roots.flat_map(|(_, operation)| &operation.node.selection_set.node.items);
    items
        .filter_map(|item| match &item.node {
            Selection::FragmentSpread(spread) => Some(spread.node.fragment_name.node.clone()),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use async_graphql::parser::parse_query;

    use super::*;

    fn joined(query: &str) -> (Vec<String>, Vec<String>) {
        let mut document = parse_query(query).expect("a document");
        join(&mut document, "Subscription");
        let (_, operation) = document.operations.iter().next().expect("an operation");
        let items = operation.node.selection_set.node.items.iter();
        let items = items.map(|item| match &item.node {
            Selection::Field(field) => {
                let names = field.node.selection_set.node.items.iter();
                let names = names.filter_map(|item| match &item.node {
                    Selection::Field(field) => Some(field.node.name.node.to_string()),
                    _ => None,
                });
                format!(
                    "{}:{}",
                    field.node.name.node,
                    names.collect::<Vec<_>>().join(",")
                )
            }
            _ => "…".to_owned(),
        });
        let mut fragments: Vec<_> = document.fragments.keys().map(ToString::to_string).collect();
        fragments.sort_unstable();
        (items.collect(), fragments)
    }

    #[test]
    fn fragments_at_the_root_are_written_out_and_joined() {
        let query = "subscription { ...A ... on Subscription { a { y } } ... { a { z } } }
            fragment A on Subscription { a { x } ...B } fragment B on Subscription { a { ...C } }
            fragment C on Change { cursor }";
        let (items, fragments) = joined(query);
        assert_eq!(items, ["a:x,y,z"]);
        assert_eq!(fragments, ["C"]);
    }

    #[test]
    fn other_fields_and_what_has_directives_stay_apart() {
        let query = "subscription { a { x } b: a { x } ...A @skip(if: true) } fragment A on Subscription { c { x } }";
        let (items, fragments) = joined(query);
        assert_eq!(items, ["a:x", "a:x", "…"]);
        assert_eq!(fragments, ["A"]);
    }
}
