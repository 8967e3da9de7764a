//! Files of the binary, packed for the way: each once, when it is first asked for.

use std::{
    borrow::Cow,
    collections::HashMap,
    io::{self, Write},
    sync::{LazyLock, Mutex, PoisonError},
};

use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{self, AcceptEncoding, Encoding, Header},
    web::Bytes,
};
use flate2::{Compression, write::GzEncoder};

/// The packed files by name.
static PACKED: LazyLock<Mutex<HashMap<String, Bytes>>> = LazyLock::new(Mutex::default);

/// The file `name`, whose content never changes while the process runs; packed where the client takes that.
pub fn answer(
    request: &HttpRequest,
    name: &str,
    body: Cow<'static, [u8]>,
    media_type: &str,
    cache_control: &str,
) -> HttpResponse {
    let mut response = HttpResponse::Ok();
    response
        .content_type(media_type)
        .insert_header((header::CACHE_CONTROL, cache_control))
        .insert_header((header::VARY, "Accept-Encoding"));
    if takes_gzip(request)
        && let Ok(packed) = packed(name, &body)
    {
        return response
            .insert_header((header::CONTENT_ENCODING, "gzip"))
            .body(packed);
    }
    response.body(body.into_owned())
}

fn takes_gzip(request: &HttpRequest) -> bool {
    AcceptEncoding::parse(request).is_ok_and(|accepted| {
        accepted.negotiate([Encoding::gzip(), Encoding::identity()].iter())
            == Some(Encoding::gzip())
    })
}

fn packed(name: &str, body: &[u8]) -> io::Result<Bytes> {
    let mut known = PACKED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(packed) = known.get(name) {
        return Ok(packed.clone());
    }
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(body)?;
    let packed = Bytes::from(encoder.finish()?);
    known.insert(name.to_owned(), packed.clone());
    Ok(packed)
}
