//! What is public: a short list, so that whatever is not in it is private.

use super::schema::Column;

/// What is live.
pub const LIVE: &str = "state = 'live'";

/// What a file has to be for the public: used by something live.
const USED: &str = "sha256 IN (SELECT file_sha256 FROM edition_cover JOIN edition ON id = edition_id WHERE state = 'live'
    UNION SELECT file_sha256 FROM attachment JOIN edition ON edition.id = edition_id WHERE state = 'live')";

/// Tables, the rows that are published (all of them, or those of live editions, where nothing is said), and the columns
/// that the public is shown in those, or that lists find them by.
pub const PUBLIC: &[(&str, &str, &str)] = &[
    ("language", "", "code name name_en native_name"),
    ("topic", "", "code name name_en legal_basis"),
    ("audience", "", "code name name_en legal_basis"),
    ("activity_form", "", "code name name_en legal_basis"),
    ("agency_type", "", "code name name_en legal_basis"),
    (
        "document_type",
        "",
        "code name name_en abbreviation legal_basis",
    ),
    (
        "relation_type",
        "",
        "code name name_en inverse_name inverse_name_en",
    ),
    ("section", "", "code name name_en description"),
    ("section_duty", "", "legal_basis required_fields note"),
    ("holiday", "", "name legal_basis"),
    ("area", "", "code name name_key"),
    ("area_succession", "", "legal_basis"),
    (
        "agency",
        "",
        "code identifier name name_key name_en short_name address phone email website",
    ),
    ("agency_succession", "", "legal_basis"),
    ("issuer", "", "code name name_key"),
    (
        "communicator",
        "",
        "name name_key position decision_number removal_decision_number",
    ),
    ("site", "", "name province description email phone"),
    ("path", "", "path target"),
    ("path", "outcome = 'withdrawn'", "title reason"),
    ("outbox", "audience = 'public'", "path"),
    ("listing", "", "title_key"),
    ("listing_scope", "", "kind ref"),
    ("file", USED, "name media_type"),
    ("signing_key", "", "kid public_key"),
    (
        "external_id",
        "content_id IN (SELECT content_id FROM edition WHERE state = 'live')",
        "system value",
    ),
    (
        "edition",
        LIVE,
        "title summary author source_name source_url change_note",
    ),
    ("edition_body", "", "html"),
    ("edition_cover", "", "alt caption credit"),
    ("attachment", "", "title"),
    (
        "edition_related",
        "",
        "target_number target_title target_issuer_code",
    ),
    ("citation", "", "text provision document"),
    ("legal_document", "", "number source_status gazette_number"),
    ("legal_document_issuer", "", "signer signer_title"),
    ("legal_document_field", "", "name"),
    ("provision", "", "path number label heading text sort_key"),
    (
        "effect_event",
        "",
        "provision note target_number target_title target_issuer_code",
    ),
    (
        "legal_relation",
        "",
        "provision target_provision target_number target_title target_issuer_code",
    ),
    (
        "briefing_about",
        "",
        "target_number target_title target_issuer_code",
    ),
    ("guidance", "", "number sector"),
    ("plan", "", "number issuer"),
    ("article", "", "event_place"),
    ("activity", "", "place"),
    ("legal_question", "", "question"),
    ("dialogue", "", "draft_title outcome"),
    ("dialogue_exchange", "", "question response responder"),
    ("material", "", "compiler purpose transcript"),
    ("course", "", "place"),
    ("course_lecture", "", "title lecturer"),
    ("report", "", "number form"),
    ("report_figure", "", "indicator name unit"),
];

/// What the list names is there.
pub fn exists(columns: &[Column]) {
    for (table, _, names) in PUBLIC {
        for name in names.split(' ') {
            assert!(
                columns
                    .iter()
                    .any(|it| it.table == *table && it.name == name),
                "there is no {table}.{name}"
            );
        }
    }
}
