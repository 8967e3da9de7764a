//! The articles of a document or enclosure, and the chapters they stand in.

use std::collections::BTreeMap;
use std::ops::Range;

use super::annex::is_national_title;
use super::articles::{Candidate, own_sequence};
use super::label::{self, Label, Level, is_capitals};
use super::node::{Draft, Drafts, Kind};
use super::quote::{self, Quoted};

/// A heading of chapters and the like fills no more lines than this.
const HEADING_LINES: usize = 8;
const HEADING_LENGTH: usize = 600;

/// A document being read: its lines, how they stand to quotations, and the nodes found.
pub(super) struct Document<'a> {
    pub(super) lines: &'a [&'a str],
    pub(super) quoted: &'a [Quoted],
    pub(super) drafts: Drafts<'a>,
}

/// What the nodes of a body hang under: nothing, or an enclosure or appendix.
pub(super) struct Scope {
    /// Before each path: empty, or `phu-luc-1/`.
    pub(super) prefix: String,
    pub(super) sort_key: String,
    pub(super) parent: Option<usize>,
}

impl Scope {
    /// The document itself.
    pub(super) fn root() -> Self {
        Self {
            prefix: String::new(),
            sort_key: "1".to_owned(),
            parent: None,
        }
    }
}

impl<'a> Document<'a> {
    /// Reads the articles in the lines and all above and below them; false if there are none.
    pub(super) fn articles(&mut self, scope: &Scope, range: Range<usize>) -> bool {
        let own = self.own_headings(range.clone());
        if !own.values().any(|label| label.level == Level::Article) {
            return false;
        }
        let starts: Vec<usize> = own.keys().copied().collect();
        if scope.parent.is_none() {
            self.front(range.start..starts[0]);
        }
        let mut open: Vec<(Level, usize)> = Vec::new();
        for (index, (line, label)) in own.into_iter().enumerate() {
            let end = starts.get(index + 1).copied().unwrap_or(range.end);
            while open.last().is_some_and(|(level, _)| *level >= label.level) {
                open.pop();
            }
            let parent = open.last().map(|(_, node)| *node);
            let level = label.level;
            let node = if level == Level::Article {
                self.article(scope, parent, line..end, &label)
            } else {
                self.container(scope, parent, line..end, &label)
            };
            open.push((level, node));
        }
        true
    }

    /// What precedes the first provision.
    pub(super) fn front(&mut self, range: Range<usize>) {
        if range.is_empty() {
            return;
        }
        self.drafts.push(Draft {
            kind: Kind::Front,
            path: "mo-dau".to_owned(),
            sort_key: "0".to_owned(),
            parent: None,
            number: None,
            line: range.start,
            title: range.start,
            label: 0,
            heading: 0..0,
        });
    }

    /// The lines that begin the document's own articles, and the chapters and the like that
    /// directly precede one or another such heading.
    fn own_headings(&self, range: Range<usize>) -> BTreeMap<usize, Label<'a>> {
        let candidates = self.article_candidates(range.clone());
        let mut own: BTreeMap<usize, Label<'a>> = own_sequence(&candidates)
            .into_iter()
            .map(|index| (candidates[index].line, candidates[index].label.clone()))
            .collect();
        for line in range.rev().filter(|&line| self.quoted[line].is_own()) {
            let Some(label) = self.container_label(line) else {
                continue;
            };
            let next = own.range(line + 1..).next().map(|(next, _)| *next);
            if next.is_some_and(|next| self.is_heading(line..next)) {
                own.insert(line, label);
            }
        }
        own
    }

    fn article_candidates(&self, range: Range<usize>) -> Vec<Candidate<'a>> {
        let mut candidates = Vec::new();
        let mut chapter = None;
        for line in range.filter(|&line| self.quoted[line].is_own()) {
            if let Some(label) = label::article(self.lines[line]) {
                let opens_chapter = chapter.is_some_and(|chapter| self.is_heading(chapter..line));
                candidates.push(Candidate {
                    line,
                    label,
                    opens_chapter,
                });
                chapter = None;
            } else if self.container_label(line).is_some() {
                chapter = Some(line);
            }
        }
        candidates
    }

    fn container_label(&self, line: usize) -> Option<Label<'a>> {
        let lines = self.lines;
        label::container(lines[line]).filter(|label| is_titled(label, lines[line]))
    }

    fn is_heading(&self, range: Range<usize>) -> bool {
        range.len() <= HEADING_LINES
            && self.lines[range]
                .iter()
                .map(|line| line.len())
                .sum::<usize>()
                <= HEADING_LENGTH
    }

    fn container(
        &mut self,
        scope: &Scope,
        parent: Option<usize>,
        range: Range<usize>,
        label: &Label<'a>,
    ) -> usize {
        let (kind, segment, key) = match label.level {
            Level::Part => (Kind::Part, "phan", 'a'),
            Level::Chapter => (Kind::Chapter, "chuong", 'c'),
            Level::Section => (Kind::Section, "muc", 'm'),
            _ => (Kind::Subsection, "tieu-muc", 's'),
        };
        let (prefix, parent_key) = match parent {
            Some(parent) => {
                let parent = self.drafts.get(parent);
                (format!("{}/", parent.path), parent.sort_key.clone())
            }
            None => (scope.prefix.clone(), scope.sort_key.clone()),
        };
        self.drafts.push(Draft {
            kind,
            path: format!("{prefix}{segment}-{}", label.ordinal.path()),
            sort_key: format!("{parent_key}.{key}{}", label.ordinal.sort_key()),
            parent: parent.or(scope.parent),
            number: Some(label.number),
            line: range.start,
            title: range.start,
            label: label.length,
            heading: 0..range.len(),
        })
    }

    fn article(
        &mut self,
        scope: &Scope,
        parent: Option<usize>,
        range: Range<usize>,
        label: &Label<'a>,
    ) -> usize {
        let parent_key = parent.map_or(&scope.sort_key, |parent| &self.drafts.get(parent).sort_key);
        let heading_lines = self.article_heading(range.clone(), label.length);
        let node = self.drafts.push(Draft {
            kind: Kind::Article,
            path: format!("{}dieu-{}", scope.prefix, label.ordinal.path()),
            sort_key: format!("{parent_key}.d{}", label.ordinal.sort_key()),
            parent: parent.or(scope.parent),
            number: Some(label.number),
            line: range.start,
            title: range.start,
            label: label.length,
            heading: 0..heading_lines,
        });
        self.provisions(node, range.start + 1..range.end);
        node
    }

    /// How many lines the article's heading fills: none where the article's text follows its
    /// number directly.
    fn article_heading(&self, range: Range<usize>, label: usize) -> usize {
        let first = &self.lines[range.start][label..];
        let (heading, lines) = match first {
            "" if range.len() > 2 => (self.lines[range.start + 1], 2),
            _ => (first, 1),
        };
        let follows = range.len() > lines;
        let amends = heading.ends_with(':') && quote::is_amending(heading);
        let short = heading.chars().count() <= 400;
        let starts = heading.starts_with(|first: char| first.is_uppercase() || first == '“');
        let numbered = lines == 2 && label::clause(heading).is_some();
        let sentence =
            heading.ends_with(['.', ';', ':', ',', ')']) && !amends && !heading.ends_with("v.v.");
        if follows && short && starts && !numbered && !sentence {
            lines
        } else {
            0
        }
    }
}

/// Whether a chapter's label is followed by nothing or a title, not by the rest of a sentence.
fn is_titled(label: &Label<'_>, line: &str) -> bool {
    let rest = &line[label.length..];
    label.closed
        || rest.is_empty()
        || rest.starts_with(|first: char| first.is_uppercase() || first == '(')
}

/// How many of the lines that begin with a title continue it in capitals.
pub(super) fn capital_lines(lines: &[&str]) -> usize {
    let is_title = |line: &&&str| is_capitals(line) && !is_national_title(line);
    lines
        .iter()
        .take(HEADING_LINES)
        .take_while(is_title)
        .count()
}
