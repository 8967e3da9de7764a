//! The day a document takes effect, as its own articles say it.

use std::sync::LazyLock;

use chrono::{Days, NaiveDate};
use regex::{Captures, Regex};

use super::head::first_date;
use crate::text::structure::{Kind, Node, Structure};

static EFFECT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?xm)(?:^|[.;]\s)(?:Luật|Bộ\sluật|Pháp\slệnh|Nghị\squyết|Nghị\sđịnh|Quyết\sđịnh|Thông\stư(?:\sliên\stịch)?|Chỉ\sthị|Lệnh|Văn\sbản|Quy\schế|Quy\sđịnh)\snày
          (?:\sđã)?\s(?:có|bắt\sđầu\scó)\shiệu\slực(?:\sthi\shành|\sáp\sdụng|\spháp\sluật)?,?\s
          (?:(?:kể\s)?từ\s(?P<from>ngày\s[^.;]{0,60})|sau\s(?P<days>\d{1,3})\s(?:\([^)]*\)\s)?ngày,?\skể\stừ\sngày\ský)",
    )
    .expect("a valid pattern")
});
/// How a council's resolution says it, in the sentence of its passing.
static PASSED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"thông qua ngày .* có hiệu lực(?: thi hành)?,? (?:kể )?từ (?P<from>ngày [^.;]{0,60})",
    )
    .expect("a valid pattern")
});
static SIGNING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^ngày (?:ký|ban hành|được (?:\S+ ){0,4}thông qua|(?:Quốc hội )?thông qua)")
        .expect("a valid pattern")
});

/// The day of effect: the one named, the day of issue where it is from signing, or so many days
/// after. The last article that says it counts: earlier ones may quote what they amend.
pub(super) fn effective_on(
    structure: &Structure,
    issued_on: Option<NaiveDate>,
) -> Option<NaiveDate> {
    let is_own = |node: &&Node| node.path.starts_with("dieu-") || node.path.starts_with("khoan-");
    let own: Vec<&Node> = structure.nodes.iter().filter(is_own).collect();
    let articles = own.chunk_by(|_, node| node.kind != Kind::Article);
    let said = articles
        .rev()
        .find_map(|article| article.iter().find_map(|node| EFFECT.captures(&node.text)));
    let closing = || {
        structure
            .get("ket-thuc")
            .and_then(|node| PASSED.captures(&node.text))
    };
    day(&said.or_else(closing)?, issued_on)
}

fn day(said: &Captures<'_>, issued_on: Option<NaiveDate>) -> Option<NaiveDate> {
    if let Some(days) = said.name("days") {
        return issued_on?.checked_add_days(Days::new(days.as_str().parse().ok()?));
    }
    let from = said.name("from")?.as_str();
    if SIGNING.is_match(from) {
        issued_on
    } else {
        first_date(from)
    }
}
