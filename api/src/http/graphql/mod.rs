//! GraphQL over HTTP: <https://graphql.github.io/graphql-over-http/draft/>.
//!
//! async-graphql executes; everything between the socket and it is here, because its own glue
//! answers 200 to everything, in one media type.

mod answer;
mod errors;
mod execute;
mod literals;
mod negotiation;
mod parameters;
mod settled;
mod shape;

use actix_web::{
    HttpRequest, HttpResponse,
    http::{Method, header},
    web::{Data, Payload},
};

pub use self::execute::COST;
use self::{
    answer::{Answer, respond},
    errors::Problem,
    negotiation::{Format, Wanted},
};
use super::{App, assets, public_access};
use crate::graphql::error_code::ErrorCode;

/// `GET /graphql`: a query, or the page to try queries on.
pub async fn get(request: HttpRequest, app: Data<App>) -> HttpResponse {
    let wanted = negotiation::wanted(request.headers(), true);
    let format = match wanted {
        Wanted::Page if public_access::is_public(&app) => return assets::query_page(),
        Wanted::Page => Format::Json,
        Wanted::Answer(format) => format,
        Wanted::Nothing => return not_acceptable(&app),
    };
    let answer = match execute::caller(&app, &request).await {
        Ok(caller) if execute::is_shut_out(&app, &caller) => execute::shut_out(&request),
        Ok(caller) => match parameters::from_query(request.query_string()) {
            Ok(parameters) => execute::execute(&app, &request, caller, parameters).await,
            Err(problem) => Answer::refused(&problem),
        },
        Err(problem) => Answer::refused(&problem),
    };
    respond(&app, &answer, format, request.method())
}

/// `POST /graphql`: any operation, as `application/json`.
pub async fn post(request: HttpRequest, payload: Payload, app: Data<App>) -> HttpResponse {
    let Wanted::Answer(format) = negotiation::wanted(request.headers(), false) else {
        return not_acceptable(&app);
    };
    let answer = match execute::caller(&app, &request).await {
        Ok(caller) => match parameters::from_body(&request, payload, &app, &caller).await {
            Ok(parameters) => execute::execute(&app, &request, caller, parameters).await,
            Err(_) if execute::is_shut_out(&app, &caller) => execute::shut_out(&request),
            Err(problem) => Answer::refused(&problem),
        },
        Err(problem) => Answer::refused(&problem.closing()),
    };
    respond(&app, &answer, format, request.method())
}

/// Any other method on `/graphql`.
pub async fn other_method(request: HttpRequest, app: Data<App>) -> HttpResponse {
    if request.method() == Method::OPTIONS {
        return HttpResponse::NoContent()
            .insert_header((header::ALLOW, "GET, HEAD, POST, OPTIONS"))
            .finish();
    }
    let problem = Problem::new(ErrorCode::MethodNotAllowed, "Send GET for queries or POST.")
        .allowing("GET, HEAD, POST, OPTIONS");
    respond(
        &app,
        &Answer::refused(&problem),
        Format::Json,
        request.method(),
    )
}

/// `/schema.graphql`
pub async fn schema(app: Data<App>) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/plain; charset=utf-8")
        .insert_header((header::CACHE_CONTROL, "public, max-age=60"))
        .insert_header((header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"))
        .body(app.sdl.clone())
}

fn not_acceptable(app: &App) -> HttpResponse {
    let problem = Problem::new(
        ErrorCode::NotAcceptable,
        "Accept application/graphql-response+json or application/json.",
    );
    respond(app, &Answer::refused(&problem), Format::Json, &Method::GET)
}
