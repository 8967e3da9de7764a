//! Footnote marks in extracted text: superscript figures that lost their raising.

/// Words whose number is theirs, not a number with a mark behind it.
const COUNTED: [&str; 10] = [
    "ngày", "tháng", "khoản", "Khoản", "Điều", "điều", "điểm", "Điểm", "quý", "Quý",
];

/// Writes `[n]` for each of the footnote marks, in order, where it can be told.
pub(super) fn write_marks(page: &mut [String], numbers: impl Iterator<Item = usize>) {
    let (mut line, mut column) = (0, 0);
    for number in numbers {
        let from = |index: usize| if index == line { column } else { 0 };
        let found = (line..page.len())
            .find_map(|index| Some((index, find_mark(&page[index], from(index), number)?)))
            .or_else(|| {
                (line..page.len()).find_map(|index| {
                    Some((index, find_merged(&page[index], from(index), number)?))
                })
            });
        let Some((index, position)) = found else {
            continue;
        };
        let digits = number.to_string();
        page[index].replace_range(position..position + digits.len(), &format!("[{digits}]"));
        (line, column) = (index, position + digits.len() + 2);
    }
}

/// Whether the line carries the mark for certain.
pub(super) fn is_marked(line: &str, number: usize) -> bool {
    find_mark(line, 0, number).is_some()
}

/// Whether the line may carry the mark, be it run together with another number.
pub(super) fn may_be_marked(line: &str, number: usize) -> bool {
    find_mark(line, 0, number).is_some() || find_merged(line, 0, number).is_some()
}

/// The byte position of the mark of footnote `number` at or after `from`: its figures set directly
/// behind a word, a quotation or a provision's number, or standing apart where no number can.
fn find_mark(line: &str, from: usize, number: usize) -> Option<usize> {
    let digits = number.to_string();
    occurrences(line, from, &digits).find(|&position| {
        let rest = &line[position + digits.len()..];
        let before = &line[..position];
        let glued = rest.starts_with(char::is_uppercase)
            && before.strip_suffix('.').is_some_and(is_provision_number);
        let spaced = before.ends_with(' ') && stands_apart(before.trim_end(), rest);
        spaced || ((ends(rest) || glued) && is_behind_word(line, position, digits.len()))
    })
}

/// The position of a mark that was run together with a number, as `bậc 48` for level 4, note 8.
fn find_merged(line: &str, from: usize, number: usize) -> Option<usize> {
    let digits = number.to_string();
    occurrences(line, from, &digits).find(|&position| {
        let before = &line[..position];
        let head = before.trim_end_matches(|character: char| character.is_ascii_digit());
        let own = before.len() - head.len();
        let year = own + digits.len() == 4 && before[head.len()..].starts_with(['1', '2']);
        let word = head.trim_end().rsplit(' ').next().unwrap_or(head);
        own > 0
            && !year
            && head.ends_with(' ')
            && !COUNTED.contains(&word)
            && ends(&line[position + digits.len()..])
    })
}

fn occurrences(line: &str, from: usize, digits: &str) -> impl Iterator<Item = usize> {
    line[from..]
        .match_indices(digits)
        .map(move |(position, _)| from + position)
}

/// Whether figures with a space before them are a mark: last on a line that ends in a sign, or
/// between a provision's number and its text, as `8. 6 Trường hợp`.
fn stands_apart(before: &str, rest: &str) -> bool {
    let Some(sentence) = before.strip_suffix(['.', ':', ';', ',']) else {
        return false;
    };
    if rest.trim().is_empty() {
        return sentence.ends_with(char::is_alphabetic);
    }
    is_provision_number(sentence)
        && rest
            .strip_prefix(' ')
            .is_some_and(|rest| rest.starts_with(char::is_uppercase))
}

/// Whether a mark may end before `rest`.
fn ends(rest: &str) -> bool {
    let mut following = rest.chars();
    match following.next() {
        None => true,
        Some('.' | ',') => !following.next().is_some_and(|next| next.is_ascii_digit()),
        Some(next) => !next.is_alphanumeric() && !matches!(next, '/' | '%' | '-'),
    }
}

fn is_behind_word(line: &str, position: usize, length: usize) -> bool {
    let before = &line[..position];
    let is_closing =
        |character: char| character.is_alphabetic() || matches!(character, '”' | '"' | ')');
    let mut reversed = before.chars().rev();
    match reversed.next() {
        Some('.') => {
            let provision = is_provision_number(&before[..before.len() - 1])
                && line[position + length..]
                    .trim_start()
                    .starts_with(|next: char| next.is_alphabetic() || next == '(');
            provision || reversed.next().is_some_and(is_closing)
        }
        Some(',' | ';' | ':') => reversed.next().is_some_and(is_closing),
        Some('+' | '-') => reversed.next().is_none(),
        Some(character) => is_closing(character) || character == ']',
        None => false,
    }
}

/// Whether the text is only a provision's number, as `12` or `Điều 5`.
fn is_provision_number(text: &str) -> bool {
    let text = text.trim_start();
    let number = text.strip_prefix("Điều").map_or(text, str::trim_start);
    let digits = number.trim_end_matches(char::is_lowercase);
    !digits.is_empty() && digits.len() <= 3 && digits.bytes().all(|byte| byte.is_ascii_digit())
}
