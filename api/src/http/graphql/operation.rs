//! An operation that may be executed: read, within the limits, and of a kind that the way it came by can carry.

use async_graphql::{
    Request, Value as ConstValue, Variables,
    parser::types::{
        DocumentOperations, ExecutableDocument, OperationDefinition, OperationType, Selection,
    },
};

use super::super::{App, public_access};
use super::{errors::Problem, parameters::Parameters, shape::Shape, subscription_root};
use super::{left_out, literals};
use crate::graphql::{
    error_code::ErrorCode,
    limits::{self, Cost},
};

/// What the way that a request came by can carry beside queries.
#[derive(Debug, Clone, Copy)]
pub struct Way {
    /// Operations that change something.
    pub mutations: bool,
    /// Operations that go on.
    pub subscriptions: bool,
}

/// An operation that may be executed.
pub struct Operation {
    /// Query, mutation or subscription.
    pub kind: OperationType,
    /// The shape of its answers.
    pub shape: Shape,
    /// What it is estimated to cost.
    pub cost: Cost,
    /// Whether nobody has to be signed in for it.
    pub is_open: bool,
    /// Whether the client wants to know what it costs.
    pub wants_cost: bool,
    /// What is executed.
    pub text: Text,
}

/// What is executed.
#[derive(Clone)]
pub struct Text {
    query: String,
    name: Option<String>,
    variables: Variables,
    document: ExecutableDocument,
}

impl Operation {
    /// Reads an operation and holds it against the limits.
    ///
    /// # Errors
    /// Why it is not executed.
    pub fn admit(app: &App, parameters: Parameters, way: Way) -> Result<Self, Problem> {
        let Parameters {
            query,
            operation_name,
            variables,
            extensions,
        } = parameters;
        let name = operation_name.as_deref();
        let admitted = limits::admit(&app.limits, &app.table, &query, name, &variables)?;
        let mut document = admitted.document;
        if admitted.kind == OperationType::Subscription {
            subscription_root::join(&mut document, app.table.root(admitted.kind));
        }
        left_out::take_away(&mut document, &variables);
        let missing = || {
            let message = "The document does not have this operation.";
            Problem::new(ErrorCode::OperationResolutionFailed, message)
        };
        let operation = find(&document, name).ok_or_else(missing)?;
        check(way, operation, &variables)?;
        if holds_nul(&query, &variables) {
            let message =
                "A text holds the character U+0000, which no text here has; leave it out.";
            return Err(Problem::new(ErrorCode::BadUserInput, message));
        }
        if let Some(number) = literals::oversized_int(&document) {
            let message = format!("{number} is no Int: an Int is a whole number of 32 bits.");
            return Err(Problem::new(ErrorCode::BadUserInput, message));
        }
        Ok(Self {
            kind: admitted.kind,
            shape: Shape::of(&app.table, &document, operation),
            cost: admitted.cost,
            is_open: public_access::is_open(operation),
            wants_cost: extensions.get("cost") == Some(&true.into()),
            text: Text {
                query,
                name: operation_name,
                variables,
                document,
            },
        })
    }
}

impl Text {
    /// As a request of the schema.
    pub fn into_request(self) -> Request {
        let mut request = Request::new(self.query).variables(self.variables);
        request.operation_name = self.name;
        request.set_parsed_query(self.document);
        request
    }
}

/// Whether a text of the operation or of its variables holds U+0000, which `PostgreSQL` cannot keep.
fn holds_nul(query: &str, variables: &Variables) -> bool {
    fn within(value: &ConstValue) -> bool {
        match value {
            ConstValue::String(text) => text.contains('\0'),
            ConstValue::List(values) => values.iter().any(within),
            ConstValue::Object(fields) => fields.values().any(within),
            _ => false,
        }
    }
    query.contains("\\u0000") || query.contains('\0') || variables.values().any(within)
}

/// What the limits do not see: whether the way can carry it, and variables that have to be given.
fn check(way: Way, operation: &OperationDefinition, variables: &Variables) -> Result<(), Problem> {
    match operation.ty {
        OperationType::Mutation if !way.mutations => {
            let message = "Mutations are sent by POST.";
            return Err(Problem::new(ErrorCode::MethodNotAllowed, message).allowing("POST"));
        }
        OperationType::Subscription if !way.subscriptions => {
            let message = "Subscriptions are served to those who accept text/event-stream, and over a WebSocket \
                           (graphql-transport-ws).";
            return Err(Problem::new(ErrorCode::BadRequest, message));
        }
        OperationType::Subscription => one_field(operation)?,
        OperationType::Query | OperationType::Mutation => {}
    }
    for definition in &operation.variable_definitions {
        let definition = &definition.node;
        let missing = match variables.get(&definition.name.node) {
            None => definition.default_value().is_none(),
            Some(value) => {
                !definition.var_type.node.nullable && *value == async_graphql::Value::Null
            }
        };
        if missing {
            let (name, var_type) = (&definition.name.node, &definition.var_type.node);
            let message = format!("The variable \"${name}\" of type {var_type} has no value.");
            return Err(Problem::new(ErrorCode::BadUserInput, message));
        }
    }
    Ok(())
}

/// GraphQL specification, "Single Root Field".
fn one_field(operation: &OperationDefinition) -> Result<(), Problem> {
    let fields = &operation.selection_set.node.items;
    let [field] = fields.as_slice() else {
        let message = "A subscription selects exactly one field of its root.";
        return Err(Problem::new(ErrorCode::GraphqlValidationFailed, message));
    };
    let named = match &field.node {
        Selection::Field(field) => !field.node.name.node.starts_with("__"),
        Selection::FragmentSpread(_) | Selection::InlineFragment(_) => true,
    };
    if !named {
        let message = "A subscription selects a field of its own, no introspection.";
        return Err(Problem::new(ErrorCode::GraphqlValidationFailed, message));
    }
    Ok(())
}

fn find<'a>(
    document: &'a ExecutableDocument,
    name: Option<&str>,
) -> Option<&'a OperationDefinition> {
    let operation = match (&document.operations, name) {
        (DocumentOperations::Single(operation), _) => Some(operation),
        (DocumentOperations::Multiple(operations), Some(name)) => operations.get(name),
        (DocumentOperations::Multiple(operations), None) => operations.values().next(),
    };
    operation.map(|operation| &operation.node)
}
