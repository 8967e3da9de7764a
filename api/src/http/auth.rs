//! What a request shows of who makes it. A credential that does not hold is refused, and never taken for none.

use std::sync::Arc;
use std::time::Duration;

use actix_web::{
    HttpMessage, HttpRequest,
    http::header::{self, HeaderMap, HeaderName},
};
use tokio::time;

use super::{App, RequestId, client_address};
use crate::domain::{
    Error,
    account::machine_key,
    actor::{self, Actor, Caller, Credential},
    preview::PreviewToken,
    session::token::Issuer,
};

/// What a refusal asks for (RFC 6750).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Challenge {
    /// A token, since none was shown.
    Token,
    /// Another token, since the one that was shown does not hold.
    AnotherToken,
    /// Another preview's token.
    AnotherPreview,
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
            Self::AnotherPreview => "Preview realm=\"nguonluat\"",
        }
    }
}

/// The header of a preview's token.
pub const PREVIEW: HeaderName = HeaderName::from_static("x-nguonluat-preview");

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
        Some(token) => Some(credential(app, token).await?),
    };
    let trusted = &app.network.trusted_proxies;
    let address = client_address::client_address(request.peer_addr(), request.headers(), trusted);
    let id = request.extensions().get::<RequestId>().cloned();
    Ok(Caller {
        credential,
        address,
        request_id: id.map(|id| id.as_str().to_owned()),
        agent: agent(request.headers()).map(str::to_owned),
        origin: origin(request.headers()),
        rules: Arc::clone(app.authority.rules()),
    })
}

/// The preview that a request shows a token of.
///
/// # Errors
/// [`Error::NoPreview`] for anything in [`PREVIEW`] that is no good token of ours.
pub fn preview(app: &App, headers: &HeaderMap) -> Result<Option<PreviewToken>, Error> {
    let mut lines = headers.get_all(PREVIEW);
    let Some(line) = lines.next() else {
        return Ok(None);
    };
    let only = line.to_str().ok().filter(|_| lines.next().is_none());
    let token = only.ok_or(Error::NoPreview)?;
    app.authority.preview(token.trim()).map(Some)
}

/// What a bearer token shows.
///
/// # Errors
/// [`Error::Unauthenticated`] when it is neither a machine key nor a good token of ours or of a provider that is
/// trusted; otherwise when the keys cannot be read.
pub async fn credential(app: &App, token: &str) -> Result<Credential, Error> {
    if machine_key::is_machine_key(token) {
        return Ok(Credential::MachineKey(machine_key::kept(token)));
    }
    app.authority.identify(token, &issuer(app)).await
}

/// That somebody makes a request whose session still goes on.
///
/// # Errors
/// [`Error::Unauthenticated`] otherwise; or when the database fails.
pub async fn require(app: &App, request: &HttpRequest) -> Result<(), Error> {
    let caller = caller(app, request).await?;
    acting(app, &caller).await.map(drop)
}

/// Who a caller is now.
async fn acting(app: &App, caller: &Caller) -> Result<Actor, Error> {
    let session = app.database.session();
    let asked = async {
        let actor = actor::load(session.read().await?, caller, &app.clock).await?;
        let actor = actor.ok_or(Error::Unauthenticated)?;
        app.authority.note(&actor, caller);
        Ok(actor)
    };
    time::timeout(PATIENCE, asked).await.unwrap_or_else(|_| {
        session.cancel();
        Err(Error::Busy)
    })
}

/// Somebody who was signed in when something lasting began, with the rights that they had then.
pub struct Standing {
    token: String,
    caller: Caller,
    actor: Actor,
}

impl Standing {
    /// Remembers who `caller` is, who showed `token`.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`] when the session has ended; otherwise when the database fails.
    pub async fn begin(app: &App, token: &str, caller: &Caller) -> Result<Self, Error> {
        Ok(Self {
            token: token.to_owned(),
            actor: acting(app, caller).await?,
            caller: caller.clone(),
        })
    }

    /// That the token still holds, without a look at the session.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`] when it does not; otherwise when the keys cannot be read.
    pub async fn verify(&self, app: &App) -> Result<(), Error> {
        credential(app, &self.token).await.map(drop)
    }

    /// That it is still the same account with the same rights.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`] when it is not; otherwise when the database fails.
    pub async fn holds(&self, app: &App) -> Result<(), Error> {
        self.verify(app).await?;
        self.is(Some(&acting(app, &self.caller).await?))
    }

    /// That `actor` is the same account with the same rights.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`] when it is not.
    pub fn is(&self, actor: Option<&Actor>) -> Result<(), Error> {
        match actor {
            Some(actor) if *actor == self.actor => Ok(()),
            _ => Err(Error::Unauthenticated),
        }
    }
}

/// Who gives the tokens that are taken here.
fn issuer(app: &App) -> Issuer {
    Issuer::at(app.public_url.as_str())
}

/// The origin of the page that makes a request, where a browser says so; what is no origin is that of no page.
fn origin(headers: &HeaderMap) -> Option<String> {
    let mut lines = headers.get_all(header::ORIGIN);
    let only = lines
        .next()?
        .to_str()
        .ok()
        .filter(|_| lines.next().is_none());
    Some(only.unwrap_or("null").to_owned())
}

/// The program that makes a request, as it says.
fn agent(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::USER_AGENT)?.to_str().ok()
}

/// The bearer token of a request, where it shows anything at all.
///
/// # Errors
/// [`Error::Unauthenticated`] when it shows anything else.
pub fn bearer(headers: &HeaderMap) -> Result<Option<&str>, Error> {
    let mut lines = headers.get_all(header::AUTHORIZATION);
    let Some(line) = lines.next() else {
        return Ok(None);
    };
    if lines.next().is_some() {
        return Err(Error::Unauthenticated);
    }
    let line = line.to_str().map_err(|_| Error::Unauthenticated)?;
    token_of(line).ok_or(Error::Unauthenticated).map(Some)
}

/// The token of `Bearer …`.
pub fn token_of(line: &str) -> Option<&str> {
    match line.split_once(' ') {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => Some(token.trim()),
        _ => None,
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
