//! Which of the media types that can be served the client wants.

use actix_web::http::header::{self, HeaderMap};

/// The media type of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// `application/graphql-response+json`: the status tells whether the request was good.
    GraphqlResponse,
    /// `application/json`: 200 for every well-formed request, as older clients expect.
    Json,
}

impl Format {
    /// The media type with its charset.
    pub fn content_type(self) -> &'static str {
        match self {
            Self::GraphqlResponse => "application/graphql-response+json; charset=utf-8",
            Self::Json => "application/json; charset=utf-8",
        }
    }
}

/// What the client wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// An answer for programs.
    Answer(Format),
    /// What an operation says, as Server-Sent Events.
    Events,
    /// A page for people.
    Page,
    /// Nothing that can be served.
    Nothing,
}

/// What can be served besides answers.
#[derive(Debug, Clone, Copy)]
pub struct Offers {
    /// [`Wanted::Events`]
    pub events: bool,
    /// [`Wanted::Page`]
    pub pages: bool,
}

/// Reads `Accept`. Without it, and for wildcards, the answer is `application/json`. Events or a page are chosen
/// only where the client names `text/event-stream` or `text/html` and likes nothing else it names more.
pub fn wanted(headers: &HeaderMap, offers: Offers) -> Wanted {
    let lines: Vec<&str> = headers
        .get_all(header::ACCEPT)
        .filter_map(|line| line.to_str().ok())
        .collect();
    let ranges: Vec<Range> = lines
        .iter()
        .flat_map(|line| line.split(','))
        .filter_map(Range::parse)
        .collect();
    if ranges.is_empty() {
        return Wanted::Answer(Format::Json);
    }
    let named = |media_type: &str| quality(&ranges, media_type, false);
    let offered = |media_type, offered| if offered { named(media_type) } else { None };
    let offers = [
        (
            named("application/graphql-response+json"),
            Wanted::Answer(Format::GraphqlResponse),
        ),
        (named("application/json"), Wanted::Answer(Format::Json)),
        (offered("text/event-stream", offers.events), Wanted::Events),
        (offered("text/html", offers.pages), Wanted::Page),
    ];
    let mut best = None;
    for (quality, offer) in offers {
        if let Some(quality) = quality.filter(|quality| *quality > 0)
            && best.is_none_or(|(most, _)| quality > most)
        {
            best = Some((quality, offer));
        }
    }
    if let Some((_, offer)) = best {
        return offer;
    }
    for (media_type, format) in [
        ("application/json", Format::Json),
        ("application/graphql-response+json", Format::GraphqlResponse),
    ] {
        if quality(&ranges, media_type, true).is_some_and(|quality| quality > 0) {
            return Wanted::Answer(format);
        }
    }
    Wanted::Nothing
}

/// The quality that the most specific range gives to a media type.
fn quality(ranges: &[Range], media_type: &str, wildcards: bool) -> Option<u16> {
    let of = |name: &str| {
        ranges
            .iter()
            .find(|range| range.name == name)
            .map(|range| range.quality)
    };
    of(media_type).or_else(|| {
        let (kind, _) = media_type.split_once('/')?;
        wildcards.then(|| of(&format!("{kind}/*")).or_else(|| of("*/*")))?
    })
}

struct Range {
    name: String,
    /// In thousandths.
    quality: u16,
}

impl Range {
    fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split(';').map(str::trim);
        let name = parts
            .next()
            .filter(|name| !name.is_empty())?
            .to_ascii_lowercase();
        let quality = parts
            .filter_map(|part| part.split_once('='))
            .find(|(name, _)| name.trim().eq_ignore_ascii_case("q"))
            .map_or(Some(1000), |(_, value)| thousandths(value.trim()));
        Some(Self {
            name,
            quality: quality?,
        })
    }
}

fn thousandths(value: &str) -> Option<u16> {
    let (whole, fraction) = value.split_once('.').unwrap_or((value, ""));
    let digits = fraction.bytes().all(|b| b.is_ascii_digit()) && fraction.len() <= 3;
    let fraction: u16 = if digits {
        format!("{fraction:0<3}").parse().ok()?
    } else {
        return None;
    };
    match whole {
        "0" => Some(fraction),
        "1" if fraction == 0 => Some(1000),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::HeaderValue;

    use super::*;

    const GRAPHQL: Wanted = Wanted::Answer(Format::GraphqlResponse);
    const JSON: Wanted = Wanted::Answer(Format::Json);
    const EVERYTHING: Offers = Offers {
        events: true,
        pages: true,
    };

    #[track_caller]
    fn check(accept: &str, expected: Wanted) {
        let mut headers = HeaderMap::new();
        headers.insert(
            header::ACCEPT,
            HeaderValue::from_str(accept).expect("a header"),
        );
        assert_eq!(wanted(&headers, EVERYTHING), expected, "{accept}");
    }

    #[test]
    fn the_named_type_of_the_highest_quality_is_served() {
        check("application/json", JSON);
        check("application/graphql-response+json", GRAPHQL);
        check(
            "application/json, application/graphql-response+json",
            GRAPHQL,
        );
        check(
            "application/json, application/graphql-response+json;q=0.9",
            JSON,
        );
        check(
            "application/graphql-response+json; charset=utf-8, application/json; charset=utf-8",
            GRAPHQL,
        );
        check("Application/JSON ; Q=0.5", JSON);
    }

    #[test]
    fn without_a_name_it_is_json() {
        assert_eq!(wanted(&HeaderMap::new(), EVERYTHING), JSON);
        check("", JSON);
        check("*/*", JSON);
        check("application/*", JSON);
        check("application/json;q=0, */*", GRAPHQL);
    }

    #[test]
    fn a_browser_gets_the_page() {
        check(
            "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            Wanted::Page,
        );
        check("text/html, application/json", JSON);
        check("text/html, application/json;q=0.9", Wanted::Page);
    }

    #[test]
    fn who_listens_names_events() {
        check("text/event-stream", Wanted::Events);
        check("text/event-stream, */*", Wanted::Events);
        check("text/event-stream;q=0.5, application/json", JSON);
        check("text/*, */*", JSON);
    }

    #[test]
    fn what_cannot_be_served_is_said() {
        check("text/plain", Wanted::Nothing);
        check("application/json;q=0", Wanted::Nothing);
        check("text/*", Wanted::Nothing);
    }
}
