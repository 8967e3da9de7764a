//! Which documents a sentence acts on: the verbs of legal drafting and the citations that they govern.
//!
//! A citation counts where nothing but the words of the formula stands between it and its verb, or
//! between it and another that counts: names of documents cite others too, and so do remarks on what
//! amended them.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::text::citation::{Citation, Document, find_citations};
use crate::text::number::DocumentNumber;

/// What a sentence does to the documents that it cites.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verb {
    /// Căn cứ
    Rests,
    /// Sửa đổi, bổ sung
    Amends,
    /// Thay thế
    Replaces,
    /// Bãi bỏ
    Repeals,
    /// … hết hiệu lực
    Ends,
    /// Đính chính
    Corrects,
    /// Hợp nhất
    Consolidates,
    /// Hướng dẫn
    Guides,
    /// Quy định chi tiết
    Details,
}

/// A citation that a verb governs.
#[derive(Debug, PartialEq)]
pub(super) struct Acted {
    /// What is done.
    pub verb: Verb,
    /// The document.
    pub number: DocumentNumber,
    /// The parts of it that are meant; none where it is meant whole.
    pub paths: Vec<String>,
    /// Where the citation stands in the sentence.
    pub range: Range<usize>,
}

static VERBS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?P<rests>Căn cứ)|(?P<amends>[Ss]ửa đổi(?:, bổ sung)?|[Bb]ổ sung)|(?P<replaces>[Tt]hay thế)|(?P<repeals>[Bb]ãi bỏ)",
        r"|(?P<corrects>[Đđ]ính chính)|(?P<guides>[Hh]ướng dẫn)|(?P<details>[Qq]uy định chi tiết)",
    ))
});
/// Words of the formula between a verb and what it governs.
static FORMULA: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)^(?:[\s:–-]|toàn bộ|một số|nội dung|các|những|quy định|tại|văn bản|quy phạm pháp luật|sau đây|sau|điều|khoản",
        r"|điểm|của|thực hiện|thi hành|biện pháp|và|[a-z]\)|\d+[.)])*$",
    ))
});
/// What joins a citation to the one before, whose name may stand between them.
static JOINED: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:^|[,;:–-]|\bvà)\s*(?:các\s*)?$"));
/// What joins parts to the document that they are of.
static OF: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*(?:của|tại)\s*(?:các\s*)?$"));
static REMARK: LazyLock<Regex> = LazyLock::new(|| pattern(r"được (?:sửa đổi|bổ sung|thay thế|đính chính)|\("));
/// What is replaced inside a document is no document.
static INNER_PART: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*(?:một số )?(?:cụm từ|từ|[Mm]ẫu|[Bb]iểu|[Pp]hụ lục)"));
static HYPOTHETICAL: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:được|bị|hoặc)(?: sửa đổi,| bổ sung,)*\s*$"));
static QUOTE: LazyLock<Regex> = LazyLock::new(|| pattern(r"“[^”]*(?:”|$)"));

fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a constant pattern")
}

/// What stands in a sentence, in order.
enum Token {
    Verb(Verb),
    Citation(Citation),
}

/// What became of the last citation.
#[derive(Clone, Copy, PartialEq)]
enum Last {
    /// There was none in this clause.
    None,
    Governed,
    /// It belongs to a name.
    Passed,
}

/// The documents that a line acts on, in order. `verb` governs from the line's beginning on, where
/// what stands before it leads to it.
pub(super) fn acts(line: &str, verb: Option<Verb>) -> Vec<Acted> {
    let mut scan = Scan { line, verb, last: Last::None, in_remark: false, amends_in_name: false, parts: Vec::new(), acts: Vec::new() };
    let mut end = 0;
    for (range, token) in tokens(line) {
        let between = &line[end..range.start];
        scan.pass(between);
        let is_taken = match token {
            Token::Verb(verb) => scan.verb(verb, between, &range),
            Token::Citation(citation) => {
                scan.citation(citation, between);
                true
            }
        };
        // A verb inside a name is a word like any other.
        if is_taken {
            end = range.end;
        }
    }
    scan.acts
}

/// The verb that a line begins with.
pub(super) fn opening_verb(line: &str) -> Option<Verb> {
    let found = VERBS.captures(line).filter(|found| found.get_match().start() == 0)?;
    let is_inner = INNER_PART.is_match(&line[found.get_match().end()..]);
    (!is_inner).then(|| verb_of(&found))?
}

fn verb_of(found: &regex::Captures<'_>) -> Option<Verb> {
    [
        ("rests", Verb::Rests),
        ("amends", Verb::Amends),
        ("replaces", Verb::Replaces),
        ("repeals", Verb::Repeals),
        ("corrects", Verb::Corrects),
        ("guides", Verb::Guides),
        ("details", Verb::Details),
    ]
    .into_iter()
    .find_map(|(group, verb)| found.name(group).map(|_| verb))
}

fn tokens(line: &str) -> Vec<(Range<usize>, Token)> {
    let quotes: Vec<Range<usize>> = QUOTE.find_iter(line).map(|quote| quote.range()).collect();
    let is_quoted = |position: usize| quotes.iter().any(|quote| quote.contains(&position));
    let citations = find_citations(line);
    let is_cited = |position: usize| citations.iter().any(|citation| citation.bytes.contains(&position));
    let mut tokens: Vec<(Range<usize>, Token)> = VERBS
        .captures_iter(line)
        .filter_map(|found| Some((found.get_match().range(), Token::Verb(verb_of(&found)?))))
        .filter(|(range, _)| !is_cited(range.start))
        .collect();
    tokens.extend(citations.iter().map(|citation| (citation.bytes.clone(), Token::Citation(citation.clone()))));
    tokens.retain(|(range, _)| !is_quoted(range.start));
    tokens.sort_by_key(|(range, _)| range.start);
    tokens
}

struct Scan<'a> {
    line: &'a str,
    verb: Option<Verb>,
    last: Last,
    /// Whether the clause has turned to what amended a document.
    in_remark: bool,
    /// Whether the last governed document is named after what it amends, which may be a list.
    amends_in_name: bool,
    /// Governed parts whose document is still to come: "Điều 5, Điều 6 của Thông tư số …".
    parts: Vec<String>,
    acts: Vec<Acted>,
}

impl Scan<'_> {
    /// Passes over the words between two tokens.
    fn pass(&mut self, between: &str) {
        if ends_sentence(between) {
            self.verb = None;
            self.parts.clear();
        }
        let continues_name = self.amends_in_name && self.verb != Some(Verb::Rests) && !ends_sentence(between);
        if ends_sentence(between) || (between.contains(';') && !continues_name) {
            self.last = Last::None;
            self.in_remark = false;
            self.amends_in_name = false;
        }
        let (closed, opened) = (between.rfind(')'), REMARK.find_iter(between).last().map(|found| found.start()));
        match (closed, opened) {
            (_, Some(opened)) if closed.is_none_or(|closed| closed < opened) => self.in_remark = true,
            (Some(_), _) => self.in_remark = false,
            (None, _) => {}
        }
    }

    /// Takes a verb of the sentence; says whether it is one.
    fn verb(&mut self, verb: Verb, between: &str, range: &Range<usize>) -> bool {
        let before = between.trim_end();
        if HYPOTHETICAL.is_match(before) {
            self.in_remark |= before.ends_with("được");
            return false;
        }
        // Whatever a document guides or details, its title says first.
        if range.start > 0 && matches!(verb, Verb::Guides | Verb::Details) {
            return false;
        }
        let joins = before.is_empty() || before.ends_with([',', ';', ':', '.']) || before.ends_with(" và") || before == "và";
        // In a name, only a verb that is joined to the first one is a verb of the sentence.
        if self.last != Last::None && !(joins && matches!(verb, Verb::Replaces | Verb::Repeals)) {
            self.amends_in_name |= verb == Verb::Amends;
            return false;
        }
        // "Sửa đổi, bổ sung, bãi bỏ một số điều": the first verb tells what the document is.
        if self.verb == Some(Verb::Amends) && self.last == Last::None && joins && self.parts.is_empty() {
            return true;
        }
        let is_inner = INNER_PART.is_match(&self.line[range.end..]);
        self.verb = (!is_inner).then_some(verb);
        self.last = Last::None;
        self.in_remark = false;
        self.amends_in_name = false;
        self.parts.clear();
        true
    }

    fn citation(&mut self, citation: Citation, between: &str) {
        let Some(verb) = self.verb else { return };
        let is_law_by_name = citation.paths.is_empty() && names_law(&citation.text);
        let is_whole_of_parts = !self.parts.is_empty() && OF.is_match(between);
        let is_governed = match (self.in_remark, self.last) {
            (true, Last::None) | (false, Last::Passed) => false,
            (true, _) => is_law_by_name && JOINED.is_match(between),
            (false, Last::None) => FORMULA.is_match(after_clause(between)) || is_whole_of_parts,
            (false, Last::Governed) => JOINED.is_match(between) || is_whole_of_parts,
        };
        if !is_governed {
            self.last = Last::Passed;
            return;
        }
        self.last = Last::Governed;
        self.in_remark = false;
        match citation.document {
            Document::Number { number, .. } => {
                let mut paths = std::mem::take(&mut self.parts);
                paths.extend(citation.paths);
                self.acts.push(Acted { verb, number, paths, range: citation.bytes });
            }
            Document::Unstated => self.parts.extend(citation.paths),
            _ => self.last = Last::Passed,
        }
    }
}

/// What follows the last semicolon.
fn after_clause(between: &str) -> &str {
    between.rsplit(';').next().unwrap_or(between)
}

/// Whether a sentence ends in the words between two tokens.
fn ends_sentence(between: &str) -> bool {
    between.contains('\n')
        || between.match_indices(". ").any(|(position, _)| {
            between[position + 2..].trim_start().chars().next().is_none_or(char::is_uppercase)
        })
}

/// Whether a citation names its law: "Luật Kế toán số 88/2015/QH13", not "Luật số 38/2019/QH14".
fn names_law(citation: &str) -> bool {
    ["Luật ", "Bộ luật ", "Pháp lệnh "].iter().any(|word| {
        citation.strip_prefix(word).is_some_and(|rest| !rest.starts_with("số "))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(line: &str, verb: Option<Verb>) -> Vec<String> {
        acts(line, verb)
            .into_iter()
            .map(|acted| {
                let paths = if acted.paths.is_empty() { String::new() } else { format!(" {}", acted.paths.join(" ")) };
                format!("{:?} {}{paths}", acted.verb, acted.number)
            })
            .collect()
    }

    #[test]
    fn names_cite_other_documents() {
        assert_eq!(
            found(
                "Sửa đổi, bổ sung một số điều của Nghị định số 10/2022/NĐ-CP ngày 15 tháng 01 năm 2022 của Chính phủ quy định chi tiết Luật số 9/2020/QH14 và Luật số 8/2019/QH14",
                None
            ),
            ["Amends 10/2022/NĐ-CP"]
        );
        assert_eq!(
            found("Về việc đính chính Thông tư số 138/2025/TT-BTC sửa đổi, bổ sung một số điều của Thông tư 95/2020/TT-BTC và Thông tư số 06/2022/TT-BTC", None),
            ["Corrects 138/2025/TT-BTC"]
        );
    }

    #[test]
    fn remarks_on_amendments_do_not_count() {
        assert_eq!(
            found(
                "Căn cứ Luật Ban hành văn bản quy phạm pháp luật số 64/2025/QH15 đã được sửa đổi, bổ sung một số điều theo Luật số 87/2025/QH15;",
                None
            ),
            ["Rests 64/2025/QH15"]
        );
        assert_eq!(
            found(
                "Sửa đổi, bổ sung một số điều của Nghị định số 100/2024/NĐ-CP ngày 26 tháng 7 năm 2024 (đã được sửa đổi, bổ sung tại Nghị định số 261/2025/NĐ-CP và Nghị định số 54/2026/NĐ-CP)",
                None
            ),
            ["Amends 100/2024/NĐ-CP"]
        );
        assert_eq!(
            found(
                "sửa đổi, bổ sung một số điều của Luật Chứng khoán số 54/2019/QH14, Luật Kế toán số 88/2015/QH13 đã được sửa đổi, bổ sung một số điều theo Luật số 38/2019/QH14, Luật số 39/2019/QH14 và Luật Quản lý thuế số 38/2018/QH14",
                None
            ),
            ["Amends 54/2019/QH14", "Amends 88/2015/QH13", "Amends 38/2018/QH14"]
        );
    }

    #[test]
    fn grounds_part_at_semicolons() {
        assert_eq!(
            found(
                "Căn cứ Nghị định số 34/2016/NĐ-CP ngày 14 tháng 5 năm 2016 của Chính phủ; Nghị định số 154/2020/NĐ-CP ngày 31/12/2020 sửa đổi, bổ sung Nghị định số 34/2016/NĐ-CP;",
                None
            ),
            ["Rests 34/2016/NĐ-CP", "Rests 154/2020/NĐ-CP"]
        );
    }

    #[test]
    fn two_verbs_in_one_sentence() {
        assert_eq!(
            found(
                "Thông tư này có hiệu lực từ ngày 01/01/2026, thay thế Thông tư số 18/2020/TT-BTC ngày 31/3/2020 của Bộ trưởng Bộ Tài chính về việc A và bãi bỏ Điều 2 Thông tư số 41/2025/TT-BTC ngày 16/6/2025 sửa đổi, bổ sung một số điều của Thông tư số 123/2014/TT-BTC; Thông tư số 324/2016/TT-BTC.",
                None
            ),
            ["Replaces 18/2020/TT-BTC", "Repeals 41/2025/TT-BTC dieu-2"]
        );
    }

    #[test]
    fn parts_before_their_document() {
        assert_eq!(
            found("Bãi bỏ khoản 1 Điều 15; các khoản 1, 2 Điều 18 của Thông tư số 59/2015/TT-BLĐTBXH.", None),
            ["Repeals 59/2015/TT-BLĐTBXH dieu-15/khoan-1 dieu-18/khoan-1 dieu-18/khoan-2"]
        );
    }

    #[test]
    fn parts_of_several_documents() {
        assert_eq!(
            found("Các quy định tại khoản 1 Điều 1, Điều 2 Thông tư số 37/2021/TT-BTC", Some(Verb::Ends)),
            ["Ends 37/2021/TT-BTC dieu-1/khoan-1 dieu-2"]
        );
        assert_eq!(
            found("Bãi bỏ Điều 12 Thông tư số 6/2017/TT-BTC ngày 8/3/2017 quy định về A; khoản 1 Điều 3 Thông tư số 34/2018/TT-BTC.", None),
            ["Repeals 6/2017/TT-BTC dieu-12", "Repeals 34/2018/TT-BTC dieu-3/khoan-1"]
        );
    }

    #[test]
    fn what_is_not_said_plainly_is_left() {
        for line in [
            "Thay thế cụm từ “A” bằng cụm từ “B” tại khoản 3 Điều 9 Thông tư số 152/2016/TT-BTC.",
            "Trường hợp Thông tư số 1/2020/TT-BTC được sửa đổi, bổ sung hoặc thay thế bởi Thông tư số 2/2020/TT-BTC thì theo văn bản mới.",
            "Đăng ký theo Nghị định số 1/2020/NĐ-CP. Bãi bỏ hồ sơ giấy.",
            "“Bãi bỏ Thông tư số 1/2020/TT-BTC”.",
        ] {
            assert_eq!(found(line, None), [""; 0], "{line}");
        }
    }

    #[test]
    fn a_verb_may_stand_above_the_line() {
        let line = "Thông tư số 1/2020/TT-BTC ngày 1/2/2020 hướng dẫn Nghị định số 5/2019/NĐ-CP.";
        assert_eq!(found(line, Some(Verb::Repeals)), ["Repeals 1/2020/TT-BTC"]);
        assert_eq!(found(line, None), [""; 0]);
        assert_eq!(opening_verb("Bãi bỏ toàn bộ các văn bản sau:"), Some(Verb::Repeals));
        assert_eq!(opening_verb("Thay thế mẫu biểu"), None);
        assert_eq!(opening_verb("Hiệu lực và bãi bỏ"), None);
    }
}
