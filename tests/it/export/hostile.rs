//! Records of every kind with every field set, and with everything in them that a format could stumble over.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::support::records::with;

/// Text that breaks what is put together by hand: quotes, tags, delimiters, signs outside the basic plane.
pub const NASTY: &str =
    "a\"b'c\\d </script> ]]> {\"x\":1} %s ${y} ; , 😀 Ð đ ﬁ e\u{301} \u{202e}ngược";
/// The same with what ends lines here or there, and with control characters.
const LINES: &str =
    "Dòng một\nDòng hai\r\nDòng ba\u{2028}Dòng bốn\u{2029}Dòng năm\u{7}\u{1b}[31m\t\u{feff}hết";
const PIECE: &[u8] = b"\x00\xff\r\n%PDF \xe2\x80\xa8";
const AT: &str = "2026-03-04T05:06:07.123456Z";

/// The SHA-256 of the file that the records name.
pub fn file() -> String {
    format!("{:x}", Sha256::digest(PIECE))
}

/// Lays the bytes of the file beside an exchange file in `folder`.
pub fn lay_file(folder: &Path) {
    fs::create_dir_all(folder.join("files")).expect("a folder");
    fs::write(folder.join("files").join(file()), PIECE).expect("a file");
}

/// Everything but what every installation is seeded with.
pub fn records() -> Vec<Value> {
    let mut records = vocabulary();
    records.extend(directory());
    records.extend(contents());
    records.extend(paths());
    records
}

fn vocabulary() -> Vec<Value> {
    let term = |record: &str| json!({"record": record, "code": "z.la_1-a", "name": NASTY, "name_en": "=1+1", "legal_basis": NASTY, "position": -7});
    let narrower = |record| {
        with(
            term(record),
            json!({"code": "0-hep-hon", "parent": "z.la_1-a"}),
        )
    };
    let mut records = vec![
        json!({"record": "language", "code": "qaa-x-la", "name": NASTY, "name_en": NASTY, "native_name": "\u{202e}𞤀𞤣", "position": 99}),
        json!({"record": "document_type", "code": "van-ban-la", "name": NASTY, "name_en": "Odd", "abbreviation": "VBL", "normative": false,
            "tier": "commune", "rank": 12, "legal_basis": NASTY, "position": 2_147_483_647}),
        json!({"record": "relation_type", "code": "bai-bo", "number": 1, "name": NASTY, "name_en": "a", "inverse_name": "b", "inverse_name_en": "c"}),
        json!({"record": "holiday", "date": "1999-12-31", "name": NASTY, "working": true, "legal_basis": NASTY}),
    ];
    for vocabulary in ["agency_type", "topic", "audience", "activity_form"] {
        records.extend([term(vocabulary), narrower(vocabulary)]);
    }
    records.push(json!({"record": "section", "code": "chuyen-muc-la", "parent": "tin-tuc-su-kien", "name": NASTY, "name_en": "Odd",
        "description": LINES, "position": 3, "duties": [
            {"kind": "deadline", "legal_basis": NASTY, "working_days": 5, "required_fields": ["title", "body"], "note": LINES,
                "valid_from": "2020-01-01", "valid_to": "2025-01-01"},
            {"kind": "mandate", "legal_basis": "b", "valid_from": "2020-01-01"},
        ]}));
    records
}

fn directory() -> Vec<Value> {
    let agency = json!({"record": "agency", "code": "so-la", "identifier": "=H14.10", "type": "z.la_1-a", "name": format!("=HYPERLINK(\"//e\") {NASTY}"),
        "name_en": "+cmd|' /C calc'!A0", "short_name": "-S", "parent": "ubnd", "area": "04", "address": "'=1; \"x\",\ty",
        "phone": "+84 206 3852 345", "email": "@a.vn", "website": "https://a.vn/?q=%22%3Cb%3E&r=1", "valid_from": "2000-01-01", "valid_to": "2025-07-01"});
    vec![
        json!({"record": "area", "code": "=ZZ", "name": NASTY, "tier": "district", "parent": "04", "valid_from": "2001-02-03", "valid_to": "2025-07-01"}),
        json!({"record": "area", "code": "=ZZ", "name": "Xã mới", "tier": "commune", "parent": "04", "valid_from": "2025-07-01"}),
        json!({"record": "area_succession", "predecessor": "=ZZ", "successor": "=ZZ", "on": "2025-07-01", "kind": "rename", "legal_basis": NASTY}),
        json!({"record": "agency", "code": "ubnd", "type": "so", "name": "Ủy ban", "valid_from": "1990-01-01"}),
        agency.clone(),
        with(
            agency,
            json!({"name": "Sở mới", "valid_from": "2025-07-01", "valid_to": null, "parent": "ubnd"}),
        ),
        json!({"record": "agency", "code": "a-phong-la", "type": "phong", "name": "Phòng", "parent": "so-la", "area": "=ZZ", "valid_from": "2001-01-01"}),
        json!({"record": "agency_succession", "predecessor": "so-la", "successor": "so-la", "on": "2025-07-01", "kind": "merge", "legal_basis": NASTY}),
        json!({"record": "issuer", "code": "co-quan-la", "name": NASTY, "tier": "province", "agency": "so-la"}),
        json!({"record": "communicator", "id": "ffffffff-0000-4000-8000-000000000001", "role": "propagandist", "tier": "commune", "name": format!("@{NASTY}"),
            "position": "-1", "agency": "so-la", "area": "=ZZ", "topics": ["z.la_1-a", "dat-dai"], "decision_number": "=12/QĐ-UBND",
            "recognised_on": "2010-05-06", "removal_decision_number": "13/QĐ", "removed_on": "2020-07-08"}),
        json!({"record": "site", "name": NASTY, "province": "Cao Bằng", "area": "04", "language": "vi", "description": LINES,
            "editorial_agency": "so-la", "email": "a@b.vn", "phone": "+84 1"}),
        json!({"record": "file", "sha256": file(), "name": "báo/cáo\"\u{2028}.pdf", "media_type": "application/pdf", "size": PIECE.len(),
            "width": 3, "height": 4, "duration": 5}),
    ]
}

fn contents() -> Vec<Value> {
    let details = [
        json!({"kind": "briefing", "form": "related_law", "about": [document(), {"number": "Không rõ 7/X"}]}),
        json!({"kind": "guidance", "number": NASTY, "issued_on": "2025-01-02", "sector": NASTY}),
        json!({"kind": "activity", "form": "z.la_1-a", "starts_at": AT, "ends_at": "2026-03-05T00:00:00+07:00", "place": NASTY, "attendance": 0,
            "materials_handed_out": 2_147_483_647, "budget": 9_223_372_036_854_775_807_i64, "communicators": ["ffffffff-0000-4000-8000-000000000001"]}),
        json!({"kind": "legal_question", "question": LINES, "asked_on": "2025-01-01", "answered_on": "2025-01-02", "law_as_of": "2025-01-01"}),
        json!({"kind": "dialogue", "form": "draft_consultation", "hosts": ["ubnd", "so-la", "a-phong-la"], "opens_at": AT, "closes_at": "2027-01-01T00:00:00Z",
            "draft_title": NASTY, "outcome": LINES, "exchanges": [{"question": LINES, "response": NASTY, "responder": NASTY}, {"question": "?"}]}),
        json!({"kind": "material", "form": "e_lecture", "compiler": NASTY, "released_on": "2025-01-01", "valid_until": "2026-01-01", "purpose": LINES,
            "duration": 7, "transcript": LINES}),
        json!({"kind": "report", "number": NASTY, "form": NASTY, "period_from": "2025-01-01", "period_to": "2025-12-31",
            "figures": [{"indicator": "z", "name": NASTY, "unit": NASTY, "value": -9_007_199_254_740_993_i64}, {"indicator": "a", "name": "b", "unit": "c", "value": 0}]}),
        json!({"kind": "plan", "number": NASTY, "issuer": NASTY, "issued_on": "2025-01-01", "period_from": "2025-01-01", "period_to": "2030-01-01"}),
        json!({"kind": "article", "event_starts_at": AT, "event_ends_at": AT, "event_place": NASTY}),
        json!({"kind": "course", "starts_on": "2025-01-01", "ends_on": "2025-01-02", "place": NASTY, "seats": 1, "trainees": 2,
            "lectures": [{"title": NASTY, "lecturer": NASTY, "minutes": 45}, {"title": "b"}]}),
    ];
    let mut contents = laws();
    contents.extend(
        (10..)
            .zip(details)
            .map(|(number, details)| content(number, details)),
    );
    contents.push(with(content(90, json!({"kind": "article"})), json!({
        "work": "00000000-0000-4000-8000-000000000018", "language": "qaa-x-la", "body": {"markdown": "# *a* <b onclick=x>b</b>\n\n|a|\n|-|\n|b|\n"}})));
    contents.push(with(
        content(91, json!({"kind": "article"})),
        json!({"body": {"text": long()}}),
    ));
    contents.push(least());
    contents
}

/// A document whose text is parsed, one whose provisions are given, one without any text.
fn laws() -> Vec<Value> {
    let law = |number: &str| {
        json!({"kind": "legal_document", "number": number, "document_type": "nghi-dinh", "issued_on": "2025-06-30",
        "issuers": [{"code": "chinh-phu"}]})
    };
    let parsed = with(
        law("  77/2025/NÐ-CP "),
        json!({"text": format!(
        "NGHỊ ĐỊNH\nCăn cứ Luật số 14/2012/QH13;\nĐiều 1. {NASTY}\n1. Khoản 1 Điều 2 Nghị định này:\na) {LINES}\nb) hết.\nĐiều 2. Hiệu lực\nTừ nay.")}),
    );
    let given = with(
        law("78/2025/NĐ-CP"),
        json!({
        "issuers": [{"code": "co-quan-moi", "name": "Ủy ban nhân dân xã mới", "signer": NASTY, "signer_title": NASTY}, {"code": "chinh-phu"}],
        "effective_on": "2025-07-01", "source_status": NASTY, "gazette_number": NASTY, "gazette_date": "2025-07-02", "fields": [NASTY, "b"],
        "provisions": [
            {"path": "z", "kind": "chapter", "number": "I", "label": "Chương I", "heading": LINES, "sort_key": "a"},
            {"path": "b/ô-1", "parent": "z", "kind": "article", "number": "1", "text": LINES, "sort_key": "b"},
            {"path": "a", "parent": "b/ô-1", "kind": "point", "text": "", "sort_key": "Z1"},
        ],
        "events": [
            {"date": "2026-01-01", "kind": "expired", "by": document(), "note": NASTY},
            {"date": "2025-09-01", "kind": "suspended", "provision": "b/ô-1"},
        ],
        "relations": [
            {"type": "bai-bo", "target": document(), "provision": "b/ô-1", "target_provision": "dieu-9"},
            {"type": "bai-bo", "target": {"number": "999/1999/QH10"}},
        ]}),
    );
    let mut given = given;
    given["provisions"][2]["sort_key"] = json!("c");
    let unnumbered = with(
        law("x"),
        json!({"number": null, "expires_on": "2030-01-01"}),
    );
    [(1, parsed), (2, given), (3, unnumbered)]
        .into_iter()
        .map(|(number, details)| {
            let body = if number == 3 {
                json!({"html": "<p>Toàn văn.</p>"})
            } else {
                Value::Null
            };
            with(content(number, details), json!({"body": body}))
        })
        .collect()
}

/// A content with every shared field.
#[expect(
    clippy::needless_pass_by_value,
    reason = "stories write the details in place"
)]
fn content(number: u8, details: Value) -> Value {
    json!({
        "record": "content", "id": format!("00000000-0000-4000-8000-0000000000{number:02}"), "path": format!("/la/đường-{number}?a=1&b='%20"),
        "redirects": [format!("/z/{number}"), format!("/Cũ/{number}")], "title": format!("{NASTY} {number}"), "summary": LINES,
        "body": {"html": format!("<p title='\"'>{NASTY}</p><script>x</script><table><tr><td>&nbsp;&#x2028;Điều 1 Nghị định 77/2025/NĐ-CP")},
        "section": "chuyen-muc-la", "agency": "so-la", "author": NASTY, "source": {"name": NASTY, "url": "https://ví-dụ.vn/a b?<\">"},
        "topics": ["z.la_1-a", "dat-dai"], "audiences": ["z.la_1-a", "nhan-dan"], "areas": ["=ZZ", "04"],
        "cover": {"file": file(), "alt": NASTY, "caption": NASTY, "credit": NASTY},
        "attachments": [{"file": file().to_uppercase(), "title": NASTY, "role": "captions", "language": "en"}, {"file": file(), "title": "b", "role": "original"}],
        "related": [{"document": document()}, {"path": "/chưa/có"}, {"id": "00000000-0000-4000-8000-000000000001"}, {"document": {"number": "78/2025/NĐ-CP"}}],
        "external_ids": [{"system": "z", "value": format!("{number}\"';--")}, {"system": "a", "value": format!("{number}:x")}],
        "first_published_at": "2024-12-31T17:00:00.000001Z", "published_at": AT, "updated_at": "2026-03-04T12:06:07.999999999+07:00",
        "change_note": LINES, "details": details,
    })
}

fn document() -> Value {
    json!({"number": "77/2025/NĐ-CP", "title": NASTY, "issuer": "chinh-phu", "issued_on": "2025-06-30"})
}

/// A content with nothing that can be left out.
fn least() -> Value {
    json!({"record": "content", "title": "Ít nhất", "section": "tin-tuc-su-kien", "agency": "ubnd", "first_published_at": "1999-01-01T00:00:00Z",
        "published_at": "1999-01-01T00:00:00Z", "updated_at": "1999-01-01T00:00:00Z", "details": {"kind": "article"}})
}

/// Half a megabyte, a paragraph a line.
fn long() -> String {
    format!(
        "{NASTY} Theo Điều 5 Luật số 14/2012/QH13. {}\n",
        "rất dài ".repeat(40)
    )
    .repeat(1_000)
}

fn paths() -> Vec<Value> {
    vec![
        json!({"record": "path", "path": "/đi?x=1", "outcome": "redirect", "target": "/la/đường-10?a=1&b='%20", "at": AT}),
        json!({"record": "path", "path": "/Rút", "outcome": "withdrawn", "reason": LINES, "title": NASTY, "at": AT}),
        json!({"record": "path", "path": "/mất", "outcome": "gone", "reason": "Bí mật.", "title": "Bí mật.", "at": "2020-01-01T00:00:00Z"}),
    ]
}
