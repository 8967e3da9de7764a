//! From an operation to an answer: the session, the time limit, and what goes wrong.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use actix_web::{
    HttpMessage, HttpRequest,
    http::header::{self, HeaderName},
};
use async_graphql::{Request, Response, parser::types::OperationType, value};
use futures_util::FutureExt;
use tokio::time::{self, Instant};

use super::settled::settled;
use super::{
    super::{
        App, RequestId,
        auth::{self, Challenge, Standing},
        public_access,
    },
    answer::Answer,
    errors::Problem,
    operation::Operation,
    shape::Shape,
};
use crate::domain::{Error, actor::Caller, preview::PreviewToken, visibility::Lens};
use crate::graphql::{
    context::RequestContext, error_code::ErrorCode, limits::Allowance, message::Language,
};

/// With this header, or `{"cost": true}` among the request's extensions, the answer says what the
/// operation was estimated to cost.
pub const COST: HeaderName = HeaderName::from_static("x-graphql-cost");

/// Who asks, and how they are answered.
#[derive(Clone)]
pub struct Asker {
    /// Who.
    pub caller: Caller,
    /// The preview that they have a token of.
    pub preview: Option<PreviewToken>,
    /// In which language.
    pub language: Language,
    /// Under which id.
    pub id: RequestId,
    /// Who it was when something lasting began: it ends when they are not the same any more.
    pub standing: Option<Arc<Standing>>,
}

impl Asker {
    /// Who sends a request. Where the public may not read, it has to be somebody.
    ///
    /// # Errors
    /// Why it is not answered.
    pub async fn of(app: &App, http: &HttpRequest) -> Result<Self, Problem> {
        let asker = Self::maybe_anonymous(app, http).await?;
        if asker.is_shut_out(app) {
            return Err(asker.refused());
        }
        Ok(asker)
    }

    /// Whether the public asks where it may not read. It may do what lets it in.
    pub fn is_shut_out(&self, app: &App) -> bool {
        self.caller.credential.is_none() && !public_access::is_public(app)
    }

    /// What the public is told where it may not read.
    pub fn shut_out(&self) -> Answer {
        Answer::refused(&self.refused())
    }

    fn refused(&self) -> Problem {
        Problem::of_caller(&Error::Unauthenticated, Challenge::Token, &self.id).closing()
    }

    /// Who sends a request that may say later who it is, or do what nobody has to be signed in for.
    ///
    /// # Errors
    /// Why it is not answered.
    pub async fn maybe_anonymous(app: &App, http: &HttpRequest) -> Result<Self, Problem> {
        let shows = |name| http.headers().contains_key(name);
        if (shows(header::AUTHORIZATION) || shows(auth::PREVIEW)) && !app.is_prepared() {
            return Err(not_ready());
        }
        let id = id_of(http);
        let caller = auth::caller(app, http).await;
        let caller = caller
            .map_err(|error| Problem::of_caller(&error, Challenge::of(http.headers()), &id))?;
        let preview = auth::preview(app, http.headers());
        let preview =
            preview.map_err(|error| Problem::of_caller(&error, Challenge::AnotherPreview, &id))?;
        Ok(Self {
            caller,
            preview,
            language: language(http),
            id,
            standing: None,
        })
    }

    /// Remembers who it is now, for what lasts.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`] when the credential holds no longer; otherwise when the database fails.
    pub async fn stand(&mut self, app: &App, token: &str) -> Result<(), Error> {
        let standing = Standing::begin(app, token, &self.caller).await?;
        self.standing = Some(Arc::new(standing));
        Ok(())
    }
}

/// Executes an operation. When the returned future is dropped, the operation's SQL is cancelled.
pub async fn execute(app: &App, asker: &Asker, operation: Operation) -> Answer {
    let Operation {
        kind,
        shape,
        cost,
        wants_cost,
        text,
        is_open: _,
    } = operation;
    let run = async |request| Some(settled((app.execute)(request)).await);
    let answer = match bounded(app, asker, kind, &shape, text.into_request(), run).await {
        Ok(Some(answer)) => answer,
        Ok(None) => Answer::refused(&Problem::internal(&asker.id)),
        Err(problem) => return Answer::refused(&problem),
    };
    if wants_cost {
        return answer.with_cost(cost);
    }
    answer
}

/// Executes a request in a session of its own, no longer and no further than may be. There may be no response: of a
/// subscription that has nothing to say.
pub(super) async fn bounded(
    app: &App,
    asker: &Asker,
    kind: OperationType,
    shape: &Shape,
    request: Request,
    run: impl AsyncFnOnce(Request) -> Option<Response>,
) -> Result<Option<Answer>, Problem> {
    if !app.is_prepared() {
        return Err(not_ready());
    }
    if asker.preview.is_some() && kind != OperationType::Query {
        return Err(only_queries());
    }
    let is_signed_in = asker.caller.credential.is_some();
    let context = RequestContext::new(
        app.database.clone(),
        app.clock.clone(),
        Arc::clone(&app.authority),
        app.public_url.as_str().into(),
        asker.caller.clone(),
        asker.language,
        app.search.clone(),
    );
    let context = Arc::new(context.through(asker.preview));
    let cancellation = CancelOnDrop(Some(Arc::clone(&context)));
    let until = Instant::now() + app.requests.time_limit;
    let allowance = Arc::new(Allowance::new(&app.limits, until));
    let request = request
        .data(Arc::clone(&allowance))
        .data(Arc::clone(&context))
        .data(asker.id.clone());

    let execution = async {
        if is_signed_in {
            let actor = context.recognise().await?;
            if let Some(standing) = &asker.standing {
                standing.is(actor.as_deref())?;
            }
        }
        if kind == OperationType::Mutation {
            // Nothing is held for reading while something is written.
            context.renew();
        }
        let lens = context.lens().await?;
        let mut response = run(request).await;
        if let (Some(lens), Some(response)) = (lens, &mut response) {
            warn(&lens, asker.language, response);
        }
        Ok(response)
    };
    let execution = AssertUnwindSafe(execution).catch_unwind();
    let answer = tokio::select! {
        done = execution => match done {
            Ok(Ok(response)) => response.map(|mut response| {
                shape.complete(&mut response);
                Answer::executed(response, kind, &asker.id)
            }),
            Ok(Err(error)) => {
                return Err(Problem::of_caller(&error, Challenge::AnotherToken, &asker.id));
            }
            // The panic itself is in the log already.
            Err(_) => return Err(Problem::internal(&asker.id)),
        },
        refusal = allowance.outgrown() => return Err(refusal.into()),
        () = time::sleep_until(until) => return Err(timeout(app)),
    };
    cancellation.disarm();
    Ok(if is_signed_in || asker.preview.is_some() {
        answer.map(Answer::private)
    } else {
        answer
    })
}

/// Says so where a preview shows nothing for now.
fn warn(lens: &Lens, language: Language, response: &mut Response) {
    if lens.shown().is_some() {
        return;
    }
    let message = match language {
        Language::Vietnamese => "Bản đang soạn có điểm phải sửa nên tạm thời không xem trước được.",
        Language::English => {
            "Something is to be mended in the working copy; until then it cannot be previewed."
        }
    };
    let warning = value!({ "shown": false, "message": message });
    response.extensions.insert("preview".to_owned(), warning);
}

fn only_queries() -> Problem {
    let message = "Chỉ truy vấn mới xem trước được; hãy bỏ tiêu đề X-Nguonluat-Preview. / Only queries are previewed: \
                   leave X-Nguonluat-Preview out.";
    Problem::new(ErrorCode::BadRequest, message)
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
fn id_of(http: &HttpRequest) -> RequestId {
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
