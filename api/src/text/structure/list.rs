//! The clauses and points of an article: lists whose numbers run in order.

use std::ops::Range;

use super::body::Document;
use super::label::{self, Label, Level};
use super::node::{Draft, Kind};
use super::ordinal::Ordinal;
use super::quote::{self, Quoted};

/// How far ahead a missing number is looked for before its successor is taken instead.
const LOOKAHEAD: usize = 300;
/// How many lists inside items are followed at once; of more, the oldest is given up.
const NESTED_LISTS: usize = 16;

/// The list that is being read at one level.
struct List {
    level: Level,
    delimiter: Option<char>,
    last: Ordinal,
    node: usize,
}

/// Lists of an article, open at a line.
struct Lists {
    article: usize,
    /// The last line numbered `II`, and what follows the numeral there.
    second_section: Option<(usize, Option<char>)>,
    /// From clauses down to subpoints; decimals may stack.
    open: Vec<List>,
    /// A list that restarted inside an item: its numbers are text.
    nested: Vec<(Level, Ordinal)>,
    /// Inside the new wording that an amendment gives without quotation marks.
    amended: bool,
}

impl<'a> Document<'a> {
    /// Reads the clauses and points in the lines of an article.
    pub(super) fn provisions(&mut self, article: usize, range: Range<usize>) {
        let mut lists = Lists {
            article,
            second_section: self.second_section(range.clone()),
            open: Vec::new(),
            nested: Vec::new(),
            amended: false,
        };
        for line in range.clone() {
            match self.quoted[line] {
                Quoted::Marked => continue,
                Quoted::Unmarked => {
                    lists.enter_amended(self.lines[line]);
                    continue;
                }
                Quoted::No => {}
            }
            let text = self.lines[line];
            if label::article(text).is_some() {
                lists.enter_amended(text);
                continue;
            }
            let labels = [
                label::roman(text),
                label::decimal(text),
                label::clause(text),
                label::subpoint(text),
                label::point(text),
            ];
            for label in labels.into_iter().flatten() {
                if lists.accepts(&label, line, &self.lines[..range.end]) {
                    self.item(&mut lists, line, &label);
                    break;
                }
            }
        }
    }

    fn second_section(&self, range: Range<usize>) -> Option<(usize, Option<char>)> {
        let second = |line: usize| {
            let text = Some(self.lines[line]).filter(|text| text.starts_with("II"))?;
            let label = label::roman(text)?;
            (label.ordinal.value() == 2).then_some((line, label.delimiter))
        };
        range.rev().find_map(second)
    }

    fn item(&mut self, lists: &mut Lists, line: usize, label: &Label<'a>) {
        let parent = lists.enter(label);
        let node = self.list_item(parent, line, label, 0);
        lists.open.push(List {
            level: label.level,
            delimiter: label.delimiter,
            last: label.ordinal.clone(),
            node,
        });
    }

    /// Adds a list's item under a node.
    pub(super) fn list_item(
        &mut self,
        parent: usize,
        line: usize,
        label: &Label<'a>,
        heading: usize,
    ) -> usize {
        let holder = self.drafts.get(parent);
        let ordinal = &label.ordinal;
        let (kind, segment, key) = match label.level {
            Level::Roman => (Kind::Section, format!("muc-{}", ordinal.path()), 'm'),
            Level::Clause => (Kind::Clause, format!("khoan-{}", ordinal.path()), 'k'),
            Level::Decimal => (Kind::Point, format!("diem-{}", ordinal.path()), 'n'),
            Level::Point => (Kind::Point, format!("diem-{}", ordinal.letter_path()), 'p'),
            _ => (Kind::Subpoint, format!("tiet-{}", ordinal.path()), 't'),
        };
        let draft = Draft {
            kind,
            path: format!("{}/{segment}", holder.path),
            sort_key: format!("{}.{key}{}", holder.sort_key, ordinal.sort_key()),
            parent: Some(parent),
            number: Some(label.number),
            line,
            title: line,
            label: label.length,
            heading: 0..heading,
        };
        self.drafts.push(draft)
    }
}

impl Lists {
    /// Notes that a new wording, or an article that is not the document's own, begins here.
    fn enter_amended(&mut self, line: &str) {
        self.amended = true;
        self.nested.clear();
        if let Some(label) = label::clause(line) {
            self.nested.push((Level::Clause, label.ordinal));
        }
    }

    /// Whether a labelled line is the next item of one of the lists, or begins one.
    /// The line is one of those of the article and all before it.
    fn accepts(&mut self, label: &Label<'_>, line: usize, lines: &[&str]) -> bool {
        let open = self.open.iter().find(|list| list.level == label.level);
        let amends = quote::is_amendment(lines[line]);
        let is_next = match (label.level, open) {
            (Level::Decimal, _) => self.accepts_decimal(label),
            (_, None) => label.ordinal.is_first() && self.may_begin(label, line),
            (level, Some(list)) => {
                list.delimiter == label.delimiter
                    && (label.ordinal.follows(&list.last, level == Level::Point)
                        || skips_missing(list, label, &lines[line + 1..]))
            }
        };
        // Inside a new wording, only a clause or a further amendment can be the document's own.
        let own_clause = label.level == Level::Clause && open.is_some();
        let may_be_own = !self.amended || own_clause || amends;
        let is_open = open.is_some();
        let is_nested = !(self.amended && amends && is_next) && self.continues_nested(label);
        if is_next && may_be_own && !is_nested {
            self.nested.clear();
            self.amended = false;
            return true;
        }
        let restarts = label.ordinal.is_first() && !label.ordinal.is_inserted();
        if restarts && is_open && !is_nested && label.level != Level::Decimal {
            if self.nested.len() == NESTED_LISTS {
                self.nested.remove(0);
            }
            self.nested.push((label.level, label.ordinal.clone()));
        }
        false
    }

    /// Whether the line goes on with a list inside an item; advances that list.
    fn continues_nested(&mut self, label: &Label<'_>) -> bool {
        let letters = label.level == Level::Point;
        self.nested.iter_mut().rev().any(|(level, last)| {
            let continues = *level == label.level && label.ordinal.follows(last, letters);
            if continues {
                *last = label.ordinal.clone();
            }
            continues
        })
    }

    /// Decimals number the items of their clause: 2.1 under 2, 2.1.1 under 2.1.
    fn accepts_decimal(&self, label: &Label<'_>) -> bool {
        let holder = label.ordinal.parent_decimal();
        let begun = self
            .open
            .iter()
            .find(|list| list.level == Level::Decimal && list.last.parent_decimal() == holder);
        match begun {
            Some(list) => label.ordinal.follows(&list.last, false),
            None => {
                label.ordinal.is_first()
                    && self.open.iter().any(|list| {
                        list.last == holder && matches!(list.level, Level::Clause | Level::Decimal)
                    })
            }
        }
    }

    /// Clauses and points stand under articles. A clause list does not begin inside a point;
    /// sections (`I.`), which an approved scheme has inside the article that approves it, begin
    /// only before all other lists, and where a second one follows.
    fn may_begin(&self, label: &Label<'_>, line: usize) -> bool {
        match label.level {
            Level::Roman => {
                let is_second = |(second, delimiter)| second > line && delimiter == label.delimiter;
                self.open.is_empty() && self.second_section.is_some_and(is_second)
            }
            Level::Clause => !self.open.iter().any(|list| list.level == Level::Point),
            Level::Subpoint => self.open.iter().any(|list| list.level == Level::Point),
            _ => true,
        }
    }

    /// Closes the lists that the item ends; the node it stands under.
    fn enter(&mut self, label: &Label<'_>) -> usize {
        let keep = match label.level {
            Level::Decimal => {
                let holder = label.ordinal.parent_decimal();
                self.open
                    .iter()
                    .position(|list| list.last == holder && list.level <= Level::Decimal)
                    .map_or(0, |index| index + 1)
            }
            level => self
                .open
                .iter()
                .position(|list| list.level >= level)
                .unwrap_or(self.open.len()),
        };
        self.open.truncate(keep);
        self.open.last().map_or(self.article, |list| list.node)
    }
}

/// Whether the number leaves out some that appear nowhere below: those of repealed provisions.
fn skips_missing(list: &List, label: &Label<'_>, following: &[&str]) -> bool {
    let gap = label.ordinal.value().saturating_sub(list.last.value());
    let (largest, read): (u32, fn(&str) -> Option<Label<'_>>) = match label.level {
        Level::Clause => (4, label::clause),
        Level::Point => (2, label::point),
        _ => return false,
    };
    if !(2..=largest).contains(&gap) || label.ordinal.is_inserted() {
        return false;
    }
    let is_missing = |later: Label<'_>| {
        later.delimiter == list.delimiter
            && list.last < later.ordinal
            && later.ordinal < label.ordinal
    };
    let same_list = |line: &&&str| label.level == Level::Clause || label::clause(line).is_none();
    !following
        .iter()
        .take(LOOKAHEAD)
        .take_while(same_list)
        .filter_map(|line| read(line))
        .any(is_missing)
}
