//! Texts without articles: plans, old circulars, appendices, numbered `I.`, `1.`, `2.1.`, `a)`.

use std::ops::Range;

use super::body::{Document, Scope};
use super::label::{self, Label, Level, is_capitals};
use super::node::{Draft, Kind};
use super::ordinal::Ordinal;

/// A list that is open, outer lists first.
struct Open {
    level: Level,
    delimiter: Option<char>,
    last: Ordinal,
    node: usize,
}

impl<'a> Document<'a> {
    /// Reads the outline of the lines; false, and no node, if it has fewer items at the top than
    /// `least`.
    pub(super) fn outline(&mut self, scope: &Scope, range: Range<usize>, least: usize) -> bool {
        let before = self.drafts.len();
        let mut open: Vec<Open> = Vec::new();
        let mut top = 0;
        for line in range.clone() {
            if !self.quoted[line].is_own() {
                continue;
            }
            let Some((label, depth)) = placed(self.lines[line], &open) else {
                continue;
            };
            if scope.parent.is_none() && self.drafts.len() == before {
                self.front(range.start..line);
            }
            top += usize::from(depth == 0);
            open.truncate(depth);
            let heading = outline_heading(&label, self.lines[line]);
            let node = match open.last() {
                Some(holder) if label.level >= Level::Clause => {
                    self.list_item(holder.node, line, &label, heading)
                }
                holder => {
                    let holder = holder.map(|holder| holder.node);
                    self.outline_item(scope, holder, line, &label, heading)
                }
            };
            open.push(Open {
                level: label.level,
                delimiter: label.delimiter,
                last: label.ordinal,
                node,
            });
        }
        if top < least {
            self.drafts.truncate(before);
        }
        top >= least
    }

    fn outline_item(
        &mut self,
        scope: &Scope,
        holder: Option<usize>,
        line: usize,
        label: &Label<'a>,
        heading: usize,
    ) -> usize {
        let ordinal = &label.ordinal;
        let (kind, segment, key) = match label.level {
            Level::Part => (Kind::Part, format!("phan-{}", ordinal.path()), 'a'),
            Level::Letter => (Kind::Part, format!("phan-{}", ordinal.letter_path()), 'b'),
            Level::Chapter => (Kind::Chapter, format!("chuong-{}", ordinal.path()), 'c'),
            Level::Section | Level::Roman => {
                (Kind::Section, format!("muc-{}", ordinal.path()), 'm')
            }
            Level::Subsection => (
                Kind::Subsection,
                format!("tieu-muc-{}", ordinal.path()),
                's',
            ),
            Level::Clause => (Kind::Clause, format!("khoan-{}", ordinal.path()), 'k'),
            Level::Decimal => (Kind::Point, format!("diem-{}", ordinal.path()), 'n'),
            _ => (Kind::Point, format!("diem-{}", ordinal.letter_path()), 'p'),
        };
        let (prefix, parent_key) = match holder {
            Some(holder) => {
                let holder = self.drafts.get(holder);
                (format!("{}/", holder.path), holder.sort_key.clone())
            }
            None => (scope.prefix.clone(), scope.sort_key.clone()),
        };
        self.drafts.push(Draft {
            kind,
            path: format!("{prefix}{segment}"),
            sort_key: format!("{parent_key}.{key}{}", ordinal.sort_key()),
            parent: holder.or(scope.parent),
            number: Some(label.number),
            line,
            title: line,
            label: label.length,
            heading: 0..heading,
        })
    }
}

/// The label of a line that has a place in the outline, and how many open lists stay open above
/// its node.
fn placed<'a>(line: &'a str, open: &[Open]) -> Option<(Label<'a>, usize)> {
    let labels = [
        label::container(line).filter(|label| label.closed || is_title(&line[label.length..])),
        label::letter(line),
        label::roman(line),
        label::decimal(line),
        label::clause(line),
        label::subpoint(line),
        label::point(line),
    ];
    labels
        .into_iter()
        .flatten()
        .find_map(|label| Some((depth(&label, open)?, label)))
        .map(|(depth, label)| (label, depth))
}

fn is_title(rest: &str) -> bool {
    rest.is_empty() || is_capitals(rest)
}

/// Where the label's item goes: next in an open list, or first of a list inside the deepest one.
fn depth(label: &Label<'_>, open: &[Open]) -> Option<usize> {
    if label.level == Level::Decimal {
        return decimal_depth(label, open);
    }
    if let Some(position) = open.iter().position(|list| list.level == label.level) {
        let list = &open[position];
        let next = label
            .ordinal
            .follows(&list.last, label.level == Level::Point)
            || (label.level == Level::Roman && label.ordinal.value() == list.last.value() + 2);
        (next && list.delimiter == label.delimiter).then_some(position)
    } else {
        let inside = open.iter().all(|list| list.level < label.level);
        (inside && label.ordinal.is_first()).then_some(open.len())
    }
}

fn decimal_depth(label: &Label<'_>, open: &[Open]) -> Option<usize> {
    let holder = label.ordinal.parent_decimal();
    if let Some(position) = open
        .iter()
        .position(|list| list.level == Level::Decimal && label.ordinal.follows(&list.last, false))
    {
        return Some(position);
    }
    let position = open.iter().position(|list| {
        list.last == holder && matches!(list.level, Level::Clause | Level::Decimal)
    })?;
    label.ordinal.is_first().then_some(position + 1)
}

/// Whether the rest of an item's first line is a heading: short, and no sentence.
fn outline_heading(label: &Label<'_>, line: &str) -> usize {
    let rest = &line[label.length..];
    let heading = label.level < Level::Point
        && !rest.is_empty()
        && rest.chars().count() <= 200
        && !rest.ends_with(['.', ';', ':', ',', '/']);
    usize::from(heading)
}
