//! Roman numerals, as chapters and parts are numbered.

const LARGEST: u16 = 60;

/// The value of a numeral written the regular way, up to sixty.
pub(super) fn value(text: &str) -> Option<u16> {
    (1..=LARGEST).find(|&number| numeral(number) == text)
}

/// The numeral of a number.
pub(super) fn numeral(number: u16) -> String {
    const NUMERALS: [(u16, &str); 7] = [
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut rest = number;
    let mut written = String::new();
    for (value, numeral) in NUMERALS {
        while rest >= value {
            written.push_str(numeral);
            rest -= value;
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        for number in 1..=LARGEST {
            assert_eq!(value(&numeral(number)), Some(number));
        }
        assert_eq!(value("IIII"), None);
        assert_eq!(value(""), None);
    }
}
