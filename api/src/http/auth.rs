//! What a request shows of who makes it. A credential that does not hold is refused, and never taken for none.

use std::sync::Arc;
use std::time::Duration;

use actix_web::{
    HttpMessage, HttpRequest,
    http::header::{self, HeaderMap},
};
use tokio::time;

use super::{App, RequestId, client_address};
use crate::domain::{
    Error,
    account::machine_key,
    actor::{self, Caller, Credential},
    session::token::Issuer,
};

/// What a refusal asks for (RFC 6750).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Challenge {
    /// A token, since none was shown.
    Token,
    /// Another token, since the one that was shown does not hold.
    AnotherToken,
}

impl Challenge {
    /// What a request that is refused is asked for.
    pub fn of(headers: &HeaderMap) -> Self {
        if headers.contains_key(header::AUTHORIZATION) {
            Self::AnotherToken
        } else {
            Self::Token
        }
    }

    /// The value of `WWW-Authenticate`.
    pub fn value(self) -> &'static str {
        match self {
            Self::Token => "Bearer realm=\"nguonluat\"",
            Self::AnotherToken => "Bearer realm=\"nguonluat\", error=\"invalid_token\"",
        }
    }
}

/// What looking at a credential outside of an operation may take.
const PATIENCE: Duration = Duration::from_secs(5);

/// Who makes a request. That a token is ours and good now is known from here on, not yet that its session still
/// goes on; of a machine key, nothing is.
///
/// # Errors
/// [`Error::Unauthenticated`] for anything in `Authorization` that is no good token of ours; otherwise when the keys
/// cannot be read.
pub async fn caller(app: &App, request: &HttpRequest) -> Result<Caller, Error> {
    let credential = match bearer(request.headers())? {
        None => None,
        Some(key) if machine_key::is_machine_key(key) => {
            let origin = origin(request.headers())?;
            Some(Credential::MachineKey(machine_key::shown(key, origin)))
        }
        Some(token) => Some(app.authority.identify(token, &issuer(app)).await?),
    };
    let trusted = &app.network.trusted_proxies;
    let address = client_address::client_address(request.peer_addr(), request.headers(), trusted);
    let id = request.extensions().get::<RequestId>().cloned();
    Ok(Caller {
        credential,
        address,
        request_id: id.map(|id| id.as_str().to_owned()),
        agent: agent(request.headers()).map(str::to_owned),
        rules: Arc::clone(app.authority.rules()),
    })
}

/// That somebody makes a request whose session still goes on.
///
/// # Errors
/// [`Error::Unauthenticated`] otherwise; or when the database fails.
pub async fn require(app: &App, request: &HttpRequest) -> Result<(), Error> {
    let session = app.database.session();
    let asked = async {
        let caller = caller(app, request).await?;
        let actor = actor::load(session.read().await?, &caller, &app.clock).await?;
        let actor = actor.ok_or(Error::Unauthenticated)?;
        app.authority.note(&actor, &caller);
        Ok(())
    };
    time::timeout(PATIENCE, asked).await.unwrap_or_else(|_| {
        session.cancel();
        Err(Error::Busy)
    })
}

/// Who gives the tokens that are taken here.
fn issuer(app: &App) -> Issuer {
    Issuer::at(app.public_url.as_str())
}

/// The origin of the page that makes a request, where a browser says so.
fn origin(headers: &HeaderMap) -> Result<Option<String>, Error> {
    let mut lines = headers.get_all(header::ORIGIN);
    let Some(line) = lines.next() else {
        return Ok(None);
    };
    let origin = line.to_str().map_err(|_| Error::Unauthenticated)?;
    match lines.next() {
        None => Ok(Some(origin.to_owned())),
        Some(_) => Err(Error::Unauthenticated),
    }
}

/// The program that makes a request, as it says.
fn agent(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::USER_AGENT)?.to_str().ok()
}

/// The bearer token of a request, where it shows anything at all.
fn bearer(headers: &HeaderMap) -> Result<Option<&str>, Error> {
    let mut lines = headers.get_all(header::AUTHORIZATION);
    let Some(line) = lines.next() else {
        return Ok(None);
    };
    if lines.next().is_some() {
        return Err(Error::Unauthenticated);
    }
    let line = line.to_str().map_err(|_| Error::Unauthenticated)?;
    match line.split_once(' ') {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => Ok(Some(token.trim())),
        _ => Err(Error::Unauthenticated),
    }
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::HeaderValue;

    use super::*;

    fn shown(lines: &[&[u8]]) -> Result<Option<String>, Error> {
        let mut headers = HeaderMap::new();
        for line in lines {
            let value = HeaderValue::from_bytes(line).expect("a header");
            headers.append(header::AUTHORIZATION, value);
        }
        bearer(&headers).map(|token| token.map(str::to_owned))
    }

    #[test]
    fn what_is_shown_is_a_token_or_refused() {
        assert_eq!(shown(&[]).expect("nobody"), None);
        assert_eq!(
            shown(&[b"bearer a.b.c"]).expect("a token").as_deref(),
            Some("a.b.c")
        );
        for lines in [
            &[&b""[..]][..],
            &[b"Bearer"],
            &[b"Basic YTpi"],
            &[b"a.b.c"],
            &[b"Bearer \xff"],
            &[b"Bearer a", b"Bearer a"],
        ] {
            assert!(
                matches!(shown(lines), Err(Error::Unauthenticated)),
                "{lines:?}"
            );
        }
    }
}
