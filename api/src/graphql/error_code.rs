//! The closed set of `extensions.code`.

use std::fmt;

/// What kind of error a client is told of. The name is the contract: codes are added, never renamed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ErrorCode {
    /// The text is not a GraphQL document.
    GraphqlParseFailed,
    /// The document does not fit the schema.
    GraphqlValidationFailed,
    /// `operationName` is missing where needed, or names no operation of the document.
    OperationResolutionFailed,
    /// An argument or variable has a value that its type or rule does not allow.
    BadUserInput,
    /// The HTTP request is not a well-formed GraphQL request.
    BadRequest,
    /// The operation is larger than a limit allows; `extensions.limit` says which.
    QueryTooCostly,
    /// The operation took longer than the server gives it; nothing of it goes on.
    Timeout,
    /// The method cannot carry this operation.
    MethodNotAllowed,
    /// None of the media types in `Accept` can be served.
    NotAcceptable,
    /// The body is not `application/json` in UTF-8.
    UnsupportedMediaType,
    /// The body is larger than the server reads.
    PayloadTooLarge,
    /// The body did not arrive in time.
    RequestTimeout,
    /// The client has as many streams, or operations on one connection, as it may have.
    TooManyRequests,
    /// What was asked for is not there, or not for this reader.
    NotFound,
    /// Somebody else changed it first.
    Conflict,
    /// Nobody is signed in, or the credential that came with the request holds no longer.
    Unauthenticated,
    /// The token of a preview is wrong, has ended or was taken back.
    PreviewInvalid,
    /// What was asked for may be seen but not done.
    Forbidden,
    /// Something the server needs does not answer; trying again later may work.
    ServiceUnavailable,
    /// The server failed; `extensions.requestId` finds it in the log.
    InternalServerError,
}

impl ErrorCode {
    /// The code as it is sent.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::GraphqlParseFailed => "GRAPHQL_PARSE_FAILED",
            Self::GraphqlValidationFailed => "GRAPHQL_VALIDATION_FAILED",
            Self::OperationResolutionFailed => "OPERATION_RESOLUTION_FAILED",
            Self::BadUserInput => "BAD_USER_INPUT",
            Self::BadRequest => "BAD_REQUEST",
            Self::QueryTooCostly => "QUERY_TOO_COSTLY",
            Self::Timeout => "TIMEOUT",
            Self::MethodNotAllowed => "METHOD_NOT_ALLOWED",
            Self::NotAcceptable => "NOT_ACCEPTABLE",
            Self::UnsupportedMediaType => "UNSUPPORTED_MEDIA_TYPE",
            Self::PayloadTooLarge => "PAYLOAD_TOO_LARGE",
            Self::RequestTimeout => "REQUEST_TIMEOUT",
            Self::TooManyRequests => "TOO_MANY_REQUESTS",
            Self::NotFound => "NOT_FOUND",
            Self::Conflict => "CONFLICT",
            Self::Unauthenticated => "UNAUTHENTICATED",
            Self::PreviewInvalid => "PREVIEW_INVALID",
            Self::Forbidden => "FORBIDDEN",
            Self::ServiceUnavailable => "SERVICE_UNAVAILABLE",
            Self::InternalServerError => "INTERNAL_SERVER_ERROR",
        }
    }
}

impl ErrorCode {
    /// Every code.
    pub const ALL: [Self; 20] = [
        Self::GraphqlParseFailed,
        Self::GraphqlValidationFailed,
        Self::OperationResolutionFailed,
        Self::BadUserInput,
        Self::BadRequest,
        Self::QueryTooCostly,
        Self::Timeout,
        Self::MethodNotAllowed,
        Self::NotAcceptable,
        Self::UnsupportedMediaType,
        Self::PayloadTooLarge,
        Self::RequestTimeout,
        Self::TooManyRequests,
        Self::NotFound,
        Self::Conflict,
        Self::Unauthenticated,
        Self::PreviewInvalid,
        Self::Forbidden,
        Self::ServiceUnavailable,
        Self::InternalServerError,
    ];

    /// The code with this text, where there is one.
    #[must_use]
    pub fn known(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|code| code.as_str() == text)
    }
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::policy::Action;
    use crate::domain::{Error, Refusal};
    use crate::graphql::error::GqlError;

    #[test]
    fn what_resolvers_say_is_known() {
        for error in [
            Error::invalid("a", ("b", "c")),
            Error::NotFound,
            Error::Conflict { current: Some(2) },
            Error::Unauthenticated,
            Error::NoPreview,
            Error::Forbidden(Action::ContentApprove),
            Error::Refused(Refusal::SamePerson),
            Error::Busy,
            Error::Cancelled,
        ] {
            let error = async_graphql::Error::from(GqlError::from(error));
            let code = error
                .extensions
                .and_then(|extensions| extensions.get("code").cloned());
            let Some(async_graphql::Value::String(code)) = code else {
                panic!("{} has no code", error.message)
            };
            assert!(ErrorCode::known(&code).is_some(), "{code}");
        }
    }
}
