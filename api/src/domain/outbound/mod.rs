//! Calls to other servers at the word of others: to public addresses, and to networks that the province names.
//!
//! A name is looked up once for each connection, and what is connected to is what was looked at, so that a name that
//! says another address the next time leads nowhere else. Redirects are not followed, proxies not asked.
mod address;

use std::error::Error as _;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::{ACCEPT, CONTENT_TYPE};
use reqwest::redirect::Policy;
use reqwest::{Client, ClientBuilder, RequestBuilder, Response};
use url::{Host, Url, form_urlencoded};

use self::address::is_public;

/// What a whole call may take.
const PATIENCE: Duration = Duration::from_secs(5);
/// What connecting may take.
const CONNECTS_WITHIN: Duration = Duration::from_secs(3);
/// Bytes of an answer at most.
const LARGEST: usize = 256 * 1024;

/// Which addresses are called though they are not public.
pub type Allowed = Arc<dyn Fn(IpAddr) -> bool + Send + Sync>;

/// Looks a name up.
type Lookup = Arc<dyn Fn(String) -> BoxFuture<'static, io::Result<Vec<SocketAddr>>> + Send + Sync>;

/// Calls other servers.
#[derive(Clone)]
pub struct Outbound {
    /// By TLS, to public addresses and those that are allowed.
    secure: Client,
    /// Without, to those that are allowed.
    plain: Client,
    allowed: Allowed,
}

/// Why a call came to nothing.
#[derive(Debug, thiserror::Error)]
pub enum OutboundError {
    /// The address may not be called.
    #[error(
        "{0} is not called: its address is not public, and not among the networks that are allowed"
    )]
    Forbidden(String),
    /// It did not answer, or not in time.
    #[error("{url} does not answer")]
    Failed {
        /// Where.
        url: String,
        /// Why.
        #[source]
        cause: reqwest::Error,
    },
    /// It answered something else.
    #[error("{url} answers with status {status}")]
    Status {
        /// Where.
        url: String,
        /// The status.
        status: u16,
    },
    /// It answered too much.
    #[error("{0} answers more than anybody reads")]
    TooLarge(String),
}

impl Outbound {
    /// Calls to public addresses, and to those that are allowed.
    ///
    /// # Errors
    /// When the library cannot be set up, as without certificates of authorities.
    pub fn new(allowed: Allowed) -> Result<Self, reqwest::Error> {
        let lookup: Lookup = Arc::new(|name| {
            async move { Ok(tokio::net::lookup_host((name, 0)).await?.collect()) }.boxed()
        });
        Self::resolving(allowed, &lookup)
    }

    fn resolving(allowed: Allowed, lookup: &Lookup) -> Result<Self, reqwest::Error> {
        let of = |plain| {
            let guard = Guard {
                allowed: Arc::clone(&allowed),
                lookup: Arc::clone(lookup),
                plain,
            };
            ClientBuilder::new()
                .redirect(Policy::none())
                .no_proxy()
                .referer(false)
                .timeout(PATIENCE)
                .connect_timeout(CONNECTS_WITHIN)
                .https_only(!plain)
                .dns_resolver(Arc::new(guard))
                .user_agent(concat!("nguonluat/", env!("CARGO_PKG_VERSION")))
                .build()
        };
        Ok(Self {
            secure: of(false)?,
            plain: of(true)?,
            allowed,
        })
    }

    /// What is served at an address.
    ///
    /// # Errors
    /// [`OutboundError`].
    pub async fn get(&self, url: &Url) -> Result<Vec<u8>, OutboundError> {
        let request = self.client(url)?.get(url.clone());
        answer(request, url).await
    }

    /// What is answered to a form, which a client of this name and password sends.
    ///
    /// # Errors
    /// [`OutboundError`].
    pub async fn post(
        &self,
        url: &Url,
        client: Option<(&str, &str)>,
        form: &[(&str, &str)],
    ) -> Result<Vec<u8>, OutboundError> {
        let body: String = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(form)
            .finish();
        let mut request = self
            .client(url)?
            .post(url.clone())
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(ACCEPT, "application/json")
            .body(body);
        if let Some((name, password)) = client {
            request = request.basic_auth(name, Some(password));
        }
        answer(request, url).await
    }

    /// What calls an address, where it may be called.
    fn client(&self, url: &Url) -> Result<&Client, OutboundError> {
        let forbidden = || OutboundError::Forbidden(place(url));
        let client = match url.scheme() {
            "https" => &self.secure,
            "http" => &self.plain,
            _ => return Err(forbidden()),
        };
        let is_plain = url.scheme() == "http";
        // An address in the place of a name is not looked up.
        let address = match url.host() {
            Some(Host::Ipv4(address)) => Some(address.into()),
            Some(Host::Ipv6(address)) => Some(IpAddr::V6(address)),
            Some(Host::Domain(_)) => None,
            None => return Err(forbidden()),
        };
        if address.is_some_and(|address| !may_call(address, is_plain, &self.allowed)) {
            return Err(forbidden());
        }
        Ok(client)
    }
}

async fn answer(request: RequestBuilder, url: &Url) -> Result<Vec<u8>, OutboundError> {
    let answer = request.send().await;
    let answer = answer.map_err(|cause| failed(url, cause))?;
    let status = answer.status().as_u16();
    if status != 200 {
        let url = place(url);
        return Err(OutboundError::Status { url, status });
    }
    body(answer, url).await
}

/// The body of an answer, as far as anybody reads.
async fn body(mut answer: Response, url: &Url) -> Result<Vec<u8>, OutboundError> {
    let mut body = Vec::new();
    while let Some(part) = answer.chunk().await.map_err(|cause| failed(url, cause))? {
        if body.len() + part.len() > LARGEST {
            return Err(OutboundError::TooLarge(place(url)));
        }
        body.extend_from_slice(&part);
    }
    Ok(body)
}

/// A failure; one of a name that leads where nothing is called is told apart.
fn failed(url: &Url, cause: reqwest::Error) -> OutboundError {
    let mut source = cause.source();
    while let Some(error) = source {
        if error.is::<NotCalled>() {
            return OutboundError::Forbidden(place(url));
        }
        source = error.source();
    }
    OutboundError::Failed {
        url: place(url),
        cause: cause.without_url(),
    }
}

/// An address as it may be told: without what stands behind the path.
fn place(url: &Url) -> String {
    let origin = url.origin().ascii_serialization();
    format!("{origin}{}", url.path())
}

/// Every address of a name is one that nothing is called at.
#[derive(Debug, thiserror::Error)]
#[error("the name leads to no address that may be called")]
struct NotCalled;

/// Looks names up and gives the addresses that may be called.
struct Guard {
    allowed: Allowed,
    lookup: Lookup,
    plain: bool,
}

impl Resolve for Guard {
    fn resolve(&self, name: Name) -> Resolving {
        let (allowed, plain) = (Arc::clone(&self.allowed), self.plain);
        let found = (self.lookup)(name.as_str().to_owned());
        async move {
            let mut found = found.await?;
            found.retain(|address| may_call(address.ip(), plain, &allowed));
            if found.is_empty() {
                return Err(NotCalled.into());
            }
            Ok(Box::new(found.into_iter()) as Addrs)
        }
        .boxed()
    }
}

/// Whether an address may be called; without TLS, only where that is allowed.
fn may_call(address: IpAddr, plain: bool, allowed: &Allowed) -> bool {
    allowed(address) || (!plain && is_public(address))
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    fn nothing() -> Allowed {
        Arc::new(|_| false)
    }

    async fn refusal(outbound: &Outbound, url: &str) -> String {
        let url = Url::parse(url).expect("a URL");
        let refused = outbound.get(&url).await.expect_err("refused");
        assert!(
            matches!(refused, OutboundError::Forbidden(_)),
            "{url}: {refused}"
        );
        refused.to_string()
    }

    #[tokio::test]
    async fn what_is_not_public_is_not_called_in_whatever_spelling() {
        let outbound = Outbound::new(nothing()).expect("a client");
        for host in [
            "127.0.0.1",
            "127.9.9.9",
            "127.1",
            "2130706433",
            "0x7f000001",
            "0177.0.0.1",
            "0.0.0.0",
            "0",
            "10.1.2.3",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.0.1",
            "169.254.169.254",
            "100.64.0.1",
            "192.0.0.1",
            "198.18.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "[::1]",
            "[::]",
            "[::ffff:127.0.0.1]",
            "[::ffff:7f00:1]",
            "[::127.0.0.1]",
            "[64:ff9b::7f00:1]",
            "[fc00::1]",
            "[fd12::1]",
            "[fe80::1]",
            "[ff02::1]",
            "[2002:7f00:1::]",
            "[2001::1]",
            "[2001:db8::1]",
            "localhost",
        ] {
            refusal(&outbound, &format!("https://{host}/keys")).await;
        }
        let told = refusal(&outbound, "http://192.0.43.8/keys?secret=x").await;
        assert!(
            told.contains("http://192.0.43.8/keys") && !told.contains("secret"),
            "{told}"
        );
        refusal(&outbound, "file:///etc/passwd").await;
        refusal(&outbound, "ftp://192.0.43.8/").await;
    }

    #[tokio::test]
    async fn a_name_that_changes_its_mind_leads_nowhere() {
        let asked = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&asked);
        // Whoever looked the name up once to see, and once more to connect, would be had.
        let lookup: Lookup = Arc::new(move |_| {
            let public = counted.fetch_add(1, Ordering::Relaxed) % 2 == 1;
            let address: IpAddr = if public {
                [192, 0, 43, 8].into()
            } else {
                [127, 0, 0, 1].into()
            };
            async move { Ok(vec![SocketAddr::new(address, 0)]) }.boxed()
        });
        let outbound = Outbound::resolving(nothing(), &lookup).expect("a client");
        refusal(&outbound, "https://sso.example/keys").await;
        assert_eq!(asked.load(Ordering::Relaxed), 1, "looked up once");
    }

    #[tokio::test]
    async fn of_many_addresses_those_are_called_that_may_be() {
        let guard = Guard {
            allowed: Arc::new(|address| address == IpAddr::from([10, 0, 0, 9])),
            lookup: Arc::new(|_| {
                let all = [[127, 0, 0, 1], [10, 0, 0, 9], [1, 1, 1, 1]];
                async move { Ok(all.map(|ip| SocketAddr::new(ip.into(), 0)).to_vec()) }.boxed()
            }),
            plain: false,
        };
        let called = async |guard: &Guard| -> Vec<String> {
            let name = "sso.example".parse().expect("a name");
            let found = guard.resolve(name).await.expect("some");
            found.map(|address| address.ip().to_string()).collect()
        };
        assert_eq!(called(&guard).await, ["10.0.0.9", "1.1.1.1"]);
        let guard = Guard {
            plain: true,
            ..guard
        };
        assert_eq!(
            called(&guard).await,
            ["10.0.0.9"],
            "without TLS, nothing public"
        );
    }
}
