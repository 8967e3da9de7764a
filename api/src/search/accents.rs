//! Diacritics that were not typed: each syllable is spelled as the finds most often spell it beside its neighbours.
use std::collections::HashMap;

use super::asked::Asked;
use crate::text::syllable::{Syllable, syllables};

/// How often finds spell a syllable so and so, beside a neighbour.
type Spellings = HashMap<(String, String), HashMap<String, usize>>;

/// The text as finds spell it; nothing where it has diacritics, or they have none.
pub(super) fn accented<'a>(
    asked: &Asked,
    finds: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    let typed = syllables(&asked.text);
    if typed.iter().any(|it| it.exact != it.folded) {
        return None;
    }
    let seen = Seen::new(&typed, finds);
    let spelled: HashMap<usize, String> = typed
        .iter()
        .enumerate()
        .filter_map(|(place, it)| Some((it.range.start, seen.spelling(&typed, place)?)))
        .collect();
    let text = asked.corrected(|it| spelled.get(&it.range.start).cloned());
    (text.text != asked.text).then_some(text.text)
}

/// What was seen in the finds.
#[derive(Default)]
struct Seen {
    before: Spellings,
    after: Spellings,
}

impl Seen {
    fn new<'a>(typed: &[Syllable], finds: impl IntoIterator<Item = &'a str>) -> Self {
        let pairs: Vec<(&str, &str)> = typed.windows(2).filter_map(folded).collect();
        let mut seen = Self::default();
        for find in finds {
            let found = syllables(find);
            for pair in found.windows(2) {
                let ([first, second], Some(key)) = (pair, folded(pair)) else {
                    continue;
                };
                if pairs.contains(&key) {
                    let key = (key.0.to_owned(), key.1.to_owned());
                    let before = seen.before.entry(key.clone()).or_default();
                    *before.entry(first.exact.clone()).or_default() += 1;
                    let after = seen.after.entry(key).or_default();
                    *after.entry(second.exact.clone()).or_default() += 1;
                }
            }
        }
        seen
    }

    /// How a syllable is spelled most often beside those beside which it stands.
    fn spelling(&self, typed: &[Syllable], place: usize) -> Option<String> {
        let pair = |first: usize| folded(typed.get(first..first + 2)?);
        let mut ways: HashMap<&str, usize> = HashMap::new();
        let left = place.checked_sub(1).and_then(pair);
        for (pair, spellings) in [(left, &self.after), (pair(place), &self.before)] {
            let key = pair.map(|(first, second)| (first.to_owned(), second.to_owned()));
            for (way, number) in key
                .and_then(|key| spellings.get(&key))
                .into_iter()
                .flatten()
            {
                *ways.entry(way).or_default() += number;
            }
        }
        let best = ways.into_iter().max_by_key(|(way, number)| (*number, *way));
        best.map(|(way, _)| way.to_owned())
    }
}

fn folded(pair: &[Syllable]) -> Option<(&str, &str)> {
    match pair {
        [first, second] => Some((&first.folded, &second.folded)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, finds: &[&str]) -> Option<String> {
        accented(&Asked::parse(text).expect("a text"), finds.iter().copied())
    }

    #[test]
    fn a_syllable_is_spelled_as_beside_its_neighbours() {
        let finds = ["Luật Đất đai", "đất đai của xã", "đắt hàng", "luật đất đai"];
        assert_eq!(of("luat dat dai", &finds).as_deref(), Some("luật đất đai"));
        assert_eq!(
            of("\"dat dai\" -rung", &finds).as_deref(),
            Some("\"đất đai\" -rung")
        );
    }

    #[test]
    fn what_has_diacritics_or_is_nowhere_stays() {
        assert_eq!(of("luật dat dai", &["Luật Đất đai"]), None);
        assert_eq!(of("covid 19", &["Covid 19"]), None);
        assert_eq!(of("dat dai", &["Luật khác"]), None);
        assert_eq!(
            of("dat", &["Đất"]),
            None,
            "one syllable may be too many words"
        );
    }
}
