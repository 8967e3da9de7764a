//! Which of the lines that look like articles are the document's own.
//!
//! Quoted, cited and enclosed articles break the sequence; the document's own run through it. Of
//! all rising sequences the one with the most consecutive steps is taken.

use super::label::Label;

/// A line that looks like an article's first.
#[derive(Clone)]
pub(super) struct Candidate<'a> {
    pub(super) line: usize,
    pub(super) label: Label<'a>,
    /// Whether the heading of a chapter or section directly precedes it.
    pub(super) opens_chapter: bool,
}

const CONSECUTIVE: i64 = 4;
const LARGEST_PENALTY: i64 = 24;
/// Between chapters whole ones may be missing that were repealed.
const LARGEST_PENALTY_AFTER_HEADING: i64 = 6;
/// What it costs a sequence to begin elsewhere than at 1: the continuation of a document.
const LATE_START: i64 = 24;

/// The best sequence that ends at a candidate.
struct Sequence {
    score: i64,
    previous: Option<usize>,
}

/// The indices of the candidates that form the document's own sequence of articles.
pub(super) fn own_sequence(candidates: &[Candidate<'_>]) -> Vec<usize> {
    let mut sequences: Vec<Sequence> = Vec::with_capacity(candidates.len());
    let largest = candidates
        .iter()
        .map(|candidate| candidate.label.ordinal.value())
        .max()
        .unwrap_or(0) as usize;
    let mut by_value: Vec<Option<usize>> = vec![None; largest + 1];
    let mut best_below = BestBelow::new(largest + 1);
    for (
        index,
        Candidate {
            label,
            opens_chapter,
            ..
        },
    ) in candidates.iter().enumerate()
    {
        let largest = if *opens_chapter {
            LARGEST_PENALTY_AFTER_HEADING
        } else {
            LARGEST_PENALTY
        };
        let value = label.ordinal.value() as usize;
        let mut best = Sequence {
            score: if label.ordinal.is_first() {
                0
            } else {
                -LATE_START
            },
            previous: None,
        };
        let mut offer = |previous: Option<usize>, change: i64| {
            let Some(previous) = previous else { return };
            let score = sequences[previous].score + change;
            let consecutive = change == CONSECUTIVE;
            if score > best.score || (consecutive && score == best.score) {
                best = Sequence {
                    score,
                    previous: Some(previous),
                };
            }
        };
        if let Some(same) =
            by_value[value].filter(|&same| candidates[same].label.ordinal < label.ordinal)
        {
            offer(Some(same), CONSECUTIVE);
        }
        for gap in 1..=value.min(10) {
            let penalty =
                i64::try_from(2 * (gap - 1)).map_or(largest, |penalty| penalty.min(largest));
            offer(by_value[value - gap], CONSECUTIVE - penalty);
        }
        offer(best_below.before(value), CONSECUTIVE - largest);
        let score = best.score;
        sequences.push(best);
        best_below.record(value, score, index);
        if by_value[value].is_none_or(|held| sequences[held].score < score) {
            by_value[value] = Some(index);
        }
    }
    let mut next = (0..sequences.len())
        .max_by_key(|&index| (sequences[index].score, std::cmp::Reverse(index)));
    let mut own = Vec::new();
    while let Some(index) = next {
        own.push(index);
        next = sequences[index].previous;
    }
    own.reverse();
    own
}

/// The best-scored candidate of any smaller number (a Fenwick tree of prefix maxima).
struct BestBelow {
    tree: Vec<Option<(i64, usize)>>,
}

impl BestBelow {
    fn new(size: usize) -> Self {
        Self {
            tree: vec![None; size + 1],
        }
    }

    fn before(&self, value: usize) -> Option<usize> {
        let mut position = value;
        let mut best: Option<(i64, usize)> = None;
        while position > 0 {
            if let Some(held) = self.tree[position]
                && best.is_none_or(|best| held.0 > best.0)
            {
                best = Some(held);
            }
            position &= position - 1;
        }
        best.map(|(_, index)| index)
    }

    fn record(&mut self, value: usize, score: i64, index: usize) {
        let mut position = value + 1;
        while position < self.tree.len() {
            if self.tree[position].is_none_or(|held| score > held.0) {
                self.tree[position] = Some((score, index));
            }
            position += position & position.wrapping_neg();
        }
    }
}
