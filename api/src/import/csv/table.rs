//! A table whose columns are known: its rows as cells by column, and refusals that name line and
//! column.

use chrono::NaiveDate;
use csv::{Position, ReaderBuilder, StringRecord, Trim};

use super::super::{Entry, Input, Place, Refusal, legal};
use super::guard::unguarded;
use crate::exchange::Record;
use crate::text::normalize::normalize;
use crate::text::slug::slug;

/// A column that a table may have.
pub(crate) struct Column {
    /// The exchange format's name of the field.
    pub name: &'static str,
    /// Vietnamese names of it.
    pub vietnamese: &'static [&'static str],
    /// Whether a table without it cannot be read.
    pub required: bool,
}

/// Running numbers of rows say nothing.
const ROW_NUMBER: &str = "stt";

/// Reads each row into a record by `record`.
pub(super) fn read(
    input: &Input<'_>,
    columns: &'static [Column],
    mut record: impl FnMut(&Row<'_>) -> Result<Record, Refusal>,
) -> Vec<Entry> {
    let text = input.text.trim_start_matches('\u{feff}');
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter(text))
        .trim(Trim::All)
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes());
    let mut rows = reader.records();
    let header = match rows.next() {
        Some(Ok(header)) => header,
        Some(Err(error)) => return vec![refused(1, Refusal::malformed("a table", error))],
        None => {
            return vec![refused(
                1,
                Refusal::malformed("a table", "the file is empty"),
            )];
        }
    };
    let layout = match layout(&header, columns) {
        Ok(layout) => layout,
        Err(refusals) => {
            return refusals
                .into_iter()
                .map(|refusal| refused(1, refusal))
                .collect();
        }
    };
    let mut entries = Vec::new();
    for row in rows {
        match row {
            Ok(cells) if cells.iter().all(str::is_empty) => {}
            Ok(cells) => {
                let line = line_at(text, cells.position());
                let row = Row {
                    line,
                    cells: &cells,
                    layout: &layout,
                };
                let record = row.check_width(header.len()).and_then(|()| record(&row));
                entries.push(Entry {
                    place: Place::line(line),
                    record,
                });
            }
            Err(error) => {
                let line = line_at(text, error.position());
                entries.push(refused(
                    line,
                    Refusal::malformed("a row of the table", error),
                ));
            }
        }
    }
    entries
}

/// Whether the first line of a text names every required column of a table.
pub(super) fn has_columns(text: &str, columns: &'static [Column]) -> bool {
    let text = text.trim_start_matches('\u{feff}');
    let first = text.lines().next().unwrap_or_default();
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter(text))
        .has_headers(false)
        .from_reader(first.as_bytes());
    let header = reader.records().next().and_then(Result::ok);
    header.is_some_and(|header| {
        let missing = |column: &Column| !header.iter().any(|cell| is_named(column, cell));
        !columns
            .iter()
            .any(|column| column.required && missing(column))
    })
}

/// The sign between the cells: the one of comma, semicolon and tab that the first line has most,
/// outside quotes.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    let outside: String = first.split('"').step_by(2).collect();
    let count = |sign: u8| outside.bytes().filter(|byte| *byte == sign).count();
    [b',', b';', b'\t']
        .into_iter()
        .rev()
        .max_by_key(|sign| count(*sign))
        .unwrap_or(b',')
}

/// Which cell of a row belongs to which column; every fault of the header at once.
fn layout(
    header: &StringRecord,
    columns: &'static [Column],
) -> Result<Vec<(&'static str, usize)>, Vec<Refusal>> {
    let mut layout: Vec<(&'static str, usize)> = Vec::new();
    let mut refusals = Vec::new();
    for (position, cell) in header.iter().enumerate() {
        let found = columns.iter().find(|column| is_named(column, cell));
        match found {
            Some(column) if layout.iter().any(|(name, _)| *name == column.name) => {
                refusals.push(Refusal::field(
                    cell,
                    "the column is there twice; keep one of them",
                ));
            }
            Some(column) => layout.push((column.name, position)),
            None if cell.is_empty() || slug(cell) == ROW_NUMBER => {}
            None => {
                let known: Vec<_> = columns.iter().map(|column| column.name).collect();
                let problem = format!("no such column; the table may have {}", known.join(", "));
                refusals.push(Refusal::field(cell, problem));
            }
        }
    }
    for column in columns {
        if column.required && !layout.iter().any(|(name, _)| *name == column.name) {
            refusals.push(Refusal::missing(
                column.name,
                "add a column of this name to the first row",
            ));
        }
    }
    if refusals.is_empty() {
        Ok(layout)
    } else {
        Err(refusals)
    }
}

/// Names are compared as slugs: case, diacritics, `_` and spaces do not matter.
fn is_named(column: &Column, cell: &str) -> bool {
    let cell = slug(cell);
    std::iter::once(&column.name)
        .chain(column.vietnamese)
        .any(|name| slug(name) == cell)
}

fn refused(line: usize, refusal: Refusal) -> Entry {
    Entry {
        place: Place::line(line),
        record: Err(refusal),
    }
}

/// The line on which a row or an error begins: the parser counts from before the blank lines that it
/// passes over.
fn line_at(text: &str, position: Option<&Position>) -> usize {
    let start = position.map_or(0, |position| {
        usize::try_from(position.byte()).unwrap_or(usize::MAX)
    });
    let before = text.get(..start).unwrap_or_default();
    let blank = text[before.len()..]
        .bytes()
        .take_while(u8::is_ascii_whitespace);
    1 + before
        .bytes()
        .chain(blank)
        .filter(|byte| *byte == b'\n')
        .count()
}

/// A row of a table.
pub(super) struct Row<'a> {
    /// Its first line in the file, from 1.
    pub line: usize,
    cells: &'a StringRecord,
    layout: &'a [(&'static str, usize)],
}

impl Row<'_> {
    /// The cell of a column, normalised and without its guard; nothing where it is blank or the table lacks the column.
    pub fn optional(&self, column: &'static str) -> Option<String> {
        let (_, position) = self.layout.iter().find(|(name, _)| *name == column)?;
        let cell = normalize(self.cells.get(*position)?);
        Some(unguarded(cell.trim()).to_owned()).filter(|cell| !cell.is_empty())
    }

    /// The cell of a column that no record can do without.
    pub fn required(&self, column: &'static str) -> Result<String, Refusal> {
        self.optional(column)
            .ok_or_else(|| Refusal::missing(column, "fill the cell"))
    }

    /// The day in a column.
    pub fn day(&self, column: &'static str) -> Result<Option<NaiveDate>, Refusal> {
        self.optional(column)
            .map(|cell| {
                cell.parse()
                    .ok()
                    .or_else(|| legal::day(&cell))
                    .ok_or_else(|| {
                        let problem =
                            format!("{cell:?} is not a day; write 2025-07-01 or 01/07/2025");
                        Refusal::field(column, problem)
                    })
            })
            .transpose()
    }

    /// The day in a column that no record can do without.
    pub fn required_day(&self, column: &'static str) -> Result<NaiveDate, Refusal> {
        self.day(column)?
            .ok_or_else(|| Refusal::missing(column, "write the day as 2025-07-01 or 01/07/2025"))
    }

    /// The values in a column, parted by `;`.
    pub fn list(&self, column: &'static str) -> Vec<String> {
        let cell = self.optional(column).unwrap_or_default();
        cell.split(';')
            .map(str::trim)
            .filter(|value| !value.is_empty())
            .map(str::to_owned)
            .collect()
    }

    /// A value out of a few, each with the ways to write it.
    pub fn one_of<T: Copy>(
        &self,
        column: &'static str,
        choices: &[(&'static [&'static str], T)],
    ) -> Result<T, Refusal> {
        let cell = self.required(column)?;
        let written = slug(&cell);
        choices
            .iter()
            .find(|(names, _)| names.iter().any(|name| slug(name) == written))
            .map(|(_, value)| *value)
            .ok_or_else(|| {
                let names: Vec<_> = choices
                    .iter()
                    .map(|(names, _)| names.join(" or "))
                    .collect();
                Refusal::field(column, format!("{cell:?} is none of: {}", names.join("; ")))
            })
    }

    /// A row with more cells than the header has lost its quotes or its delimiter.
    fn check_width(&self, columns: usize) -> Result<(), Refusal> {
        match self
            .cells
            .iter()
            .skip(columns)
            .find(|cell| !cell.is_empty())
        {
            Some(cell) => Err(Refusal::malformed(
                "a row of this table",
                format!(
                    "it has more cells than the first row has columns, from {cell:?} on; quote cells that hold the delimiter"
                ),
            )),
            None => Ok(()),
        }
    }
}
