//! Networks of addresses.
use std::{fmt, net::IpAddr, str::FromStr};

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
}
