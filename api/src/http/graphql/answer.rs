//! Answers as HTTP responses.

use actix_web::{
    HttpResponse,
    http::{Method, StatusCode, header},
};
use async_graphql::{Response, Value, parser::types::OperationType};
use serde::Serialize;
use serde_json::{Map, json};

use super::{
    super::{App, RequestId},
    errors::{self, ErrorEntry, Problem},
    negotiation::Format,
};
use crate::graphql::{error_code::ErrorCode, limits::Cost};

/// Seconds after which trying again may work.
const RETRY_AFTER: &str = "5";

/// What the client is told.
pub struct Answer {
    status: StatusCode,
    /// `application/json` answers 200 to every well-formed request.
    hidden: bool,
    body: Body,
    cache_control: Option<String>,
    allow: Option<&'static str>,
    challenge: Option<&'static str>,
    /// It was made for somebody who is signed in.
    private: bool,
    close: bool,
}

/// What an answer says, as JSON.
#[derive(Serialize)]
pub struct Body {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<ErrorEntry>,
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<Value>,
    #[serde(skip_serializing_if = "Map::is_empty")]
    extensions: Map<String, serde_json::Value>,
}

impl Answer {
    /// A request that was not executed, or whose execution failed as a whole.
    pub fn refused(problem: &Problem) -> Self {
        let (status, hidden) = problem.status();
        Self {
            status,
            hidden,
            body: Body {
                errors: vec![problem.entry()],
                data: None,
                extensions: Map::new(),
            },
            cache_control: None,
            allow: problem.allow(),
            challenge: problem.challenge(),
            private: false,
            close: problem.ends_connection(),
        }
    }

    /// What async-graphql answers. Without a path, an error is one of the request, and there is no
    /// data; with one, it is a field's.
    pub fn executed(response: Response, kind: OperationType, id: &RequestId) -> Self {
        let request_error = response.data == Value::Null
            && response.errors.iter().any(|error| error.path.is_empty());
        let cache_control = response.cache_control.value();
        let (errors, omitted) = errors::fitting(errors::entries(response.errors, id));
        let failed = |code: ErrorCode| {
            response.data == Value::Null && errors.iter().any(|error| error.code() == code.as_str())
        };
        let status = if failed(ErrorCode::InternalServerError) {
            StatusCode::INTERNAL_SERVER_ERROR
        } else if failed(ErrorCode::ServiceUnavailable) {
            StatusCode::SERVICE_UNAVAILABLE
        } else if request_error {
            StatusCode::BAD_REQUEST
        } else {
            StatusCode::OK
        };
        let mut extensions = Map::new();
        for (name, value) in response.extensions {
            if let Ok(value) = value.into_json() {
                extensions.insert(name, value);
            }
        }
        if omitted > 0 {
            extensions.insert("errorsOmitted".into(), omitted.into());
        }
        Self {
            status,
            hidden: status == StatusCode::BAD_REQUEST,
            cache_control: match kind {
                OperationType::Query if errors.is_empty() => {
                    Some(cache_control.unwrap_or_else(|| "no-cache".into()))
                }
                _ => None,
            },
            body: Body {
                data: (!request_error).then_some(response.data),
                errors,
                extensions,
            },
            allow: None,
            challenge: None,
            private: false,
            close: false,
        }
    }

    /// Lets nobody keep it: it is for one account.
    pub fn private(mut self) -> Self {
        self.private = true;
        self
    }

    /// Its errors alone: what never began has no data.
    pub fn without_data(mut self) -> Self {
        self.body.data = None;
        self
    }

    /// What it says.
    pub fn body(&self) -> &Body {
        &self.body
    }

    /// Its errors.
    pub fn errors(&self) -> &[ErrorEntry] {
        &self.body.errors
    }

    /// Whether there is anything but errors.
    pub fn has_data(&self) -> bool {
        self.body.data.is_some()
    }

    /// Whether one of its errors has this code.
    pub fn has(&self, code: ErrorCode) -> bool {
        let mut errors = self.body.errors.iter();
        errors.any(|error| error.code() == code.as_str())
    }

    /// Adds what the operation was estimated to cost.
    pub fn with_cost(mut self, cost: Cost) -> Self {
        let cost = json!({ "estimate": cost.estimate, "limit": cost.limit });
        self.body.extensions.insert("cost".into(), cost);
        self
    }
}

/// The HTTP response for an answer.
pub fn respond(app: &App, answer: &Answer, format: Format, method: &Method) -> HttpResponse {
    app.metrics.graphql_errors(answer);
    let status = match format {
        Format::Json if answer.hidden => StatusCode::OK,
        Format::Json | Format::GraphqlResponse => answer.status,
    };
    let mut response = HttpResponse::build(status);
    response
        .content_type(format.content_type())
        .insert_header((header::VARY, "Accept, Authorization, X-Nguonluat-Preview"));
    let cache_control = answer.cache_control.as_deref();
    let cache_control = cache_control.filter(|_| method != Method::POST);
    let cache_control = match cache_control {
        _ if answer.private => "private, no-store",
        cache_control => cache_control.unwrap_or("no-store"),
    };
    response.insert_header((header::CACHE_CONTROL, cache_control));
    if let Some(challenge) = answer.challenge {
        response.insert_header((header::WWW_AUTHENTICATE, challenge));
    }
    if let Some(allow) = answer.allow {
        response.insert_header((header::ALLOW, allow));
    }
    if matches!(
        status,
        StatusCode::SERVICE_UNAVAILABLE | StatusCode::TOO_MANY_REQUESTS
    ) {
        response.insert_header((header::RETRY_AFTER, RETRY_AFTER));
    }
    if answer.close {
        response.force_close();
    }
    match serde_json::to_vec(&answer.body) {
        Ok(body) => response.body(body),
        Err(error) => {
            tracing::error!(%error, "an answer cannot be written");
            HttpResponse::InternalServerError().finish()
        }
    }
}
