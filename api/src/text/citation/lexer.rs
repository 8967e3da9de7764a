//! Words, numbers and marks of normalised text.

use std::ops::Range;

use crate::text::number::{DocumentNumber, number_at};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Begins with a letter: `khoản`, `a1`, `II`.
    Word,
    /// Begins with a digit: `5`, `12a`.
    Number,
    /// Any other visible character.
    Mark(char),
    /// A blank line, which no citation crosses.
    Break,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) start: usize,
    pub(super) end: usize,
    /// Where a word stands among the words in lower case.
    lower: (usize, usize),
    /// Whether a line begins here, opening quotes aside.
    pub(super) begins_line: bool,
}

/// The tokens of a text, which answers questions about them by index; an index beyond the end is
/// no token and answers no.
pub(super) struct Tokens<'a> {
    pub(super) text: &'a str,
    /// The words in lower case, one after the other.
    lower: String,
    list: Vec<Token>,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let (tokens, lower) = lex(text);
        Self {
            text,
            lower,
            list: tokens,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    pub(super) fn get(&self, index: usize) -> Option<&Token> {
        self.list.get(index)
    }

    /// The token's own characters; empty beyond the end.
    pub(super) fn str(&self, index: usize) -> &'a str {
        self.get(index)
            .map_or("", |token| &self.text[token.start..token.end])
    }

    pub(super) fn kind(&self, index: usize) -> Option<Kind> {
        self.get(index).map(|token| token.kind)
    }

    pub(super) fn is_number(&self, index: usize) -> bool {
        self.kind(index) == Some(Kind::Number)
    }

    pub(super) fn is_mark(&self, index: usize, mark: char) -> bool {
        self.kind(index) == Some(Kind::Mark(mark))
    }

    /// Whether the token is this word, in any case; `word` is in lower case.
    pub(super) fn is(&self, index: usize, word: &str) -> bool {
        self.get(index).is_some_and(|token| {
            let (start, end) = token.lower;
            token.kind == Kind::Word && self.lower[start..end] == *word
        })
    }

    pub(super) fn is_any(&self, index: usize, words: &[&str]) -> bool {
        words.iter().any(|word| self.is(index, word))
    }

    /// The index after `words` (separated by spaces, in lower case) if they stand at `index`.
    pub(super) fn after_words(&self, index: usize, words: &str) -> Option<usize> {
        let mut next = index;
        for word in words.split(' ') {
            if !self.is(next, word) {
                return None;
            }
            next += 1;
        }
        Some(next)
    }

    pub(super) fn is_capitalised(&self, index: usize) -> bool {
        self.kind(index) == Some(Kind::Word) && self.str(index).starts_with(char::is_uppercase)
    }

    /// Whether every letter is a capital, as in headings; a single capital is not enough.
    pub(super) fn is_shouted(&self, index: usize) -> bool {
        let mut letters = self
            .str(index)
            .chars()
            .filter(|character| character.is_alphabetic());
        let several = self.str(index).chars().nth(1).is_some();
        several && letters.all(char::is_uppercase)
    }

    /// Whether nothing stands between the token and the one before it.
    pub(super) fn is_adjacent(&self, index: usize) -> bool {
        index > 0
            && matches!((self.get(index - 1), self.get(index)),
                (Some(previous), Some(token)) if previous.end == token.start)
    }

    /// Whether the token begins a line.
    pub(super) fn begins_line(&self, index: usize) -> bool {
        self.get(index).is_some_and(|token| token.begins_line)
    }

    /// The document number that begins at the token, and the index after it.
    pub(super) fn number(&self, index: usize) -> Option<(DocumentNumber, usize)> {
        let token = self.get(index).filter(|token| token.kind == Kind::Number)?;
        let (end, number) = number_at(self.text, token.start)?;
        Some((number, self.list.partition_point(|token| token.start < end)))
    }

    /// The bytes from the first token of a range to its last.
    pub(super) fn bytes(&self, range: Range<usize>) -> Range<usize> {
        match (self.get(range.start), self.get(range.end.saturating_sub(1))) {
            (Some(first), Some(last)) if range.start < range.end => first.start..last.end,
            _ => 0..0,
        }
    }
}

/// The tokens, and the words among them in lower case.
fn lex(text: &str) -> (Vec<Token>, String) {
    let mut tokens = Vec::with_capacity(text.len() / 6);
    let mut lower = String::with_capacity(text.len());
    let mut position = 0;
    let mut newlines = 1;
    while let Some(character) = text[position..].chars().next() {
        let start = position;
        if character.is_whitespace() {
            newlines += usize::from(character == '\n');
            position += character.len_utf8();
            continue;
        }
        if newlines > 1 && !tokens.is_empty() {
            tokens.push(Token {
                kind: Kind::Break,
                start,
                end: start,
                lower: (0, 0),
                begins_line: false,
            });
        }
        let (kind, length) = first_token(&text[start..], character);
        position += length;
        let lower_start = lower.len();
        if kind == Kind::Word {
            lower.extend(text[start..position].chars().flat_map(char::to_lowercase));
        }
        tokens.push(Token {
            kind,
            start,
            end: position,
            lower: (lower_start, lower.len()),
            begins_line: newlines > 0,
        });
        let opens_quote = matches!(character, '“' | '"' | '‟' | '«' | '‘');
        newlines = usize::from(opens_quote && newlines > 0);
    }
    (tokens, lower)
}

fn first_token(text: &str, character: char) -> (Kind, usize) {
    if !character.is_alphanumeric() {
        return (Kind::Mark(character), character.len_utf8());
    }
    let run = text
        .find(|next: char| !next.is_alphanumeric())
        .unwrap_or(text.len());
    if character.is_numeric() {
        return (Kind::Number, run);
    }
    let letters = text[..run].find(char::is_numeric).unwrap_or(run);
    let splits = is_vietnamese_word(&text[..letters]);
    (Kind::Word, if splits { letters } else { run })
}

/// Whether digits after the letters are not part of the word: typists run numbers into words
/// (`Khoản1`) and printers footnote signs (`lao động1`), while `a1` and `C1E` are labels.
fn is_vietnamese_word(letters: &str) -> bool {
    !letters.is_ascii() && !matches!(letters, "đ" | "Đ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<(Kind, &str)> {
        let tokens = Tokens::new(text);
        (0..tokens.len())
            .filter_map(|index| Some((tokens.kind(index)?, tokens.str(index))))
            .collect()
    }

    #[test]
    fn kinds() {
        use Kind::{Break, Mark, Number, Word};
        assert_eq!(
            tokens("điểm a1, Điều 12a\n\n(C1E)"),
            [
                (Word, "điểm"),
                (Word, "a1"),
                (Mark(','), ","),
                (Word, "Điều"),
                (Number, "12a"),
                (Break, ""),
                (Mark('('), "("),
                (Word, "C1E"),
                (Mark(')'), ")"),
            ]
        );
        assert_eq!(
            tokens("Khoản1 điểm đ1"),
            [(Word, "Khoản"), (Number, "1"), (Word, "điểm"), (Word, "đ1")]
        );
        assert_eq!(tokens("  \n"), []);
    }

    #[test]
    fn lines() {
        let tokens = Tokens::new("Điều 1\n“Điều 2 Điều\n3");
        let begin: Vec<bool> = (0..tokens.len())
            .map(|index| tokens.begins_line(index))
            .collect();
        assert_eq!(begin, [true, false, true, true, false, false, true]);
    }
}
