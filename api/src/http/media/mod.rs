//! `/media/{sha256}/{name}`: files, as they were stored, whole or in part.
//!
//! A file is named by its content, so that its address never means anything else: it may be kept for
//! ever. Only files that something published uses are found, and for ten minutes those whose address was given to
//! somebody at the desk.

mod disposition;
mod range;
mod store;

use std::error::Error;

use actix_web::{
    HttpRequest, HttpResponse, HttpResponseBuilder,
    body::{BodySize, MessageBody, SizedStream},
    http::{Method, StatusCode, header},
    web::{Bytes, Data, Path, Query},
};
use object_store::{GetOptions, GetRange};
use serde::Deserialize;

use self::range::Asked;
pub use self::store::media_store;
use super::App;
use crate::domain::{
    self,
    media::{self, MediaFile, Pass},
};

/// What an address may show beside its path.
#[derive(Deserialize)]
pub struct Shown {
    until: Option<i64>,
    mac: Option<String>,
}

/// A file that may be sent to whoever asks for it.
struct Found {
    file: MediaFile,
    is_public: bool,
}

/// `/media/{sha256}/{name}`
pub async fn file(
    request: HttpRequest,
    path: Path<(String, String)>,
    shown: Option<Query<Shown>>,
    app: Data<App>,
) -> HttpResponse {
    let (sha256, name) = path.into_inner();
    if !is_sha256(&sha256) || !is_plain(&name) {
        return not_found();
    }
    let found = match find(&app, &sha256, shown.map(Query::into_inner)).await {
        Ok(Some(found)) => found,
        Ok(None) => return not_found(),
        Err(error) => {
            tracing::error!(error = &error as &dyn Error, "a file cannot be looked up");
            return unavailable();
        }
    };
    let etag = format!("\"{sha256}\"");
    if is_known(&request, &etag) {
        let mut response = HttpResponse::NotModified();
        return describe(&mut response, &found, &etag).finish();
    }
    let asked = if request.method() == Method::GET && may_be_part(&request, &etag) {
        range::asked(&request, found.file.size)
    } else {
        Asked::Whole
    };
    match asked {
        Asked::Nothing => HttpResponse::RangeNotSatisfiable()
            .insert_header((
                header::CONTENT_RANGE,
                format!("bytes */{}", found.file.size),
            ))
            .insert_header((header::ACCEPT_RANGES, "bytes"))
            .finish(),
        Asked::Whole if request.method() == Method::HEAD => {
            let mut response = HttpResponse::Ok();
            as_file(&mut response, &found, &etag).body(Length(found.file.size))
        }
        Asked::Whole => send(&app, &sha256, &found, None).await,
        Asked::Part(range) => send(&app, &sha256, &found, Some(range)).await,
    }
}

/// The file, where it is public, or where its address shows that it was given to somebody who may read it.
async fn find(
    app: &App,
    sha256: &str,
    shown: Option<Shown>,
) -> Result<Option<Found>, domain::Error> {
    if let Some(file) = media::find(&app.database, sha256).await? {
        let is_public = true;
        return Ok(Some(Found { file, is_public }));
    }
    let pass = shown.and_then(|shown| {
        let (until, mac) = (shown.until?, shown.mac?);
        Some(Pass { until, mac })
    });
    match pass {
        Some(pass) if app.authority.passes(&pass, sha256)? => {
            let file = media::find_any(&app.database, sha256).await?;
            let is_public = false;
            Ok(file.map(|file| Found { file, is_public }))
        }
        _ => Ok(None),
    }
}

async fn send(
    app: &App,
    sha256: &str,
    found: &Found,
    part: Option<std::ops::Range<u64>>,
) -> HttpResponse {
    let options = GetOptions::new().with_range(part.clone().map(GetRange::Bounded));
    let stored = match app.media.get_opts(&media::location(sha256), options).await {
        Ok(stored) => stored,
        Err(object_store::Error::NotFound { .. }) => {
            tracing::error!(sha256, "a file is missing from the media store");
            return not_found();
        }
        Err(error) => {
            tracing::error!(
                sha256,
                error = &error as &dyn Error,
                "the media store fails"
            );
            return unavailable();
        }
    };
    let etag = format!("\"{sha256}\"");
    let length = stored.range.end - stored.range.start;
    let status = if part.is_some() {
        StatusCode::PARTIAL_CONTENT
    } else {
        StatusCode::OK
    };
    let mut response = HttpResponse::build(status);
    as_file(&mut response, found, &etag);
    if let Some(part) = part {
        let last = part.end - 1;
        let range = format!("bytes {}-{last}/{}", part.start, found.file.size);
        response.insert_header((header::CONTENT_RANGE, range));
    }
    response.body(SizedStream::new(length, stored.into_stream()))
}

/// Headers of every answer that is about the file.
fn describe<'a>(
    response: &'a mut HttpResponseBuilder,
    found: &Found,
    etag: &str,
) -> &'a mut HttpResponseBuilder {
    let kept = if found.is_public {
        "public, max-age=31536000, immutable"
    } else {
        "private, no-store"
    };
    response
        .insert_header((header::ETAG, etag))
        .insert_header((header::CACHE_CONTROL, kept))
        .insert_header(("cross-origin-resource-policy", "cross-origin"))
}

/// Headers of an answer that is the file, or a part of it.
fn as_file<'a>(
    response: &'a mut HttpResponseBuilder,
    found: &Found,
    etag: &str,
) -> &'a mut HttpResponseBuilder {
    describe(response, found, etag)
        .content_type(found.file.media_type.clone())
        .insert_header((header::ACCEPT_RANGES, "bytes"))
        .insert_header((header::CONTENT_DISPOSITION, disposition::of(&found.file)))
        .insert_header((
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; sandbox",
        ))
}

fn is_sha256(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

fn is_plain(name: &str) -> bool {
    let odd = |c: char| c.is_control() || matches!(c, '/' | '\\');
    !name.is_empty() && name != "." && name != ".." && !name.chars().any(odd)
}

/// `If-None-Match`: the client has the file.
fn is_known(request: &HttpRequest, etag: &str) -> bool {
    let lines = request.headers().get_all(header::IF_NONE_MATCH);
    let mut tags = lines
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(','))
        .map(str::trim);
    tags.any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == etag)
}

/// `If-Range`: a part is of use only to a client that has the rest of the same file.
fn may_be_part(request: &HttpRequest, etag: &str) -> bool {
    let condition = request.headers().get(header::IF_RANGE);
    condition.is_none_or(|condition| condition.as_bytes() == etag.as_bytes())
}

fn not_found() -> HttpResponse {
    HttpResponse::NotFound()
        .content_type("text/plain; charset=utf-8")
        .body("Không có tệp này. / There is no such file.\n")
}

/// The database or the store does not answer: text in Vietnamese and English, for people.
fn unavailable() -> HttpResponse {
    HttpResponse::ServiceUnavailable()
        .insert_header((header::RETRY_AFTER, "5"))
        .content_type("text/plain; charset=utf-8")
        .body("Tạm thời chưa lấy được tệp, vui lòng thử lại sau. / The file is out of reach; try again soon.\n")
}

/// The length of a body that a HEAD request does not get.
struct Length(u64);

impl MessageBody for Length {
    type Error = std::convert::Infallible;

    fn size(&self) -> BodySize {
        BodySize::Sized(self.0)
    }

    fn poll_next(
        self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<Bytes, Self::Error>>> {
        std::task::Poll::Ready(None)
    }
}
