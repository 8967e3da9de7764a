//! Vocabularies, sections, areas, agencies, communicators, the site.

use nguonluat::domain::listing::rebuild;
use nguonluat::domain::publish::Outcome::{Added, Changed, Unchanged};
use serde_json::{Value, json};

use crate::support::database::for_both;
use crate::support::records::{agencies, article, with};

/// One of each, in the order in which they refer to each other.
fn one_of_each() -> Vec<Value> {
    let [department, division] = agencies();
    vec![
        json!({"record": "language", "code": "bru", "name": "Tiếng Bru", "name_en": "Bru", "native_name": "Bru", "position": 99}),
        json!({"record": "topic", "code": "cho", "name": "Chợ", "name_en": "Markets", "parent": "kinh-te", "position": 9}),
        json!({"record": "audience", "code": "tieu-thuong", "name": "Tiểu thương", "name_en": "Traders", "position": 90}),
        json!({"record": "activity_form", "code": "cho-phien", "name": "Chợ phiên pháp luật", "name_en": "Law fair", "parent": "truc-tiep", "position": 9}),
        json!({"record": "agency_type", "code": "ban-quan-ly-cho", "name": "Ban quản lý chợ", "name_en": "Market board", "position": 90}),
        json!({"record": "document_type", "code": "noi-quy", "name": "Nội quy", "name_en": "House rules", "normative": false, "tier": "commune", "rank": 0, "position": 90}),
        json!({"record": "holiday", "date": "2028-01-01", "name": "Tết Dương lịch", "legal_basis": "Bộ luật Lao động, Điều 112"}),
        json!({"record": "section", "code": "cho", "parent": "hoat-dong", "name": "Chợ", "name_en": "Markets", "position": 9, "duties": [
            {"kind": "deadline", "legal_basis": "Quyết định A", "working_days": 3, "valid_from": "2026-01-01"},
            {"kind": "mandate", "legal_basis": "Quyết định A", "required_fields": ["title"], "valid_from": "2025-01-01", "valid_to": "2026-01-01"},
        ]}),
        json!({"record": "area", "code": "99001", "name": "Xã Chợ Mới", "tier": "commune", "parent": "04", "valid_from": "2026-01-01"}),
        json!({"record": "area_succession", "predecessor": "040", "successor": "99001", "on": "2026-01-01", "kind": "split"}),
        department,
        division,
        json!({"record": "agency_succession", "predecessor": "so-tu-phap", "successor": "phong-pho-bien", "on": "2010-01-01", "kind": "split", "legal_basis": "Quyết định B"}),
        json!({"record": "issuer", "code": "so-tu-phap-cho", "name": "Sở Tư pháp", "tier": "province", "agency": "so-tu-phap"}),
        json!({"record": "communicator", "id": "484554c4-e0b5-5b6c-90ea-de02e52dc3f1", "role": "rapporteur", "tier": "province", "name": "Hoàng Thị Mai",
            "agency": "so-tu-phap", "area": "04", "topics": ["dat-dai", "cho"], "decision_number": "1/QĐ-UBND", "recognised_on": "2023-03-15"}),
        json!({"record": "site", "name": "Cổng A", "province": "Tỉnh Cao Bằng", "area": "04", "language": "vi", "editorial_agency": "so-tu-phap"}),
    ]
}

#[tokio::test]
async fn what_is_kept_already_is_not_written_again() {
    for_both(async |db| {
        assert_eq!(
            db.take(one_of_each()).await,
            vec![Added; one_of_each().len()]
        );
        let kept = db.contents_of_tables().await;
        assert_eq!(
            db.take(one_of_each()).await,
            vec![Unchanged; one_of_each().len()]
        );
        assert_eq!(db.contents_of_tables().await, kept);
    })
    .await;
}

#[tokio::test]
async fn what_differs_is_written_over() {
    for_both(async |db| {
        db.take(one_of_each()).await;
        for (index, fields) in [
            (0, json!({"native_name": "Brũ"})),
            (1, json!({"legal_basis": "Luật A"})),
            (5, json!({"abbreviation": "NQ"})),
            (7, json!({"duties": []})),
            (8, json!({"valid_to": "2027-01-01"})),
            (10, json!({"phone": "0206 3000 105"})),
            (14, json!({"topics": ["dat-dai"]})),
            (15, json!({"description": "Một nguồn."})),
        ] {
            let changed = with(one_of_each().remove(index), fields);
            assert_eq!(db.take([changed.clone()]).await, [Changed], "{changed}");
            assert_eq!(db.take([changed.clone()]).await, [Unchanged], "{changed}");
        }
        assert_eq!(
            db.number("SELECT count(*) FROM section_duty WHERE section_code = 'cho'")
                .await,
            0
        );
        assert_eq!(
            db.number("SELECT count(*) FROM communicator_topic").await,
            1
        );
    })
    .await;
}

#[tokio::test]
async fn a_tree_stays_a_tree() {
    for_both(async |db| {
        let topic = |code: &str, parent: Option<&str>| {
            json!({"record": "topic", "code": code, "name": "A", "name_en": "A", "parent": parent, "position": 1})
        };
        db.take([topic("a", None), topic("b", Some("a")), topic("c", Some("b"))]).await;
        for parent in ["a", "b", "c"] {
            let refusal = db.refusal(topic("a", Some(parent))).await;
            assert!(refusal.starts_with("parent: ") && refusal.contains("below"), "{refusal}");
        }
        assert!(db.refusal(topic("d", Some("nowhere"))).await.contains("no term \"nowhere\""));
        db.take(agencies()).await;
        let refusal = db.refusal(with(agencies()[0].clone(), json!({"parent": "phong-pho-bien"}))).await;
        assert!(refusal.starts_with("parent: "), "{refusal}");
    })
    .await;
}

#[tokio::test]
async fn a_code_is_one_units_at_a_time() {
    for_both(async |db| {
        let area = |name: &str, from: &str, to: Option<&str>| {
            json!({"record": "area", "code": "99002", "name": name, "tier": "commune", "parent": "04", "valid_from": from, "valid_to": to})
        };
        db.take([area("Xã Hoà An", "2000-01-01", Some("2020-01-01")), area("Xã Mới", "2020-01-01", None)]).await;
        // The same unit, known for a longer time already.
        assert_eq!(db.take([area("Xã Hòa An", "2005-01-01", Some("2010-01-01"))]).await, [Unchanged]);
        let refusal = db.refusal(area("Xã Khác", "2005-01-01", Some("2010-01-01"))).await;
        assert!(refusal.contains("was that of \"Xã Hoà An\" from 2000-01-01 until 2020-01-01"), "{refusal}");
        let refusal = db.refusal(area("Xã Hoà An", "2005-01-01", None)).await;
        assert!(refusal.starts_with("code: "), "{refusal}");
    })
    .await;
}

#[tokio::test]
async fn a_section_that_moves_takes_its_lists_along() {
    for_both(async |db| {
        let section = |parent: &str| json!({"record": "section", "code": "cho", "parent": parent, "name": "Chợ", "name_en": "Markets", "position": 9});
        db.take(agencies()).await;
        db.take([section("hoat-dong"), with(article("1"), json!({"section": "cho"}))]).await;
        let listed = "SELECT ref FROM listing_scope WHERE kind = 'section' AND total = 1 ORDER BY ref";
        assert_eq!(db.column::<String>(listed).await, ["cho", "hoat-dong"]);
        assert_eq!(db.take([section("tu-sach-phap-luat")]).await, [Changed]);
        assert_eq!(db.column::<String>(listed).await, ["cho", "tu-sach-phap-luat"]);
        assert_eq!(rebuild::differences(&db.database).await.expect("compared"), [""; 0]);
    })
    .await;
}
