//! `PUT /files/{name}`: uploads, streamed, by whoever is signed in.
mod problem;

use std::time::Duration;

use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{self, HeaderMap, HeaderName},
    web::{Data, Path, Payload},
};
use futures_util::StreamExt;
use serde_json::{Value, json};
use tokio::time::{self, Instant};

use super::{App, auth};
use crate::domain::{
    Error,
    files::{Given, Incoming, Kept, Unfit, UploadError},
};
use crate::graphql::{DeskId, message::Language};

/// The header that names the agency, where an account has several.
pub const AGENCY: HeaderName = HeaderName::from_static("x-agency");

/// What looking at who uploads may take.
const PATIENCE: Duration = Duration::from_secs(5);
/// Bytes a second that an upload comes in with at least.
const SLOWEST: u64 = 16 * 1024;
/// How long what still comes is read, so that a client hears why it was refused.
const FAREWELL: Duration = Duration::from_secs(2);

/// `PUT /files/{name}`
pub async fn put(
    request: HttpRequest,
    mut payload: Payload,
    name: Path<String>,
    app: Data<App>,
) -> HttpResponse {
    let accept = text(request.headers(), &header::ACCEPT_LANGUAGE);
    let language = Language::preferred(accept.unwrap_or_default());
    match upload(&app, &request, &mut payload, name.into_inner()).await {
        Ok(kept) => kept_as(&app, &kept).unwrap_or_else(|error| problem::of(&error, language)),
        Err(error) => {
            let rest = async { while payload.next().await.is_some_and(|chunk| chunk.is_ok()) {} };
            // What does not end is cut off.
            let _ended = time::timeout(FAREWELL, rest).await;
            problem::of(&error, language)
        }
    }
}

async fn upload(
    app: &App,
    request: &HttpRequest,
    payload: &mut Payload,
    name: String,
) -> Result<Kept, UploadError> {
    let headers = request.headers();
    let caller = auth::caller(app, request).await?;
    if caller.credential.is_none() {
        return Err(Error::Unauthenticated.into());
    }
    let agency = text(headers, &AGENCY);
    let admitted = time::timeout(PATIENCE, app.uploads.admit(&caller, agency)).await;
    let place = admitted.unwrap_or(Err(Error::Busy.into()))?;
    if headers.contains_key(header::CONTENT_ENCODING) {
        return Err(Unfit::Unsupported.into());
    }
    let media_type = text(headers, &header::CONTENT_TYPE).map(str::to_owned);
    let given = Given { name, media_type };
    let (incoming, _place) = app.uploads.receive().await?;
    let incoming = receive(app, request, payload, incoming).await?;
    app.uploads.keep(&caller, &place, &given, incoming).await
}

/// Takes all that comes, as long as it comes fast enough.
async fn receive(
    app: &App,
    request: &HttpRequest,
    payload: &mut Payload,
    mut incoming: Incoming,
) -> Result<Incoming, UploadError> {
    let begin = Instant::now();
    loop {
        let came = Duration::from_secs(incoming.size() / SLOWEST);
        let deadline = begin + app.network.request_timeout + came;
        let next = time::timeout_at(deadline, payload.next()).await;
        let Some(chunk) = next.map_err(|_| Unfit::TooSlow)? else {
            return Ok(incoming);
        };
        // A client that is gone hears nothing of it.
        let chunk = chunk.map_err(|_| Unfit::TooSlow)?;
        if let Some(peer) = request.peer_addr() {
            app.connections.progress(peer);
        }
        incoming = incoming.take(chunk).await?;
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

/// What was kept, and under which addresses it can be looked at.
fn kept_as(app: &App, kept: &Kept) -> Result<HttpResponse, UploadError> {
    let Kept {
        custody,
        file,
        variants,
        is_new,
    } = kept;
    let mut smaller = Vec::with_capacity(variants.len());
    for variant in variants {
        smaller.push(json!({
            "width": variant.width,
            "height": variant.height,
            "size": variant.size,
            "url": address(app, &variant.sha256, &custody.name)?,
        }));
    }
    let body = json!({
        "id": DeskId::File(custody.id).encode().0,
        "sha256": file.sha256,
        "name": custody.name,
        "mediaType": file.media_type,
        "size": file.size,
        "width": file.width,
        "height": file.height,
        "url": address(app, &file.sha256, &custody.name)?,
        "variants": smaller,
    });
    let mut response = if *is_new {
        HttpResponse::Created()
    } else {
        HttpResponse::Ok()
    };
    Ok(response
        .insert_header((header::CACHE_CONTROL, "private, no-store"))
        .json(body))
}

/// The address of a file that is not public yet, for ten minutes.
fn address(app: &App, sha256: &str, name: &str) -> Result<Value, UploadError> {
    let pass = app.authority.pass_to(sha256)?;
    let mut url = app.public_url.clone();
    if let Ok(mut segments) = url.path_segments_mut() {
        segments.pop_if_empty().extend(["media", sha256, name]);
    }
    url.query_pairs_mut()
        .append_pair("until", &pass.until.to_string())
        .append_pair("mac", &pass.mac);
    Ok(json!(url.as_str()))
}
