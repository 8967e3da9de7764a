//! How wide a line was on the page, in units of the body font, so that a line that ended because
//! the page did can be told from one that ended because its paragraph did.

use unicode_normalization::UnicodeNormalization;

/// The width of a text set in the serif face of official documents, in hundredths of an em.
pub(super) fn width(text: &str) -> u32 {
    text.chars().map(character_width).sum()
}

fn character_width(character: char) -> u32 {
    let base = match character {
        'đ' => 'd',
        'Đ' => 'D',
        other => other.nfd().next().unwrap_or(other),
    };
    match base {
        'i' | 'j' | 'l' | 't' | ' ' | '.' | ',' | ';' | ':' | '\'' | '|' | '/' => 27,
        'f' | 'r' | 's' | 'I' | 'J' | '(' | ')' | '[' | ']' | '-' | '!' => 36,
        'a' | 'c' | 'e' | 'z' | '?' | '“' | '”' => 44,
        'm' | 'M' => 83,
        'w' | 'A' | 'C' | 'D' | 'G' | 'H' | 'K' | 'N' | 'O' | 'Q' | 'U' | 'V' | 'X' | 'Y' => 71,
        'W' | '…' => 96,
        'B' | 'E' | 'L' | 'P' | 'R' | 'S' | 'T' | 'F' | 'Z' => 60,
        _ => 50,
    }
}

/// A page is no narrower than this.
const NARROWEST: u32 = 2800;

/// The width of a full line: what the widest tenth of the longer lines reach.
pub(super) fn full_line<'a>(lines: impl Iterator<Item = &'a str>) -> u32 {
    among_longer(lines, 9).max(NARROWEST)
}

/// The width that most of the longer lines keep to.
pub(super) fn usual_line<'a>(lines: impl Iterator<Item = &'a str>) -> u32 {
    among_longer(lines, 6)
}

/// The width that so many tenths of the longer lines do not exceed.
fn among_longer<'a>(lines: impl Iterator<Item = &'a str>, tenths: usize) -> u32 {
    let mut widths: Vec<u32> = lines
        .map(|line| width(line.trim()))
        .filter(|&width| width > 0)
        .collect();
    widths.sort_unstable();
    let longest = widths.last().copied().unwrap_or(0);
    let longer = &widths[widths.partition_point(|&width| width < longest / 2)..];
    longer
        .get(longer.len() * tenths / 10)
        .copied()
        .unwrap_or(longest)
}
