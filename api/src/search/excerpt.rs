//! What is shown of a find: the passage in which most of the words stand, with them marked.
use std::collections::HashSet;
use std::ops::Range;

use super::asked::Asked;
use crate::text::syllable::{Syllable, syllables};

/// Characters of a passage, about.
const LENGTH: usize = 240;
/// Of a question with more words, single words are not marked: they would be everywhere.
const FEW: usize = 4;

/// A text with what was found in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marked {
    /// The text.
    pub text: String,
    /// The bytes of it that were found, in order, apart from each other.
    pub found: Vec<Range<usize>>,
}

impl Marked {
    /// The text as it stands.
    #[must_use]
    pub fn none(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            found: Vec::new(),
        }
    }
}

/// The words that are marked.
pub(super) struct Marker {
    words: HashSet<String>,
    pairs: HashSet<(String, String)>,
}

impl Marker {
    /// Those of a text that is searched for.
    pub(super) fn new(asked: &Asked) -> Self {
        let each = asked.pieces.iter().flatten();
        let words: HashSet<String> = each.map(|it| it.folded.clone()).collect();
        let pairs = asked.pieces.iter().flat_map(|piece| piece.windows(2));
        let pairs = pairs.filter_map(|pair| match pair {
            [first, second] => Some((first.folded.clone(), second.folded.clone())),
            _ => None,
        });
        let pairs: HashSet<(String, String)> = pairs.collect();
        let is_few = words.len() <= FEW || pairs.is_empty();
        Self {
            words: if is_few { words } else { HashSet::new() },
            pairs,
        }
    }

    /// A whole text, marked.
    pub(super) fn whole(&self, text: &str) -> Marked {
        let found = self.found(text, &syllables(text));
        Marked {
            text: text.to_owned(),
            found,
        }
    }

    /// The passage of a text in which most is found, marked; its beginning, where nothing is.
    pub(super) fn passage(&self, text: &str) -> Marked {
        let syllables = syllables(text);
        let found = self.found(text, &syllables);
        let range = around(text, &syllables, &best(&found));
        let text = text[range.clone()].replace(['\n', '\t'], " ");
        let inside = found
            .into_iter()
            .filter(|it| range.start <= it.start && it.end <= range.end);
        let found = inside.map(|it| it.start - range.start..it.end - range.start);
        Marked {
            text,
            found: found.collect(),
        }
    }

    /// What is found in a text; neighbours make one.
    fn found(&self, text: &str, syllables: &[Syllable]) -> Vec<Range<usize>> {
        let mut is_found: Vec<bool> = syllables
            .iter()
            .map(|it| self.words.contains(&it.folded))
            .collect();
        for (place, pair) in syllables.windows(2).enumerate() {
            let [first, second] = pair else { continue };
            if self
                .pairs
                .contains(&(first.folded.clone(), second.folded.clone()))
            {
                is_found[place] = true;
                is_found[place + 1] = true;
            }
        }
        let mut found: Vec<Range<usize>> = Vec::new();
        for (syllable, _) in syllables
            .iter()
            .zip(is_found)
            .filter(|(_, is_found)| *is_found)
        {
            match found.last_mut() {
                Some(last) if is_gap(&text[last.end..syllable.range.start]) => {
                    last.end = syllable.range.end;
                }
                _ => found.push(syllable.range.clone()),
            }
        }
        found
    }
}

/// Whether what stands between two words does not part them.
fn is_gap(between: &str) -> bool {
    between == " "
}

/// The window of about a passage's length with most found bytes in it.
fn best(found: &[Range<usize>]) -> Range<usize> {
    let mut best = 0..0;
    let mut most = 0;
    let mut from = 0;
    let mut sum = 0;
    for to in found {
        sum += to.len();
        while to.end - found[from].start > LENGTH {
            if found[from].start == to.start {
                break;
            }
            sum -= found[from].len();
            from += 1;
        }
        if sum > most {
            most = sum;
            best = found[from].start..to.end;
        }
    }
    best
}

/// A passage around what was found, cut between words.
fn around(text: &str, syllables: &[Syllable], found: &Range<usize>) -> Range<usize> {
    let room = LENGTH.saturating_sub(found.len());
    let start = found.start.saturating_sub(room / 3);
    let end = (start + LENGTH).max(found.end);
    let start = if start == 0 {
        0
    } else {
        let first = syllables.iter().find(|it| it.range.start >= start);
        first.map_or(found.start, |it| it.range.start.min(found.start))
    };
    let end = if end >= text.len() {
        text.len()
    } else {
        let last = syllables.iter().rev().find(|it| it.range.end <= end);
        last.map_or(found.end, |it| it.range.end.max(found.end))
    };
    start..end.max(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(asked: &str, text: &str) -> Vec<String> {
        let asked = Asked::parse(asked).expect("a text");
        let marked = Marker::new(&asked).whole(text);
        let found = marked.found.into_iter();
        found.map(|range| marked.text[range].to_owned()).collect()
    }

    #[test]
    fn words_are_marked_whatever_their_diacritics() {
        let text = "Luật Hôn nhân và gia đình; hôn nhân.";
        assert_eq!(marked("hon nhan", text), ["Hôn nhân", "hôn nhân"]);
        assert_eq!(marked("gia", text), ["gia"]);
        assert_eq!(marked("khác", text), [""; 0]);
    }

    #[test]
    fn of_long_questions_only_what_stands_together_is_marked() {
        let asked = "đăng ký kết hôn ở xã hay ở huyện";
        let text = "Đăng ký kết hôn tại Ủy ban nhân dân xã.";
        assert_eq!(marked(asked, text), ["Đăng ký kết hôn"]);
    }

    #[test]
    fn a_passage_shows_where_most_is_found() {
        let asked = Asked::parse("tảo hôn").expect("a text");
        let text = format!(
            "{}Cấm tảo hôn và hôn nhân cận huyết. {}",
            "Một hai ba. ".repeat(90),
            "Bốn. ".repeat(90)
        );
        let passage = Marker::new(&asked).passage(&text);
        assert!(passage.text.contains("Cấm tảo hôn"), "{}", passage.text);
        assert!(passage.text.len() <= LENGTH + 20, "{}", passage.text.len());
        assert_eq!(passage.text[passage.found[0].clone()], *"tảo hôn");
        let nothing = Marker::new(&Asked::parse("khác").expect("a text")).passage(&text);
        assert!(nothing.text.starts_with("Một hai ba.") && nothing.found.is_empty());
    }

    #[test]
    fn any_text_can_be_cut() {
        let asked = Asked::parse("a").expect("a text");
        for text in [
            "",
            "ậ",
            "a",
            &"ậ".repeat(500),
            &"a ".repeat(500),
            &"ậ a".repeat(300),
        ] {
            Marker::new(&asked).passage(text);
        }
    }
}
