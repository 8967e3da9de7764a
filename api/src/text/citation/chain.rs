//! Units joined into one reference: `điểm a, b khoản 1 và khoản 2 Điều 5`.

use std::cmp::Reverse;
use std::ops::Range;

use super::lexer::{Kind, Tokens};
use super::path::{Level, level_of};
use super::segment::{Segment, after_conjunction, segment_at};

/// The most units that are read as one reference.
const MAX_SEGMENTS: usize = 64;
/// The most provisions that one reference is spelled out to.
const MAX_PATHS: usize = 500;
/// The longest remark in brackets that a reference continues after, in tokens.
const MAX_REMARK: usize = 120;

/// Segments with what joined each to the one before.
#[derive(Debug)]
pub(super) struct Chain {
    pub(super) segments: Vec<Segment>,
    joints: Vec<Joint>,
    /// Remarks in brackets inside the reference, brackets included.
    pub(super) remarks: Vec<Range<usize>>,
    pub(super) tokens: Range<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joint {
    First,
    /// Side by side or by a comma: the one may belong to the other.
    Close,
    /// `và`, `hoặc`: only the larger that follows can own it.
    List,
}

/// The reference that begins at `index`.
pub(super) fn chain_at(tokens: &Tokens, index: usize) -> Option<Chain> {
    let first = segment_at(tokens, index)?;
    let mut chain = Chain {
        tokens: index..first.tokens.end,
        segments: vec![first],
        joints: vec![Joint::First],
        remarks: Vec::new(),
    };
    while chain.segments.len() < MAX_SEGMENTS && chain.extend(tokens) {}
    Some(chain)
}

impl Chain {
    pub(super) fn last(&self) -> &Segment {
        &self.segments[self.segments.len() - 1]
    }

    fn extend(&mut self, tokens: &Tokens) -> bool {
        if self.last().is_this {
            return false;
        }
        let end = self.tokens.end;
        if let Some((segment, joint)) = joined_at(tokens, end) {
            return self.push(segment, joint);
        }
        let Some(remark) = self.remark_at(tokens, end) else {
            return false;
        };
        let Some((segment, joint)) = joined_at(tokens, remark.end) else {
            return false;
        };
        self.remarks.push(remark);
        self.push(segment, joint)
    }

    fn push(&mut self, segment: Segment, joint: Joint) -> bool {
        self.tokens.end = segment.tokens.end;
        self.segments.push(segment);
        self.joints.push(joint);
        true
    }

    /// A remark in brackets may stand inside a reference as long as its article has not come.
    fn remark_at(&self, tokens: &Tokens, index: usize) -> Option<Range<usize>> {
        if !tokens.is_mark(index, '(') || self.last().level >= Level::Article {
            return None;
        }
        let mut depth = 0_usize;
        for next in index..tokens.len().min(index + MAX_REMARK) {
            match tokens.kind(next)? {
                Kind::Mark('(') => depth += 1,
                Kind::Mark(')') => depth -= 1,
                Kind::Break => return None,
                _ => {}
            }
            if depth == 0 {
                return Some(index..next + 1);
            }
        }
        None
    }

    /// The paths of every provision named, in the order of naming.
    pub(super) fn paths(&self) -> Vec<String> {
        let parents: Vec<Option<usize>> = (0..self.segments.len())
            .map(|index| self.parent(index))
            .collect();
        let mut large_to_small: Vec<usize> = (0..self.segments.len()).collect();
        large_to_small.sort_by_key(|&index| Reverse(self.segments[index].level));
        let mut paths = vec![Vec::new(); self.segments.len()];
        for index in large_to_small {
            let own = &self.segments[index].paths;
            paths[index] = match parents[index] {
                Some(parent) => below(&paths[parent], own),
                None => own.clone(),
            };
        }
        let named = paths
            .into_iter()
            .enumerate()
            .filter(|(index, _)| !parents.contains(&Some(*index)));
        named.flat_map(|(_, paths)| paths).take(MAX_PATHS).collect()
    }

    /// The segment that a segment belongs to: the next larger one after it, unless `và` sets that
    /// apart; else, where the order is large to small, the one right before it.
    fn parent(&self, index: usize) -> Option<usize> {
        let level = self.segments[index].level;
        let after =
            (index + 1..self.segments.len()).find(|&other| self.segments[other].level > level);
        if let Some(after) = after {
            return (self.joints[after] == Joint::Close).then_some(after);
        }
        let mut other = index;
        while other > 0 && self.joints[other] == Joint::Close {
            other -= 1;
            if self.segments[other].level > level {
                return Some(other);
            }
        }
        None
    }
}

/// Every path of `own` below every path of `above`.
fn below(above: &[String], own: &[String]) -> Vec<String> {
    let pairs = above
        .iter()
        .flat_map(|above| own.iter().map(move |own| under(above, own)));
    pairs.take(MAX_PATHS).collect()
}

/// A path below another. Articles are numbered through the document, so nothing above them but an
/// appendix belongs to their path.
fn under(above: &str, own: &str) -> String {
    let is_article = own.split('/').next().and_then(level_of) == Some(Level::Article);
    if is_article {
        let appendix = above
            .split('/')
            .next()
            .filter(|step| level_of(step) == Some(Level::Appendix));
        return appendix.map_or_else(|| own.to_owned(), |appendix| format!("{appendix}/{own}"));
    }
    format!("{above}/{own}")
}

/// The segment joined to what ends at `index`.
fn joined_at(tokens: &Tokens, index: usize) -> Option<(Segment, Joint)> {
    const OF: [&str; 4] = ["của", "thuộc", "tại", "trong"];
    if let Some(segment) = segment_at(tokens, index) {
        return Some((segment, Joint::Close));
    }
    if tokens.is_any(index, &OF) || tokens.is_mark(index, '/') {
        return segment_at(tokens, index + 1).map(|segment| (segment, Joint::Close));
    }
    let after = after_conjunction(tokens, index)?;
    let joint = if tokens.is_mark(index, ',') && after == index + 1 {
        Joint::Close
    } else {
        Joint::List
    };
    segment_at(tokens, after).map(|segment| (segment, joint))
}
