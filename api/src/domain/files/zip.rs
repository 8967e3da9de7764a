//! The directory of an archive: what an office document holds, without unpacking any of it.
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

use super::Unfit;
use super::kind::{Kind, TAIL};

/// Entries that a document has at most.
const ENTRIES: usize = 2_000;
/// How many times its length a document may hold; tables of numbers come to thirty.
const INFLATION: u64 = 100;
/// What a document may hold at most, in bytes.
const UNPACKED: u64 = 1_000_000_000;

const END: [u8; 4] = *b"PK\x05\x06";
const ENTRY: [u8; 4] = *b"PK\x01\x02";
/// Lengths of the fixed parts.
const END_LENGTH: usize = 22;
const ENTRY_LENGTH: usize = 46;
const LOCAL_LENGTH: u64 = 30;

/// Something in an archive.
struct Entry {
    name: String,
    is_sealed: bool,
    packed: u64,
    unpacked: u64,
    offset: u64,
}

/// Where the directory lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Directory {
    entries: usize,
    offset: u64,
    length: u64,
}

/// Whether bytes that end so can be read as an archive, whatever they begin with.
pub(super) fn ends_as_archive(tail: &[u8]) -> bool {
    directory(tail).is_some()
}

/// Which document an archive is.
///
/// # Errors
/// [`Unfit::Unsupported`] for any other archive, and for documents with macros; [`Unfit::Broken`] where it is put
/// together as no program does it, or unpacks to far more than it is long.
pub(super) fn document(file: &mut File, length: u64) -> io::Result<Result<Kind, Unfit>> {
    let Some(entries) = entries(file, length)? else {
        return Ok(Err(Unfit::Broken));
    };
    if !is_sound(&entries, length) {
        return Ok(Err(Unfit::Broken));
    }
    let first = opendocument(file, &entries)?;
    let has = |name: &str| entries.iter().any(|entry| entry.name == name);
    let kind = match first.as_deref() {
        Some("application/vnd.oasis.opendocument.text") => Some(Kind::Odt),
        Some("application/vnd.oasis.opendocument.spreadsheet") => Some(Kind::Ods),
        None if has("[Content_Types].xml") => {
            let parts = [
                ("word/document.xml", Kind::Docx),
                ("xl/workbook.xml", Kind::Xlsx),
                ("ppt/presentation.xml", Kind::Pptx),
            ];
            parts
                .into_iter()
                .find(|(part, _)| has(part))
                .map(|(_, kind)| kind)
        }
        _ => None,
    };
    let kind = kind.filter(|_| !entries.iter().any(|entry| runs(&entry.name)));
    Ok(kind.ok_or(Unfit::Unsupported))
}

/// Whether an entry is a program, or leads out of the archive.
fn runs(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let endings = [
        ".exe", ".dll", ".js", ".vbs", ".bat", ".cmd", ".scr", ".html", ".htm", ".svg.js",
    ];
    name.ends_with("vbaproject.bin")
        || name.starts_with("basic/")
        || name.starts_with("scripts/")
        || name.starts_with('/')
        || name.contains("..")
        || name.contains('\\')
        || endings.iter().any(|ending| name.ends_with(ending))
}

/// Whether it is as long as it says, without parts that lie over each other.
fn is_sound(entries: &[Entry], length: u64) -> bool {
    let unpacked = entries.iter().map(|entry| entry.unpacked).sum::<u64>();
    let mut places: Vec<(u64, u64)> = entries
        .iter()
        .map(|entry| (entry.offset, entry.offset + LOCAL_LENGTH + entry.packed))
        .collect();
    places.sort_unstable();
    let apart = places.windows(2).all(|pair| pair[0].1 <= pair[1].0);
    let begins = places.first().is_some_and(|first| first.0 == 0);
    let ends = places.last().is_some_and(|last| last.1 <= length);
    let grows = unpacked <= UNPACKED && unpacked <= length.saturating_mul(INFLATION);
    begins && apart && ends && grows && !entries.iter().any(|entry| entry.is_sealed)
}

/// What the first entry of an `OpenDocument` says (`OpenDocument` 1.3, part 2, 3.3): its media type, not packed.
fn opendocument(file: &mut File, entries: &[Entry]) -> io::Result<Option<String>> {
    let first = entries.iter().find(|entry| entry.name == "mimetype");
    let Some(first) = first.filter(|first| first.offset == 0 && first.packed == first.unpacked)
    else {
        return Ok(None);
    };
    if first.packed > 100 {
        return Ok(None);
    }
    let mut local = [0; 30];
    file.seek(SeekFrom::Start(0))?;
    file.read_exact(&mut local)?;
    let skipped = i64::from(short(&local, 26)) + i64::from(short(&local, 28));
    file.seek(SeekFrom::Current(skipped))?;
    let mut said = String::new();
    // What is no text is no media type either.
    let read = file.take(first.packed).read_to_string(&mut said);
    Ok(read.is_ok().then_some(said))
}

/// Everything in the archive; nothing where its directory cannot be read.
fn entries(file: &mut File, length: u64) -> io::Result<Option<Vec<Entry>>> {
    let tail = length.min(TAIL as u64);
    let mut end = Vec::new();
    file.seek(SeekFrom::Start(length - tail))?;
    file.take(tail).read_to_end(&mut end)?;
    let Some(directory) = directory(&end) else {
        return Ok(None);
    };
    let fits = directory.offset + directory.length <= length && directory.length < 4_000_000;
    if !fits || directory.entries > ENTRIES {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(directory.offset))?;
    file.take(directory.length).read_to_end(&mut bytes)?;
    let mut rest = bytes.as_slice();
    let mut entries = Vec::with_capacity(directory.entries);
    while !rest.is_empty() {
        let Some((entry, after)) = entry(rest) else {
            return Ok(None);
        };
        entries.push(entry);
        rest = after;
    }
    Ok((entries.len() == directory.entries).then_some(entries))
}

/// The end of the directory (APPNOTE 4.3.16), where the bytes end with it and its comment.
fn directory(tail: &[u8]) -> Option<Directory> {
    let last = tail.len().checked_sub(END_LENGTH)?;
    let mut places = (0..=last).rev();
    let at = places.find(|at| {
        tail[*at..].starts_with(&END)
            && at + END_LENGTH + usize::from(short(&tail[*at..], 20)) == tail.len()
    })?;
    let end = &tail[at..];
    let entries = usize::from(short(end, 10));
    let (length, offset) = (u64::from(long(end, 12)), u64::from(long(end, 16)));
    (entries < 0xffff && offset < 0xffff_ffff).then_some(Directory {
        entries,
        offset,
        length,
    })
}

/// One entry (APPNOTE 4.3.12) and what follows it.
fn entry(bytes: &[u8]) -> Option<(Entry, &[u8])> {
    if !bytes.starts_with(&ENTRY) || bytes.len() < ENTRY_LENGTH {
        return None;
    }
    let name = usize::from(short(bytes, 28));
    let more = usize::from(short(bytes, 30)) + usize::from(short(bytes, 32));
    let rest = bytes.get(ENTRY_LENGTH + name + more..)?;
    let name = String::from_utf8_lossy(&bytes[ENTRY_LENGTH..ENTRY_LENGTH + name]).into_owned();
    let entry = Entry {
        name,
        is_sealed: short(bytes, 8) & 1 == 1,
        packed: u64::from(long(bytes, 20)),
        unpacked: u64::from(long(bytes, 24)),
        offset: u64::from(long(bytes, 42)),
    };
    Some((entry, rest))
}

fn short(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes([bytes[at], bytes[at + 1]])
}

fn long(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}
