//! HTML pages: their headers, and text made safe for them.

use actix_web::{HttpResponse, http::header};

/// What a page may load and run.
#[derive(Debug, Clone, Copy)]
pub enum Policy {
    /// Our own pages: scripts and styles from here, nothing inline.
    Own,
    /// `GraphiQL`: its editor writes styles into the page and starts workers.
    GraphiQl,
}

impl Policy {
    fn header(self) -> &'static str {
        match self {
            Self::Own => {
                "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; \
                 img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
            }
            Self::GraphiQl => {
                "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
                 connect-src 'self'; img-src 'self' data:; font-src 'self' data:; \
                 worker-src 'self' blob:; base-uri 'none'; form-action 'self'; \
                 frame-ancestors 'none'"
            }
        }
    }
}

/// A page that is made anew for each request.
pub fn html(body: String, policy: Policy) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .insert_header((header::CACHE_CONTROL, "no-cache"))
        .insert_header((header::VARY, "Accept"))
        .insert_header((header::CONTENT_SECURITY_POLICY, policy.header()))
        .body(body)
}

/// `text` for an element's content or a quoted attribute.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}
