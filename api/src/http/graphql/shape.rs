//! Completes what async-graphql 7 leaves undone in an answer.
//!
//! Its objects hold their fields in the order in which these were resolved, and lack those that
//! failed. Here they get the order of the document, and null for what failed: in the field's place,
//! or in the nearest place above it that may be null (GraphQL specification, "Handling Execution
//! Errors").

use async_graphql::{
    Name, PathSegment, Positioned, Response, Value,
    indexmap::IndexMap,
    parser::types::{ExecutableDocument, OperationDefinition, Selection, SelectionSet},
};

use crate::graphql::schema_table::SchemaTable;

/// The fields that an object of the answer can have, in the document's order.
#[derive(Debug, Default)]
pub struct Shape {
    keys: Vec<Key>,
}

#[derive(Debug)]
struct Key {
    name: Name,
    /// As in [`SchemaTable`]; empty where the field is not in the schema.
    nullable: Vec<bool>,
    shape: Shape,
}

impl Shape {
    /// The shape of the answer to `operation`, whose fragments must be free of cycles.
    pub fn of(
        table: &SchemaTable,
        document: &ExecutableDocument,
        operation: &OperationDefinition,
    ) -> Self {
        let mut shape = Self::default();
        shape.add(
            table,
            document,
            &operation.selection_set,
            table.root(operation.ty),
        );
        shape
    }

    fn add(
        &mut self,
        table: &SchemaTable,
        document: &ExecutableDocument,
        set: &Positioned<SelectionSet>,
        type_name: &str,
    ) {
        for selection in &set.node.items {
            match &selection.node {
                Selection::Field(field) => {
                    let field = &field.node;
                    let known = table.field(type_name, &field.name.node);
                    let key = self.key(&field.response_key().node);
                    if let Some(known) = known {
                        key.nullable.clone_from(&known.nullable);
                        key.shape
                            .add(table, document, &field.selection_set, &known.type_name);
                    }
                }
                Selection::InlineFragment(inline) => {
                    let condition = inline.node.type_condition.as_ref();
                    let type_name = condition.map_or(type_name, |named| &named.node.on.node);
                    self.add(table, document, &inline.node.selection_set, type_name);
                }
                Selection::FragmentSpread(spread) => {
                    let name = &spread.node.fragment_name.node;
                    if let Some(fragment) = document.fragments.get(name) {
                        let type_name = &fragment.node.type_condition.node.on.node;
                        self.add(table, document, &fragment.node.selection_set, type_name);
                    }
                }
            }
        }
    }

    fn key(&mut self, name: &Name) -> &mut Key {
        let at = self.keys.iter().position(|key| key.name == *name);
        let at = at.unwrap_or_else(|| {
            self.keys.push(Key {
                name: name.clone(),
                nullable: Vec::new(),
                shape: Self::default(),
            });
            self.keys.len() - 1
        });
        &mut self.keys[at]
    }

    /// Gives the answer's objects their order and their nulls.
    pub fn complete(&self, response: &mut Response) {
        let failures: Vec<&[PathSegment]> = response
            .errors
            .iter()
            .map(|error| error.path.as_slice())
            .filter(|path| !path.is_empty())
            .collect();
        let places: Vec<&[PathSegment]> = failures
            .into_iter()
            .map(|path| &path[..put_null(&mut response.data, path)])
            .collect();
        for place in places {
            match self.nullable(place) {
                Some(0) => response.data = Value::Null,
                Some(length) => make_null(&mut response.data, &place[..length]),
                None => {}
            }
        }
        self.order(&mut response.data);
    }

    /// The length of the longest part of `path` whose value may be null; 0 for the answer's data.
    fn nullable(&self, path: &[PathSegment]) -> Option<usize> {
        let mut shape = self;
        let mut levels: &[bool] = &[];
        let mut longest = 0;
        for (at, segment) in path.iter().enumerate() {
            if let PathSegment::Field(name) = segment {
                let key = shape.keys.iter().find(|key| key.name == *name)?;
                shape = &key.shape;
                levels = &key.nullable;
            } else {
                levels = levels.get(1..)?;
            }
            if *levels.first()? {
                longest = at + 1;
            }
        }
        Some(longest)
    }

    fn order(&self, value: &mut Value) {
        match value {
            Value::List(items) => items.iter_mut().for_each(|item| self.order(item)),
            Value::Object(object) => {
                let mut keys = self.keys.iter();
                let in_order = object.keys().all(|name| keys.any(|key| key.name == *name));
                if !in_order {
                    object.sort_by_cached_key(|name, _| {
                        self.keys.iter().position(|key| key.name == *name)
                    });
                }
                let mut keys = self.keys.iter();
                for (name, value) in object {
                    if let Some(key) = keys.find(|key| key.name == *name) {
                        key.shape.order(value);
                    }
                }
            }
            _ => {}
        }
    }
}

/// Puts null where a field failed, and returns the length of that place's path: a list of which an
/// item failed is missing as a whole. An object of which every field failed is null already: it is
/// made again.
fn put_null(data: &mut Value, path: &[PathSegment]) -> usize {
    let Some((segment, rest)) = path.split_first() else {
        return 0;
    };
    if let (Value::Null, PathSegment::Field(_)) = (&*data, segment) {
        *data = Value::Object(IndexMap::default());
    }
    match (data, segment) {
        (Value::Object(object), PathSegment::Field(name)) => {
            1 + put_null(object.entry(Name::new(name)).or_insert(Value::Null), rest)
        }
        (Value::List(items), PathSegment::Index(index)) => match items.get_mut(*index) {
            Some(item) => 1 + put_null(item, rest),
            None => 0,
        },
        _ => 0,
    }
}

/// Makes null what is at `path`, unless something above it is null.
fn make_null(data: &mut Value, path: &[PathSegment]) {
    let mut place = data;
    for segment in path {
        let inner = match (place, segment) {
            (Value::Object(object), PathSegment::Field(name)) => object.get_mut(name.as_str()),
            (Value::List(items), PathSegment::Index(index)) => items.get_mut(*index),
            _ => None,
        };
        let Some(inner) = inner else { return };
        place = inner;
    }
    *place = Value::Null;
}
