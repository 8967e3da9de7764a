//! Relative citations seen from where they stand.

use super::path::{Level, THIS, level_of};
use super::{Citation, Document};

/// The full paths of a citation that stands in the provision `current` (`dieu-5/khoan-2`), within
/// the same document: `khoản này` becomes that clause, and a clause or point named without its
/// article belongs to the one at hand. Paths into other documents come back as they are; what
/// refers to a level that `current` does not have is left out.
///
/// ```
/// use nguonluat::text::citation::{find_citations, resolve_relative};
/// let found = find_citations("quy định tại điểm a khoản này và Điều 7 của Luật này");
/// assert_eq!(resolve_relative(&found[0], "dieu-5/khoan-2/diem-c"), ["dieu-5/khoan-2/diem-a"]);
/// assert_eq!(resolve_relative(&found[1], "dieu-5/khoan-2/diem-c"), ["dieu-7"]);
/// ```
#[must_use]
pub fn resolve_relative(citation: &Citation, current: &str) -> Vec<String> {
    if !matches!(citation.document, Document::This(_) | Document::Unstated) {
        return citation.paths.clone();
    }
    citation
        .paths
        .iter()
        .filter_map(|path| resolved(path, current))
        .collect()
}

fn resolved(path: &str, current: &str) -> Option<String> {
    let (first, rest) = path
        .split_once('/')
        .map_or((path, None), |(first, rest)| (first, Some(rest)));
    let level = level_of(first)?;
    if first.strip_prefix(level.code()) == Some(&format!("-{THIS}")) {
        let above = prefix(current, |candidate| candidate == level)?;
        return Some(rest.map_or_else(|| above.to_owned(), |rest| format!("{above}/{rest}")));
    }
    if level >= Level::Article {
        return Some(path.to_owned());
    }
    let above = prefix(current, |candidate| candidate > level)?;
    Some(format!("{above}/{path}"))
}

/// The longest beginning of a path whose last step is of a level that fits.
fn prefix(path: &str, fits: impl Fn(Level) -> bool) -> Option<&str> {
    let mut end = path.len();
    loop {
        let head = &path[..end];
        let last = head.rsplit('/').next()?;
        if level_of(last).is_some_and(&fits) {
            return Some(head);
        }
        end = head.rfind('/')?;
    }
}
