//! The switch of public access. Switched off, whoever asks has to be signed in: everywhere but where it is seen
//! whether the server is well, on the front door, which then names nobody, and where one signs in.

use std::error::Error as _;

use actix_web::{
    Error as HttpError, HttpResponse,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::header::{self, HeaderValue},
    middleware::Next,
    web::Data,
};

use async_graphql::parser::types::{OperationDefinition, OperationType, Selection};

use super::{
    App,
    auth::{self, Challenge},
};
use crate::{config::PublicAccess, domain::Error};

/// Mutations for which nobody has to be signed in, since they are how one comes in.
pub const OPEN_MUTATIONS: [&str; 7] = [
    "passwordResetAsk",
    "passwordResetRedeem",
    "sessionRefresh",
    "sessionSignIn",
    "sessionSignOnStart",
    "sessionSignOnComplete",
    "totpRecover",
];

/// Where nobody has to be signed in. `/graphql` sees to it itself, since one signs in there.
const OPEN: [&str; 6] = [
    "/",
    "/assets/page.css",
    "/graphql",
    "/healthz",
    "/readyz",
    "/.well-known/jwks.json",
];

/// Whether the public may read.
pub fn is_public(app: &App) -> bool {
    app.network.public_access == PublicAccess::On
}

/// Whether nobody has to be signed in for an operation.
pub fn is_open(operation: &OperationDefinition) -> bool {
    let mut asked = operation.selection_set.node.items.iter();
    operation.ty == OperationType::Mutation
        && asked.all(|asked| match &asked.node {
            Selection::Field(field) => OPEN_MUTATIONS.contains(&field.node.name.node.as_str()),
            Selection::FragmentSpread(_) | Selection::InlineFragment(_) => false,
        })
}

/// Serves a request where it may be.
pub async fn guard(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, HttpError> {
    let app = request.app_data::<Data<App>>().cloned();
    let closed = app.filter(|app| !is_public(app) && !OPEN.contains(&request.path()));
    let Some(app) = closed else {
        return Ok(next.call(request).await?.map_into_boxed_body());
    };
    let mut response = match auth::require(&app, request.request()).await {
        Ok(()) => next.call(request).await?.map_into_boxed_body(),
        Err(error) => {
            let refused = refusal(&request, &error);
            request.into_response(refused)
        }
    };
    let headers = response.headers_mut();
    let private = HeaderValue::from_static("private, no-store");
    headers.insert(header::CACHE_CONTROL, private);
    headers.append(header::VARY, HeaderValue::from_static("Authorization"));
    Ok(response)
}

/// For people, in Vietnamese and English.
fn refusal(request: &ServiceRequest, error: &Error) -> HttpResponse {
    let text = "text/plain; charset=utf-8";
    if matches!(error, Error::Unauthenticated) {
        return HttpResponse::Unauthorized()
            .insert_header((
                header::WWW_AUTHENTICATE,
                Challenge::of(request.headers()).value(),
            ))
            .content_type(text)
            .body("Cần đăng nhập. / Sign in first.\n");
    }
    tracing::error!(error = %error, cause = error.source(), "nobody can be recognised");
    HttpResponse::ServiceUnavailable()
        .insert_header((header::RETRY_AFTER, "5"))
        .content_type(text)
        .body("Tạm thời chưa xác thực được, vui lòng thử lại sau. / Sign-in cannot be checked now; try again soon.\n")
}
