//! The size of a document's text, found without recursion and without a parser.

/// Sizes of a text as GraphQL's lexical grammar divides it.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// Punctuators, names, numbers and strings.
    pub tokens: u64,
    /// The most brackets (round, square, curly) open at one place.
    pub nesting: u64,
}

/// Counts the tokens and the nesting of `text`. Text outside the grammar counts as tokens too.
pub fn scan(text: &str) -> Text {
    let bytes = text.as_bytes();
    let mut found = Text::default();
    let mut open = 0_u64;
    let mut at = 0;
    while at < bytes.len() {
        let rest = &bytes[at..];
        let length = match rest[0] {
            b' ' | b'\t' | b'\n' | b'\r' | b',' => {
                at += 1;
                continue;
            }
            b'#' => {
                at += rest
                    .iter()
                    .take_while(|b| !matches!(b, b'\n' | b'\r'))
                    .count();
                continue;
            }
            _ if rest.starts_with("\u{feff}".as_bytes()) => {
                at += 3;
                continue;
            }
            b'"' if rest.starts_with(b"\"\"\"") => block_string(rest),
            b'"' => string(rest),
            b'.' if rest.starts_with(b"...") => 3,
            b'-' | b'0'..=b'9' => number(rest),
            b'_' | b'a'..=b'z' | b'A'..=b'Z' => name(rest),
            b'(' | b'[' | b'{' => {
                open += 1;
                found.nesting = found.nesting.max(open);
                1
            }
            b')' | b']' | b'}' => {
                open = open.saturating_sub(1);
                1
            }
            _ => 1,
        };
        found.tokens += 1;
        at += length;
    }
    found
}

fn name(rest: &[u8]) -> usize {
    rest.iter()
        .take_while(|b| b.is_ascii_alphanumeric() || **b == b'_')
        .count()
}

fn number(rest: &[u8]) -> usize {
    let more = rest[1..]
        .iter()
        .take_while(|b| b.is_ascii_digit() || matches!(b, b'e' | b'E' | b'+' | b'-'))
        .count();
    match rest.get(1 + more..) {
        Some([b'.', digit, ..]) if digit.is_ascii_digit() => 2 + more + number(&rest[2 + more..]),
        _ => 1 + more,
    }
}

fn string(rest: &[u8]) -> usize {
    let mut at = 1;
    while let Some(byte) = rest.get(at) {
        match byte {
            b'\\' => at += 2,
            b'"' => return at + 1,
            b'\n' | b'\r' => return at,
            _ => at += 1,
        }
    }
    rest.len()
}

fn block_string(rest: &[u8]) -> usize {
    let mut at = 3;
    while at < rest.len() {
        if rest[at..].starts_with(b"\\\"\"\"") {
            at += 4;
        } else if rest[at..].starts_with(b"\"\"\"") {
            return at + 3;
        } else {
            at += 1;
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(tokens: u64, nesting: u64) -> Text {
        Text { tokens, nesting }
    }

    #[test]
    fn ignored_text_is_no_token() {
        assert_eq!(scan("\u{feff} ,\t\n# { { {\r"), text(0, 0));
    }

    #[test]
    fn brackets_in_strings_and_comments_do_not_nest() {
        assert_eq!(
            scan(r#"{ a(b: "{{\"{", c: """[[ \""" [""") }"#),
            text(11, 2)
        );
    }

    #[test]
    fn numbers_names_and_spreads_are_one_token_each() {
        assert_eq!(scan("-1.5e+10 abc_1 ...on 12...x $a @b"), text(11, 0));
    }

    #[test]
    fn an_open_string_ends_with_its_line_or_the_text() {
        assert_eq!(scan("\"abc\n{"), text(2, 1));
        assert_eq!(scan("\"\"\"abc\n{"), text(1, 0));
        assert_eq!(scan("\"abc\\"), text(1, 0));
    }

    #[test]
    fn nesting_is_the_deepest_place() {
        assert_eq!(scan("{a{b}}{[(c)]}"), text(13, 3));
    }
}
