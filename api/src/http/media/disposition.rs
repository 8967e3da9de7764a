//! `Content-Disposition`: shown in the browser only where that cannot run anything.

use crate::domain::media::MediaFile;

const SHOWN: &[&str] = &[
    "image/png",
    "image/jpeg",
    "image/gif",
    "image/webp",
    "image/avif",
    "application/pdf",
    "text/vtt",
];

/// The header's value, with the name in ASCII for old clients and whole for the others (RFC 6266).
pub fn of(file: &MediaFile) -> String {
    let media_type = file.media_type.split(';').next().unwrap_or_default().trim();
    let shown = SHOWN.contains(&media_type)
        || media_type.starts_with("audio/")
        || media_type.starts_with("video/");
    let kind = if shown { "inline" } else { "attachment" };
    let plain = |c: char| {
        if c.is_ascii_alphanumeric() || ".-_ ()".contains(c) {
            c
        } else {
            '_'
        }
    };
    let ascii: String = file.name.chars().map(plain).collect();
    format!(
        "{kind}; filename=\"{ascii}\"; filename*=UTF-8''{}",
        encoded(&file.name)
    )
}

/// RFC 8187's `ext-value`: everything but its `attr-char` in percent signs.
fn encoded(name: &str) -> String {
    let mut encoded = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"!#$&+-.^_`|~".contains(&byte) {
            encoded.push(byte.into());
        } else {
            encoded.push('%');
            for digit in [byte >> 4, byte & 15] {
                encoded.extend(char::from_digit(digit.into(), 16).map(|c| c.to_ascii_uppercase()));
            }
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(media_type: &str, name: &str) -> String {
        of(&MediaFile {
            media_type: media_type.into(),
            name: name.into(),
            size: 1,
        })
    }

    #[test]
    fn a_vietnamese_name_is_whole_for_those_who_can_read_it() {
        assert_eq!(
            header("application/pdf", "Luật số 1.pdf"),
            "inline; filename=\"Lu_t s_ 1.pdf\"; filename*=UTF-8''Lu%E1%BA%ADt%20s%E1%BB%91%201.pdf"
        );
    }

    #[test]
    fn what_could_run_is_saved() {
        for media_type in [
            "text/html",
            "image/svg+xml",
            "application/xml",
            "text/plain",
        ] {
            assert!(
                header(media_type, "a").starts_with("attachment;"),
                "{media_type}"
            );
        }
        for media_type in [
            "image/png",
            "video/mp4",
            "audio/mpeg",
            "text/vtt; charset=utf-8",
        ] {
            assert!(
                header(media_type, "a").starts_with("inline;"),
                "{media_type}"
            );
        }
    }

    #[test]
    fn a_name_cannot_leave_its_quotes() {
        assert_eq!(
            header("text/html", "a\"\r\nX: y;\\"),
            "attachment; filename=\"a___X_ y__\"; filename*=UTF-8''a%22%0D%0AX%3A%20y%3B%5C"
        );
    }
}
