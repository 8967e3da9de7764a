//! What follows the body: closing and recipients, enclosures, appendices and forms, footnotes.

use std::ops::Range;

use super::annex::{self, Attachment, Heading};
use super::body::{Document, Scope, capital_lines};
use super::node::{Draft, Kind};
use super::ordinal::Ordinal;
use super::scope;

impl<'a> Document<'a> {
    /// The signature and the recipients, in the order they come.
    pub(super) fn closing(
        &mut self,
        prefix: &str,
        sort_key: &str,
        parent: Option<usize>,
        range: Range<usize>,
    ) {
        let recipients = range
            .clone()
            .find(|&line| scope::is_recipients(self.lines[line]));
        let signature = match recipients {
            Some(line) if line == range.start => range
                .clone()
                .skip(1)
                .find(|&line| scope::is_signature(self.lines[line])),
            _ => Some(range.start),
        };
        let mut parts: Vec<(usize, Kind, &str, char)> = Vec::new();
        parts.extend(signature.map(|line| (line, Kind::Closing, "ket-thuc", 'z')));
        parts.extend(recipients.map(|line| (line, Kind::Recipients, "noi-nhan", 'z')));
        parts.retain(|(line, ..)| range.contains(line));
        parts.sort_by_key(|(line, ..)| *line);
        for (order, (line, kind, segment, key)) in parts.into_iter().enumerate() {
            self.drafts.push(Draft {
                kind,
                path: format!("{prefix}{segment}"),
                sort_key: format!("{sort_key}.{key}{order}"),
                parent,
                number: None,
                line,
                title: line,
                label: 0,
                heading: 0..0,
            });
        }
    }

    /// Enclosures, appendices and forms up to the line `end`.
    pub(super) fn attachments(&mut self, headings: &[Heading<'a>], end: usize) {
        let mut appendix = None;
        let mut counts = [0, 0, 0];
        let appendices = headings
            .iter()
            .filter(|heading| heading.kind == Attachment::Appendix);
        let is_only = appendices.count() == 1;
        for (order, heading) in headings.iter().enumerate() {
            let until = headings.get(order + 1).map_or(end, |next| next.line);
            let count = &mut counts[heading.kind as usize];
            *count += 1;
            let number = heading
                .number
                .map_or_else(|| count.to_string(), number_in_path);
            match heading.kind {
                Attachment::Form => {
                    let (prefix, key, parent) = match appendix {
                        Some(appendix) => {
                            let holder = self.drafts.get(appendix);
                            (
                                format!("{}/", holder.path),
                                holder.sort_key.clone(),
                                Some(appendix),
                            )
                        }
                        None => (String::new(), "3".to_owned(), None),
                    };
                    let key = format!("{key}.z{order:06}");
                    self.attachment(
                        heading,
                        Kind::Form,
                        format!("{prefix}mau-{number}"),
                        key,
                        parent,
                        until,
                    );
                }
                kind => {
                    let (kind, segment) = match kind {
                        Attachment::Appendix => (Kind::Appendix, "phu-luc"),
                        _ => (Kind::Enclosure, "kem-theo"),
                    };
                    // The only one has no number and is cited without: "Phụ lục kèm theo Nghị định này".
                    let path = match heading.number {
                        None if kind == Kind::Appendix && is_only => segment.to_owned(),
                        _ => format!("{segment}-{number}"),
                    };
                    let key = format!("3.z{order:06}");
                    let node = self.attachment(heading, kind, path, key, None, until);
                    appendix = Some(node);
                    self.inside(node, heading, until);
                }
            }
        }
    }

    fn attachment(
        &mut self,
        heading: &Heading<'a>,
        kind: Kind,
        path: String,
        sort_key: String,
        parent: Option<usize>,
        until: usize,
    ) -> usize {
        let title = self.attachment_title(heading, until);
        self.drafts.push(Draft {
            kind,
            path,
            sort_key,
            parent,
            number: heading.number,
            line: heading.line,
            title: heading.title,
            label: heading.label,
            heading: title,
        })
    }

    /// The lines of the title, counted from the heading's: those up to «(Ban hành kèm theo …)»,
    /// or those in capitals.
    fn attachment_title(&self, heading: &Heading<'_>, until: usize) -> Range<usize> {
        let rest = &self.lines[heading.title][heading.label..];
        let following = &self.lines[heading.title + 1..until];
        let issued = following
            .iter()
            .take(6)
            .position(|line| annex::is_issued_with(line));
        match issued {
            _ if annex::is_issued_with(rest) => 1..1 + capital_lines(following),
            Some(0) if rest.is_empty() => 2..2 + capital_lines(&following[1..]),
            Some(lines) => 0..lines + 1,
            None if heading.kind == Attachment::Form && !rest.is_empty() => 0..1,
            None => 0..capital_lines(following) + 1,
        }
    }

    /// The provisions of an enclosure or appendix, and an enclosure's own closing.
    fn inside(&mut self, node: usize, heading: &Heading<'_>, until: usize) {
        let draft = self.drafts.get(node);
        let (prefix, sort_key) = (format!("{}/", draft.path), draft.sort_key.clone());
        let scope = Scope {
            prefix,
            sort_key,
            parent: Some(node),
        };
        let start = heading.title + 1;
        let enclosed = heading.kind == Attachment::Enclosure;
        let closing = if enclosed {
            scope::closing_start(self.lines, self.quoted, start..until)
        } else {
            None
        };
        let body = start..closing.unwrap_or(until);
        if !self.articles(&scope, body.clone()) && !self.is_blank_form(body.clone()) {
            self.outline(&scope, body.clone(), 2);
        }
        self.closing(
            &scope.prefix,
            &scope.sort_key,
            scope.parent,
            body.end..until,
        );
    }

    /// Whether the lines are to be filled in: their numbers are no provisions.
    fn is_blank_form(&self, range: Range<usize>) -> bool {
        let blank = |line: &&&str| {
            line.contains("....")
                || line.contains("……")
                || line.contains("___")
                || line.contains('□')
        };
        self.lines[range.clone()].iter().filter(blank).count() * 8 > range.len()
    }

    /// The footnotes that were lifted out of the pages; the number of one or two may be lost.
    pub(super) fn footnotes(&mut self, range: Range<usize>) {
        let mut next = 1;
        for line in range {
            let Some(number) = note_number(self.lines[line]) else {
                continue;
            };
            let value = number.parse().unwrap_or(0);
            if (next..next + 3).contains(&value) {
                self.drafts.push(Draft {
                    kind: Kind::Footnote,
                    path: format!("chu-thich-{value}"),
                    sort_key: format!("9.{value:06}"),
                    parent: None,
                    number: Some(number),
                    line,
                    title: line,
                    label: number.len() + 2,
                    heading: 0..0,
                });
                next = value + 1;
            }
        }
    }
}

/// The `12` of a line that begins `[12]`.
fn note_number(line: &str) -> Option<&str> {
    let (number, _) = line.strip_prefix('[')?.split_once(']')?;
    Some(number).filter(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// An attachment's number in a path: `IV` → `4`, `02A` → `2a`, `01/TKN-CNKD` → `1-tkn-cnkd`.
pub(super) fn number_in_path(number: &str) -> String {
    if let Some(roman) = Ordinal::roman(number) {
        return roman.path();
    }
    let lower = crate::text::fold::fold(number);
    let parts: Vec<&str> = lower
        .split(|character: char| !character.is_ascii_alphanumeric())
        .filter(|part| !part.is_empty())
        .collect();
    let joined = parts.join("-");
    let trimmed = joined.trim_start_matches('0');
    if trimmed.is_empty() {
        joined
    } else {
        trimmed.to_owned()
    }
}
