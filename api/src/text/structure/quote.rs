//! Lines that an amending document quotes: what stands in them is not its own provision.

use std::sync::LazyLock;

use regex::Regex;

use crate::text::pattern::pattern;

static LEAD: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)(?:như sau|sau đây|sau)\s*:\s*$"));
static PROVISION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)(?:khoản|điểm|điều|mục|chương|phần|đoạn|tiết)\s+(?:\d|[a-zđ]\b|[ivx]+\b|thứ)")
});
static AMENDED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)(?P<before>đã )?được (?:sửa đổi|bổ sung|thay thế|đính chính|sửa lại)")
});
static AMENDMENT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)^(?:sửa đổi|bổ sung|bãi bỏ|thay|hủy bỏ|huỷ bỏ|bỏ|đính chính|chuyển|sửa)\b")
});

/// How a line stands to quotations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quoted {
    /// The document's own words.
    No,
    /// Inside quotation marks.
    Marked,
    /// The beginning of what follows «… sửa đổi, bổ sung như sau:» without quotation marks.
    Unmarked,
}

impl Quoted {
    pub(super) fn is_own(self) -> bool {
        self == Self::No
    }
}

/// An opened quotation: the line, whether it opened at the line's start, and whether it may run
/// over several lines.
struct Opened {
    line: usize,
    at_start: bool,
    block: bool,
}

/// How each line begins.
///
/// Marks are paired over lines. An opening mark that is never closed quotes its own line only; if
/// another amendment and its quotation come first, it quotes up to there.
pub(super) fn quoted(lines: &[&str]) -> Vec<Quoted> {
    let mut covers = Covers::new(lines.len());
    let mut open: Vec<Opened> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let opens_anew = line.starts_with(is_opening) || line.starts_with('"');
        if opens_anew && index > 0 && !open.is_empty() && is_lead(lines[index - 1]) {
            for opened in open.drain(..) {
                covers.add(&opened, index.saturating_sub(2));
            }
        }
        let mut older = open.len();
        for (mark, at_start, after_colon) in marks(line) {
            if mark == Mark::Opening {
                let block = at_start || after_colon;
                open.push(Opened {
                    line: index,
                    at_start,
                    block,
                });
            } else if let Some(opened) = open.pop() {
                older = older.min(open.len());
                covers.add(&opened, index);
            }
        }
        // A word's quotation that the line leaves open is a slip.
        let unclosed = open.split_off(older);
        open.extend(unclosed.into_iter().filter(|opened| opened.block));
    }
    for opened in open {
        covers.add(&opened, opened.line);
    }
    let mut quoted = covers.lines();
    mark_unmarked(lines, &mut quoted);
    quoted
}

/// Whether the line announces a new wording of a provision.
fn is_lead(line: &str) -> bool {
    line.ends_with(':')
        && LEAD.is_match(line)
        && PROVISION.is_match(line)
        && (is_amendment(line) || is_amended(line))
}

/// Whether the line says that something is amended, not that it was before.
fn is_amended(line: &str) -> bool {
    AMENDED
        .captures_iter(line)
        .any(|found| found.name("before").is_none())
}

/// Whether the line, labelled or not, orders an amendment.
pub(super) fn is_amendment(line: &str) -> bool {
    let unlabelled = line
        .split_once(' ')
        .map_or("", |(_, rest)| rest.trim_start());
    is_amending(line) || is_amending(unlabelled)
}

/// Whether a text without label begins by amending something.
pub(super) fn is_amending(text: &str) -> bool {
    AMENDMENT.is_match(text)
}

/// The first line after an amendment's lead is its quotation even without marks.
fn mark_unmarked(lines: &[&str], quoted: &mut [Quoted]) {
    for index in 1..lines.len() {
        let own = quoted[index - 1].is_own() && quoted[index].is_own();
        if own && is_lead(lines[index - 1]) && !is_amendment(lines[index]) {
            quoted[index] = Quoted::Unmarked;
        }
    }
}

/// Counts, for each line, the quotations that begin to cover it less those that end before it.
struct Covers {
    changes: Vec<i64>,
}

impl Covers {
    fn new(lines: usize) -> Self {
        Self {
            changes: vec![0; lines + 1],
        }
    }

    fn add(&mut self, opened: &Opened, end: usize) {
        let start = if opened.at_start {
            opened.line
        } else {
            opened.line + 1
        };
        if start <= end {
            self.changes[start] += 1;
            self.changes[end + 1] -= 1;
        }
    }

    fn lines(&self) -> Vec<Quoted> {
        let mut depth = 0;
        let lines = self.changes.len() - 1;
        let line = |change: &i64| {
            depth += change;
            if depth > 0 {
                Quoted::Marked
            } else {
                Quoted::No
            }
        };
        self.changes[..lines].iter().map(line).collect()
    }
}

#[derive(PartialEq, Eq)]
enum Mark {
    Opening,
    Closing,
}

fn is_opening(character: char) -> bool {
    matches!(character, '“' | '‟' | '„' | '«')
}

/// The quotation marks of a line: kind, whether at the line's start, whether after a colon.
fn marks(line: &str) -> impl Iterator<Item = (Mark, bool, bool)> {
    line.char_indices().filter_map(|(position, character)| {
        let before = &line[..position];
        let mark = match character {
            _ if is_opening(character) => Mark::Opening,
            '”' | '»' => Mark::Closing,
            '"' => {
                let spaced = before.is_empty() || before.ends_with([' ', '(', ':']);
                let word = line[position + 1..].starts_with(|next: char| !next.is_whitespace());
                if spaced && word {
                    Mark::Opening
                } else {
                    Mark::Closing
                }
            }
            _ => return None,
        };
        let before = before.trim_end();
        Some((mark, before.is_empty(), before.ends_with(':')))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(lines: &[&str]) -> Vec<bool> {
        quoted(lines).into_iter().map(Quoted::is_own).collect()
    }

    #[test]
    fn quoted_articles_are_not_the_documents_own() {
        let lines = [
            "Điều 1. Sửa đổi Điều 5 như sau:",
            "“Điều 5. Giờ chợ",
            "1. Chợ mở từ 6 giờ.",
            "2. “Chợ đêm” mở từ 18 giờ.”.",
            "Điều 2. Hiệu lực",
        ];
        assert_eq!(own(&lines), [true, false, false, false, true]);
    }

    #[test]
    fn a_mark_never_closed_ends_at_the_next_amendment() {
        let lines = [
            "1. Sửa đổi khoản 1 Điều 5 như sau:",
            "“1. Chợ mở từ 6 giờ.",
            "a) Chợ phiên;",
            "2. Sửa đổi khoản 2 Điều 5 như sau:",
            "“2. Chợ đêm mở từ 18 giờ.”",
            "3. Bãi bỏ Điều 6.",
        ];
        assert_eq!(own(&lines), [true, false, false, true, false, true]);
        let last = ["“Chợ đêm là", "1. chợ", "2. phố"];
        assert_eq!(own(&last), [false, true, true]);
    }

    #[test]
    fn a_slip_in_a_quoted_word_quotes_nothing_else() {
        let lines = ["Cụm từ “chợ đêm được dùng ở đây", "1. Một", "2. Hai"];
        assert_eq!(own(&lines), [true, true, true]);
    }

    #[test]
    fn new_wordings_without_marks() {
        let lines = [
            "1. Khoản 2 Điều 3 được sửa đổi, bổ sung như sau:",
            "2. Phí chợ gồm:",
            "2. Sửa đổi, bổ sung Điều 13 như sau:",
            "a) Sửa đổi khoản 1 như sau:",
        ];
        let unmarked: Vec<_> = quoted(&lines)
            .iter()
            .map(|line| *line == Quoted::Unmarked)
            .collect();
        assert_eq!(unmarked, [false, true, false, false]);
    }

    #[test]
    fn straight_marks() {
        let lines = [
            "1. Sửa đổi Điều 2 như sau:",
            "\"Điều 2. Tên",
            "Nội dung.\"",
            "Điều 2. Khác",
        ];
        assert_eq!(own(&lines), [true, false, false, true]);
    }
}
