//! Scripts, styles and the query page: `GraphiQL` where it was built into the binary, else our own.

use std::borrow::Cow;

use actix_web::{HttpRequest, HttpResponse, web::Path};
use rust_embed::RustEmbed;

use super::{
    packed,
    page::{self, Policy},
};

/// `GraphiQL` as `web/` builds it; empty where it was not built.
#[derive(RustEmbed)]
#[folder = "../web/dist"]
#[allow_missing = true]
struct Bundle;

/// The names of bundled files change with their content.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
const FOR_AN_HOUR: &str = "public, max-age=3600";

const OWN: &[(&str, &str, &str)] = &[
    (
        "page.css",
        "text/css; charset=utf-8",
        include_str!("pages/page.css"),
    ),
    (
        "query.js",
        "text/javascript; charset=utf-8",
        include_str!("pages/query.js"),
    ),
];

const QUERY_PAGE: &str = include_str!("pages/query.html");

/// Queries to begin with: name in Vietnamese, name in English, document.
const EXAMPLES: &[(&str, &str, &str)] = &[
    (
        "Trang chủ",
        "Home page",
        include_str!("../../../web/examples/home-page.graphql"),
    ),
    (
        "Trang chuyên mục",
        "Section page",
        include_str!("../../../web/examples/section-page.graphql"),
    ),
    (
        "Trang văn bản",
        "Document page",
        include_str!("../../../web/examples/document-page.graphql"),
    ),
    (
        "Danh bạ cơ quan",
        "Directory of agencies",
        include_str!("../../../web/examples/agencies.graphql"),
    ),
];

/// The page on which queries are tried.
pub fn query_page() -> HttpResponse {
    match Bundle::get("index.html") {
        Some(index) => page::html(text(&index.data), Policy::GraphiQl),
        None => page::html(own_query_page(), Policy::Own),
    }
}

fn own_query_page() -> String {
    let mut options = String::new();
    for (vi, en, document) in EXAMPLES {
        let (vi, en, document) = (page::escape(vi), page::escape(en), page::escape(document));
        options.extend([
            "<option value=\"",
            &document,
            "\">",
            &vi,
            " / ",
            &en,
            "</option>\n",
        ]);
    }
    QUERY_PAGE.replace("<!-- examples -->", &options)
}

/// `/graphiql/assets/{name}`
pub async fn bundled(request: HttpRequest, name: Path<String>) -> HttpResponse {
    let path = format!("assets/{name}");
    let Some(file) = Bundle::get(&path) else {
        return HttpResponse::NotFound().finish();
    };
    let media_type = match name.rsplit_once('.') {
        Some((_, "js")) => "text/javascript; charset=utf-8",
        Some((_, "css")) => "text/css; charset=utf-8",
        Some((_, "ttf")) => "font/ttf",
        Some((_, "woff2")) => "font/woff2",
        Some((_, "svg")) => "image/svg+xml",
        Some((_, "json" | "map")) => "application/json",
        Some((_, "txt")) => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    };
    packed::answer(&request, &path, file.data, media_type, FOR_EVER)
}

/// `/assets/{name}`
pub async fn own(request: HttpRequest, name: Path<String>) -> HttpResponse {
    match OWN.iter().find(|(own, _, _)| *own == *name) {
        Some((name, media_type, body)) => {
            let body = Cow::Borrowed(body.as_bytes());
            packed::answer(&request, name, body, media_type, FOR_AN_HOUR)
        }
        None => HttpResponse::NotFound().finish(),
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
