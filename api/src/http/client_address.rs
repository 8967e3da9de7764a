//! Who the client is: the socket's address, or what a trusted proxy says of it.

use std::net::{IpAddr, SocketAddr};

use actix_web::http::header::HeaderMap;

use crate::config::AddressRange;

/// The client's address. `X-Forwarded-For` is read from its end, as far as it was written by
/// trusted proxies; from anyone else it means nothing.
pub fn client_address(
    peer: Option<SocketAddr>,
    headers: &HeaderMap,
    trusted: &[AddressRange],
) -> Option<IpAddr> {
    let mut address = peer?.ip().to_canonical();
    let lines: Vec<&str> = headers
        .get_all("x-forwarded-for")
        .filter_map(|line| line.to_str().ok())
        .collect();
    let mut hops = lines.iter().flat_map(|line| line.split(',')).rev();
    while is_trusted(address, trusted) {
        match hops.next().and_then(parse) {
            Some(hop) => address = hop,
            None => break,
        }
    }
    Some(address)
}

/// Whether `address` is a trusted proxy.
pub fn is_trusted(address: IpAddr, trusted: &[AddressRange]) -> bool {
    trusted.iter().any(|range| range.contains(address))
}

/// Proxies write addresses with and without a port, IPv6 with and without brackets.
fn parse(hop: &str) -> Option<IpAddr> {
    let hop = hop.trim();
    let address = hop.parse().ok();
    let address = address.or_else(|| Some(hop.parse::<SocketAddr>().ok()?.ip()));
    let bare = || hop.strip_prefix('[')?.strip_suffix(']')?.parse().ok();
    Some(address.or_else(bare)?.to_canonical())
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::{HeaderName, HeaderValue};

    use super::*;

    fn client(peer: &str, forwarded: &[&str], trusted: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for line in forwarded {
            headers.append(
                HeaderName::from_static("x-forwarded-for"),
                HeaderValue::from_str(line).expect("a header"),
            );
        }
        let trusted: Vec<_> = trusted
            .iter()
            .map(|range| range.parse().expect("a network"))
            .collect();
        let peer = format!("{peer}:1").parse().expect("an address");
        client_address(Some(peer), &headers, &trusted)
            .expect("an address")
            .to_string()
    }

    #[test]
    fn a_stranger_is_who_the_socket_says() {
        assert_eq!(client("1.1.1.1", &["9.9.9.9"], &[]), "1.1.1.1");
        assert_eq!(client("1.1.1.1", &["9.9.9.9"], &["2.2.2.2"]), "1.1.1.1");
    }

    #[test]
    fn a_trusted_proxy_is_believed_for_the_last_hop_only() {
        let trusted = ["10.0.0.0/8"];
        assert_eq!(
            client("10.0.0.1", &["9.9.9.9, 3.3.3.3"], &trusted),
            "3.3.3.3"
        );
        assert_eq!(
            client("10.0.0.1", &["9.9.9.9", "3.3.3.3, 10.2.2.2"], &trusted),
            "3.3.3.3"
        );
        assert_eq!(
            client("10.0.0.1", &["[2001:db8::1]:443"], &trusted),
            "2001:db8::1"
        );
    }

    #[test]
    fn where_a_proxy_writes_nonsense_the_proxy_is_the_client() {
        assert_eq!(
            client("10.0.0.1", &["unknown"], &["10.0.0.0/8"]),
            "10.0.0.1"
        );
        assert_eq!(client("10.0.0.1", &[], &["10.0.0.0/8"]), "10.0.0.1");
    }
}
