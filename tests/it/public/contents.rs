//! Contents as pages show them: the home page, translations, files, metadata, questions, dialogues.
use serde_json::{Value, json};

use super::walk::{array, text, texts};
use crate::support::{client::Request, province::for_both};

#[tokio::test]
async fn the_home_page_shows_the_newest_of_each_section() {
    for_both(async |province| {
        let data = province
            .ask("{ site { name province area { code } language { code } editorialAgency { code } email }
                    sections { code name nameEn parent { code }
                        latest(first: 3) { title publishedAt section { code parent { code parent { code } } } }
                        contents(first: 3) { totalCount nodes { title publishedAt section { code parent { code parent { code } } } } } } }")
            .await;
        assert_eq!(
            data["site"],
            json!({ "name": "Trang thông tin điện tử phổ biến, giáo dục pháp luật tỉnh Cao Bằng",
                "province": "Tỉnh Cao Bằng", "area": { "code": "04" }, "language": { "code": "vi" },
                "editorialAgency": { "code": "so-tu-phap" }, "email": "banbientap@caobang.example" })
        );
        let total: u64 = array(&data["sections"])
            .map(|section| section["contents"]["totalCount"].as_u64().expect("a total"))
            .sum();
        assert_eq!(total, 162, "every content is in one section at the top");
        for section in array(&data["sections"]) {
            assert_eq!(section["parent"], Value::Null);
            assert_eq!(section["latest"], section["contents"]["nodes"], "{}", section["code"]);
            let here = &section["code"];
            for item in array(&section["latest"]) {
                let own = &item["section"];
                let above = [&own["code"], &own["parent"]["code"], &own["parent"]["parent"]["code"]];
                assert!(above.contains(&here), "{here}: {item}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_section_says_why_it_is_there_on_a_day() {
    for_both(async |province| {
        let data = province
            .ask("{ section(code: \"tai-lieu-truc-tuyen\") { name
                    old: mandate(on: \"2021-12-31\") { legalBasis validTo } none: mandate(on: \"2023-01-01\") { legalBasis }
                    new: mandate { kind validFrom } duties { kind workingDays requiredFields } } }")
            .await;
        let section = &data["section"];
        assert_eq!(section["name"], "Tài liệu trực tuyến");
        assert!(text(&section["old"], "legalBasis").starts_with("Quyết định số 471/QĐ-TTg"));
        assert_eq!(section["old"]["validTo"], "2022-01-01");
        assert_eq!(section["none"], Value::Null);
        assert_eq!(section["new"], json!({ "kind": "MANDATE", "validFrom": "2025-04-15" }));
        let deadline = array(&section["duties"]).find(|duty| duty["kind"] == "DEADLINE");
        assert_eq!(deadline.expect("a deadline")["workingDays"], 15);
    })
    .await;
}

#[tokio::test]
async fn a_section_without_rules_of_its_own_is_under_those_above() {
    const RULES: &str = "duties { kind legalBasis validFrom section { code } } mandate { legalBasis section { code } }";
    for_both(async |province| {
        let data = province
            .ask(&format!(
                "{{ sections {{ code {RULES} children {{ code {RULES} }} }} }}"
            ))
            .await;
        let (mut inherited, mut mixed) = (0, 0);
        for section in array(&data["sections"]) {
            for child in array(&section["children"]) {
                let (own, above): (Vec<&Value>, Vec<&Value>) = array(&child["duties"])
                    .partition(|duty| duty["section"]["code"] == child["code"]);
                assert!(
                    above
                        .iter()
                        .all(|duty| duty["section"]["code"] == section["code"]),
                    "{child}"
                );
                // Kind by kind: what the child lacks, and only that, it has from above.
                let expected: Vec<&Value> = array(&section["duties"])
                    .filter(|duty| own.iter().all(|own| own["kind"] != duty["kind"]))
                    .collect();
                assert_eq!(above, expected, "{child}");
                inherited += usize::from(own.is_empty() && !above.is_empty());
                mixed += usize::from(!own.is_empty() && !above.is_empty());
                if own.is_empty() {
                    assert_eq!(child["mandate"], section["mandate"], "{child}");
                }
            }
        }
        assert!(inherited >= 3 && mixed >= 1, "{inherited} {mixed}");
    })
    .await;
}

#[tokio::test]
async fn the_newest_are_those_of_the_languages_asked_for() {
    for_both(async |province| {
        let data = province
            .ask(
                "{ sections { code all: latest(first: 100) { language { code } }
                    en: latest(first: 100, languages: [\"en\"]) { language { code } }
                    none: latest(languages: []) { id } } }",
            )
            .await;
        let of_language = |list: &Value, code: &str| {
            array(list)
                .filter(|item| item["language"]["code"] == code)
                .count()
        };
        let mut english = 0;
        for section in array(&data["sections"]) {
            let found = array(&section["en"]).count();
            assert_eq!(of_language(&section["en"], "en"), found, "{section}");
            assert_eq!(of_language(&section["all"], "en"), found, "{section}");
            assert_eq!(array(&section["none"]).count(), 0);
            english += found;
        }
        assert!(english > 0);
    })
    .await;
}

#[tokio::test]
async fn the_languages_of_a_work_lead_to_each_other() {
    for_both(async |province| {
        let data = province
            .ask("{ contents(filter: { languages: [\"en\"] }, first: 100) { totalCount nodes {
                    id language { code } translations { id language { code } translations { id } } } } }")
            .await;
        assert_eq!(data["contents"]["totalCount"], 6);
        for item in array(&data["contents"]["nodes"]) {
            assert_eq!(item["language"]["code"], "en");
            assert_eq!(texts(&item["translations"], "id").len(), 1, "{item}");
            let other = &item["translations"][0];
            assert_eq!(other["language"]["code"], "vi");
            assert_eq!(texts(&other["translations"], "id"), [text(item, "id")]);
        }
    })
    .await;
}

#[tokio::test]
async fn covers_and_attachments_can_be_fetched() {
    for_both(async |province| {
        let data = province
            .ask(
                "{ contents(first: 100) { nodes { cover { url mediaType alt width height }
                    attachments { url mediaType role title size sha256 fileName duration } } } }",
            )
            .await;
        let nodes = &data["contents"]["nodes"];
        let cover = array(nodes)
            .map(|item| &item["cover"])
            .find(|cover| cover.is_object())
            .expect("a cover");
        assert_eq!(cover["mediaType"], "image/webp");
        assert!(!text(cover, "alt").is_empty());
        let attachments: Vec<&Value> = array(nodes)
            .flat_map(|item| array(&item["attachments"]))
            .collect();
        assert!(!attachments.is_empty());
        for file in attachments.into_iter().chain([cover]) {
            let address = text(file, "url");
            let path = address
                .find("/media/")
                .map(|place| &address[place..])
                .expect("a path");
            let reply = province.send(Request::get(path)).await;
            assert_eq!(reply.status, 200, "{address}");
            assert_eq!(
                reply.header("content-type").as_deref(),
                file["mediaType"].as_str()
            );
            if let Some(size) = file["size"].as_u64() {
                assert_eq!(reply.body.len() as u64, size, "{address}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn the_six_required_elements_of_metadata_are_never_empty() {
    for_both(async |province| {
        let mut seen = 0;
        for offset in [0, 100] {
            let query = format!(
                "{{ contents(first: 100, offset: {offset}) {{ nodes {{ title url language {{ code }} publishedAt
                    metadata {{ title creator date description publisher identifier language type format }} kind }} }} }}"
            );
            let data = province.ask(&query).await;
            for item in array(&data["contents"]["nodes"]) {
                let metadata = &item["metadata"];
                for element in ["title", "creator", "date", "description", "publisher", "identifier"] {
                    assert!(!text(metadata, element).trim().is_empty(), "{element}: {item}");
                }
                assert_eq!(metadata["title"], item["title"]);
                assert_eq!(metadata["identifier"], item["url"]);
                assert_eq!(metadata["language"], item["language"]["code"]);
                assert_eq!(metadata["type"], item["kind"]);
                seen += 1;
            }
        }
        assert_eq!(seen, 162);
    })
    .await;
}

#[tokio::test]
async fn an_answer_may_be_outdated_when_the_law_it_cites_has_moved() {
    for_both(async |province| {
        let data = province
            .ask("{ questions(first: 100, sort: DATE_ASC) { totalCount nodes { path question answer lawAsOf disclaimer
                    mayBeOutdated } } }")
            .await;
        let questions = &data["questions"];
        assert_eq!(questions["totalCount"], 15);
        let days = texts(&questions["nodes"], "lawAsOf");
        assert_eq!(days.first(), Some(&"2023-09-08"));
        assert!(array(&questions["nodes"]).all(|question| question["mayBeOutdated"] == false));
        for question in array(&questions["nodes"]) {
            for field in ["question", "answer", "disclaimer"] {
                assert!(!text(question, field).is_empty(), "{field}: {question}");
            }
        }
        province
            .write("UPDATE legal_question SET law_as_of = '2024-06-01' WHERE law_as_of = '2026-10-02'")
            .await;
        let data = province
            .ask("{ questions(first: 100) { nodes { lawAsOf mayBeOutdated } } }")
            .await;
        let outdated: Vec<&str> = array(&data["questions"]["nodes"])
            .filter(|question| question["mayBeOutdated"] == true)
            .map(|question| text(question, "lawAsOf"))
            .collect();
        assert_eq!(outdated, ["2024-06-01"], "its English version cites in no form that is read");
    })
    .await;
}

#[tokio::test]
async fn a_dialogue_is_announced_open_or_closed_by_the_clock() {
    for_both(async |province| {
        let data = province
            .ask("{ dialogues(sort: PUBLISHED_ASC) { totalCount nodes { opensAt closesAt state } } }")
            .await;
        let mut states: Vec<(&str, &str)> = array(&data["dialogues"]["nodes"])
            .map(|dialogue| (text(dialogue, "opensAt"), text(dialogue, "state")))
            .collect();
        states.sort_unstable();
        assert_eq!(
            states,
            [
                ("2025-10-24T01:00:00Z", "CLOSED"),
                ("2025-12-08T01:00:00Z", "CLOSED"),
                ("2026-06-02T01:00:00Z", "CLOSED"),
                ("2026-07-06T01:00:00Z", "CLOSED"),
                ("2026-11-02T01:00:00Z", "OPEN"),
                ("2026-12-10T01:00:00Z", "ANNOUNCED"),
            ]
        );
    })
    .await;
}
