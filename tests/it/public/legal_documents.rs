//! Legal documents: found by number, read by provision, valid day by day, related to each other.
use nguonluat::graphql::limits::Limits;
use serde_json::{Value, json};

use super::walk::{array, text, texts};
use crate::support::client::Request;
use crate::support::province::{Province, for_both};

async fn document(province: &Province, number: &str, selection: &str) -> Value {
    let query = format!(
        "query ($number: String!) {{ legalDocuments(number: $number) {{ totalCount nodes {{ {selection} }} }} }}"
    );
    let mut data = province.ask_with(&query, json!({ "number": number })).await;
    assert_eq!(data["legalDocuments"]["totalCount"], 1, "{number}");
    data["legalDocuments"]["nodes"][0].take()
}

#[tokio::test]
async fn a_number_is_found_however_it_is_written() {
    for_both(async |province| {
        let spellings = [
            "901/2023/NQ-HĐND",
            "901/2023/nq-hđnd",
            "901/2023/NQ-HÐND",
            "901/2023/NQ - HĐND",
            " 901 / 2023 / NQ-HĐND ",
            "901/2023/NQ-HĐND\u{a0}",
            "901/2023/NQ–HĐND",
        ];
        for spelling in spellings {
            let found = document(province, spelling, "number").await;
            assert_eq!(found["number"], "901/2023/NQ-HĐND", "{spelling}");
        }
        for other in ["", "901", "901/2024/NQ-HĐND", "%", "901/2023/NQ-HĐND' OR 1=1"] {
            let data = province
                .ask_with(
                    "query ($number: String!) { legalDocuments(number: $number) { totalCount nodes { id } } }",
                    json!({ "number": other }),
                )
                .await;
            assert_eq!(data["legalDocuments"], json!({ "totalCount": 0, "nodes": [] }), "{other}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_document_says_what_it_is() {
    for_both(async |province| {
        let found = document(
            province,
            "907/2025/QĐ-UBND",
            "number documentType { code tier } issuers { issuer { code } signer signerTitle } issuedOn effectiveOn
                expiresOn sourceStatus fields kind section { code } agency { code }",
        )
        .await;
        assert_eq!(
            found,
            json!({
                "number": "907/2025/QĐ-UBND",
                "documentType": { "code": "quyet-dinh-ubnd", "tier": "PROVINCE" },
                "issuers": [{ "issuer": { "code": "ubnd-tinh-cao-bang" }, "signer": "Lê Thu Phương",
                    "signerTitle": "Phó Chủ tịch Ủy ban nhân dân tỉnh" }],
                "issuedOn": "2025-11-18", "effectiveOn": "2025-12-01", "expiresOn": null,
                "sourceStatus": "Còn hiệu lực", "fields": ["Tư pháp"], "kind": "LEGAL_DOCUMENT",
                "section": { "code": "van-ban-toan-van" }, "agency": { "code": "ubnd-tinh" },
            })
        );
    })
    .await;
}

#[tokio::test]
async fn provisions_are_a_tree_in_order() {
    for_both(async |province| {
        let found = document(
            province,
            "901/2023/NQ-HĐND",
            "provisions { path kind children { path kind } }",
        )
        .await;
        let chapters: Vec<&str> = array(&found["provisions"])
            .filter(|provision| provision["kind"] == "CHAPTER")
            .map(|chapter| text(chapter, "path"))
            .collect();
        assert_eq!(chapters[..2], ["chuong-1", "chuong-2"]);
        let articles: Vec<String> = array(&found["provisions"])
            .flat_map(|provision| array(&provision["children"]))
            .filter(|provision| provision["kind"] == "ARTICLE")
            .map(|article| text(article, "path").to_owned())
            .collect();
        let expected: Vec<String> = (1..=articles.len())
            .map(|number| format!("dieu-{number}"))
            .collect();
        assert!(articles.len() >= 6, "{articles:?}");
        assert_eq!(articles, expected);
    })
    .await;
}

#[tokio::test]
async fn a_point_with_the_letter_dd_is_found_and_expires_alone() {
    for_both(async |province| {
        let found = document(
            province,
            "901/2023/NQ-HĐND",
            "id provision(path: \"dieu-3/khoan-1/diem-dd\") { path kind number text fullText
                parent { path } ancestors { path } before: status(on: \"2025-09-30\") after: status(on: \"2025-10-01\")
                effectEvents { date kind by { number document { number } } note } }",
        )
        .await;
        let provision = &found["provision"];
        assert_eq!(
            *provision,
            json!({
                "path": "dieu-3/khoan-1/diem-dd", "kind": "POINT", "number": "đ",
                "text": provision["text"], "fullText": provision["fullText"],
                "parent": { "path": "dieu-3/khoan-1" },
                "ancestors": provision["ancestors"],
                "before": "IN_FORCE", "after": "EXPIRED",
                "effectEvents": [{ "date": "2025-10-01", "kind": "EXPIRED", "note": "Bãi bỏ",
                    "by": { "number": "903/2025/NQ-HĐND", "document": { "number": "903/2025/NQ-HĐND" } } }],
            })
        );
        assert!(text(provision, "fullText").contains("Chi mua báo in phục vụ sinh hoạt của tổ hòa giải"));
        assert!(texts(&provision["ancestors"], "path").contains(&"dieu-3"));
        let data = province
            .ask_with(
                "query ($id: ID!) { provision(document: $id, path: \"dieu-3/khoan-1/diem-dd\") { text document { id } }
                    none: provision(document: $id, path: \"dieu-300\") { path } }",
                json!({ "id": found["id"] }),
            )
            .await;
        assert_eq!(
            data,
            json!({ "provision": { "text": provision["text"], "document": { "id": found["id"] } }, "none": null })
        );
    })
    .await;
}

#[tokio::test]
async fn the_full_text_of_an_article_is_what_the_body_prints() {
    for_both(async |province| {
        let found = document(
            province,
            "901/2023/NQ-HĐND",
            "body(format: TEXT) provision(path: \"dieu-3\") { label heading fullText
                children { label text fullText children { label text fullText } } }",
        )
        .await;
        let article = &found["provision"];
        let printed = |provision: &Value, rest: &str| {
            format!("{} {}", text(provision, "label"), text(provision, rest))
        };
        let mut lines = vec![printed(article, "heading")];
        for clause in array(&article["children"]) {
            let mut own = vec![printed(clause, "text")];
            for point in array(&clause["children"]) {
                assert_eq!(text(point, "fullText"), printed(point, "text"));
                own.push(printed(point, "text"));
            }
            assert_eq!(text(clause, "fullText"), own.join("\n"));
            lines.extend(own);
        }
        assert!(
            lines.len() > 6 && lines[0].starts_with("Điều 3. "),
            "{lines:?}"
        );
        assert!(
            lines.iter().any(|line| line.starts_with("đ) ")),
            "{lines:?}"
        );
        assert_eq!(text(article, "fullText"), lines.join("\n"));
        assert!(text(&found, "body").contains(text(article, "fullText")));
    })
    .await;
}

#[tokio::test]
async fn a_status_is_that_of_the_day() {
    for_both(async |province| {
        let days = [
            ("901/2023/NQ-HĐND", "2023-12-31", "NOT_YET_IN_FORCE"),
            ("901/2023/NQ-HĐND", "2024-01-01", "IN_FORCE"),
            ("901/2023/NQ-HĐND", "2025-09-30", "IN_FORCE"),
            ("901/2023/NQ-HĐND", "2025-10-01", "PARTLY_EXPIRED"),
            ("902/2023/QĐ-UBND", "2023-09-30", "NOT_YET_IN_FORCE"),
            ("902/2023/QĐ-UBND", "2026-02-28", "IN_FORCE"),
            ("902/2023/QĐ-UBND", "2026-03-01", "EXPIRED"),
            ("904/2024/QĐ-UBND", "2025-06-30", "IN_FORCE"),
            ("904/2024/QĐ-UBND", "2025-07-01", "PARTLY_SUSPENDED"),
            ("904/2024/QĐ-UBND", "2025-12-31", "PARTLY_SUSPENDED"),
            ("904/2024/QĐ-UBND", "2026-01-01", "IN_FORCE"),
            ("906/2026/NQ-HĐND", "2026-12-31", "NOT_YET_IN_FORCE"),
            ("906/2026/NQ-HĐND", "2027-01-01", "IN_FORCE"),
        ];
        for (number, day, expected) in days {
            let found = document(province, number, &format!("status(on: \"{day}\")")).await;
            assert_eq!(found["status"], expected, "{number} on {day}");
        }
        let today = document(province, "906/2026/NQ-HĐND", "status sourceStatus").await;
        assert_eq!(
            today,
            json!({ "status": "NOT_YET_IN_FORCE", "sourceStatus": "Chưa có hiệu lực" })
        );
    })
    .await;
}

#[tokio::test]
async fn a_relation_shows_from_both_ends() {
    for_both(async |province| {
        let selection = |direction: &str| {
            format!(
                "relations(direction: {direction}, relationType: \"dinh-chinh\") {{ totalCount nodes {{ direction
                    actingProvision targetProvision type {{ code number }} other {{ number document {{ number }} }} }} }}"
            )
        };
        let acting = document(province, "908/QĐ-UBND", &selection("OUTGOING")).await;
        let target = document(province, "907/2025/QĐ-UBND", &selection("INCOMING")).await;
        let relation = |direction: &str, other: &str| {
            json!({ "relations": { "totalCount": 1, "nodes": [{ "direction": direction,
                "actingProvision": "dieu-1", "targetProvision": "dieu-5/khoan-3",
                "type": acting["relations"]["nodes"][0]["type"],
                "other": { "number": other, "document": { "number": other } } }] } })
        };
        assert_eq!(acting, relation("OUTGOING", "907/2025/QĐ-UBND"));
        assert_eq!(target, relation("INCOMING", "908/QĐ-UBND"));
        assert_eq!(acting["relations"]["nodes"][0]["type"]["code"], "dinh-chinh");
        let outside = document(
            province,
            "902/2023/QĐ-UBND",
            "relations { totalCount nodes { other { number issuedOn document { id } } } }",
        )
        .await;
        assert_eq!(outside["relations"]["totalCount"], 3);
        assert_eq!(
            outside["relations"]["nodes"][0]["other"],
            json!({ "number": "77/2015/QH13", "issuedOn": "2015-06-19", "document": null })
        );
    })
    .await;
}

#[tokio::test]
async fn a_citation_stands_where_it_says() {
    for_both(async |province| {
        let data = province
            .ask("{ contents(first: 100, filter: { kinds: [LEGAL_QUESTION, BRIEFING, ARTICLE] }) { nodes { path
                    body(format: TEXT) cites(first: 100) { totalCount nodes { text start end document { number } } } } } }")
            .await;
        let mut seen = 0;
        for item in array(&data["contents"]["nodes"]) {
            let body: Vec<char> = text(item, "body").chars().collect();
            assert_eq!(item["cites"]["totalCount"], array(&item["cites"]["nodes"]).count());
            for citation in array(&item["cites"]["nodes"]) {
                let place = |key: &str| usize::try_from(citation[key].as_u64().expect("a place")).expect("a place");
                let there: String = body[place("start")..place("end")].iter().collect();
                assert_eq!(there, text(citation, "text"), "{}", item["path"]);
                seen += 1;
            }
        }
        assert!(seen > 50, "{seen} citations");
    })
    .await;
}

#[tokio::test]
async fn documents_are_listed_by_type_issuer_and_day() {
    for_both(async |province| {
        let lists = [
            ("{ types: [\"nghi-quyet-hdnd\"] }", vec!["906/2026/NQ-HĐND", "903/2025/NQ-HĐND", "901/2023/NQ-HĐND"]),
            ("{ issuers: [\"hdnd-tinh-cao-bang\"], issuedFrom: \"2025-01-01\", issuedTo: \"2026-10-29\" }",
                vec!["909/VBHN-HĐND", "903/2025/NQ-HĐND"]),
            ("{ issuedTo: \"2023-12-08\" }", vec!["901/2023/NQ-HĐND", "902/2023/QĐ-UBND"]),
            ("{ types: [\"nghi-quyet-hdnd\"], inForceOn: \"2025-09-30\" }", vec!["901/2023/NQ-HĐND"]),
            ("{ content: { kinds: [ARTICLE] } }", vec![]),
        ];
        for (filter, expected) in lists {
            let query = format!("{{ legalDocuments(filter: {filter}) {{ totalCount nodes {{ number }} }} }}");
            let data = province.ask(&query).await;
            assert_eq!(texts(&data["legalDocuments"]["nodes"], "number"), expected, "{filter}");
            assert_eq!(data["legalDocuments"]["totalCount"], expected.len(), "{filter}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_briefing_is_of_its_subject_and_not_of_what_it_cites() {
    for_both(async |province| {
        let data = province
            .ask("{ legalDocuments(first: 100) { nodes { id briefings(first: 100) { id about { document { id } } }
                    mentions(first: 100, filter: { kinds: [BRIEFING] }) { nodes { ... on Briefing { id about { document { id } } } } } } } }")
            .await;
        let is_about = |briefing: &Value, document: &Value| {
            array(&briefing["about"]).any(|about| about["document"]["id"] == document["id"])
        };
        let (mut introduced, mut cited) = (0, 0);
        for document in array(&data["legalDocuments"]["nodes"]) {
            let briefings = texts(&document["briefings"], "id");
            for briefing in array(&document["briefings"]) {
                assert!(is_about(briefing, document), "{briefing} {document}");
            }
            for briefing in array(&document["mentions"]["nodes"]) {
                let is_listed = briefings.contains(&text(briefing, "id"));
                assert_eq!(is_listed, is_about(briefing, document), "{briefing}");
                introduced += usize::from(is_listed);
                cited += usize::from(!is_listed);
            }
        }
        assert!(introduced > 0 && cited > 0, "{introduced} {cited}");
    })
    .await;
}

#[tokio::test]
async fn a_documents_whole_tree_can_be_asked_for_by_default() {
    for_both(async |province| {
        let estimate = async |documents: usize| {
            let query = format!(
                "{{ legalDocuments(first: {documents}) {{ nodes {{ issuers {{ signer }} provisions {{ path
                    children {{ path children {{ path children {{ path }} }} }} }} }} }} }}"
            );
            let request = Request::graphql(&json!({ "query": query })).header("x-graphql-cost", "1");
            let reply = province.send(request).await.json();
            let nodes = reply["data"].to_string().matches("\"path\"").count() as u64;
            let estimate = reply["extensions"]["cost"]["estimate"].as_u64();
            (estimate.expect("an estimate"), nodes)
        };
        let limit = Limits::default().nodes;
        let (one, nodes) = estimate(1).await;
        assert!(nodes > 0 && (nodes..=limit).contains(&one), "{one} for {nodes}");
        let (all, nodes) = estimate(4).await;
        assert!(nodes < all && all > limit, "{all} for {nodes}");
    })
    .await;
}
