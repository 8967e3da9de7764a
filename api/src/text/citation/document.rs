//! The document a reference names: by number, by name, or as `this`.

use super::law_name::{LawNames, after_constitution, year_at};
use super::lexer::{Kind, Tokens};
use crate::text::number::{DocumentNumber, DocumentType};

/// The document that a citation cites.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Document {
    /// `Luật này`: the citing document itself, with the type word as it is properly written.
    This(String),
    /// `Nghị định số 28/2013/NĐ-CP`, `Luật Trẻ em số 102/2016/QH13`.
    Number {
        /// The number.
        number: DocumentNumber,
        /// The type its word and its number tell.
        document_type: Option<DocumentType>,
    },
    /// `Bộ luật Dân sự năm 2015`.
    Name {
        /// The type its word tells.
        document_type: DocumentType,
        /// The name after the type word, as written; empty for a constitution.
        name: String,
        /// The year of issue, where stated.
        year: Option<u16>,
    },
    /// `Quy chế ban hành kèm theo Quyết định số …`: a text issued with a document, its own
    /// provisions counted apart.
    Attached {
        /// The word for the text, such as `Quy chế`.
        kind: String,
        /// The document it was issued with.
        number: DocumentNumber,
    },
    /// `Điều 19 của Luật`, `Nghị định nêu trên`: a document that the text has named before, told by
    /// its type word only.
    Mentioned(String),
    /// None: the document at hand, or one the context tells.
    Unstated,
}

/// Words for documents, longest first where one begins another.
const WORDS: [&str; 29] = [
    "văn bản hợp nhất",
    "nghị quyết liên tịch",
    "thông tư liên tịch",
    "hiến pháp",
    "bộ luật",
    "pháp lệnh",
    "nghị quyết",
    "nghị định",
    "thông tư",
    "quyết định",
    "chỉ thị",
    "sắc lệnh",
    "lệnh",
    "luật",
    "kế hoạch",
    "công văn",
    "thông báo",
    "hướng dẫn",
    "quy chế",
    "quy định",
    "điều lệ",
    "nội quy",
    "chương trình",
    "đề án",
    "danh mục",
    "quy chuẩn",
    "hiệp định",
    "công ước",
    "văn bản",
];
/// Words that a number needs to follow, in the abbreviated way of officials.
const ABBREVIATIONS: [(&str, &str); 6] = [
    ("NĐ", "nghị định"),
    ("NQ", "nghị quyết"),
    ("TTLT", "thông tư liên tịch"),
    ("TT", "thông tư"),
    ("QĐ", "quyết định"),
    ("CT", "chỉ thị"),
];
const ABBREVIATED_CODES: [(&str, &str); 5] = [
    ("BLDS", "Dân sự"),
    ("BLHS", "Hình sự"),
    ("BLLĐ", "Lao động"),
    ("BLTTDS", "Tố tụng dân sự"),
    ("BLTTHS", "Tố tụng hình sự"),
];
/// Kinds that refer to themselves without a provision; `quy định này` is any rule.
const SELF_REFERRING: [&str; 15] = [
    "văn bản hợp nhất",
    "nghị quyết liên tịch",
    "thông tư liên tịch",
    "hiến pháp",
    "bộ luật",
    "pháp lệnh",
    "nghị quyết",
    "nghị định",
    "thông tư",
    "quyết định",
    "chỉ thị",
    "lệnh",
    "luật",
    "quy chế",
    "điều lệ",
];
/// Those that mean nothing else in lower case; `quyết định này` may be any decision.
const UNMISTAKABLE: [&str; 6] = [
    "thông tư liên tịch",
    "bộ luật",
    "pháp lệnh",
    "nghị định",
    "thông tư",
    "luật",
];
/// How many words may stand between a type and its number (`Quyết định của Thủ tướng … số`).
const MAX_ISSUER: usize = 14;
const MAX_ATTACHED_TITLE: usize = 40;

/// The document named after a reference to its provisions that ends at `index`.
pub(super) fn document_after(
    tokens: &Tokens,
    names: &LawNames,
    index: usize,
) -> Option<(Document, usize)> {
    const ISSUED_WITH: [&str; 4] = ["ban hành kèm theo", "ban hành theo", "kèm theo", "kèm"];
    let index = index + usize::from(tokens.is_mark(index, ','));
    let start = ISSUED_WITH
        .iter()
        .find_map(|words| tokens.after_words(index, words))
        .unwrap_or_else(|| {
            index + usize::from(tokens.is_any(index, &["của", "tại", "trong", "thuộc", "ở"]))
        });
    document_at(tokens, names, start)
        .or_else(|| bare_number_at(tokens, start))
        .or_else(|| mentioned_at(tokens, start, start > index))
}

/// The document named at `index` by itself, where it is surely one.
pub(super) fn document_alone(
    tokens: &Tokens,
    names: &LawNames,
    index: usize,
) -> Option<(Document, usize)> {
    if tokens.str(index) == "số" {
        return bare_number_at(tokens, index).filter(|_| !names_a_form(tokens, index));
    }
    let (document, end) = document_at(tokens, names, index)?;
    let shouted = tokens.is_shouted(index);
    let sure = match &document {
        Document::This(_) => {
            let is_one_of = |words: &[&str]| {
                words
                    .iter()
                    .any(|word| tokens.after_words(index, word) == Some(end - 1))
            };
            let self_referring = if tokens.is_capitalised(index) {
                is_one_of(&SELF_REFERRING)
            } else {
                is_one_of(&UNMISTAKABLE)
            };
            self_referring && !shouted
        }
        Document::Name { .. } => {
            !shouted
                || ABBREVIATED_CODES
                    .iter()
                    .any(|(code, _)| *code == tokens.str(index))
        }
        Document::Number { .. } => true,
        Document::Attached { .. } | Document::Mentioned(_) | Document::Unstated => false,
    };
    sure.then_some((document, end))
}

/// `số 28/2013/NĐ-CP` without a word for the type.
fn bare_number_at(tokens: &Tokens, index: usize) -> Option<(Document, usize)> {
    let index = index + usize::from(tokens.is(index, "số"));
    let (number, end) = tokens.number(index)?;
    let document_type = number.document_type();
    Some((
        Document::Number {
            number,
            document_type,
        },
        end,
    ))
}

/// `Nghị định nêu trên`, or after `của` a type word that nothing follows: `Điều 19 của Luật, …`.
fn mentioned_at(tokens: &Tokens, index: usize, joined: bool) -> Option<(Document, usize)> {
    const BEFORE: [&str; 6] = ["nêu trên", "nói trên", "trên đây", "đã nêu", "trên", "đó"];
    let (word, next) = word_at(tokens, index).filter(|_| tokens.is_capitalised(index))?;
    let before = BEFORE
        .iter()
        .find_map(|words| tokens.after_words(next, words));
    let alone = joined && !tokens.is_capitalised(next) && !tokens.is_number(next);
    let end = before.or(alone.then_some(next))?;
    Some((Document::Mentioned(proper(word)), end))
}

fn document_at(tokens: &Tokens, names: &LawNames, index: usize) -> Option<(Document, usize)> {
    if let Some((word, next)) = word_at(tokens, index) {
        return this_at(tokens, word, next)
            .or_else(|| numbered_at(tokens, word, next))
            .or_else(|| named_at(tokens, names, index, word))
            .or_else(|| issued_number_at(tokens, word, next))
            .or_else(|| attached_at(tokens, word, next));
    }
    let written = tokens.str(index);
    if let Some((_, word)) = ABBREVIATIONS.iter().find(|(short, _)| *short == written) {
        return numbered_at(tokens, word, index + 1);
    }
    let (_, name) = ABBREVIATED_CODES
        .iter()
        .find(|(short, _)| *short == written)?;
    let (year, end) =
        year_at(tokens, index + 1).map_or((None, index + 1), |(year, end)| (Some(year), end));
    let name = (*name).to_owned();
    Some((
        Document::Name {
            document_type: DocumentType::Code,
            name,
            year,
        },
        end,
    ))
}

fn word_at(tokens: &Tokens, index: usize) -> Option<(&'static str, usize)> {
    WORDS
        .into_iter()
        .find_map(|word| Some((word, tokens.after_words(index, word)?)))
}

/// A type word as it is written at the head of a document.
fn proper(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

fn this_at(tokens: &Tokens, word: &str, index: usize) -> Option<(Document, usize)> {
    tokens
        .is(index, "này")
        .then(|| (Document::This(proper(word)), index + 1))
}

/// `số 28/2013/NĐ-CP`, `28/2013/NĐ-CP`.
fn numbered_at(tokens: &Tokens, word: &str, index: usize) -> Option<(Document, usize)> {
    let index = index + usize::from(tokens.is(index, "số"));
    let (number, end) = tokens
        .number(index)
        .or_else(|| short_decree_number_at(tokens, word, index))?;
    let document_type = DocumentType::infer(Some(word), Some(&number));
    Some((
        Document::Number {
            number,
            document_type,
        },
        end,
    ))
}

/// `100/2019` after `Nghị định`: only the Government issues decrees, so the symbol goes without
/// saying.
fn short_decree_number_at(
    tokens: &Tokens,
    word: &str,
    index: usize,
) -> Option<(DocumentNumber, usize)> {
    let joined = tokens.is_mark(index + 1, '/')
        && tokens.is_adjacent(index + 1)
        && tokens.is_adjacent(index + 2);
    let ends = !(tokens.is_mark(index + 3, '/') && tokens.is_adjacent(index + 3));
    if word != "nghị định" || !joined || !ends {
        return None;
    }
    let number = DocumentNumber::parse(&format!(
        "{}/{}/NĐ-CP",
        tokens.str(index),
        tokens.str(index + 2)
    ))
    .ok()?;
    number.year().map(|_| (number, index + 3))
}

/// `Luật Phổ biến, giáo dục pháp luật năm 2012`, or `… số 14/2012/QH13`.
fn named_at(
    tokens: &Tokens,
    names: &LawNames,
    index: usize,
    word: &str,
) -> Option<(Document, usize)> {
    let next = tokens.after_words(index, word)?;
    let document_type = DocumentType::from_word(word)?;
    let lawlike = matches!(
        document_type,
        DocumentType::Constitution
            | DocumentType::Code
            | DocumentType::Law
            | DocumentType::Ordinance
    );
    if !lawlike || (index > 0 && tokens.is_any(index - 1, &["pháp", "kỷ", "kỉ", "quy", "định"]))
    {
        return None;
    }
    let end = match document_type {
        DocumentType::Constitution => after_constitution(tokens, next),
        _ => names.end(tokens, next)?,
    };
    if document_type != DocumentType::Constitution
        && let Some(numbered) = numbered_at(tokens, word, end)
    {
        return Some(numbered);
    }
    let name = tokens.text[tokens.bytes(next..end)]
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    let (year, end) = year_at(tokens, end).map_or((None, end), |(year, end)| (Some(year), end));
    let lone_constitution =
        document_type == DocumentType::Constitution && !tokens.is_capitalised(index);
    (!lone_constitution).then_some((
        Document::Name {
            document_type,
            name,
            year,
        },
        end,
    ))
}

/// `Quyết định của Thủ tướng Chính phủ số 08/2022/QĐ-TTg`; not `quy định của Bộ luật … số`.
fn issued_number_at(tokens: &Tokens, word: &str, index: usize) -> Option<(Document, usize)> {
    DocumentType::from_word(word).filter(|_| tokens.is(index, "của"))?;
    let at_number = (index + 1..index + MAX_ISSUER)
        .take_while(|&next| {
            tokens.kind(next) == Some(Kind::Word) && word_at(tokens, next).is_none()
        })
        .find(|&next| tokens.is(next, "số"))?;
    numbered_at(tokens, word, at_number)
}

/// `Quy chế … ban hành kèm theo Quyết định số 25/2021/QĐ-TTg`.
fn attached_at(tokens: &Tokens, word: &str, index: usize) -> Option<(Document, usize)> {
    let end = index + MAX_ATTACHED_TITLE;
    let stops = |next: &usize| matches!(tokens.kind(*next), Some(Kind::Word | Kind::Mark(',')));
    let with = (index..end).take_while(stops).find_map(|next| {
        tokens
            .after_words(next, "ban hành kèm theo")
            .or_else(|| tokens.after_words(next, "ban hành theo"))
    })?;
    let (kind, next) = word_at(tokens, with)?;
    match numbered_at(tokens, kind, next)? {
        (Document::Number { number, .. }, end) => Some((
            Document::Attached {
                kind: proper(word),
                number,
            },
            end,
        )),
        _ => None,
    }
}

/// `Mẫu số 02/…`, `Công báo số …`: not a document's number.
fn names_a_form(tokens: &Tokens, index: usize) -> bool {
    const FORMS: [&str; 8] = [
        "mẫu", "biểu", "bảng", "báo", "lục", "phiếu", "quyển", "hiệu",
    ];
    index > 0 && tokens.is_any(index - 1, &FORMS)
}
