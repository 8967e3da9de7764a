//! What a gazette page adds to a text, taken away again: running heads, page numbers, signature
//! stamps, footnotes at page ends and hard line breaks.

mod footnotes;
mod heading;
mod marks;
mod pages;
mod paragraphs;
mod width;

use crate::text::normalize::normalize;

pub use pages::running_head;

/// The text of a gazette document as its author wrote it, one paragraph a line.
///
/// Running heads (`CÔNG BÁO/Số …`), page numbers, signing stamps, ruled lines and the notes
/// «Xem tiếp Công báo …» go; a heading block at the end of the first page goes back above it; wrapped
/// lines become paragraphs again, across pages too. Footnotes are lifted out of the pages they interrupt:
/// they stand at the end as `[1] …`, and their marks in the text read `[1]`. Words are neither added nor
/// lost otherwise.
///
/// ```
/// use nguonluat::text::structure::clean_gazette;
/// let page = "2 \nCÔNG BÁO/Số 11 + 12/Ngày 10-01-2026 \n \nĐiều 1. Phạm vi điều chỉnh \n\
///     Nghị định này quy định về chợ phiên, chợ đêm và các điểm bán hàng lưu động ở \n\
///     vùng cao của các tỉnh biên giới. \nĐiều 2. Hiệu lực thi hành \n";
/// assert_eq!(
///     clean_gazette(page),
///     "Điều 1. Phạm vi điều chỉnh\n\
///      Nghị định này quy định về chợ phiên, chợ đêm và các điểm bán hàng lưu động ở vùng cao của các tỉnh biên giới.\n\
///      Điều 2. Hiệu lực thi hành",
/// );
/// ```
#[must_use]
pub fn clean_gazette(text: &str) -> String {
    let text = normalize(text);
    let mut pages = pages::split(&text);
    heading::put_first(&mut pages);
    let notes = footnotes::lift(&mut pages);
    let mut paragraphs = paragraphs::rejoin(&pages);
    for note in notes {
        let lines = paragraphs::rejoin(&[note.lines]);
        paragraphs.extend(lines);
    }
    paragraphs.join("\n")
}

#[cfg(test)]
mod tests;
