//! Agencies that merge, split, are renamed, move or end: what they had follows.
mod changes;
mod districts;
mod faults;
mod names;
mod planned;

use std::sync::Arc;

use chrono::{DateTime, Utc};
use nguonluat::domain::clock::Clock;
use nguonluat::domain::database::Database;
use nguonluat::domain::publish::{FileSource, Publisher, demo, prepare};
use nguonluat::domain::reorganise::fire_due;
use nguonluat::exchange::Record;
use serde_json::{Value, json};

use crate::support::desk::Colleague;
use crate::support::province::{Province, media};
use crate::support::templates::{BOTH, Templates, copy};

/// The day on which the districts ended.
pub const DAY: &str = "2025-07-01";

/// What stories look at of a report.
pub const REPORT: &str = "report { digest parts { kind count lines { about label from to } } } \
    reorganisation { id state kind on failure agencies { code } decidedBy { name } appliedAt }";

/// Ten in the morning of the 20th of June 2025.
pub fn june() -> DateTime<Utc> {
    "2025-06-20T03:00:00Z".parse().expect("a moment")
}

/// Runs a story in the province as it was in June 2025: ten districts, and communes that are to begin.
pub async fn in_june(story: impl AsyncFn(&Province)) {
    static JUNE: Templates = Templates::new();
    for backend in BOTH {
        let template = JUNE.get(backend, fill).await;
        let province = Province::over(copy(template).await);
        province.advance(june() - province.clock().now());
        story(&province).await;
        province.close().await;
    }
}

/// The directory of the demo province, without what is known of the districts' end.
async fn fill(database: &Database) {
    let day = DAY.parse().expect("a day");
    let files = Arc::new(FileSource::None);
    let mut prepared = Vec::new();
    for record in demo::records().expect("the demo province") {
        let record = match record {
            Record::Agency(mut record) => {
                record.valid_to = record.valid_to.filter(|end| *end != day);
                Record::Agency(record)
            }
            Record::AgencySuccession(record) if record.on != day => {
                Record::AgencySuccession(record)
            }
            Record::Issuer(record) => Record::Issuer(record),
            Record::Site(record) => Record::Site(record),
            _ => continue,
        };
        prepared.push(prepare(record, &files).expect("a record"));
    }
    let publisher = Publisher::new(database.clone(), media(), Clock::fixed(june())).await;
    let outcomes = publisher.expect("a publisher").publish(prepared).await;
    for outcome in outcomes.expect("a batch") {
        outcome.expect("taken");
    }
}

/// The id of an agency as it is on a day.
pub async fn agency_on(province: &Province, code: &str, on: &str) -> String {
    let query = "query ($code: String!, $on: Date) { agency(code: $code, on: $on) { id } }";
    let data = province
        .ask_with(query, json!({ "code": code, "on": on }))
        .await;
    let id = data["agency"]["id"].as_str();
    id.unwrap_or_else(|| panic!("{code} on {on}")).to_owned()
}

/// What a reorganisation would come to; it must be possible.
pub async fn shown(who: &Colleague<'_>, input: &Value) -> Value {
    let payload = who.act("agencyReorganise", input.clone(), REPORT).await;
    assert_eq!(payload["errors"], json!([]), "{payload}");
    assert_eq!(payload["reorganisation"], Value::Null);
    payload["report"].clone()
}

/// Has it done, or planned, after it was shown; gives the payload.
pub async fn decided(who: &Colleague<'_>, input: &Value) -> Value {
    let digest = shown(who, input).await["digest"].clone();
    let payload = attempted(who, input, digest, None).await;
    assert_eq!(payload["errors"], json!([]), "{payload}");
    payload
}

/// Asks to have it done with a digest, and perhaps a key.
pub async fn attempted(
    who: &Colleague<'_>,
    input: &Value,
    digest: Value,
    key: Option<&str>,
) -> Value {
    let mut input = input.clone();
    input["dryRun"] = json!(false);
    input["reportDigest"] = digest;
    if let Some(key) = key {
        input["idempotencyKey"] = json!(key);
    }
    who.act("agencyReorganise", input, REPORT).await
}

/// How many there are of a kind of consequence.
pub fn count(report: &Value, kind: &str) -> i64 {
    let parts = report["parts"].as_array().expect("parts").iter();
    let part = parts.into_iter().find(|part| part["kind"] == kind);
    part.map_or(0, |part| part["count"].as_i64().expect("a count"))
}

/// Lets happen what is planned for agencies.
pub async fn fire(province: &Province) -> usize {
    let fired = fire_due(province.database(), &province.clock()).await;
    fired.expect("the timetable")
}

/// That lists say what they would say if they were made anew.
pub async fn lists_are_right(province: &Province) {
    let differences = nguonluat::domain::listing::rebuild::differences(province.database()).await;
    assert_eq!(differences.expect("compared"), [""; 0]);
}
