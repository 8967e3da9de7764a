//! What may be uploaded: told by content, never by what somebody says that it is.
use super::Unfit;

/// Bytes by which the kind is told.
pub(super) const HEAD: usize = 8 * 1024;
/// Bytes at the end in which an archive would have its directory's end: 22 and the longest comment.
pub(super) const TAIL: usize = 22 + 65_535;
/// Bytes in which browsers look for markup.
const LOOKED_AT: usize = 1024;

/// Kinds of files that may be uploaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named as the format is")]
pub enum Kind {
    Jpeg,
    Png,
    Gif,
    Webp,
    Pdf,
    Docx,
    Xlsx,
    Pptx,
    Odt,
    Ods,
    Mp3,
    M4a,
    Ogg,
    Wav,
    Mp4,
    Webm,
    Vtt,
}

/// What kinds have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// An image: decoded, and kept as WebP.
    Image,
    /// A document: kept as it is.
    Document,
    /// A sound recording: kept as it is.
    Audio,
    /// A video: kept as it is.
    Video,
    /// Captions: kept as they are.
    Captions,
}

/// What the first bytes tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Head {
    /// The kind.
    Kind(Kind),
    /// An archive: which documents it holds is told by its directory.
    Archive,
}

impl Kind {
    /// What it is.
    #[must_use]
    pub fn class(self) -> Class {
        match self {
            Self::Jpeg | Self::Png | Self::Gif | Self::Webp => Class::Image,
            Self::Pdf | Self::Docx | Self::Xlsx | Self::Pptx | Self::Odt | Self::Ods => {
                Class::Document
            }
            Self::Mp3 | Self::M4a | Self::Ogg | Self::Wav => Class::Audio,
            Self::Mp4 | Self::Webm => Class::Video,
            Self::Vtt => Class::Captions,
        }
    }

    /// Its media type; of images that of what is kept of them.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg | Self::Png | Self::Gif | Self::Webp => "image/webp",
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Pptx => {
                "application/vnd.openxmlformats-officedocument.presentationml.presentation"
            }
            Self::Odt => "application/vnd.oasis.opendocument.text",
            Self::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            Self::Mp3 => "audio/mpeg",
            Self::M4a => "audio/mp4",
            Self::Ogg => "audio/ogg",
            Self::Wav => "audio/wav",
            Self::Mp4 => "video/mp4",
            Self::Webm => "video/webm",
            Self::Vtt => "text/vtt",
        }
    }

    /// Whether somebody may have called it so who means well: programs call sounds and documents by many names, but no
    /// image a document, and nothing a page.
    pub(super) fn may_be_called(self, media_type: &str) -> bool {
        let media_type = media_type.split(';').next().unwrap_or_default().trim();
        let media_type = media_type.to_ascii_lowercase();
        let (class, kind) = media_type.split_once('/').unwrap_or_default();
        match class {
            "image" => self.class() == Class::Image && !kind.contains("svg"),
            "audio" | "video" => matches!(self.class(), Class::Audio | Class::Video),
            "text" => self == Self::Vtt && matches!(kind, "vtt" | "plain"),
            "application" => !kind.contains("html") && !kind.contains("script"),
            _ => false,
        }
    }

    /// The endings that its names have.
    pub(super) fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Jpeg => &["jpg", "jpeg", "jfif"],
            Self::Png => &["png"],
            Self::Gif => &["gif"],
            Self::Webp => &["webp"],
            Self::Pdf => &["pdf"],
            Self::Docx => &["docx"],
            Self::Xlsx => &["xlsx"],
            Self::Pptx => &["pptx"],
            Self::Odt => &["odt"],
            Self::Ods => &["ods"],
            Self::Mp3 => &["mp3"],
            Self::M4a => &["m4a", "mp4"],
            Self::Ogg => &["ogg", "oga", "opus"],
            Self::Wav => &["wav"],
            Self::Mp4 => &["mp4", "m4v"],
            Self::Webm => &["webm", "weba"],
            Self::Vtt => &["vtt"],
        }
    }

    /// The ending under which it is kept.
    pub(super) fn extension(self) -> &'static str {
        match self.class() {
            Class::Image => "webp",
            _ => self.extensions()[0],
        }
    }
}

impl Head {
    /// The most bytes that such a file may have.
    pub(super) fn limit(self) -> u64 {
        match self {
            Self::Archive => 50_000_000,
            Self::Kind(kind) => match kind.class() {
                Class::Image => 20_000_000,
                Class::Document => 50_000_000,
                Class::Audio => 300_000_000,
                Class::Video => 2_000_000_000,
                Class::Captions => 2_000_000,
            },
        }
    }
}

/// What the first bytes of a file tell.
///
/// # Errors
/// [`Unfit::Unsupported`] where they tell of nothing that may be uploaded, or of two things.
pub(super) fn sniff(head: &[u8]) -> Result<Head, Unfit> {
    let found = told_by(head).ok_or(Unfit::Unsupported)?;
    let looked_at = head[..head.len().min(LOOKED_AT)].to_ascii_lowercase();
    let markup = [
        "<script",
        "<html",
        "<head",
        "<body",
        "<!doctype",
        "<svg",
        "<?php",
        "<iframe",
    ];
    let has = |part: &[u8]| looked_at.windows(part.len()).any(|window| window == part);
    let is_pdf = found == Head::Kind(Kind::Pdf);
    if markup.iter().any(|tag| has(tag.as_bytes())) || (!is_pdf && has(b"%pdf-")) {
        return Err(Unfit::Unsupported);
    }
    Ok(found)
}

fn told_by(head: &[u8]) -> Option<Head> {
    let kind = match head {
        [0xff, 0xd8, 0xff, ..] => Kind::Jpeg,
        [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => Kind::Png,
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Kind::Gif,
        [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'W',
            b'E',
            b'B',
            b'P',
            ..,
        ] => Kind::Webp,
        [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'W',
            b'A',
            b'V',
            b'E',
            ..,
        ] => Kind::Wav,
        [b'%', b'P', b'D', b'F', b'-', b'1' | b'2', b'.', ..] => Kind::Pdf,
        [b'P', b'K', 3, 4, ..] => return Some(Head::Archive),
        [b'O', b'g', b'g', b'S', 0, ..] => Kind::Ogg,
        [b'I', b'D', b'3', 2..=4, ..] => Kind::Mp3,
        [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..] => match brand.get(..4)? {
            b"M4A " | b"M4B " => Kind::M4a,
            b"isom" | b"iso2" | b"iso4" | b"iso5" | b"iso6" | b"mp41" | b"mp42" | b"avc1"
            | b"M4V " | b"dash" | b"MSNV" => Kind::Mp4,
            _ => return None,
        },
        [0x1a, 0x45, 0xdf, 0xa3, rest @ ..] => {
            let is_webm = rest.iter().take(64).copied().collect::<Vec<u8>>();
            is_webm
                .windows(4)
                .any(|part| part == b"webm")
                .then_some(Kind::Webm)?
        }
        _ if is_frames(head) => Kind::Mp3,
        _ if is_captions(head) => Kind::Vtt,
        _ => return None,
    };
    Some(Head::Kind(kind))
}

/// Captions begin with a word of their own on a line of its own.
fn is_captions(head: &[u8]) -> bool {
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let rest = text.strip_prefix(b"WEBVTT");
    rest.is_some_and(|rest| matches!(rest.first(), None | Some(b' ' | b'\t' | b'\r' | b'\n')))
}

/// MP3 without a tag has no word to be told by: two frames in a row, the second where the first one ends.
fn is_frames(head: &[u8]) -> bool {
    let second = frame(head).and_then(|length| head.get(length..));
    second.is_some_and(|second| frame(second).is_some())
}

/// The length of the frame of MPEG audio, layer III, that begins here (ISO/IEC 11172-3 2.4.2.3).
fn frame(bytes: &[u8]) -> Option<usize> {
    const BITRATES: [[usize; 15]; 2] = [
        [
            0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320,
        ],
        [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
    ];
    let [0xff, second, third, ..] = *bytes else {
        return None;
    };
    if second & 0xe6 != 0xe2 {
        return None;
    }
    let (rates, samples, of) = match second >> 3 & 3 {
        3 => ([44_100, 48_000, 32_000], 144, 0),
        2 => ([22_050, 24_000, 16_000], 72, 1),
        0 => ([11_025, 12_000, 8_000], 72, 1),
        _ => return None,
    };
    let bitrate = *BITRATES[of].get(usize::from(third >> 4))?;
    let rate = *rates.get(usize::from(third >> 2 & 3))?;
    let padding = usize::from(third >> 1 & 1);
    (bitrate > 0).then_some(samples * bitrate * 1000 / rate + padding)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(head: &[u8]) -> Option<Kind> {
        match sniff(head) {
            Ok(Head::Kind(kind)) => Some(kind),
            _ => None,
        }
    }

    #[test]
    fn a_kind_is_told_by_its_first_bytes() {
        for (head, kind) in [
            (&b"\xff\xd8\xff\xe0"[..], Kind::Jpeg),
            (b"\x89PNG\r\n\x1a\n", Kind::Png),
            (b"GIF89a", Kind::Gif),
            (b"RIFF\0\0\0\0WEBPVP8 ", Kind::Webp),
            (b"RIFF\0\0\0\0WAVEfmt ", Kind::Wav),
            (b"%PDF-1.7\n", Kind::Pdf),
            (b"\0\0\0\x18ftypmp42", Kind::Mp4),
            (b"\0\0\0\x18ftypM4A ", Kind::M4a),
            (b"\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm", Kind::Webm),
            (b"OggS\0", Kind::Ogg),
            (b"ID3\x04\0", Kind::Mp3),
            (b"WEBVTT\n\n", Kind::Vtt),
            (b"\xef\xbb\xbfWEBVTT - Ch\n", Kind::Vtt),
        ] {
            assert_eq!(told(head), Some(kind));
        }
        assert_eq!(sniff(b"PK\x03\x04"), Ok(Head::Archive));
    }

    #[test]
    fn frames_of_mp3_follow_each_other() {
        let mut frames = vec![0; 418 * 2];
        for at in [0, 417] {
            frames[at..at + 4].copy_from_slice(b"\xff\xfb\x90\x00");
        }
        assert_eq!(told(&frames), Some(Kind::Mp3));
        frames[417] = 0;
        assert_eq!(told(&frames), None);
        assert_eq!(told(b"\xff\xfb\x90\x00"), None);
    }

    #[test]
    fn nothing_else_is_told() {
        for head in [
            &b""[..],
            b"<svg xmlns",
            b"<?xml version",
            b"<html>",
            b"#!/bin/sh",
            b"MZ\x90",
            b"WEBVTTX",
            b"\0\0\0\x18ftypheic",
            b"\0\0\0\x18ftypqt  ",
            b"\x1a\x45\xdf\xa3\x9f\x42\x82\x88matroska",
            b" %PDF-1.7",
            b"GIF89a<script>",
            b"\xff\xd8\xff\xe0 <HTML>",
            b"\x89PNG\r\n\x1a\n %PDF-1.4",
            b"ID3\x04 <?php",
            b"WEBVTT\n<script>",
            b"II*\0",
            b"{}",
        ] {
            assert_eq!(sniff(head), Err(Unfit::Unsupported), "{head:?}");
        }
    }
}
