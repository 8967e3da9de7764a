//! Why what was planned could not be done, as it is kept with the plan: in both languages.
use crate::domain::draft::Fault;
use crate::domain::{Error, Reason, Refusal};

/// Why, as it is kept: a list of the English and the Vietnamese sentence.
pub(super) fn kept(error: &Error) -> String {
    let reason = told(error);
    serde_json::json!([reason.english(), reason.vietnamese()]).to_string()
}

/// What was kept. What earlier versions wrote is the same in both languages.
#[must_use]
pub fn failure(kept: &str) -> Reason {
    let both: Option<(String, String)> = serde_json::from_str(kept).ok();
    both.unwrap_or_else(|| (kept.to_owned(), kept.to_owned()))
        .into()
}

/// What went wrong, and how to mend it.
fn told(error: &Error) -> Reason {
    match error {
        Error::Faults(faults) => to_mend(faults.iter().cloned().map(of_fault)),
        Error::Invalid { field, reason, .. } => to_mend([(field.clone(), reason.clone())]),
        Error::Refused(Refusal::BaseChanged) => (
            "Something newer was published since this was begun. Unschedule it, compare the two, and schedule it anew or \
             return it.",
            "Đã có bản mới hơn được đăng kể từ khi bắt đầu soạn. Hãy hủy hẹn giờ, so sánh hai bản, rồi hẹn lại hoặc trả bài.",
        )
            .into(),
        Error::NotFound => (
            "What it is about is not there any more. Unschedule it.",
            "Nội dung được hẹn giờ không còn nữa. Hãy hủy hẹn giờ.",
        )
            .into(),
        Error::Forbidden(_) | Error::Unauthenticated => (
            "Whoever planned it may not do it any more. Somebody who may has to schedule it anew.",
            "Người hẹn giờ không còn quyền thực hiện việc này. Người có quyền cần hẹn giờ lại.",
        )
            .into(),
        Error::Refused(_) | Error::WrongState(_) => (
            format!("It may not be done as things are: {error}. Unschedule it, look at the item, and schedule it anew."),
            "Hiện chưa được phép thực hiện việc này. Hãy hủy hẹn giờ, xem lại bài rồi hẹn lại.",
        )
            .into(),
        _ => (
            format!("It could not be done: {error}. If it goes on, ask technical support."),
            "Chưa thực hiện được do trục trặc của hệ thống. Nếu vẫn không được, hãy báo bộ phận kỹ thuật.",
        )
            .into(),
    }
}

fn of_fault(fault: Fault) -> (String, Reason) {
    (fault.path, fault.problem.reason())
}

/// Fields that are to be mended, each with what is wrong.
fn to_mend(fields: impl IntoIterator<Item = (String, Reason)>) -> Reason {
    let (english, vietnamese): (Vec<String>, Vec<String>) = fields
        .into_iter()
        .map(|(field, reason)| {
            let english = format!("{field} {}", reason.english());
            (english, format!("{field} {}", reason.vietnamese()))
        })
        .unzip();
    let (english, vietnamese) = (english.join("; "), vietnamese.join("; "));
    Reason::from((
        format!(
            "These fields are to be mended: {english}. Return the item, mend it, and have it scheduled anew."
        ),
        format!("Các trường sau cần sửa: {vietnamese}. Hãy trả bài, sửa rồi hẹn giờ lại."),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::draft::Problem;

    #[test]
    fn what_is_kept_is_read_in_both_languages() {
        let error = Error::Faults(vec![Fault::new("summary", Problem::Missing)]);
        let read = failure(&kept(&error));
        assert!(read.english().contains("summary has to be filled in"));
        assert!(read.vietnamese().contains("summary phải được điền"));
        let old = failure("2 fields are to be mended");
        assert_eq!(old.vietnamese(), "2 fields are to be mended");
    }
}
