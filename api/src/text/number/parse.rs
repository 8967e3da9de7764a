//! Taking a written number apart.

use super::{DocumentNumber, NumberError, abbreviation};

/// Years in which a numbered document of the state can have been issued.
const YEARS: std::ops::RangeInclusive<u16> = 1945..=2099;

impl DocumentNumber {
    pub(super) fn from_parts(parts: &[Part]) -> Result<Self, NumberError> {
        let (first, rest) = parts.split_first().ok_or(NumberError::Empty)?;
        if first.separator == '/' {
            return Err(NumberError::NoSerial(joined(parts)));
        }
        let (serial, glued) = split_serial(&first.text)?;
        let mut rest: Vec<Part> = glued
            .map(|text| Part {
                separator: '/',
                text,
            })
            .into_iter()
            .chain(rest.iter().cloned())
            .collect();
        let year = match rest.first().map(|part| split_year(&part.text)) {
            Some(Some((year, glued))) => {
                rest.remove(0);
                rest.splice(
                    ..0,
                    glued.map(|text| Part {
                        separator: '/',
                        text,
                    }),
                );
                Some(year)
            }
            _ => None,
        };
        let symbol = Symbol::read(&rest)?.ok_or_else(|| NumberError::NoSymbol(joined(parts)))?;
        let slashed = parts.iter().any(|part| part.separator == '/') || year.is_some();
        let mut clean = serial.clone();
        if let Some(year) = &year {
            clean.push('/');
            clean.push_str(&year.written);
        }
        for (index, part) in symbol.parts.iter().enumerate() {
            let hyphenated_slug = !slashed && symbol.parts.len() > 1;
            clean.push(match index {
                0 if year.is_some() || hyphenated_slug => '/',
                _ => part.separator,
            });
            clean.push_str(&part.text);
        }
        Ok(Self {
            clean,
            serial,
            year: year.map(|year| year.value),
            type_abbreviation: symbol.type_abbreviation,
            agencies: symbol.agencies,
        })
    }
}

/// What stands between two separators, with the separator before it.
#[derive(Debug, Clone)]
pub(super) struct Part {
    separator: char,
    text: String,
}

struct Year {
    written: String,
    value: u16,
}

struct Symbol {
    parts: Vec<Part>,
    type_abbreviation: Option<String>,
    agencies: Vec<String>,
}

impl Symbol {
    /// `None` when there is nothing to read.
    fn read(parts: &[Part]) -> Result<Option<Self>, NumberError> {
        let Some(first) = parts.first() else {
            return Ok(None);
        };
        if let Some(wrong) = parts.iter().find(|part| !is_symbol(&part.text)) {
            let looks_like_year = wrong.text.bytes().all(|byte| byte.is_ascii_digit());
            let text = wrong.text.clone();
            return Err(if looks_like_year {
                NumberError::BadYear(text)
            } else {
                NumberError::BadSymbol(text)
            });
        }
        let mut parts = parts.to_vec();
        if let Some((head, tail)) = abbreviation::glued(&first.text) {
            head.clone_into(&mut parts[0].text);
            parts.insert(
                1,
                Part {
                    separator: '-',
                    text: tail.to_owned(),
                },
            );
        }
        let has_type = abbreviation::document_type(&parts[0].text).is_some();
        for (index, part) in parts.iter_mut().enumerate() {
            part.text = spelled(&part.text, index == 0 && has_type);
        }
        let (type_parts, agency_parts) = parts.split_at(usize::from(has_type));
        Ok(Some(Self {
            type_abbreviation: type_parts.first().map(|part| part.text.clone()),
            agencies: agency_parts.iter().map(|part| part.text.clone()).collect(),
            parts,
        }))
    }
}

/// The proper spelling of a part of the symbol. An unknown one keeps its capitals if it has any.
fn spelled(part: &str, is_type: bool) -> String {
    let stem = part.trim_end_matches(|character: char| character.is_ascii_digit());
    let known = if is_type {
        abbreviation::document_type(part)
    } else {
        abbreviation::agency(stem)
    };
    let mut spelling = match known {
        Some(known) => known.to_owned(),
        None if stem.chars().any(char::is_uppercase) => stem.to_owned(),
        None => stem.to_uppercase(),
    };
    if !is_type {
        spelling.push_str(&part[stem.len()..]);
    }
    spelling
}

fn is_symbol(text: &str) -> bool {
    text.starts_with(char::is_alphabetic)
        && text
            .chars()
            .all(|character| character.is_ascii_alphanumeric() || "Đđ&.Ưư".contains(character))
}

/// Cuts at `/`, hyphens, `_` and spaces; spaces round another separator count for nothing.
pub(super) fn split(cell: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut separator = None;
    for character in cell.chars() {
        let here = match character {
            '/' => Some('/'),
            '-' | '_' | '\u{2010}'..='\u{2015}' | '\u{2212}' => Some('-'),
            _ if character.is_whitespace() => Some(' '),
            _ => None,
        };
        match here {
            Some(' ') => separator = separator.or(Some(' ')),
            Some(mark) => separator = separator.filter(|&seen| seen == '/').or(Some(mark)),
            None => push_character(&mut parts, separator.take(), character),
        }
    }
    parts
}

fn push_character(parts: &mut Vec<Part>, separator: Option<char>, character: char) {
    match (parts.last_mut(), separator) {
        (Some(part), None) => part.text.push(character),
        (_, separator) => parts.push(Part {
            separator: if separator == Some('/') { '/' } else { '-' },
            text: character.to_string(),
        }),
    }
}

/// `30a` is whole; `2561QĐ` is a serial with a symbol run into it; `66.17` is one too.
fn split_serial(text: &str) -> Result<(String, Option<String>), NumberError> {
    let digits = text
        .find(|character: char| !character.is_ascii_digit() && character != '.')
        .unwrap_or(text.len());
    let (serial, rest) = text.split_at(digits);
    if !serial.starts_with(|character: char| character.is_ascii_digit())
        || serial.ends_with('.')
        || serial.len() > 8
    {
        return Err(NumberError::NoSerial(text.to_owned()));
    }
    let mut letters = rest.chars();
    match (letters.next(), letters.next()) {
        (None, _) => Ok((serial.to_owned(), None)),
        (Some(letter), None) if letter.is_lowercase() => Ok((text.to_owned(), None)),
        _ => Ok((serial.to_owned(), Some(rest.to_owned()))),
    }
}

/// A year, in four digits or the two of the last century, and a symbol run into it.
fn split_year(text: &str) -> Option<(Year, Option<String>)> {
    let digits = text
        .find(|character: char| !character.is_ascii_digit())
        .unwrap_or(text.len());
    let (written, rest) = text.split_at(digits);
    let value = match (digits, written.parse::<u16>().ok()?) {
        (4, year) => year,
        (2, year) => 1900 + year,
        _ => return None,
    };
    let year = Year {
        written: written.to_owned(),
        value,
    };
    YEARS
        .contains(&value)
        .then(|| (year, Some(rest.to_owned()).filter(|rest| !rest.is_empty())))
}

pub(super) fn without_label(cell: &str) -> &str {
    ["Số hiệu", "Số", "số", "SỐ"]
        .iter()
        .find_map(|label| cell.strip_prefix(label))
        .filter(|rest| {
            rest.starts_with([':', ' ', '.', '/']) || rest.starts_with(|c: char| c.is_ascii_digit())
        })
        .map_or(cell, |rest| rest.trim_start_matches([':', '.', ' ']))
}

fn joined(parts: &[Part]) -> String {
    parts
        .iter()
        .map(|part| part.text.as_str())
        .collect::<Vec<_>>()
        .join("/")
}
