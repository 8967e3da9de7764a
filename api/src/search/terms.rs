//! What the index holds of a text: its syllables and pairs of neighbours.
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use crate::text::syllable::{Syllable, syllables};

/// How letters are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spelling {
    /// With diacritics.
    Exact,
    /// Without.
    Folded,
}

impl Spelling {
    /// The name under which the index knows the tokenizer.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Folded => "folded",
        }
    }

    /// A syllable so spelled.
    pub(super) fn of(self, syllable: &Syllable) -> &str {
        match self {
            Self::Exact => &syllable.exact,
            Self::Folded => &syllable.folded,
        }
    }

    /// Two neighbours so spelled.
    pub(super) fn pair(self, first: &Syllable, second: &Syllable) -> String {
        format!("{} {}", self.of(first), self.of(second))
    }
}

/// Cuts texts into syllables and pairs of neighbours.
#[derive(Clone, Debug)]
pub(super) struct Cutter(pub(super) Spelling);

/// The pieces of a text.
pub(super) struct Pieces {
    spelling: Spelling,
    syllables: Vec<Syllable>,
    /// How many were given.
    given: usize,
    token: Token,
}

impl Tokenizer for Cutter {
    type TokenStream<'a> = Pieces;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Pieces {
        Pieces {
            spelling: self.0,
            syllables: syllables(text),
            given: 0,
            token: Token::default(),
        }
    }
}

impl TokenStream for Pieces {
    fn advance(&mut self) -> bool {
        // A syllable, and then the pair that begins with it.
        let (position, is_pair) = (self.given / 2, self.given % 2 == 1);
        let Some(first) = self.syllables.get(position) else {
            return false;
        };
        self.given += 1;
        self.token.position = position;
        self.token.offset_from = first.range.start;
        if !is_pair {
            self.token.text.clear();
            self.token.text.push_str(self.spelling.of(first));
            self.token.offset_to = first.range.end;
            return true;
        }
        let Some(second) = self.syllables.get(position + 1) else {
            return false;
        };
        self.token.text = self.spelling.pair(first, second);
        self.token.offset_to = second.range.end;
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_make_pairs() {
        let mut cutter = Cutter(Spelling::Folded);
        let mut pieces = cutter.token_stream("Luật Đất đai");
        let mut found = Vec::new();
        while pieces.advance() {
            found.push((pieces.token().position, pieces.token().text.clone()));
        }
        let expected = [
            (0, "luat"),
            (0, "luat dat"),
            (1, "dat"),
            (1, "dat dai"),
            (2, "dai"),
        ];
        assert_eq!(found, expected.map(|(at, text)| (at, text.to_owned())));
    }
}
