//! How many attributes a tag has: parsers compare each with all before it, so a tag of many costs their square.

/// The most attributes of a tag that are read; what people and their programs write is not a tenth of it.
pub const MOST_ATTRIBUTES: usize = 2_000;

/// Whether a tag of `html` has more than [`MOST_ATTRIBUTES`]. Looks at each byte once; words count as attributes
/// where it cannot tell them.
pub fn are_too_many(html: &str) -> bool {
    let mut tag: Option<Tag> = None;
    let mut bytes = html.bytes().peekable();
    while let Some(byte) = bytes.next() {
        if let Some(open) = &mut tag {
            open.take(byte);
            if open.attributes > MOST_ATTRIBUTES {
                return true;
            }
            if open.is_over {
                tag = None;
            }
        } else if byte == b'<' && bytes.peek().is_some_and(u8::is_ascii_alphabetic) {
            tag = Some(Tag::default());
        }
    }
    false
}

/// A tag, as far as it was read.
#[derive(Default)]
struct Tag {
    attributes: usize,
    place: Place,
    is_over: bool,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Place {
    /// In a name, or in a value without quotes.
    #[default]
    Word,
    /// Before an attribute, or before its `=`.
    Gap,
    /// After `=`.
    Equals,
    /// In a value that ends with this quote.
    Quoted(u8),
}

impl Tag {
    fn take(&mut self, byte: u8) {
        self.place = match (self.place, byte) {
            (Place::Quoted(quote), _) if byte == quote => Place::Gap,
            (Place::Quoted(quote), _) => Place::Quoted(quote),
            (_, b'>') => {
                self.is_over = true;
                Place::Gap
            }
            (_, b'=') => Place::Equals,
            (Place::Equals, b'"' | b'\'') => Place::Quoted(byte),
            (Place::Equals, _) if byte.is_ascii_whitespace() => Place::Equals,
            (_, b'/') => Place::Gap,
            (_, _) if byte.is_ascii_whitespace() => Place::Gap,
            (Place::Gap, _) => {
                self.attributes += 1;
                Place::Word
            }
            _ => Place::Word,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_counted_by_tag() {
        let many = " a".repeat(MOST_ATTRIBUTES);
        assert!(!are_too_many(&format!("<div{many}>")));
        assert!(!are_too_many(&format!("<div{many}><p{many}>")));
        assert!(are_too_many(&format!("<div{many} b>")));
        assert!(are_too_many(&format!("<p>a</p><div{many} b=\"1\"")));
        assert!(are_too_many(&format!("<div{}>", "/a".repeat(3_000))));
        assert!(are_too_many(&format!("<div {}>", "a='>'".repeat(3_000))));
    }

    #[test]
    fn words_are_no_attributes() {
        let words = " chữ".repeat(5_000);
        assert!(!are_too_many(&format!("<p>{words}</p>")));
        assert!(!are_too_many(&format!("<p title=\"{words}\">a</p>")));
        assert!(!are_too_many(&format!("<p title = '{words}'>a</p>")));
        assert!(!are_too_many(&format!("1 < 2{words}")));
    }
}
