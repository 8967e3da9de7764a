//! A unit and its labels: `các Điều 6, 7 và 8`, `điểm a`, `khoản này`.

use std::ops::Range;

use super::label::{Label, bare_label_at, label_at, range};
use super::lexer::Tokens;
use super::path::{Level, THIS, step};

/// The longest list that is read as one.
const MAX_LABELS: usize = 500;

/// Provisions of one level named together.
#[derive(Debug)]
pub(super) struct Segment {
    pub(super) level: Level,
    /// One path each, of one step or, for `Điều 4.1`, of several.
    pub(super) paths: Vec<String>,
    /// `Điều này`.
    pub(super) is_this: bool,
    pub(super) labels: Vec<Label>,
    /// The index of the unit's own word, after `các`.
    pub(super) unit: usize,
    pub(super) tokens: Range<usize>,
}

/// The segment that begins at `index`.
pub(super) fn segment_at(tokens: &Tokens, index: usize) -> Option<Segment> {
    let plural = tokens.is_any(index, &["các", "những"]);
    let from = index + usize::from(plural);
    let ranged = tokens.is(from, "từ");
    let unit = from + usize::from(ranged);
    let (level, mut next) = unit_at(tokens, unit)?;
    if tokens.is(next, "này") && !plural && !ranged {
        return Some(Segment {
            level,
            paths: vec![step(level, &[THIS])],
            is_this: true,
            labels: Vec::new(),
            unit,
            tokens: index..next + 1,
        });
    }
    if level == Level::Appendix && tokens.is(next, "số") {
        next += 1;
    }
    let (labels, next, has_range) = labels_at(tokens, next, level);
    if (labels.is_empty() && level != Level::Appendix) || (ranged && !has_range) {
        return None;
    }
    let paths = if labels.is_empty() {
        vec![step(level, &[])]
    } else {
        labels.iter().map(|label| path_of(level, label)).collect()
    };
    Some(Segment {
        level,
        paths,
        is_this: false,
        labels,
        unit,
        tokens: index..next,
    })
}

/// The level whose word stands at `index`, and the index after it.
pub(super) fn unit_at(tokens: &Tokens, index: usize) -> Option<(Level, usize)> {
    Level::ALL
        .into_iter()
        .find_map(|level| Some((level, tokens.after_words(index, level.word())?)))
}

/// The index after what joins two members of a list.
pub(super) fn after_conjunction(tokens: &Tokens, index: usize) -> Option<usize> {
    const WORDS: [&str; 3] = ["và", "hoặc", "hay"];
    if tokens.is_any(index, &WORDS) {
        let either = tokens.is_mark(index + 1, '/') && tokens.is_any(index + 2, &WORDS);
        return Some(index + if either { 3 } else { 1 });
    }
    let comma = tokens.is_mark(index, ',');
    let semicolon = tokens.is_mark(index, ';') && !tokens.begins_line(index + 1);
    if !comma && !semicolon {
        return None;
    }
    Some(index + 1 + usize::from(tokens.is_any(index + 1, &WORDS)))
}

fn labels_at(tokens: &Tokens, index: usize, level: Level) -> (Vec<Label>, usize, bool) {
    let mut labels = Vec::new();
    let mut next = index + usize::from(tokens.is(index, "từ"));
    let mut has_range = false;
    let Some((first, after)) = label_at(tokens, next, level) else {
        return (labels, index, has_range);
    };
    labels.push(first.clone());
    next = after;
    while labels.len() < MAX_LABELS {
        let last = &labels[labels.len() - 1];
        if let Some((between, after)) = range_at(tokens, next, level, last) {
            labels.extend(between);
            next = after;
            has_range = true;
            continue;
        }
        let Some(after) = after_conjunction(tokens, next) else {
            break;
        };
        let after = after + usize::from(tokens.is(after, "từ"));
        let Some((label, after)) = bare_label_at(tokens, after, level, &first) else {
            break;
        };
        labels.push(label);
        next = after;
    }
    (labels, next, has_range)
}

/// `đến khoản 3`, `đến hết 3`, `- 3` after the label `from`.
fn range_at(
    tokens: &Tokens,
    index: usize,
    level: Level,
    from: &Label,
) -> Option<(Vec<Label>, usize)> {
    let dash = tokens.is_mark(index, '-') || tokens.is_mark(index, '–');
    if !dash && !tokens.is(index, "đến") {
        return None;
    }
    let mut next = index + 1 + usize::from(tokens.is(index + 1, "hết"));
    if let Some((unit, after)) = unit_at(tokens, next) {
        if unit != level || dash {
            return None;
        }
        next = after;
    }
    let (to, after) = bare_label_at(tokens, next, level, from)?;
    Some((range(from, &to)?, after))
}

/// `Điều 4.1` is how laymen write khoản 1 Điều 4: articles themselves have no dots.
fn path_of(level: Level, label: &Label) -> String {
    let parts: Vec<&str> = label.parts.iter().map(String::as_str).collect();
    if level != Level::Article {
        return step(level, &parts);
    }
    let levels = [Level::Article, Level::Clause, Level::Point, Level::Subpoint];
    let steps: Vec<String> = levels
        .into_iter()
        .zip(&parts)
        .map(|(level, part)| step(level, &[part]))
        .collect();
    steps.join("/")
}
