//! The JSON Schema of the exchange format.
use super::Record;

/// The schema of one line of an exchange file, as pretty JSON that ends in a line break.
#[must_use]
pub fn schema() -> String {
    let schema = schemars::schema_for!(Record);
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}
