//! Cleaning and checking the fields of records: what passes here the database takes.
//!
//! Text is normalised (NFC, plain spaces, no invisible or control characters); NUL, which `PostgreSQL`
//! cannot keep, is refused, because it tells of a broken source.
#[cfg(test)]
mod tests;

use chrono::{DateTime, Datelike, NaiveDate, SecondsFormat, SubsecRound, TimeDelta, Utc};

use crate::domain::{Error, Reason, Result, paths};
use crate::text::normalize::normalize;

/// Longest text of one line, in characters.
pub(super) const LINE: usize = 1_000;
/// Longest summary, note or description, in characters.
pub(super) const PARAGRAPHS: usize = 5_000;
/// Longest body or other long text, in bytes.
pub(super) const LONG_TEXT: usize = 5 * 1024 * 1024;
/// Longest path, in bytes.
const PATH: usize = 500;
/// Longest code, in bytes.
const CODE: usize = 500;
/// Dates are written with four digits of the year, so that they also sort as text.
const YEARS: std::ops::RangeInclusive<i32> = 1000..=9999;
/// How much another machine's clock may be ahead of this one.
const CLOCKS_DIFFER: TimeDelta = TimeDelta::minutes(5);

/// Text of one line that must be there.
pub(super) fn line(field: &str, text: &mut String) -> Result<()> {
    refuse_nul(field, text)?;
    *text = one_line(text);
    if text.is_empty() {
        let message = (
            "is empty; write something or leave the record out",
            "còn trống; hãy điền nội dung hoặc bỏ cả mục này",
        );
        return Err(Error::invalid(field, message));
    }
    at_most(field, text, LINE)
}

/// Text of one line that may be missing; blank is missing.
pub(super) fn optional_line(field: &str, text: &mut Option<String>) -> Result<()> {
    if let Some(line) = text {
        refuse_nul(field, line)?;
        *line = one_line(line);
        at_most(field, line, LINE)?;
    }
    text.take_if(|text| text.is_empty());
    Ok(())
}

/// Paragraphs of at most `longest` characters that may be missing; blank is missing.
pub(super) fn optional_paragraphs(
    field: &str,
    text: &mut Option<String>,
    longest: usize,
) -> Result<()> {
    if let Some(paragraphs) = text {
        *paragraphs = paragraphs_of(field, paragraphs)?;
        at_most(field, paragraphs, longest)?;
    }
    text.take_if(|text| text.is_empty());
    Ok(())
}

/// Long text with line breaks, at most [`LONG_TEXT`] bytes.
pub(super) fn long_text(field: &str, text: &mut String) -> Result<()> {
    refuse_long(field, text)?;
    *text = paragraphs_of(field, text)?;
    Ok(())
}

/// Markup, at most [`LONG_TEXT`] bytes; its sanitiser does the rest.
pub(super) fn markup(field: &str, text: &str) -> Result<()> {
    refuse_long(field, text)?;
    refuse_nul(field, text)
}

/// A code that this record defines: lower-case letters, digits, hyphens, dots.
pub(super) fn new_code(field: &str, code: &str) -> Result<()> {
    let shaped = code
        .starts_with(|first: char| first.is_ascii_lowercase() || first.is_ascii_digit())
        && code.bytes().all(|byte| {
            byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-._".contains(&byte)
        });
    if shaped && code.len() <= CODE {
        return Ok(());
    }
    let message = (
        format!(
            "{code:?} is no code: use lower-case letters, digits and hyphens, such as \"so-tu-phap\""
        ),
        format!(
            "{code:?} không đúng dạng mã: dùng chữ thường không dấu, chữ số và gạch nối, như \"so-tu-phap\""
        ),
    );
    Err(Error::invalid(field, message))
}

/// A tag or identifier of another body: visible characters without spaces.
pub(super) fn token(field: &str, text: &str) -> Result<()> {
    let visible = text
        .chars()
        .all(|character| !character.is_whitespace() && !character.is_control());
    if visible && !text.is_empty() && text.len() <= CODE {
        return Ok(());
    }
    let message = (
        format!("{text:?} must be 1 to {CODE} visible characters without spaces"),
        format!("{text:?} phải gồm 1 đến {CODE} ký tự nhìn thấy được, không có dấu cách"),
    );
    Err(Error::invalid(field, message))
}

/// A code or tag that may be missing.
pub(super) fn optional_token(field: &str, text: Option<&String>) -> Result<()> {
    text.map_or(Ok(()), |text| token(field, text))
}

/// The lower-case hexadecimal digits of a SHA-256.
pub(super) fn sha256(field: &str, text: &mut str) -> Result<()> {
    text.make_ascii_lowercase();
    if text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Ok(());
    }
    let message = (
        "must be the SHA-256 of the file's bytes: 64 hexadecimal digits",
        "phải là mã SHA-256 của tệp: 64 chữ số thập lục phân",
    );
    Err(Error::invalid(field, message))
}

/// An address on the web.
pub(super) fn web_address(field: &str, text: &mut String) -> Result<()> {
    refuse_nul(field, text)?;
    let address = url::Url::parse(text.trim())
        .ok()
        .filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
        .filter(|url| url.as_str().len() <= 2_000);
    let Some(address) = address else {
        let message = (
            format!("{text:?} is no web address: write one that begins with https:// or http://"),
            format!(
                "{text:?} không phải là địa chỉ web: hãy ghi địa chỉ bắt đầu bằng https:// hoặc http://"
            ),
        );
        return Err(Error::invalid(field, message));
    };
    *text = address.into();
    Ok(())
}

/// An address on the web that may be missing.
pub(super) fn optional_web_address(field: &str, text: &mut Option<String>) -> Result<()> {
    text.take_if(|text| text.trim().is_empty());
    text.as_mut()
        .map_or(Ok(()), |text| web_address(field, text))
}

/// A path of the site.
pub(in crate::domain) fn path(field: &str, path: &mut String) -> Result<()> {
    *path = paths::canonical(path);
    let forbidden = |character: char| {
        character.is_whitespace() || character.is_control() || "\\#\"<>".contains(character)
    };
    let problem = if !path.starts_with('/') {
        ("begin it with /", "phải bắt đầu bằng /")
    } else if path.len() > PATH {
        ("it may be 500 bytes long", "chỉ được dài tối đa 500 byte")
    } else if path.contains(forbidden) || normalize(path) != *path {
        (
            "leave out spaces, control and invisible characters and \\ # \" < >",
            "không được có dấu cách, ký tự điều khiển, ký tự ẩn và \\ # \" < >",
        )
    } else if path.len() > 1
        && path[1..]
            .split('/')
            .any(|part| ["", ".", ".."].contains(&part))
    {
        (
            "leave out empty parts, \".\" and \"..\", and the / at the end",
            "không được có phần trống, \".\", \"..\" và dấu / ở cuối",
        )
    } else {
        return Ok(());
    };
    let message = (
        format!("{path:?} is no path of the site: {}", problem.0),
        format!("{path:?} không phải là đường dẫn của cổng: {}", problem.1),
    );
    Err(Error::invalid(field, message))
}

/// A day in a year of four digits.
pub(super) fn day(field: &str, day: NaiveDate) -> Result<()> {
    if YEARS.contains(&day.year()) {
        return Ok(());
    }
    let message = (
        format!("{day} is not between the years 1000 and 9999"),
        format!("{day} không nằm trong các năm từ 1000 đến 9999"),
    );
    Err(Error::invalid(field, message))
}

/// A day that may be missing.
pub(super) fn optional_day(field: &str, optional: Option<NaiveDate>) -> Result<()> {
    optional.map_or(Ok(()), |given| day(field, given))
}

/// A moment, to the microsecond: what both databases keep.
pub(super) fn moment(field: &str, time: &mut DateTime<Utc>) -> Result<()> {
    *time = time.trunc_subsecs(6);
    day(field, time.date_naive())
}

/// A moment that may be missing.
pub(super) fn optional_moment(field: &str, time: &mut Option<DateTime<Utc>>) -> Result<()> {
    time.as_mut().map_or(Ok(()), |time| moment(field, time))
}

/// Refuses a moment that is still to come: what is published is public at once.
pub(super) fn refuse_future(field: &str, time: DateTime<Utc>, now: DateTime<Utc>) -> Result<()> {
    if time <= now + CLOCKS_DIFFER {
        return Ok(());
    }
    let time = time.to_rfc3339_opts(SecondsFormat::Secs, true);
    let message = (
        format!(
            "{time} is still to come, and what is taken in is public at once; take it in when it is time"
        ),
        format!("{time} chưa đến, mà nội dung nhập vào được công khai ngay; hãy nhập khi đến lúc"),
    );
    Err(Error::invalid(field, message))
}

/// Refuses when `later` is there and before `earlier`, which is called `than` in English and Vietnamese.
pub(super) fn in_order<T: PartialOrd>(
    field: &str,
    earlier: Option<T>,
    later: Option<T>,
    than: (&str, &str),
) -> Result<()> {
    match (earlier, later) {
        (Some(earlier), Some(later)) if later < earlier => {
            let message = (
                format!("is before {}; correct one of the two", than.0),
                format!("sớm hơn {}; hãy sửa một trong hai", than.1),
            );
            Err(Error::invalid(field, message))
        }
        _ => Ok(()),
    }
}

/// Refuses a period that ends before or on the day it begins.
pub(super) fn period(field: &str, from: NaiveDate, to: Option<NaiveDate>) -> Result<()> {
    day("valid_from", from)?;
    optional_day(field, to)?;
    if to.is_some_and(|to| to <= from) {
        let message = (
            "is not after valid_from; it is the first day on which the thing no longer was",
            "phải sau ngày bắt đầu; đây là ngày đầu tiên không còn hiệu lực",
        );
        return Err(Error::invalid(field, message));
    }
    Ok(())
}

/// A number of things that may be missing.
pub(super) fn count<T: PartialOrd + Default>(field: &str, number: Option<T>) -> Result<()> {
    if number.is_some_and(|number| number < T::default()) {
        let message = (
            "is negative; write 0 or more, or leave it out",
            "là số âm; hãy ghi từ 0 trở lên hoặc để trống",
        );
        return Err(Error::invalid(field, message));
    }
    Ok(())
}

fn refuse_nul(field: &str, text: &str) -> Result<()> {
    if text.contains('\0') {
        let message = (
            "contains a NUL character; the source is damaged there",
            "có ký tự NUL; dữ liệu nguồn bị hỏng ở chỗ này",
        );
        return Err(Error::invalid(field, message));
    }
    Ok(())
}

fn refuse_long(field: &str, text: &str) -> Result<()> {
    if text.len() > LONG_TEXT {
        let size = text.len();
        let message = (
            format!("is {size} bytes long; at most 5 MB are kept: attach it as a file"),
            format!("dài {size} byte; chỉ được tối đa 5 MB: hãy đính kèm dưới dạng tệp"),
        );
        return Err(Error::invalid(field, message));
    }
    Ok(())
}

fn at_most(field: &str, text: &str, longest: usize) -> Result<()> {
    let length = text.chars().count();
    if length > longest {
        return Err(Error::invalid(field, Reason::too_long(length, longest)));
    }
    Ok(())
}

/// Text without line breaks and runs of spaces.
pub(in crate::domain) fn one_line(text: &str) -> String {
    let normal = normalize(text);
    let mut line = String::with_capacity(normal.len());
    for word in normal.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

fn paragraphs_of(field: &str, text: &str) -> Result<String> {
    refuse_nul(field, text)?;
    let normal = normalize(text).replace("\r\n", "\n").replace('\r', "\n");
    Ok(normal.trim().to_owned())
}
