//! Records for stories: the least of each kind, to be filled in.

use serde_json::{Value, json};

/// Fields laid over a record.
pub fn with(mut record: Value, fields: Value) -> Value {
    if let (Value::Object(record), Value::Object(fields)) = (&mut record, fields) {
        for (name, value) in fields {
            if value.is_null() {
                record.remove(&name);
            } else {
                record.insert(name, value);
            }
        }
    }
    record
}

/// A department and a commune's People's Committee.
pub fn agencies() -> [Value; 2] {
    [
        json!({"record": "agency", "code": "so-tu-phap", "type": "so", "name": "Sở Tư pháp", "area": "04", "valid_from": "2000-01-01"}),
        json!({"record": "agency", "code": "phong-pho-bien", "type": "phong", "name": "Phòng Phổ biến", "parent": "so-tu-phap", "valid_from": "2010-01-01"}),
    ]
}

/// A news item.
pub fn article(id: &str) -> Value {
    json!({
        "record": "content", "external_ids": [{"system": "story", "value": id}], "title": format!("Tin {id}"),
        "body": {"html": "<p>Nội dung.</p>"}, "section": "tin-tuc-su-kien", "agency": "phong-pho-bien",
        "first_published_at": "2026-01-02T03:04:05Z", "published_at": "2026-01-02T03:04:05Z",
        "updated_at": "2026-01-02T03:04:05Z", "details": {"kind": "article"},
    })
}

/// A content of any kind.
#[expect(
    clippy::needless_pass_by_value,
    reason = "stories write the details in place"
)]
pub fn content(id: &str, details: Value) -> Value {
    with(article(id), json!({"details": details}))
}

/// A decree with two articles.
pub fn decree(id: &str, number: &str) -> Value {
    let details = json!({
        "kind": "legal_document", "number": number, "document_type": "nghi-dinh",
        "issuers": [{"code": "chinh-phu", "signer": "Nguyễn Văn A", "signer_title": "Phó Thủ tướng"}],
        "issued_on": "2025-06-30", "effective_on": "2025-07-01",
        "text": "CHÍNH PHỦ\nNGHỊ ĐỊNH\nĐiều 1. Phạm vi\n1. Chợ gồm:\na) chợ đêm;\nb) chợ sáng.\n2. Hội chợ không là chợ.\nĐiều 2. Hiệu lực\nNghị định này có hiệu lực từ ngày 01 tháng 7 năm 2025.",
    });
    with(
        content(id, details),
        json!({"section": "van-ban-toan-van", "body": null}),
    )
}
