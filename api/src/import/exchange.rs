//! The exchange format: JSON Lines, streamed, so that a file of any size needs the memory of a line.

use std::io::{BufRead, ErrorKind, Read};

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{Entry, Place, Refusal};
use crate::exchange::{ContentRecord, LONGEST_LINE, Record, details, record};

/// Reads one record a line. Blank lines and a byte order mark are passed over; a line that cannot be
/// taken does not stop the reading, a source that cannot be read does.
pub fn read<R: BufRead>(source: R) -> impl Iterator<Item = Entry> {
    Lines {
        source,
        line: 0,
        failed: false,
    }
    .filter_map(|(line, text)| {
        let record = match text {
            Ok(text) => parse(without_mark(&text, line)?),
            Err(refusal) => Err(refusal),
        };
        Some(Entry {
            place: Place::line(line),
            record,
        })
    })
}

/// The text of a line, unless it is blank.
fn without_mark(text: &str, line: usize) -> Option<&str> {
    let text = if line == 1 {
        text.trim_start_matches('\u{feff}')
    } else {
        text
    };
    Some(text.trim()).filter(|text| !text.is_empty())
}

fn parse(line: &str) -> Result<Record, Refusal> {
    serde_json::from_str(line).map_err(|error| explain(line, &error))
}

/// Finds the field that an error is about. The tags of records and details hide it from serde, so the
/// line is read again, tag by tag.
fn explain(line: &str, error: &serde_json::Error) -> Refusal {
    let mut value: Value = match serde_json::from_str(line) {
        Ok(value) => value,
        Err(syntax) => {
            let problem = syntax.to_string().replace("line 1 column", "character");
            return Refusal::malformed("a JSON object a line", problem);
        }
    };
    let Some(tag) = take_tag(&mut value, "record") else {
        return Refusal::missing(
            "record",
            "it names the kind of the line, such as \"agency\" or \"content\"",
        );
    };
    let details = value.get("details").cloned();
    let found = match tag.as_str() {
        "site" => locate::<record::SiteRecord>(value),
        "language" => locate::<record::LanguageRecord>(value),
        "section" => locate::<record::SectionRecord>(value),
        "agency_type" | "topic" | "audience" | "activity_form" => {
            locate::<record::TermRecord>(value)
        }
        "document_type" => locate::<record::DocumentTypeRecord>(value),
        "relation_type" => locate::<record::RelationTypeRecord>(value),
        "holiday" => locate::<record::HolidayRecord>(value),
        "area" => locate::<record::AreaRecord>(value),
        "area_succession" | "agency_succession" => locate::<record::SuccessionRecord>(value),
        "agency" => locate::<record::AgencyRecord>(value),
        "issuer" => locate::<record::IssuerRecord>(value),
        "communicator" => locate::<record::CommunicatorRecord>(value),
        "file" => locate::<record::FileRecord>(value),
        "content" => locate::<ContentRecord>(value),
        "path" => locate::<record::PathRecord>(value),
        _ => Some(("record".to_owned(), error.to_string())),
    };
    let (field, problem) = match found {
        Some((field, problem)) if field == "details" => {
            let has_kind = details
                .as_ref()
                .is_some_and(|given| given.get("kind").is_some());
            let field = if has_kind {
                "details.kind".to_owned()
            } else {
                field
            };
            details
                .and_then(locate_in_details)
                .unwrap_or((field, problem))
        }
        Some(found) => found,
        None => (".".to_owned(), error.to_string()),
    };
    Refusal::Field {
        problem: with_expectation(&field, problem),
        field,
    }
}

/// The same for the tag inside `details`.
fn locate_in_details(mut value: Value) -> Option<(String, String)> {
    let kind = take_tag(&mut value, "kind")?;
    let (field, problem) = match kind.as_str() {
        "legal_document" => locate::<details::LegalDocumentRecord>(value),
        "briefing" => locate::<details::BriefingRecord>(value),
        "guidance" => locate::<details::GuidanceRecord>(value),
        "activity" => locate::<details::ActivityRecord>(value),
        "legal_question" => locate::<details::LegalQuestionRecord>(value),
        "dialogue" => locate::<details::DialogueRecord>(value),
        "material" => locate::<details::MaterialRecord>(value),
        "report" => locate::<details::ReportRecord>(value),
        "plan" => locate::<details::PlanRecord>(value),
        "article" => locate::<details::ArticleRecord>(value),
        "course" => locate::<details::CourseRecord>(value),
        _ => None,
    }?;
    let field = if field == "." {
        "details".to_owned()
    } else {
        format!("details.{field}")
    };
    Some((field, problem))
}

fn take_tag(value: &mut Value, tag: &str) -> Option<String> {
    match value.as_object_mut()?.remove(tag)? {
        Value::String(name) => Some(name),
        _ => None,
    }
}

/// The path and the message of the first error in a value, where it is not a `T`.
fn locate<T: DeserializeOwned>(value: Value) -> Option<(String, String)> {
    let error = serde_path_to_error::deserialize::<_, T>(value).err()?;
    Some((error.path().to_string(), error.inner().to_string()))
}

/// Parsers of dates and times do not say what they expected.
fn with_expectation(field: &str, problem: String) -> String {
    if problem.contains("expected") || problem.contains("missing field") {
        return problem;
    }
    let name = field.rsplit(['.', '[']).next().unwrap_or(field);
    if name == "at" || name.ends_with("_at") {
        format!("{problem}; expected a moment such as 2025-07-01T08:00:00+07:00")
    } else if [
        "date",
        "on",
        "valid_from",
        "valid_to",
        "valid_until",
        "period_from",
        "period_to",
        "law_as_of",
    ]
    .contains(&name)
        || name.ends_with("_on")
        || name.ends_with("_date")
    {
        format!("{problem}; expected a day such as 2025-07-01")
    } else {
        problem
    }
}

/// The lines of a source with their numbers.
struct Lines<R> {
    source: R,
    line: usize,
    failed: bool,
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = (usize, Result<String, Refusal>);

    fn next(&mut self) -> Option<Self::Item> {
        if self.failed {
            return None;
        }
        self.line += 1;
        match self.next_line() {
            Ok(None) => None,
            Ok(Some(text)) => Some((self.line, text)),
            Err(error) => {
                self.failed = true;
                Some((self.line, Err(Refusal::Unreadable(error.to_string()))))
            }
        }
    }
}

impl<R: BufRead> Lines<R> {
    fn next_line(&mut self) -> std::io::Result<Option<Result<String, Refusal>>> {
        let mut bytes = Vec::new();
        let limit = LONGEST_LINE as u64 + 1;
        self.source
            .by_ref()
            .take(limit)
            .read_until(b'\n', &mut bytes)?;
        if bytes.is_empty() {
            return Ok(None);
        }
        if bytes.len() > LONGEST_LINE && !bytes.ends_with(b"\n") {
            self.skip_line()?;
            return Ok(Some(Err(Refusal::TooLong(LONGEST_LINE / (1024 * 1024)))));
        }
        let text = String::from_utf8(bytes)
            .map_err(|error| Refusal::NotUtf8(error.utf8_error().valid_up_to() + 1));
        Ok(Some(text))
    }

    /// Passes over the rest of a line without keeping it.
    fn skip_line(&mut self) -> std::io::Result<()> {
        loop {
            let (consumed, ended) = match self.source.fill_buf() {
                Ok([]) => return Ok(()),
                Ok(buffer) => match buffer.iter().position(|byte| *byte == b'\n') {
                    Some(end) => (end + 1, true),
                    None => (buffer.len(), false),
                },
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            self.source.consume(consumed);
            if ended {
                return Ok(());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOPIC: &str =
        r#"{"record":"topic","code":"dat-dai","name":"Đất đai","name_en":"Land","position":1}"#;

    fn results(text: &str) -> Vec<(usize, Result<Record, String>)> {
        read(text.as_bytes())
            .map(|entry| {
                let line = entry.place.line.unwrap_or_default();
                (line, entry.record.map_err(|refusal| refusal.to_string()))
            })
            .collect()
    }

    fn refusal(line: &str) -> String {
        let mut found = results(line);
        assert_eq!(found.len(), 1);
        found.remove(0).1.expect_err("refused")
    }

    #[test]
    fn records_keep_their_line_numbers() {
        let text = format!("\u{feff}{TOPIC}\r\n\n   \n{{\n{TOPIC}");
        let found = results(&text);
        let lines: Vec<_> = found.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [1, 4, 5]);
        assert!(matches!(found[0].1, Ok(Record::Topic(_))));
        assert!(found[1].1.is_err());
        assert!(found[2].1.is_ok());
    }

    #[test]
    fn refusals_name_the_field_and_what_was_expected() {
        let cases = [
            ("{\"record\":", "EOF while parsing a value at character 10"),
            ("[]", "`record` is missing"),
            (r#"{"code":"a"}"#, "`record` is missing"),
            (r#"{"record":"topik"}"#, "unknown variant `topik`"),
            (r#"{"record":"topic","code":"a"}"#, "missing field `name`"),
            (
                r#"{"record":"topic","code":"a","name":"a","name_en":"a","position":"x"}"#,
                "`position`: invalid type: string \"x\", expected i32",
            ),
            (
                r#"{"record":"holiday","date":"01/05/2025","name":"a","legal_basis":"b"}"#,
                "expected a day such as 2025-07-01",
            ),
            (
                r#"{"record":"section","code":"a","name":"a","name_en":"a","position":1,"duties":[{"kind":"mandat","legal_basis":"b","valid_from":"2025-01-01"}]}"#,
                "`duties[0].kind`: unknown variant `mandat`, expected one of",
            ),
        ];
        for (line, expected) in cases {
            let refusal = refusal(line);
            assert!(refusal.contains(expected), "{refusal}");
        }
    }

    #[test]
    fn the_path_goes_on_inside_details() {
        let content = |details: &str| {
            format!(
                r#"{{"record":"content","title":"a","section":"s","agency":"a","first_published_at":"2025-01-01T00:00:00Z","published_at":"2025-01-01T00:00:00Z","updated_at":"2025-01-01T00:00:00Z","details":{details}}}"#
            )
        };
        assert!(parse(&content(r#"{"kind":"article"}"#)).is_ok());
        let cases = [
            (r#"{"kind":"plan"}"#, "`details`: missing field `issuer`"),
            (
                r#"{"kind":"plan","issuer":"a","issued_on":"1.2.2025"}"#,
                "`details.issued_on`: ",
            ),
            (
                r#"{"kind":"plan","issuer":"a","colour":1}"#,
                "`details.colour`: unknown field",
            ),
            (
                r#"{"kind":"essay"}"#,
                "`details.kind`: unknown variant `essay`",
            ),
            (
                r#"{"kind":9}"#,
                "`details.kind`: invalid type: number `9`, expected the name of a kind",
            ),
            ("{}", "`details`: missing field `kind`"),
        ];
        for (details, expected) in cases {
            let refusal = refusal(&content(details));
            assert!(refusal.contains(expected), "{refusal}");
        }
    }

    #[test]
    fn a_line_beyond_the_limit_is_refused_and_passed_over() {
        let text = format!("{TOPIC}\n{}\n{TOPIC}\n", " ".repeat(LONGEST_LINE + 9));
        let found = results(&text);
        assert_eq!(found.len(), 3);
        assert_eq!(found[1], (2, Err(Refusal::TooLong(16).to_string())));
        assert!(found[2].1.is_ok());
        let exact = format!("{}{TOPIC}\n{TOPIC}", " ".repeat(LONGEST_LINE - TOPIC.len()));
        assert!(results(&exact).iter().all(|(_, record)| record.is_ok()));
    }

    #[test]
    fn bytes_that_are_no_text_are_refused_alone() {
        let mut bytes = TOPIC.as_bytes().to_vec();
        bytes.extend(b"\n{\"a\":\"\xff\"}\n");
        bytes.extend(TOPIC.as_bytes());
        let found: Vec<_> = read(bytes.as_slice()).map(|entry| entry.record).collect();
        assert_eq!(found[1], Err(Refusal::NotUtf8(7)));
        assert!(found[2].is_ok());
    }

    #[test]
    fn a_source_that_breaks_ends_the_reading() {
        struct Broken;
        impl Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
                Err(std::io::Error::other("the disk is gone"))
            }
        }
        let entries: Vec<_> = read(std::io::BufReader::new(Broken)).collect();
        assert_eq!(entries.len(), 1);
        assert_eq!(
            entries[0].record,
            Err(Refusal::Unreadable("the disk is gone".into()))
        );
    }
}
