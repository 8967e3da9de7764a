//! Whether words of the law at a place are a reference, or a heading or ordinary language.

use super::chain::Chain;
use super::document::Document;
use super::label::Label;
use super::lexer::{Kind, Tokens};
use super::path::Level;
use super::segment::Segment;

/// Words before which `điểm a` or `mục 2` alone refers to a provision.
const CUES: [&str; 24] = [
    "tại", "theo", "của", "trong", "từ", "ở", "với", "và", "hoặc", "hay", "định", "sung", "đổi",
    "bỏ", "thế", "trừ", "dẫn", "tiết", "cứ", "hành", "như", "vào", "sau", "trước",
];
/// Words after `Điều này` at the beginning of a sentence that show it to mean the article.
const ARTICLE_VERBS: [&str; 5] = ["quy", "áp", "không áp", "có nội dung", "hướng"];
const MONEY: [&str; 8] = ["triệu", "tỷ", "tỉ", "đồng", "nghìn", "ngàn", "tiền", "usd"];

/// Whether the chain, with the document found after it, is a reference.
pub(super) fn is_reference(tokens: &Tokens, chain: &Chain, document: &Document) -> bool {
    let Some(first) = chain.segments.first() else {
        return false;
    };
    if is_heading(tokens, chain, first) {
        return false;
    }
    let within = chain
        .segments
        .iter()
        .any(|segment| segment.level > first.level);
    let anchored = within || !matches!(document, Document::Unstated);
    if first.is_this {
        return is_this_reference(tokens, first);
    }
    let cued = is_cued(tokens, first.tokens.start);
    let capital = tokens.is_capitalised(first.unit);
    match first.level {
        Level::Article => true,
        Level::Clause => anchored || !tokens.is_any(first.tokens.end, &MONEY),
        Level::Point => {
            let capital_letters = first.labels.iter().any(Label::is_capital);
            let numeric = first.labels.iter().any(Label::is_numeric);
            anchored || (cued && !capital_letters && !numeric)
        }
        Level::Passage => within && !(first.unit > 0 && tokens.is(first.unit - 1, "giai")),
        Level::Dash | Level::Subpoint => anchored,
        Level::Part => anchored || (capital || cued) && !tokens.is_number(first.unit + 1),
        Level::Subsection | Level::Section | Level::Chapter => anchored || capital || cued,
        Level::Appendix => anchored || (capital && !first.labels.is_empty()),
    }
}

/// `Điều này` and its like alone; `điều này có nghĩa là` is ordinary language.
fn is_this_reference(tokens: &Tokens, segment: &Segment) -> bool {
    let index = segment.tokens.start;
    let capital = tokens.is_capitalised(index);
    match segment.level {
        Level::Article => {
            capital && (!begins_sentence(tokens, index) || is_article_subject(tokens, index + 2))
        }
        Level::Point | Level::Clause => capital || is_cued(tokens, index),
        Level::Dash | Level::Subpoint | Level::Passage => false,
        _ => capital,
    }
}

fn is_article_subject(tokens: &Tokens, index: usize) -> bool {
    ARTICLE_VERBS
        .iter()
        .any(|verb| tokens.after_words(index, verb).is_some())
}

fn begins_sentence(tokens: &Tokens, index: usize) -> bool {
    index == 0
        || matches!(
            tokens.kind(index - 1),
            Some(Kind::Mark('.' | '!' | '?' | ':' | '(' | '“' | '"' | '-' | ')') | Kind::Break)
        )
        || (tokens.begins_line(index) && tokens.is_mark(index - 1, ';'))
}

fn is_cued(tokens: &Tokens, index: usize) -> bool {
    index > 0 && tokens.is_any(index - 1, &CUES)
}

/// A heading stands at the beginning of a line that does not continue the one before:
/// `Điều 5. Phạm vi`, `Chương II` alone, `Phụ lục I` alone.
fn is_heading(tokens: &Tokens, chain: &Chain, first: &Segment) -> bool {
    let index = first.tokens.start;
    if chain.segments.len() > 1
        || first.level < Level::Article
        || index != first.unit
        || !tokens.begins_line(index)
    {
        return false;
    }
    let end = chain.tokens.end;
    let titled = tokens.is_mark(end, '.') || tokens.is_mark(end, ':');
    let alone =
        tokens.begins_line(end) || end >= tokens.len() || tokens.kind(end) == Some(Kind::Break);
    let before = index.checked_sub(1);
    let continues = before.is_some_and(|before| {
        tokens.is_any(before, &CUES)
            || tokens.is_mark(before, ',')
            || tokens.is_any(before, &["các", "khoản", "điểm"])
            || (tokens.is_number(before) && first.level == Level::Article)
    });
    first.labels.len() == 1 && !continues && (titled || (alone && first.level > Level::Article))
}
