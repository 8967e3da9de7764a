//! What the audit log tells of a batch: how many of each kind were added, changed, left as they were and refused.
use std::collections::BTreeMap;

use sea_orm::prelude::Json;
use serde_json::json;

use super::{Outcome, Prepared};
use crate::domain::Result;

/// Counts by outcome and kind, with the numbers of the changes in the outbox after `last`, which name what was
/// touched; nothing when nothing was changed.
pub(super) fn detail(
    records: &[Prepared],
    outcomes: &[Result<Outcome>],
    last: i64,
    changes: usize,
) -> Option<Json> {
    let mut counts: BTreeMap<&str, BTreeMap<String, u64>> = BTreeMap::new();
    for (Prepared(step), outcome) in records.iter().zip(outcomes) {
        let outcome = match outcome {
            Ok(Outcome::Added) => "added",
            Ok(Outcome::Changed) => "changed",
            Ok(Outcome::Unchanged) => "unchanged",
            Err(_) => "refused",
        };
        let kinds = counts.entry(outcome).or_default();
        *kinds.entry(step.kind()).or_default() += 1;
    }
    if !counts.contains_key("added") && !counts.contains_key("changed") && changes == 0 {
        return None;
    }
    let mut detail = json!(counts);
    if changes > 0 {
        detail["outbox"] = json!({"after": last, "changes": changes});
    }
    Some(detail)
}

#[cfg(test)]
mod tests {
    use crate::domain::publish::demo;

    #[test]
    fn a_record_is_named_as_its_line_names_it() {
        let records = demo::records().expect("the demo province");
        assert!(!records.is_empty());
        for record in records {
            let line = serde_json::to_value(&record).expect("a line");
            assert_eq!(line["record"], record.name());
        }
    }
}
