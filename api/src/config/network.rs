//! How clients reach the server.
use std::time::Duration;

use clap::{Args, ValueEnum};
use url::Url;

use super::{AddressRange, seconds};

/// How clients reach the server.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Network")]
pub struct Network {
    /// Address and port to listen on; port 0 takes a free one
    #[arg(long, env = "NGUONLUAT_LISTEN", value_name = "ADDR:PORT", default_value = "127.0.0.1:8080", value_parser = listen)]
    pub listen: std::net::SocketAddr,

    /// URL under which clients reach the server, for links; without one, the address it listens on
    #[arg(long, env = "NGUONLUAT_PUBLIC_URL", value_name = "URL", value_parser = public_url)]
    pub public_url: Option<Url>,

    /// Proxies whose X-Forwarded-For and X-Request-Id are believed: addresses or networks, by commas
    #[arg(
        long,
        env = "NGUONLUAT_TRUSTED_PROXIES",
        value_name = "NETWORKS",
        value_delimiter = ','
    )]
    pub trusted_proxies: Vec<AddressRange>,

    /// Origins whose pages may read the API from a browser, by commas; * for every origin
    #[arg(long, env = "NGUONLUAT_CORS_ORIGINS", value_name = "ORIGINS", value_delimiter = ',', value_parser = origin)]
    pub cors_origins: Vec<String>,

    /// Whether anybody may read what is published; off, whoever asks has to be signed in
    #[arg(
        long,
        env = "NGUONLUAT_PUBLIC_ACCESS",
        value_name = "ON/OFF",
        default_value = "on"
    )]
    pub public_access: PublicAccess,

    /// Threads that serve requests; without it, one for each core, at most 8
    #[arg(long, env = "NGUONLUAT_WORKERS", value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub workers: Option<u16>,

    /// Connections served at one time
    #[arg(long, env = "NGUONLUAT_MAX_CONNECTIONS", value_name = "N", default_value_t = 8192, value_parser = clap::value_parser!(u32).range(1..))]
    pub max_connections: u32,

    /// Connections of one address, trusted proxies excepted; its longest idle one gives way
    #[arg(long, env = "NGUONLUAT_MAX_CONNECTIONS_PER_ADDRESS", value_name = "N", default_value_t = 512, value_parser = clap::value_parser!(u32).range(1..))]
    pub max_connections_per_address: u32,

    /// Streams of changes that one address may have open, over sockets and as events
    #[arg(long, env = "NGUONLUAT_MAX_STREAMS_PER_ADDRESS", value_name = "N", default_value_t = 128, value_parser = clap::value_parser!(u32).range(1..))]
    pub max_streams_per_address: u32,

    /// Seconds within which a request's head, and again its body, must arrive, and after which an
    /// idle connection is closed
    #[arg(long, env = "NGUONLUAT_REQUEST_TIMEOUT", value_name = "SECONDS", default_value = "8", value_parser = seconds)]
    pub request_timeout: Duration,

    /// Seconds that requests under way get to finish when the server is told to stop
    #[arg(long, env = "NGUONLUAT_SHUTDOWN_TIMEOUT", value_name = "SECONDS", default_value = "30", value_parser = seconds)]
    pub shutdown_timeout: Duration,

    /// Seconds between /readyz saying "stopping" and the end of accepting connections
    #[arg(long, env = "NGUONLUAT_DRAIN", value_name = "SECONDS", default_value = "0.5", value_parser = seconds)]
    pub drain: Duration,
}

/// Whether the public may read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PublicAccess {
    /// Anybody may
    On,
    /// Only who is signed in
    Off,
}

fn listen(text: &str) -> Result<std::net::SocketAddr, String> {
    text.parse()
        .map_err(|_| "expected an address and a port, such as 127.0.0.1:8080 or [::]:8080".into())
}

fn public_url(text: &str) -> Result<Url, String> {
    let url = Url::parse(text).map_err(|error| error.to_string())?;
    let plain = url.query().is_none() && url.fragment().is_none() && url.username().is_empty();
    if matches!(url.scheme(), "http" | "https") && url.has_host() && plain && url.path() == "/" {
        return Ok(url);
    }
    Err("expected http:// or https:// and a host, such as https://phapluat.example.gov.vn".into())
}

fn origin(text: &str) -> Result<String, String> {
    if text == "*" {
        return Ok(text.into());
    }
    match Url::parse(text) {
        Ok(url) if url.origin().ascii_serialization() == text && !text.contains('*') => {
            Ok(text.into())
        }
        _ => Err("expected an origin such as https://portal.example.gov.vn, or *".into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_scheme_host_and_port_and_nothing_else() {
        assert!(origin("https://a.vn").is_ok());
        assert!(origin("http://a.vn:3000").is_ok());
        for text in [
            "a.vn",
            "https://a.vn/",
            "https://a.vn/x",
            "null",
            "https://*",
        ] {
            assert!(origin(text).is_err(), "{text}");
        }
    }
}
