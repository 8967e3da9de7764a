//! A provision as it is printed: its label, its heading and its own text.
use std::borrow::Cow;

use entity::value::ProvisionKind;

/// What is printed of a provision.
#[derive(Clone, Copy, Debug)]
pub struct Passage<'a> {
    /// Kind of node.
    pub kind: ProvisionKind,
    /// Number as printed.
    pub number: Option<&'a str>,
    /// Label as printed, where the source gives it.
    pub label: Option<&'a str>,
    /// Heading.
    pub heading: Option<&'a str>,
    /// Own text, without that of the nodes below.
    pub text: &'a str,
}

impl<'a> Passage<'a> {
    /// The label as printed; for provisions that came without, the one that their kind has.
    #[must_use]
    pub fn label(&self) -> Option<Cow<'a, str>> {
        if let Some(label) = self.label {
            return Some(Cow::Borrowed(label));
        }
        let number = self.number?;
        let label = match self.kind {
            ProvisionKind::Part => format!("Phần {number}"),
            ProvisionKind::Chapter => format!("Chương {number}"),
            ProvisionKind::Section => format!("Mục {number}"),
            ProvisionKind::Subsection => format!("Tiểu mục {number}"),
            ProvisionKind::Article => format!("Điều {number}."),
            ProvisionKind::Clause => format!("{number}."),
            ProvisionKind::Point => format!("{number})"),
            ProvisionKind::Appendix => format!("Phụ lục {number}"),
            ProvisionKind::Preamble | ProvisionKind::Closing | ProvisionKind::Footnote => {
                return None;
            }
        };
        Some(Cow::Owned(label))
    }

    /// The paragraphs: label and heading on one line, then the text; where there is no heading, the label
    /// stands before the text.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let label = self.label();
        let mut first: Vec<&str> = label.as_deref().into_iter().collect();
        let mut rest = self.text.lines();
        match self.heading {
            Some(heading) => first.push(heading),
            None => first.extend(rest.next()),
        }
        let first = first.join(" ");
        std::iter::once(first.as_str())
            .chain(rest)
            .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
            .filter(|line| !line.is_empty())
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passage<'a>(label: Option<&'a str>, heading: Option<&'a str>, text: &'a str) -> Passage<'a> {
        Passage {
            kind: ProvisionKind::Article,
            number: Some("5"),
            label,
            heading,
            text,
        }
    }

    #[test]
    fn a_label_stands_before_the_heading_or_the_text() {
        let lines = |label, heading, text| passage(label, heading, text).lines();
        assert_eq!(
            lines(Some("Ðiều 5:"), Some("Phí\n chợ"), "Từ nay.\n\nMãi mãi."),
            ["Ðiều 5: Phí chợ", "Từ nay.", "Mãi mãi."]
        );
        assert_eq!(lines(None, None, "Từ nay."), ["Điều 5. Từ nay."]);
        assert_eq!(lines(None, None, ""), ["Điều 5."]);
    }
}
