//! The heading block of a document that the extraction of its text moved to the end of the first page.

use std::sync::LazyLock;

use regex::Regex;

use super::pages::Page;
use crate::text::pattern::pattern;

static FIRST_ARTICLE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*Điều 1\b"));
static NUMBER: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*Số\s*:.*\d"));
static NATIONAL_TITLE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^\s*CỘNG H(?:ÒA|OÀ) XÃ HỘI CHỦ NGHĨA VIỆT NAM\s*$"));
static DAY: LazyLock<Regex> =
    LazyLock::new(|| pattern(r",\s*ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}\s*$"));

/// Puts the block that ends the first page below its articles back above them: issuing body, number, national
/// title, place and day.
pub(super) fn put_first(pages: &mut [Page]) {
    let Some(page) = pages
        .iter_mut()
        .find(|page| page.iter().any(|line| !line.trim().is_empty()))
    else {
        return;
    };
    if let Some(start) = moved_block(page) {
        let block = page.len() - start;
        page.rotate_right(block);
    }
}

/// Where the block begins that ends the page.
fn moved_block(page: &[String]) -> Option<usize> {
    let article = page.iter().position(|line| FIRST_ARTICLE.is_match(line))?;
    let title = page
        .iter()
        .rposition(|line| NATIONAL_TITLE.is_match(line))
        .filter(|title| article < *title)?;
    let above = page[..title]
        .iter()
        .rev()
        .take_while(|line| is_above_title(line))
        .count();
    let start = title - above;
    let last = page.iter().rposition(|line| !line.trim().is_empty())?;
    let is_whole = page[start..title].iter().any(|line| NUMBER.is_match(line))
        && DAY.is_match(&page[last])
        && last - title <= 4;
    (article < start && is_whole).then_some(start)
}

/// Blank, the number, or a name in capitals.
fn is_above_title(line: &str) -> bool {
    NUMBER.is_match(line) || !line.chars().any(char::is_lowercase)
}
