//! What clients are told of errors: a code each, in few bytes, nothing of the server's inside.

use std::error::Error as StdError;

use actix_web::http::StatusCode;
use async_graphql::{PathSegment, Pos, ServerError, Value};
use serde::Serialize;
use serde_json::{Map, json};

use super::super::{RequestId, auth::Challenge};
use crate::{
    domain::Error,
    graphql::{error_code::ErrorCode, limits::Refusal},
};

/// Errors of one answer, together.
const MOST_BYTES: usize = 3_800;
/// One error's message.
const MESSAGE_BYTES: usize = 400;
/// One error whole; a larger one loses its path and all extensions but the code.
const ERROR_BYTES: usize = 1_000;

/// One of an answer's `errors`.
#[derive(Debug, Clone, Serialize)]
pub struct ErrorEntry {
    message: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    locations: Vec<Pos>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    path: Vec<PathSegment>,
    extensions: Map<String, serde_json::Value>,
}

impl ErrorEntry {
    fn new(code: ErrorCode, message: &str) -> Self {
        let mut extensions = Map::new();
        extensions.insert("code".into(), code.as_str().into());
        Self {
            message: shortened(message),
            locations: Vec::new(),
            path: Vec::new(),
            extensions,
        }
    }

    /// The code.
    pub fn code(&self) -> &str {
        let code = self
            .extensions
            .get("code")
            .and_then(serde_json::Value::as_str);
        code.unwrap_or_default()
    }

    fn bytes(&self) -> usize {
        serde_json::to_string(self).map_or(usize::MAX, |text| text.len())
    }

    fn bounded(mut self) -> Self {
        self.locations.truncate(4);
        if self.bytes() > ERROR_BYTES {
            self.path.clear();
            self.extensions
                .retain(|name, _| name == "code" || name == "requestId");
        }
        self
    }
}

/// A request that is not executed.
#[derive(Debug)]
pub struct Problem {
    code: ErrorCode,
    entry: ErrorEntry,
    allow: Option<&'static str>,
    challenge: Option<Challenge>,
    close: bool,
}

impl Problem {
    /// A problem of the given kind, said in a sentence.
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self {
            code,
            entry: ErrorEntry::new(code, &message.into()),
            allow: None,
            challenge: None,
            close: false,
        }
    }

    /// Why it is not known who asks.
    pub fn of_caller(error: &Error, challenge: Challenge, id: &RequestId) -> Self {
        match error {
            Error::Unauthenticated => {
                let message =
                    "Sign in: send an access token that still holds, as Authorization: Bearer …";
                Self {
                    challenge: Some(challenge),
                    ..Self::new(ErrorCode::Unauthenticated, message)
                }
            }
            Error::NoPreview => Self {
                challenge: Some(Challenge::AnotherPreview),
                ..Self::new(ErrorCode::PreviewInvalid, error.to_string())
            },
            Error::Busy | Error::Indexing | Error::ProviderDown | Error::Unavailable(_) => {
                tracing::warn!(%error, "it cannot be looked up who asks");
                Self::new(ErrorCode::ServiceUnavailable, error.to_string())
            }
            Error::Cancelled => Self::new(ErrorCode::Timeout, error.to_string()),
            error => {
                tracing::error!(%error, cause = error.source(), "it cannot be looked up who asks");
                Self::internal(id)
            }
        }
    }

    /// What kind of problem it is.
    pub fn code(&self) -> ErrorCode {
        self.code
    }

    /// Names the methods that are allowed.
    pub fn allowing(mut self, methods: &'static str) -> Self {
        self.allow = Some(methods);
        self
    }

    /// Ends the connection after the answer, because the rest of the request is not read.
    pub fn closing(mut self) -> Self {
        self.close = true;
        self
    }

    /// The entry for the answer.
    pub fn entry(&self) -> ErrorEntry {
        self.entry.clone().bounded()
    }

    /// The value of `Allow`.
    pub fn allow(&self) -> Option<&'static str> {
        self.allow
    }

    /// The value of `WWW-Authenticate`.
    pub fn challenge(&self) -> Option<&'static str> {
        self.challenge.map(Challenge::value)
    }

    /// Whether the connection ends.
    pub fn ends_connection(&self) -> bool {
        self.close
    }

    /// What it says.
    #[cfg(test)]
    pub fn message(&self) -> &str {
        &self.entry.message
    }

    /// The status, and whether `application/json` hides it behind 200.
    pub fn status(&self) -> (StatusCode, bool) {
        match self.code {
            ErrorCode::GraphqlParseFailed
            | ErrorCode::GraphqlValidationFailed
            | ErrorCode::OperationResolutionFailed
            | ErrorCode::BadUserInput
            | ErrorCode::QueryTooCostly
            | ErrorCode::NotFound
            | ErrorCode::Conflict
            | ErrorCode::Forbidden => (StatusCode::BAD_REQUEST, true),
            ErrorCode::BadRequest => (StatusCode::BAD_REQUEST, false),
            ErrorCode::Unauthenticated | ErrorCode::PreviewInvalid => {
                (StatusCode::UNAUTHORIZED, false)
            }
            ErrorCode::MethodNotAllowed => (StatusCode::METHOD_NOT_ALLOWED, false),
            ErrorCode::NotAcceptable => (StatusCode::NOT_ACCEPTABLE, false),
            ErrorCode::UnsupportedMediaType => (StatusCode::UNSUPPORTED_MEDIA_TYPE, false),
            ErrorCode::PayloadTooLarge => (StatusCode::PAYLOAD_TOO_LARGE, false),
            ErrorCode::RequestTimeout => (StatusCode::REQUEST_TIMEOUT, false),
            ErrorCode::TooManyRequests => (StatusCode::TOO_MANY_REQUESTS, false),
            ErrorCode::Timeout | ErrorCode::ServiceUnavailable => {
                (StatusCode::SERVICE_UNAVAILABLE, false)
            }
            ErrorCode::InternalServerError => (StatusCode::INTERNAL_SERVER_ERROR, false),
        }
    }

    /// An unexpected failure; what it was is in the log under the id.
    pub fn internal(id: &RequestId) -> Self {
        let mut problem = Self::new(ErrorCode::InternalServerError, "internal error");
        let extensions = &mut problem.entry.extensions;
        extensions.insert("requestId".into(), id.as_str().into());
        problem
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let code = match &refusal {
            Refusal::Syntax { .. } => ErrorCode::GraphqlParseFailed,
            Refusal::UnknownOperation(_) => ErrorCode::OperationResolutionFailed,
            Refusal::FragmentCycle(_) => ErrorCode::GraphqlValidationFailed,
            Refusal::TooCostly { .. } => ErrorCode::QueryTooCostly,
        };
        let mut problem = Self::new(code, refusal.to_string());
        match refusal {
            Refusal::Syntax { locations, .. } => problem.entry.locations = locations,
            Refusal::TooCostly { limit, max, actual } => {
                let limit = json!({ "name": limit.name(), "max": max, "actual": actual });
                problem.entry.extensions.insert("limit".into(), limit);
            }
            Refusal::UnknownOperation(_) | Refusal::FragmentCycle(_) => {}
        }
        problem
    }
}

/// The entries for errors of async-graphql. Those of execution have a path, the others do not. An
/// error that names no code of ours was not foreseen: it is logged, and the client learns nothing.
pub fn entries(errors: Vec<ServerError>, id: &RequestId) -> Vec<ErrorEntry> {
    errors.into_iter().map(|error| entry(error, id)).collect()
}

fn entry(error: ServerError, id: &RequestId) -> ErrorEntry {
    let given = error
        .extensions
        .as_ref()
        .and_then(|extensions| extensions.get("code"));
    let known = match given {
        Some(Value::String(code)) => ErrorCode::known(code),
        _ => None,
    };
    let code = known.unwrap_or_else(|| classify(&error));
    let mut entry = if code == ErrorCode::InternalServerError {
        log(&error);
        Problem::internal(id).entry
    } else {
        let mut entry = ErrorEntry::new(code, &error.message);
        if let Some(extensions) = &error.extensions
            && let Ok(serde_json::Value::Object(extensions)) = serde_json::to_value(extensions)
        {
            entry.extensions.extend(extensions);
            entry.extensions.insert("code".into(), code.as_str().into());
        }
        entry
    };
    entry.locations = error.locations;
    entry.path = error.path;
    entry.bounded()
}

/// The code of an error that async-graphql itself makes: it has none, only a way of saying things.
fn classify(error: &ServerError) -> ErrorCode {
    let message = &error.message;
    let input = [
        "Invalid value for argument",
        "Expected input type",
        "Failed to parse \"",
    ];
    if input.iter().any(|start| message.starts_with(start)) && error.source.is_none() {
        ErrorCode::BadUserInput
    } else if error.path.is_empty() {
        ErrorCode::GraphqlValidationFailed
    } else {
        ErrorCode::InternalServerError
    }
}

fn log(error: &ServerError) {
    let path: Vec<String> = error
        .path
        .iter()
        .map(|segment| match segment {
            PathSegment::Field(name) => name.clone(),
            PathSegment::Index(index) => index.to_string(),
        })
        .collect();
    let source = error.source::<sea_orm::DbErr>();
    let source = source.map(|source| source as &(dyn StdError + 'static));
    tracing::error!(
        path = path.join("."),
        message = error.message,
        source,
        "resolver failed"
    );
}

/// As many of the entries as fit, and how many do not.
pub fn fitting(entries: Vec<ErrorEntry>) -> (Vec<ErrorEntry>, usize) {
    let all = entries.len();
    let mut bytes = 0;
    let fitting: Vec<_> = entries
        .into_iter()
        .take_while(|entry| {
            bytes += entry.bytes() + 1;
            bytes <= MOST_BYTES
        })
        .collect();
    let omitted = all - fitting.len();
    (fitting, omitted)
}

/// The message as it is, or its beginning.
fn shortened(message: &str) -> String {
    if message.len() <= MESSAGE_BYTES {
        return message.into();
    }
    format!(
        "{}…",
        &message[..message.floor_char_boundary(MESSAGE_BYTES)]
    )
}
