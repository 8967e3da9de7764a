//! From parameters to an answer: limits, the session, the time limit, and what goes wrong.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use actix_web::{
    HttpMessage, HttpRequest,
    http::{
        Method,
        header::{self, HeaderName},
    },
};
use async_graphql::{
    Request, Value as ConstValue, Variables,
    parser::types::{DocumentOperations, ExecutableDocument, OperationDefinition, OperationType},
};
use futures_util::FutureExt;
use tokio::time::{self, Instant};

use super::literals;
use super::settled::settled;
use super::{
    super::{App, RequestId, auth, public_access},
    answer::Answer,
    errors::Problem,
    parameters::Parameters,
    shape::Shape,
};
use crate::domain::{Error, actor::Caller};
use crate::graphql::{
    context::RequestContext,
    error_code::ErrorCode,
    limits::{self, Allowance},
    message::Language,
};

/// With this header, or `{"cost": true}` among the request's extensions, the answer says what the
/// operation was estimated to cost.
pub const COST: HeaderName = HeaderName::from_static("x-graphql-cost");

/// Who asks.
pub async fn caller(app: &App, http: &HttpRequest) -> Result<Caller, Problem> {
    if http.headers().contains_key(header::AUTHORIZATION) && !app.is_prepared() {
        return Err(not_ready());
    }
    let caller = auth::caller(app, http).await;
    caller.map_err(|error| Problem::of_caller(&error, http))
}

/// Whether the public asks where it may not read. It may do what lets it in.
pub fn is_shut_out(app: &App, caller: &Caller) -> bool {
    caller.credential.is_none() && !public_access::is_public(app)
}

/// What the public is told where it may not read.
pub fn shut_out(http: &HttpRequest) -> Answer {
    Answer::refused(&Problem::of_caller(&Error::Unauthenticated, http).closing())
}

/// Executes an operation. When the returned future is dropped, the operation's SQL is cancelled.
pub async fn execute(
    app: &App,
    http: &HttpRequest,
    caller: Caller,
    parameters: Parameters,
) -> Answer {
    let id = id_of(http);
    let Parameters {
        query,
        operation_name,
        variables,
        extensions,
    } = parameters;
    let name = operation_name.as_deref();
    let admitted = limits::admit(&app.limits, &app.table, &query, name, &variables);
    if is_shut_out(app, &caller) {
        let admitted = admitted.as_ref().ok();
        let asked = admitted.and_then(|admitted| operation(&admitted.document, name));
        if !asked.is_some_and(public_access::is_open) {
            return shut_out(http);
        }
    }
    let admitted = match admitted {
        Ok(admitted) => admitted,
        Err(refusal) => return Answer::refused(&refusal.into()),
    };
    let document = admitted.document;
    let Some(operation) = operation(&document, name) else {
        return Answer::refused(&Problem::internal(&id));
    };
    if let Err(problem) = check(http.method(), operation, &variables) {
        return Answer::refused(&problem);
    }
    if holds_nul(&query, &variables) {
        let message = "A text holds the character U+0000, which no text here has; leave it out.";
        return Answer::refused(&Problem::new(ErrorCode::BadUserInput, message));
    }
    if let Some(number) = literals::oversized_int(&document) {
        let message = format!("{number} is no Int: an Int is a whole number of 32 bits.");
        return Answer::refused(&Problem::new(ErrorCode::BadUserInput, message));
    }
    if !app.is_prepared() {
        return Answer::refused(&not_ready());
    }
    let kind = operation.ty;
    let shape = Shape::of(&app.table, &document, operation);

    let is_signed_in = caller.credential.is_some();
    let context = Arc::new(RequestContext::new(
        app.database.clone(),
        app.clock.clone(),
        Arc::clone(&app.authority),
        app.public_url.as_str().into(),
        caller,
        language(http),
    ));
    let cancellation = CancelOnDrop(Some(Arc::clone(&context)));
    let until = Instant::now() + app.requests.time_limit;
    let allowance = Arc::new(Allowance::new(&app.limits, until));
    let mut request = Request::new(query)
        .variables(variables)
        .data(Arc::clone(&allowance))
        .data(Arc::clone(&context))
        .data(id.clone());
    request.operation_name = operation_name;
    request.set_parsed_query(document);

    let execution = async {
        if is_signed_in {
            context.recognise().await?;
        }
        if kind == OperationType::Mutation {
            // Nothing is held for reading while something is written.
            context.renew();
        }
        Ok(settled((app.execute)(request)).await)
    };
    let execution = AssertUnwindSafe(execution).catch_unwind();
    let answer = tokio::select! {
        done = execution => match done {
            Ok(Ok(mut response)) => {
                shape.complete(&mut response);
                Answer::executed(response, kind, &id)
            }
            Ok(Err(error)) => return Answer::refused(&Problem::of_caller(&error, http)),
            // The panic itself is in the log already.
            Err(_) => return Answer::refused(&Problem::internal(&id)),
        },
        refusal = allowance.outgrown() => return Answer::refused(&refusal.into()),
        () = time::sleep_until(until) => return Answer::refused(&timeout(app)),
    };
    cancellation.disarm();
    let answer = if is_signed_in {
        answer.private()
    } else {
        answer
    };
    let wants_cost =
        extensions.get("cost") == Some(&true.into()) || http.headers().contains_key(COST);
    if wants_cost {
        return answer.with_cost(admitted.cost);
    }
    answer
}

/// Cancels what the request reads when it is dropped, as happens when a client goes away or time is up.
struct CancelOnDrop(Option<Arc<RequestContext>>);

impl CancelOnDrop {
    /// The request ended: nothing is to be cancelled.
    fn disarm(mut self) {
        self.0 = None;
    }
}

impl Drop for CancelOnDrop {
    fn drop(&mut self) {
        if let Some(context) = self.0.take() {
            context.cancel();
        }
    }
}

/// The id of a request.
pub fn id_of(http: &HttpRequest) -> RequestId {
    let id = http.extensions().get::<RequestId>().cloned();
    id.unwrap_or_else(RequestId::unknown)
}

/// The language that the client's user reads.
fn language(http: &HttpRequest) -> Language {
    let accepted = http.headers().get(header::ACCEPT_LANGUAGE);
    let accepted = accepted.and_then(|accepted| accepted.to_str().ok());
    Language::preferred(accepted.unwrap_or_default())
}

fn not_ready() -> Problem {
    let message = "The database is not ready yet; try again in a few seconds.";
    Problem::new(ErrorCode::ServiceUnavailable, message)
}

fn timeout(app: &App) -> Problem {
    let seconds = app.requests.time_limit.as_secs_f64();
    let message = format!("The operation took longer than {seconds} seconds and was stopped.");
    Problem::new(ErrorCode::Timeout, message)
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

/// What the limits do not see: the method, and variables that have to be given.
fn check(
    method: &Method,
    operation: &OperationDefinition,
    variables: &Variables,
) -> Result<(), Problem> {
    match operation.ty {
        OperationType::Mutation if method != Method::POST => {
            let message = "Mutations are sent by POST.";
            return Err(Problem::new(ErrorCode::MethodNotAllowed, message).allowing("POST"));
        }
        OperationType::Subscription => {
            let message = "Subscriptions are not served over plain HTTP.";
            return Err(Problem::new(ErrorCode::BadRequest, message));
        }
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

fn operation<'a>(
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
