//! Configuration: one struct per section. A flag and its `NGUONLUAT_…` variable mean the same.

use std::{fmt, net::IpAddr, path::PathBuf, str::FromStr, time::Duration};

use clap::{Args, ValueEnum};
use url::Url;

use crate::{domain::database::Options, graphql::limits::Limits};

/// Where the content is: the database and the files.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Storage")]
pub struct Storage {
    /// Folder for the embedded database and the media files
    #[arg(
        long,
        env = "NGUONLUAT_DATA_DIR",
        value_name = "FOLDER",
        default_value = "data"
    )]
    pub data_dir: PathBuf,

    /// The database's URL.
    #[arg(long, env = "DATABASE_URL", help = "Database: postgres://… or sqlite://…; without one, an SQLite file in the data folder", value_name = "URL", hide_env_values = true, value_parser = database_url)]
    pub database_url: Option<String>,

    /// Requests that read the database at the same time
    #[arg(long, env = "NGUONLUAT_READ_CONNECTIONS", value_name = "N", default_value_t = 8, value_parser = clap::value_parser!(u32).range(1..=500))]
    pub read_connections: u32,

    /// The media store's URL.
    #[arg(long, help = "Media files: s3://BUCKET/PREFIX, with the usual AWS_… variables; without one, the folder media in the data folder", env = "NGUONLUAT_MEDIA_URL", value_name = "URL", hide_env_values = true, value_parser = media_url)]
    pub media_url: Option<Url>,
}

impl Storage {
    /// The database's URL, the default filled in.
    #[must_use]
    pub fn database_url(&self) -> String {
        self.database_url.clone().unwrap_or_else(|| {
            format!(
                "sqlite://{}",
                self.data_dir.join("nguonluat.sqlite").display()
            )
        })
    }

    /// How to reach the database; the folder of an embedded one is made.
    ///
    /// # Errors
    /// Where the folder cannot be made.
    pub fn database(&self) -> std::io::Result<Options> {
        if self.database_url.is_none() {
            std::fs::create_dir_all(&self.data_dir)?;
        }
        Ok(Options {
            read_connections: self.read_connections,
            ..Options::new(self.database_url())
        })
    }
}

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

    /// Threads that serve requests; without it, one for each core, at most 8
    #[arg(long, env = "NGUONLUAT_WORKERS", value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub workers: Option<u16>,

    /// Connections served at one time
    #[arg(long, env = "NGUONLUAT_MAX_CONNECTIONS", value_name = "N", default_value_t = 8192, value_parser = clap::value_parser!(u32).range(1..))]
    pub max_connections: u32,

    /// Connections of one address, trusted proxies excepted; its longest idle one gives way
    #[arg(long, env = "NGUONLUAT_MAX_CONNECTIONS_PER_ADDRESS", value_name = "N", default_value_t = 512, value_parser = clap::value_parser!(u32).range(1..))]
    pub max_connections_per_address: u32,

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

/// What one request may cost.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Limits of a request")]
pub struct Requests {
    /// Bytes of a request's body
    #[arg(
        long,
        env = "NGUONLUAT_MAX_BODY",
        value_name = "BYTES",
        default_value_t = 1_000_000
    )]
    pub max_body: usize,

    /// Seconds an operation may take
    #[arg(long, env = "NGUONLUAT_TIME_LIMIT", value_name = "SECONDS", default_value = "10", value_parser = seconds)]
    pub time_limit: Duration,

    /// Nodes an operation may return, computed from its page sizes
    #[arg(long, env = "NGUONLUAT_MAX_NODES", value_name = "N", default_value_t = Limits::default().nodes)]
    pub max_nodes: u64,

    /// Fields within fields
    #[arg(long, env = "NGUONLUAT_MAX_DEPTH", value_name = "N", default_value_t = Limits::default().depth)]
    pub max_depth: u64,

    /// Aliases in an operation
    #[arg(long, env = "NGUONLUAT_MAX_ALIASES", value_name = "N", default_value_t = Limits::default().aliases)]
    pub max_aliases: u64,

    /// Values in an answer: fields and items that are really resolved
    #[arg(long, env = "NGUONLUAT_MAX_ANSWER_VALUES", value_name = "N", default_value_t = Limits::default().answer_values)]
    pub max_answer_values: u64,

    /// Bytes in an answer, near enough
    #[arg(long, env = "NGUONLUAT_MAX_ANSWER_BYTES", value_name = "BYTES", default_value_t = Limits::default().answer_bytes)]
    pub max_answer_bytes: u64,

    /// Tokens in a document
    #[arg(long, env = "NGUONLUAT_MAX_TOKENS", value_name = "N", default_value_t = Limits::default().tokens)]
    pub max_tokens: u64,
}

impl Requests {
    /// The limits of an operation.
    #[must_use]
    pub fn limits(&self) -> Limits {
        Limits {
            nodes: self.max_nodes,
            depth: self.max_depth,
            aliases: self.max_aliases,
            tokens: self.max_tokens,
            answer_values: self.max_answer_values,
            answer_bytes: self.max_answer_bytes,
            ..Limits::default()
        }
    }
}

/// The log, written to standard error.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Log")]
pub struct Log {
    /// What to log: a level (error, warn, info, debug, trace) or rules such as info,sqlx=warn
    #[arg(long = "log", env = "NGUONLUAT_LOG", value_name = "FILTER", default_value = "info", value_parser = log_filter, global = true)]
    pub filter: String,

    /// How to write it
    #[arg(
        long = "log-format",
        env = "NGUONLUAT_LOG_FORMAT",
        value_name = "FORMAT",
        default_value = "text",
        global = true
    )]
    pub format: LogFormat,
}

/// How log lines are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// For people
    Text,
    /// One JSON object a line
    Json,
}

/// A network, such as `10.0.0.0/8`, or one address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AddressRange {
    address: IpAddr,
    prefix: u8,
}

impl AddressRange {
    /// Whether `address` lies in the network. An IPv4 address mapped into IPv6 is an IPv4 address.
    #[must_use]
    pub fn contains(&self, address: IpAddr) -> bool {
        match (self.address, address.to_canonical()) {
            (IpAddr::V4(network), IpAddr::V4(address)) => same_prefix(
                network.to_bits().into(),
                address.to_bits().into(),
                32 - self.prefix,
            ),
            (IpAddr::V6(network), IpAddr::V6(address)) => {
                same_prefix(network.to_bits(), address.to_bits(), 128 - self.prefix)
            }
            _ => false,
        }
    }
}

fn same_prefix(a: u128, b: u128, host_bits: u8) -> bool {
    let host_bits = u32::from(host_bits);
    a.checked_shr(host_bits) == b.checked_shr(host_bits)
}

impl FromStr for AddressRange {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let refused = || format!("\"{text}\" is no address or network such as 10.0.0.0/8");
        let (address, prefix) = match text.trim().split_once('/') {
            Some((address, prefix)) => (address, Some(prefix)),
            None => (text.trim(), None),
        };
        let address: IpAddr = address.parse().map_err(|_| refused())?;
        let longest = if address.is_ipv4() { 32 } else { 128 };
        let prefix = match prefix {
            Some(prefix) => prefix.parse().map_err(|_| refused())?,
            None => longest,
        };
        if prefix > longest {
            return Err(refused());
        }
        Ok(Self { address, prefix })
    }
}

impl fmt::Display for AddressRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.address, self.prefix)
    }
}

fn listen(text: &str) -> Result<std::net::SocketAddr, String> {
    text.parse()
        .map_err(|_| "expected an address and a port, such as 127.0.0.1:8080 or [::]:8080".into())
}

fn seconds(text: &str) -> Result<Duration, String> {
    text.parse()
        .ok()
        .and_then(|seconds| Duration::try_from_secs_f64(seconds).ok())
        .filter(|duration| *duration <= Duration::from_hours(1))
        .ok_or_else(|| "expected a number of seconds between 0 and 3600, such as 10 or 0.5".into())
}

fn database_url(text: &str) -> Result<String, String> {
    let known = ["postgres://", "postgresql://", "sqlite:"];
    if known.iter().any(|scheme| text.starts_with(scheme)) {
        return Ok(text.into());
    }
    Err("expected postgres://USER:PASSWORD@HOST/DATABASE or sqlite://FILE".into())
}

fn media_url(text: &str) -> Result<Url, String> {
    let url = Url::parse(text).map_err(|error| error.to_string())?;
    match url.scheme() {
        "s3" | "file" => Ok(url),
        _ => Err("expected s3://BUCKET/PREFIX or file:///FOLDER".into()),
    }
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

fn log_filter(text: &str) -> Result<String, String> {
    tracing_subscriber::EnvFilter::try_new(text)
        .map(|_| text.into())
        .map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(text: &str) -> AddressRange {
        text.parse().expect("a network")
    }

    #[test]
    fn a_network_holds_its_addresses_and_no_other() {
        let network = range("10.1.0.0/16");
        assert!(network.contains([10, 1, 255, 255].into()));
        assert!(network.contains("::ffff:10.1.2.3".parse().expect("an address")));
        assert!(!network.contains([10, 2, 0, 0].into()));
        assert!(range("0.0.0.0/0").contains([1, 2, 3, 4].into()));
        assert!(!range("0.0.0.0/0").contains("::1".parse().expect("an address")));
        assert!(range("::1").contains("::1".parse().expect("an address")));
    }

    #[test]
    fn what_is_no_network_is_refused() {
        for text in [
            "",
            "10.0.0.0/33",
            "10.0.0/8",
            "::1/129",
            "a/8",
            "10.0.0.0/-1",
        ] {
            let refused = text.parse::<AddressRange>().expect_err(text);
            assert!(refused.contains("is no address or network"), "{refused}");
        }
    }

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
