//! The numbers of provisions: `12`, `12a`, `IV`, `đ`, `a1`, `2.1`, as they are compared, sorted
//! and written in paths.

/// The letters that number points, in order. Practice leaves out f, j, w and z; they are here
/// because texts sometimes use them.
const LETTERS: [char; 27] = [
    'a', 'b', 'c', 'd', 'đ', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r',
    's', 't', 'u', 'v', 'w', 'x', 'y', 'z',
];

/// Doubled letters (`aa`, `bb`) rank this much after the single ones.
const DOUBLED: u32 = 40;

/// A provision's number. Ordering is that of the provisions: 12 < 12a < 12b < 13, đ between d and
/// e, a < a1 < b.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Ordinal {
    /// 12 of `12a`; for letters their rank, doubled letters after all single ones.
    value: u32,
    /// Rank of the `a` in `12a`, or the 1 in `a1`; 0 for a number that was not inserted.
    inserted: u32,
    /// The further parts of `2.1.3`.
    decimals: Vec<u32>,
}

impl Ordinal {
    /// Reads `12` or `12a`.
    pub(super) fn number(text: &str) -> Option<Self> {
        let letters = text.trim_start_matches(|character: char| character.is_ascii_digit());
        let digits = &text[..text.len() - letters.len()];
        if digits.is_empty() || digits.len() > 4 {
            return None;
        }
        let inserted = if letters.is_empty() {
            0
        } else {
            letter_rank(letters)?
        };
        Some(Self {
            value: digits.parse().ok()?,
            inserted,
            decimals: Vec::new(),
        })
    }

    /// Reads `2.1` or `2.1.3`.
    pub(super) fn decimal(text: &str) -> Option<Self> {
        let mut parts = text.split('.').map(str::parse);
        let value = parts.next()?.ok()?;
        let decimals = parts.collect::<Result<_, _>>().ok()?;
        Some(Self {
            value,
            inserted: 0,
            decimals,
        })
    }

    /// Reads a point's `a`, `đ`, `aa` or inserted `a1`.
    pub(super) fn letter(text: &str) -> Option<Self> {
        let digits = text.trim_start_matches(char::is_alphabetic);
        let inserted = if digits.is_empty() {
            0
        } else {
            digits.parse().ok()?
        };
        let value = letter_rank(&text[..text.len() - digits.len()])?;
        Some(Self {
            value,
            inserted,
            decimals: Vec::new(),
        })
    }

    /// Reads `IV` or `IVa`.
    pub(super) fn roman(text: &str) -> Option<Self> {
        let letters = text.trim_start_matches(['I', 'V', 'X', 'L', 'C', 'D', 'M']);
        let value = roman_value(&text[..text.len() - letters.len()])?;
        let inserted = if letters.is_empty() {
            0
        } else {
            letter_rank(letters)?
        };
        Some(Self {
            value,
            inserted,
            decimals: Vec::new(),
        })
    }

    /// Reads `nhất`, `hai`, … of `Phần thứ nhất`.
    pub(super) fn word(text: &str) -> Option<Self> {
        const WORDS: [&str; 12] = [
            "nhất",
            "hai",
            "ba",
            "tư",
            "năm",
            "sáu",
            "bảy",
            "tám",
            "chín",
            "mười",
            "mười một",
            "mười hai",
        ];
        let lower = text.to_lowercase();
        let value = WORDS.iter().position(|word| *word == lower).or_else(|| {
            ["một", "nhì", "bốn"]
                .iter()
                .position(|word| *word == lower)
                .map(|index| [0, 1, 3][index])
        })?;
        Some(Self::from(u32::try_from(value).ok()? + 1))
    }

    pub(super) fn value(&self) -> u32 {
        self.value
    }

    pub(super) fn is_inserted(&self) -> bool {
        self.inserted > 0
    }

    /// The number without its last decimal: 2.1 of 2.1.3.
    pub(super) fn parent_decimal(&self) -> Self {
        let mut parent = self.clone();
        parent.decimals.pop();
        parent
    }

    /// Whether a list may begin with this: 1, a, I, 2.1.
    pub(super) fn is_first(&self) -> bool {
        match self.decimals.last() {
            Some(last) => *last == 1,
            None => self.value == 1,
        }
    }

    /// Whether this may come directly after `previous` in a list: the next number, or one inserted
    /// after it. Letters that practice leaves out may be missing.
    pub(super) fn follows(&self, previous: &Self, letters: bool) -> bool {
        if self.decimals.len() != previous.decimals.len() {
            return false;
        }
        if let (Some(last), Some(before)) = (self.decimals.last(), previous.decimals.last()) {
            return self.parent_decimal() == previous.parent_decimal() && *last == before + 1;
        }
        if self.value == previous.value {
            return self.inserted > previous.inserted && self.inserted <= previous.inserted + 3;
        }
        self.value > previous.value
            && (previous.value + 1..self.value).all(|between| letters && is_optional(between))
    }

    /// The number in a path: lower case, đ as `dd` (a point lettered d stays `d`).
    pub(super) fn path(&self) -> String {
        let mut path = self.value.to_string();
        if self.inserted > 0 {
            path.push_str(&ascii_letters(self.inserted));
        }
        for part in &self.decimals {
            path.push('.');
            path.push_str(&part.to_string());
        }
        path
    }

    /// A point's letter in a path: `a`, `dd` for đ, `a1`.
    pub(super) fn letter_path(&self) -> String {
        let mut path = ascii_letters(self.value);
        if self.inserted > 0 {
            path.push_str(&self.inserted.to_string());
        }
        path
    }

    /// A part of a sort key: compares bytewise as the numbers do, and before what is inserted
    /// after it even when `.` and a further part follow.
    pub(super) fn sort_key(&self) -> String {
        let mut parts = vec![format!("{:04}", self.value)];
        parts.extend(self.decimals.iter().map(|part| format!("{part:03}")));
        let key = parts.join("-");
        match self.inserted {
            0 => key,
            rank => format!("{key}a{rank:04}"),
        }
    }
}

impl From<u32> for Ordinal {
    fn from(value: u32) -> Self {
        Self {
            value,
            inserted: 0,
            decimals: Vec::new(),
        }
    }
}

/// The rank of `a`, `đ`; of `aa`, `bb` after every single letter.
fn letter_rank(letters: &str) -> Option<u32> {
    let mut characters = letters.chars();
    let first = characters.next()?;
    let rank = u32::try_from(LETTERS.iter().position(|letter| *letter == first)?).ok()? + 1;
    match (characters.next(), characters.next()) {
        (None, _) => Some(rank),
        (Some(second), None) if second == first => Some(rank + DOUBLED),
        _ => None,
    }
}

/// Whether lists go on without the letter of this rank: those of foreign alphabets, the last ones,
/// and đ, which older texts skip.
fn is_optional(rank: u32) -> bool {
    letter(rank).is_none_or(|letter| matches!(letter, 'đ' | 'f' | 'j' | 'w' | 'x' | 'y' | 'z'))
}

fn letter(rank: u32) -> Option<char> {
    let index = if rank > DOUBLED { rank - DOUBLED } else { rank };
    LETTERS.get(index.checked_sub(1)? as usize).copied()
}

fn ascii_letters(rank: u32) -> String {
    let single = match letter(rank) {
        Some('đ') => "dd".to_owned(),
        Some(letter) => letter.to_string(),
        None => rank.to_string(),
    };
    single.repeat(if rank > DOUBLED { 2 } else { 1 })
}

fn roman_value(text: &str) -> Option<u32> {
    if text.is_empty() || text.len() > 8 {
        return None;
    }
    let digits: Vec<u32> = text
        .chars()
        .map(|character| match character {
            'I' => Some(1),
            'V' => Some(5),
            'X' => Some(10),
            'L' => Some(50),
            'C' => Some(100),
            _ => None,
        })
        .collect::<Option<_>>()?;
    let mut value = 0;
    for (index, digit) in digits.iter().enumerate() {
        if digits.get(index + 1).is_some_and(|next| next > digit) {
            value -= i64::from(*digit);
        } else {
            value += i64::from(*digit);
        }
    }
    u32::try_from(value).ok().filter(|value| *value > 0)
}
