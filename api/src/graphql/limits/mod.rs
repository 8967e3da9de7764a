//! What an operation may cost, decided before it is validated or executed.
//!
//! The text is scanned first (tokens, nesting: the parser recurses, so it must not see what is too
//! deep), then parsed, then its fragment graph is measured with every fragment visited once, and at
//! last the number of items it can return is estimated from the page sizes it asks for. Each step
//! takes time in proportion to the text, whatever the text expands to. What no estimate can know is
//! counted while the answer is made ([`Allowance`]).

mod allowance;
mod cost;
mod document;
mod scan;

use std::fmt;

use async_graphql::{
    Pos, Variables,
    parser::{
        self,
        types::{DocumentOperations, ExecutableDocument, OperationDefinition, OperationType},
    },
};

pub use self::allowance::{Allowance, Meter};
pub use self::cost::Cost;
use super::schema_table::SchemaTable;

/// The largest values an operation may have.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Lexical tokens of the document.
    pub tokens: u64,
    /// Brackets within brackets, of any kind.
    pub nesting: u64,
    /// Fields and fragment spreads, counted as if every fragment were written out.
    pub selections: u64,
    /// Fields within fields.
    pub depth: u64,
    /// Fields with an alias.
    pub aliases: u64,
    /// Directives on the operation and everything in it.
    pub directives: u64,
    /// Fields of a query's root.
    pub root_fields: u64,
    /// Fields of a mutation's root.
    pub mutations: u64,
    /// Items of lists and connections, multiplied through the nesting.
    pub nodes: u64,
    /// Fields of all these nodes: what is asked for twice is resolved twice.
    pub fields: u64,
    /// Values of the answer: fields and items that were really resolved.
    pub answer_values: u64,
    /// Bytes of the answer, near enough: its texts, and a little for every value.
    pub answer_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            tokens: 5_000,
            nesting: 64,
            selections: 5_000,
            depth: 20,
            aliases: 100,
            directives: 100,
            root_fields: 50,
            mutations: 4,
            nodes: 10_000,
            fields: 250_000,
            answer_values: 300_000,
            answer_bytes: 16_000_000,
        }
    }
}

/// The name of a limit, as clients see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// [`Limits::tokens`]
    Tokens,
    /// [`Limits::nesting`]
    Nesting,
    /// [`Limits::selections`]
    Selections,
    /// [`Limits::depth`]
    Depth,
    /// [`Limits::aliases`]
    Aliases,
    /// [`Limits::directives`]
    Directives,
    /// [`Limits::root_fields`]
    RootFields,
    /// [`Limits::mutations`]
    Mutations,
    /// [`Limits::nodes`]
    Nodes,
    /// [`Limits::fields`]
    Fields,
    /// [`Limits::answer_values`]
    AnswerValues,
    /// [`Limits::answer_bytes`]
    AnswerBytes,
    /// Fields of the schema's own description: 2,000 for each type there is, at least 100,000.
    IntrospectionFields,
}

impl Limit {
    /// The name in `extensions.limit.name`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Tokens => "tokens",
            Self::Nesting => "nesting",
            Self::Selections => "selections",
            Self::Depth => "depth",
            Self::Aliases => "aliases",
            Self::Directives => "directives",
            Self::RootFields => "rootFields",
            Self::Mutations => "mutations",
            Self::Nodes => "nodes",
            Self::Fields => "fields",
            Self::AnswerValues => "answerValues",
            Self::AnswerBytes => "answerBytes",
            Self::IntrospectionFields => "introspectionFields",
        }
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Tokens => "tokens",
            Self::Nesting => "levels of brackets",
            Self::Selections => "fields and fragments, counted with fragments written out",
            Self::Depth => "levels of fields",
            Self::Aliases => "aliases",
            Self::Directives => "directives",
            Self::RootFields => "fields of the query root",
            Self::Mutations => "mutations in one operation",
            Self::Nodes => "nodes, computed from its page sizes",
            Self::Fields => "fields of all its nodes, computed from its page sizes",
            Self::AnswerValues => "values in its answer, or more",
            Self::AnswerBytes => "bytes in its answer, or more",
            Self::IntrospectionFields => "fields of introspection",
        })
    }
}

/// Why an operation is refused before it is validated.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The text is not a GraphQL document.
    #[error("{message}")]
    Syntax {
        /// What is wrong, in one line.
        message: String,
        /// Where.
        locations: Vec<Pos>,
    },
    /// The document has no operation of the given name, or the name is needed and missing.
    #[error("{0}")]
    UnknownOperation(String),
    /// A fragment spreads itself, directly or through others.
    #[error("The fragment \"{0}\" spreads itself.")]
    FragmentCycle(String),
    /// The operation is larger than a limit allows.
    #[error("The operation has {actual} {limit}; the limit is {max}.")]
    TooCostly {
        /// Which limit.
        limit: Limit,
        /// The largest value allowed.
        max: u64,
        /// The operation's value.
        actual: u64,
    },
}

/// An operation within the limits.
#[derive(Debug)]
pub struct Admitted {
    /// The parsed document.
    pub document: ExecutableDocument,
    /// Query, mutation or subscription.
    pub kind: OperationType,
    /// What it is estimated to cost.
    pub cost: Cost,
}

/// Parses `query` and holds its operation `operation_name` against `limits`.
///
/// # Errors
/// The first [`Refusal`], in the order of the cheapest check first.
pub fn admit(
    limits: &Limits,
    table: &SchemaTable,
    query: &str,
    operation_name: Option<&str>,
    variables: &Variables,
) -> Result<Admitted, Refusal> {
    let text = scan::scan(query);
    within(Limit::Tokens, limits.tokens, text.tokens)?;
    within(Limit::Nesting, limits.nesting, text.nesting)?;

    let document = parser::parse_query(query).map_err(syntax)?;
    let mut measures = document::Measures::of(&document)?;
    let mut selections = 0_u64;
    for (_, operation) in document.operations.iter() {
        // Validation visits all operations, whichever is executed.
        let measure = measures.operation(&operation.node)?;
        selections = selections.saturating_add(measure.selections);
    }
    within(Limit::Selections, limits.selections, selections)?;

    let operation = select(&document, operation_name)?;
    let measure = measures.operation(operation)?;
    within(Limit::Depth, limits.depth, measure.depth)?;
    within(Limit::Aliases, limits.aliases, measure.aliases)?;
    within(Limit::Directives, limits.directives, measure.directives)?;
    let (root, most) = match operation.ty {
        OperationType::Mutation => (Limit::Mutations, limits.mutations),
        OperationType::Query | OperationType::Subscription => {
            (Limit::RootFields, limits.root_fields)
        }
    };
    within(root, most, measure.root_fields)?;

    let cost = cost::estimate(table, limits, &document, operation, variables);
    within(Limit::Nodes, cost.limit, cost.estimate)?;
    within(Limit::Fields, limits.fields, cost.fields)?;
    within(
        Limit::IntrospectionFields,
        table.introspection_limit(),
        cost.introspection,
    )?;

    let kind = operation.ty;
    Ok(Admitted {
        document,
        kind,
        cost,
    })
}

fn within(limit: Limit, max: u64, actual: u64) -> Result<(), Refusal> {
    if actual > max {
        return Err(Refusal::TooCostly { limit, max, actual });
    }
    Ok(())
}

fn select<'a>(
    document: &'a ExecutableDocument,
    name: Option<&str>,
) -> Result<&'a OperationDefinition, Refusal> {
    let operation = match (&document.operations, name) {
        (DocumentOperations::Single(operation), None) => Some(operation),
        (DocumentOperations::Single(_), Some(_)) => None,
        (DocumentOperations::Multiple(operations), Some(name)) => operations.get(name),
        (DocumentOperations::Multiple(operations), None) if operations.len() == 1 => {
            operations.values().next()
        }
        (DocumentOperations::Multiple(_), None) => {
            return Err(Refusal::UnknownOperation(
                "The document has several operations: say which by operationName.".into(),
            ));
        }
    };
    operation.map(|operation| &operation.node).ok_or_else(|| {
        Refusal::UnknownOperation(format!(
            "The document has no operation named \"{}\".",
            name.unwrap_or_default()
        ))
    })
}

/// The parser draws the offending line over several lines; the last says what it expected.
fn syntax(error: parser::Error) -> Refusal {
    let locations = error.positions().collect();
    let message = match error {
        parser::Error::Syntax { message, .. } => {
            let expected = message.lines().rev().find_map(|line| line.split_once("= "));
            format!(
                "Syntax error: {}.",
                expected.map_or("unexpected text", |(_, expected)| expected)
            )
        }
        other => format!("Syntax error: {other}."),
    };
    Refusal::Syntax { message, locations }
}
