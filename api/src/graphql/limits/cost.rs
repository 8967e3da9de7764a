//! How many items an operation can return, from the page sizes it asks for.
//!
//! An item of a list or of a connection is one node, as are ten items that an `offset` passes over; what is
//! nested in it multiplies. Single objects and a connection's own fields cost nothing. Where a type has
//! several concrete types, the dearest counts, since an item is only one of them.

use std::collections::HashMap;

use async_graphql::{
    Pos, Positioned, Value, Variables,
    parser::types::{ExecutableDocument, Field, OperationDefinition, Selection, SelectionSet},
};

use super::{
    super::schema_table::{self, SchemaTable, Shape},
    Limits,
};

/// A connection's page where the operation names no size.
const DEFAULT_PAGE: u64 = 20;
/// Larger pages are refused by the field itself, before it reads anything.
const LARGEST_PAGE: u64 = 100;

/// Items passed over that cost as much as one that is returned.
const PASSED_OVER: u64 = 10;

/// What an operation is estimated to cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// Nodes the operation can return.
    pub estimate: u64,
    /// The most nodes allowed.
    pub limit: u64,
    /// Fields resolved for these nodes.
    pub fields: u64,
    /// Fields of the schema's own description, which are counted apart.
    pub introspection: u64,
}

#[derive(Debug, Default, Clone, Copy)]
struct Count {
    nodes: u64,
    fields: u64,
    introspection: u64,
}

impl Count {
    fn plus(self, other: Self) -> Self {
        self.each(other, u64::saturating_add)
    }

    fn larger(self, other: Self) -> Self {
        self.each(other, u64::max)
    }

    fn each(self, other: Self, of: impl Fn(u64, u64) -> u64) -> Self {
        Self {
            nodes: of(self.nodes, other.nodes),
            fields: of(self.fields, other.fields),
            introspection: of(self.introspection, other.introspection),
        }
    }

    /// What `items` of a list cost, each of which costs `self`.
    fn times(self, items: u64) -> Self {
        Self {
            nodes: items.saturating_mul(self.nodes.saturating_add(1)),
            fields: items.saturating_mul(self.fields),
            introspection: items.saturating_mul(self.introspection),
        }
    }
}

/// Estimates `operation` of `document`, whose fragments must be free of cycles.
pub fn estimate(
    table: &SchemaTable,
    limits: &Limits,
    document: &ExecutableDocument,
    operation: &OperationDefinition,
    variables: &Variables,
) -> Cost {
    let mut walk = Walk {
        table,
        document,
        operation,
        variables,
        known: HashMap::new(),
    };
    let root = table.root(operation.ty);
    let count = walk.object(&operation.selection_set, root, 0);
    Cost {
        estimate: count.nodes,
        limit: limits.nodes,
        fields: count.fields,
        introspection: count.introspection,
    }
}

struct Walk<'a> {
    table: &'a SchemaTable,
    document: &'a ExecutableDocument,
    operation: &'a OperationDefinition,
    variables: &'a Variables,
    /// By place of the selection set, concrete type and page size: nothing is walked twice.
    known: HashMap<(Pos, &'a str, u64), Count>,
}

impl<'a> Walk<'a> {
    fn any(&mut self, set: &'a Positioned<SelectionSet>, type_name: &'a str, page: u64) -> Count {
        let table = self.table;
        table
            .possible(type_name)
            .map(|object| self.object(set, object, page))
            .reduce(Count::larger)
            .unwrap_or_default()
    }

    /// What is under one object; `page` is the page size where the object is a connection.
    fn object(&mut self, set: &'a Positioned<SelectionSet>, object: &'a str, page: u64) -> Count {
        let key = (set.pos, object, page);
        if let Some(count) = self.known.get(&key) {
            return *count;
        }
        let mut total = Count::default();
        for selection in &set.node.items {
            match &selection.node {
                Selection::Field(field) => {
                    total = total.plus(self.field(&field.node, object, page));
                }
                Selection::InlineFragment(inline) => {
                    let condition = inline.node.type_condition.as_ref();
                    if condition.is_none_or(|named| self.table.is_a(object, &named.node.on.node)) {
                        total = total.plus(self.object(&inline.node.selection_set, object, page));
                    }
                }
                Selection::FragmentSpread(spread) => {
                    let fragments = &self.document.fragments;
                    if let Some(fragment) = fragments.get(&spread.node.fragment_name.node)
                        && self
                            .table
                            .is_a(object, &fragment.node.type_condition.node.on.node)
                    {
                        total = total.plus(self.object(&fragment.node.selection_set, object, page));
                    }
                }
            }
        }
        self.known.insert(key, total);
        total
    }

    fn field(&mut self, field: &'a Field, object: &'a str, page: u64) -> Count {
        let itself = Count {
            fields: 1,
            ..Count::default()
        };
        let name = field.name.node.as_str();
        let Some(known) = self.table.field(object, name) else {
            return itself;
        };
        let set = &field.selection_set;
        let under = match known.shape {
            Shape::Scalar => Count::default(),
            Shape::Single => self.any(set, &known.type_name, 0),
            Shape::Connection => {
                let page = self.page_size(field, known).unwrap_or(DEFAULT_PAGE);
                let passed_over = Count {
                    nodes: self.offset(field) / PASSED_OVER,
                    ..Count::default()
                };
                self.any(set, &known.type_name, page.min(LARGEST_PAGE))
                    .plus(passed_over)
            }
            Shape::List(usual) => {
                let items = if self.table.is_connection(object) {
                    page
                } else {
                    self.page_size(field, known)
                        .or_else(|| self.ids(field))
                        .unwrap_or(usual)
                };
                self.any(set, &known.type_name, 0).times(items)
            }
        };
        let count = under.plus(itself);
        if name.starts_with("__") {
            return Count {
                introspection: count.fields,
                ..Count::default()
            };
        }
        count
    }

    /// `first` or `last`, where either is a whole number that is not negative.
    fn page_size(&self, field: &'a Field, known: &'a schema_table::Field) -> Option<u64> {
        ["first", "last"].into_iter().find_map(|name| {
            let given = self.argument(field, name);
            match given.or_else(|| known.defaults.get(name).cloned())? {
                Value::Number(number) => number.as_u64(),
                _ => None,
            }
        })
    }

    fn offset(&self, field: &'a Field) -> u64 {
        match self.argument(field, "offset") {
            Some(Value::Number(number)) => number.as_u64().unwrap_or_default(),
            _ => 0,
        }
    }

    /// A field that is asked for by a list of ids returns no more than the list is long.
    fn ids(&self, field: &'a Field) -> Option<u64> {
        match self.argument(field, "ids")? {
            Value::List(items) => Some(items.len() as u64),
            _ => None,
        }
    }

    /// The value of an argument, variables put in.
    fn argument(&self, field: &'a Field, name: &str) -> Option<Value> {
        let value = field.get_argument(name)?.node.clone();
        value
            .into_const_with(|variable| {
                let given = self.variables.get(&variable).cloned();
                given.or_else(|| self.default_of(&variable)).ok_or(())
            })
            .ok()
    }

    fn default_of(&self, variable: &str) -> Option<Value> {
        let mut definitions = self.operation.variable_definitions.iter();
        let definition = definitions.find(|definition| definition.node.name.node == variable)?;
        definition.node.default_value().cloned()
    }
}
