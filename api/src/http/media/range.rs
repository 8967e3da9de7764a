//! `Range` (RFC 9110 §14): one range from, to or at the end of a file.

use std::ops::Range;

use actix_web::{HttpRequest, http::header};

/// The part of a file that a request asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// All of it: there is no range, or several, or one in another unit than bytes.
    Whole,
    /// These bytes.
    Part(Range<u64>),
    /// Bytes that the file does not have, or something that is no range.
    Nothing,
}

/// Reads the request's range in a file of `size` bytes.
pub fn asked(request: &HttpRequest, size: u64) -> Asked {
    let mut lines = request.headers().get_all(header::RANGE);
    match (lines.next(), lines.next()) {
        (None, _) => Asked::Whole,
        (Some(line), None) => line
            .to_str()
            .map_or(Asked::Nothing, |line| read(line, size)),
        (Some(_), Some(_)) => Asked::Nothing,
    }
}

fn read(line: &str, size: u64) -> Asked {
    let Some((unit, ranges)) = line.split_once('=') else {
        return Asked::Nothing;
    };
    if !unit.trim().eq_ignore_ascii_case("bytes") {
        return if unit.trim().is_empty() {
            Asked::Nothing
        } else {
            Asked::Whole
        };
    }
    if ranges.contains(',') {
        return Asked::Whole;
    }
    one(ranges.trim(), size).map_or(Asked::Nothing, Asked::Part)
}

fn one(range: &str, size: u64) -> Option<Range<u64>> {
    let (first, last) = range.split_once('-')?;
    let range = match (first, last) {
        ("", length) => size.saturating_sub(number(length)?)..size,
        (first, "") => number(first)?..size,
        (first, last) => {
            let (first, last) = (number(first)?, number(last)?);
            first..last.saturating_add(1).min(size)
        }
    };
    (range.start < range.end).then_some(range)
}

fn number(text: &str) -> Option<u64> {
    let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_its_bytes_as_far_as_the_file_goes() {
        assert_eq!(read("bytes=0-0", 10), Asked::Part(0..1));
        assert_eq!(read("bytes=2-5", 10), Asked::Part(2..6));
        assert_eq!(read("bytes=2-", 10), Asked::Part(2..10));
        assert_eq!(read("Bytes= 2-99", 10), Asked::Part(2..10));
        assert_eq!(read("bytes=-3", 10), Asked::Part(7..10));
        assert_eq!(read("bytes=-99", 10), Asked::Part(0..10));
        assert_eq!(
            read("bytes=0-99999999999999999999999", 10),
            Asked::Part(0..10)
        );
    }

    #[test]
    fn what_the_file_does_not_have_is_nothing() {
        for line in ["bytes=10-", "bytes=10-11", "bytes=-0", "bytes=5-4"] {
            assert_eq!(read(line, 10), Asked::Nothing, "{line}");
        }
        assert_eq!(read("bytes=0-", 0), Asked::Nothing);
        assert_eq!(read("bytes=-1", 0), Asked::Nothing);
    }

    #[test]
    fn what_is_no_range_is_nothing() {
        for line in [
            "",
            "bytes",
            "bytes=",
            "=0-1",
            "bytes=-",
            "bytes=a-b",
            "bytes=+1-2",
            "bytes=1",
        ] {
            assert_eq!(read(line, 10), Asked::Nothing, "{line}");
        }
    }

    #[test]
    fn several_ranges_and_other_units_are_the_whole() {
        assert_eq!(read("bytes=0-1,3-4", 10), Asked::Whole);
        assert_eq!(read("lines=0-1", 10), Asked::Whole);
    }
}
