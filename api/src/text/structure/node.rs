//! The nodes of a document and how they are put together.

use std::collections::HashMap;
use std::ops::Range;

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Everything before the first provision: issuer, number, title, legal bases.
    Front,
    /// Phần
    Part,
    /// Chương
    Chapter,
    /// Mục
    Section,
    /// Tiểu mục
    Subsection,
    /// Điều
    Article,
    /// Khoản
    Clause,
    /// Điểm
    Point,
    /// Tiết
    Subpoint,
    /// The signature, or the note of a law's passing.
    Closing,
    /// Nơi nhận
    Recipients,
    /// What is issued with the document and has its own articles or title: quy chế, quy định, danh mục.
    Enclosure,
    /// Phụ lục
    Appendix,
    /// Mẫu, biểu mẫu
    Form,
    /// Chú thích
    Footnote,
}

/// A part of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// What it is.
    pub kind: Kind,
    /// Stable and unique in the document: `dieu-5/khoan-2/diem-a`, `chuong-2/muc-1`, `mo-dau`.
    /// Articles do not carry their chapter, since their numbers run through the document.
    pub path: String,
    /// Orders the nodes bytewise as they stand in the document; 12a comes after 12 and all in it.
    pub sort_key: String,
    /// Index of the node that holds this one.
    pub parent: Option<usize>,
    /// The number as written: `12a`, `IV`, `đ`.
    pub number: Option<String>,
    /// The label as written: `Điều 12a.`, `Chương IV`, `đ)`.
    pub label: String,
    /// The heading, on one line.
    pub heading: Option<String>,
    /// Its own text without label, heading and the nodes in it; paragraphs end in line breaks.
    pub text: String,
    /// The bytes of the parsed text that are its own. The ranges of all nodes in order are the
    /// whole text.
    pub range: Range<usize>,
}

/// A line of the text that is not blank.
pub(super) struct Line<'a> {
    /// Where it begins in the text.
    pub(super) start: usize,
    pub(super) text: &'a str,
}

/// The lines of a text that are not blank, trimmed.
pub(super) fn lines(text: &str) -> Vec<Line<'_>> {
    let mut start = 0;
    let mut lines = Vec::new();
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            lines.push(Line {
                start,
                text: trimmed,
            });
        }
        start += line.len();
    }
    lines
}

/// A node before its text is cut out.
pub(super) struct Draft<'a> {
    pub(super) kind: Kind,
    pub(super) path: String,
    pub(super) sort_key: String,
    pub(super) parent: Option<usize>,
    pub(super) number: Option<&'a str>,
    /// The line it begins at.
    pub(super) line: usize,
    /// The line, from `line`, that bears label and heading.
    pub(super) title: usize,
    /// Length of the label in the title line.
    pub(super) label: usize,
    /// Lines the heading fills, counted from the title line; empty without heading.
    pub(super) heading: Range<usize>,
}

/// The nodes drafted so far.
pub(super) struct Drafts<'a> {
    nodes: Vec<Draft<'a>>,
    paths: HashMap<String, u32>,
    /// By the sort key of what holds them: how often nodes began anew with a smaller number.
    runs: HashMap<String, u32>,
}

impl<'a> Drafts<'a> {
    pub(super) fn new() -> Self {
        Self {
            nodes: Vec::new(),
            paths: HashMap::new(),
            runs: HashMap::new(),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    pub(super) fn get(&self, index: usize) -> &Draft<'a> {
        &self.nodes[index]
    }

    /// Adds a node; a path that is taken gets a number of its own, a sort key that would come
    /// before the last node's a run of its own.
    pub(super) fn push(&mut self, mut draft: Draft<'a>) -> usize {
        let taken = self.paths.entry(draft.path.clone()).or_insert(0);
        *taken += 1;
        if *taken > 1 {
            draft.path = format!("{}--{taken}", draft.path);
            self.paths.insert(draft.path.clone(), 1);
        }
        draft.sort_key = self.following(draft.sort_key);
        self.nodes.push(draft);
        self.nodes.len() - 1
    }

    /// The sort key, behind that of the last node: numbers that begin anew, or a chapter behind an
    /// article that stands in none, sort after those before them.
    fn following(&mut self, key: String) -> String {
        let last = self.nodes.last().map_or("", |last| &last.sort_key);
        let Some((holder, own)) = key.rsplit_once('.') else {
            return key;
        };
        let run = self.runs.get(holder).copied().unwrap_or(0);
        let in_run = |run: u32| match run {
            0 => key.clone(),
            run => format!("{holder}.~{run:06}.{own}"),
        };
        let following = in_run(run);
        if following.as_str() > last {
            return following;
        }
        self.runs.insert(holder.to_owned(), run + 1);
        in_run(run + 1)
    }

    /// Takes back the nodes from `length` on.
    pub(super) fn truncate(&mut self, length: usize) {
        for draft in self.nodes.drain(length..) {
            self.paths.remove(&draft.path);
        }
    }

    /// Cuts the text between the nodes.
    pub(super) fn finish(self, text: &str, lines: &[Line<'_>]) -> Vec<Node> {
        let starts: Vec<usize> = self.nodes.iter().map(|draft| draft.line).collect();
        let mut nodes = Vec::with_capacity(self.nodes.len());
        for (index, draft) in self.nodes.into_iter().enumerate() {
            let end_line = starts.get(index + 1).copied().unwrap_or(lines.len());
            let start = if index == 0 {
                0
            } else {
                lines[draft.line].start
            };
            let end = lines.get(end_line).map_or(text.len(), |line| line.start);
            nodes.push(draft.cut(&lines[starts[index]..end_line], start..end));
        }
        nodes
    }
}

impl Draft<'_> {
    fn cut(self, lines: &[Line<'_>], range: Range<usize>) -> Node {
        let title = self.title - self.line;
        let mut heading = Vec::new();
        let mut text = Vec::new();
        let mut label = String::new();
        for (index, line) in lines.iter().enumerate() {
            let mut own = line.text;
            if index == title {
                let (before, after) = own.split_at(self.label);
                before.trim_end().clone_into(&mut label);
                own = after.trim();
            }
            let is_heading = index >= title && self.heading.contains(&(index - title));
            if own.is_empty() {
                continue;
            }
            if is_heading {
                heading.push(own);
            } else {
                text.push(own);
            }
        }
        Node {
            kind: self.kind,
            path: self.path,
            sort_key: self.sort_key,
            parent: self.parent,
            number: self.number.map(str::to_owned),
            label,
            heading: (!heading.is_empty()).then(|| heading.join(" ")),
            text: text.join("\n"),
            range,
        }
    }
}
