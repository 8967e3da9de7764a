//! GraphQL over HTTP: <https://graphql.github.io/graphql-over-http/draft/>, with streams for what goes on.
//!
//! async-graphql executes; everything between the socket and it is here, because its own glue
//! answers 200 to everything, in one media type, and its streams know neither snapshots nor limits.

mod answer;
mod errors;
mod events;
mod execute;
mod left_out;
mod literals;
mod negotiation;
mod operation;
mod parameters;
mod settled;
mod shape;
mod stream;
mod subscription_root;

use actix_web::{
    HttpRequest, HttpResponse,
    http::{Method, header},
    web::{Data, Payload},
};

pub(super) use self::{
    answer::{Answer, respond},
    errors::Problem,
    execute::Asker,
    negotiation::Format,
    operation::Way,
    parameters::{Fields, Parameters},
    stream::{Event, Hearer, events},
};
pub use self::{events::LAST_EVENT_ID, execute::COST};
use self::{
    execute::execute,
    negotiation::{Offers, Wanted},
    operation::Operation,
};
use super::{App, assets, public_access};
use crate::graphql::error_code::ErrorCode;

/// `GET /graphql`: a query, or the page to try queries on; for those who accept events, a subscription too.
pub async fn get(request: HttpRequest, app: Data<App>) -> HttpResponse {
    let offers = Offers {
        events: request.method() == Method::GET,
        pages: true,
    };
    let wanted = negotiation::wanted(request.headers(), offers);
    let format = match wanted {
        Wanted::Page if public_access::is_public(&app) => return assets::query_page(),
        Wanted::Page => Format::Json,
        Wanted::Answer(format) => format,
        Wanted::Events => {
            return events::serve(&request, app, async |_: &Asker| {
                parameters::from_query(request.query_string())
            })
            .await;
        }
        Wanted::Nothing => return not_acceptable(&app),
    };
    let answer = match Asker::of(&app, &request).await {
        Ok(asker) => match parameters::from_query(request.query_string()) {
            Ok(parameters) => answer(&app, &request, &asker, parameters).await,
            Err(problem) => Answer::refused(&problem),
        },
        Err(problem) => Answer::refused(&problem),
    };
    respond(&app, &answer, format, request.method())
}

/// `POST /graphql`: any operation, as `application/json`; those that go on for those who accept events.
pub async fn post(request: HttpRequest, payload: Payload, app: Data<App>) -> HttpResponse {
    let offers = Offers {
        events: true,
        pages: false,
    };
    let format = match negotiation::wanted(request.headers(), offers) {
        Wanted::Answer(format) => format,
        Wanted::Events => {
            let read = async |asker: &Asker| {
                parameters::from_body(&request, payload, &app, &asker.caller).await
            };
            return events::serve(&request, app.clone(), read).await;
        }
        Wanted::Page | Wanted::Nothing => return not_acceptable(&app),
    };
    let answer = match Asker::maybe_anonymous(&app, &request).await {
        Ok(asker) => match parameters::from_body(&request, payload, &app, &asker.caller).await {
            Ok(parameters) => answer(&app, &request, &asker, parameters).await,
            Err(_) if asker.is_shut_out(&app) => asker.shut_out(),
            Err(problem) => Answer::refused(&problem),
        },
        Err(problem) => Answer::refused(&problem.closing()),
    };
    respond(&app, &answer, format, request.method())
}

/// The answer to an operation that comes and goes by itself.
async fn answer(app: &App, http: &HttpRequest, asker: &Asker, parameters: Parameters) -> Answer {
    let way = Way {
        mutations: http.method() == Method::POST,
        subscriptions: false,
    };
    let is_shut_out = asker.is_shut_out(app);
    match Operation::admit(app, parameters, way) {
        Ok(operation) if is_shut_out && !operation.is_open => asker.shut_out(),
        Err(_) if is_shut_out => asker.shut_out(),
        Ok(mut operation) => {
            operation.wants_cost |= http.headers().contains_key(COST);
            execute(app, asker, operation).await
        }
        Err(problem) => Answer::refused(&problem),
    }
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
        "Accept application/graphql-response+json, application/json or text/event-stream.",
    );
    respond(app, &Answer::refused(&problem), Format::Json, &Method::GET)
}
