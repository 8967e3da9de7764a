//! Roles that are given and end, and who may read whom.

use chrono::TimeDelta;
use entity::value::AccountRole;
use serde_json::{Value, json};

use crate::support::desk::desk_id;
use crate::support::person::{PASSWORD, codes};
use crate::support::province::{Province, for_both};

const MEMBERSHIPS: &str =
    "account { memberships { id role agency { code } sections { code } validFrom validTo } }";

async fn agency(province: &Province, code: &str) -> Value {
    let data = province
        .ask_with(
            "query ($code: String!) { agency(code: $code) { id } }",
            json!({ "code": code }),
        )
        .await;
    data["agency"]["id"].clone()
}

#[tokio::test]
async fn a_role_is_given_and_ends_and_every_change_ends_the_sessions() {
    for_both(async |province| {
        let admin = province.colleague("Quản trị", &[(AccountRole::Administrator, "so-tu-phap")]).await;
        let hoa = province.person("Hoa", &[]).await;
        let agency = agency(province, "so-tu-phap").await;
        let grant = async |changes: Value| {
            let mut input = json!({ "account": desk_id('A', hoa.id), "role": "PUBLISHER", "agency": agency,
                "sections": ["tin-tuc-su-kien"] });
            for (field, value) in changes.as_object().expect("fields") {
                input[field] = value.clone();
            }
            admin.act("membershipGrant", input, MEMBERSHIPS).await
        };
        let tokens = province.tokens_of(&hoa).await;
        for (changes, code, path) in [
            (json!({ "sections": null }), "INVALID", "sections"),
            (json!({ "sections": [] }), "INVALID", "sections"),
            (json!({ "sections": ["tin-tuc-su-kien", "tin-tuc-su-kien"] }), "INVALID", "sections"),
            (json!({ "sections": ["khong-co"] }), "INVALID", "sections"),
            (json!({ "agency": "YWJj" }), "INVALID", "agency"),
            (json!({ "validFrom": "2027-01-01", "validTo": "2027-01-01" }), "INVALID", "validTo"),
        ] {
            let refused = grant(changes).await;
            assert_eq!(refused["errors"], json!([{ "code": code, "path": [path] }]));
        }
        assert!(province.opens(&tokens.access).await);
        let done = grant(json!({})).await;
        assert_eq!(done["errors"], json!([]));
        let membership = done["account"]["memberships"][0].clone();
        assert_eq!(
            membership,
            json!({ "id": membership["id"], "role": "PUBLISHER", "agency": { "code": "so-tu-phap" },
                "sections": [{ "code": "tin-tuc-su-kien" }], "validFrom": "2026-11-21", "validTo": null })
        );
        assert!(!province.opens(&tokens.access).await, "who gets a role signs in with it");
        let twice = grant(json!({})).await;
        assert_eq!(twice["errors"], json!([{ "code": "TAKEN", "path": ["role"] }]));

        let tokens = province.tokens_of(&hoa).await;
        province.advance(TimeDelta::days(3));
        let admin = admin.renewed().await;
        let end = async |on: &str| {
            let input = json!({ "id": membership["id"], "on": on });
            admin.act("membershipEnd", input, MEMBERSHIPS).await
        };
        let past = end("2026-11-23").await;
        assert_eq!(past["errors"], json!([{ "code": "INVALID", "path": ["on"] }]));
        let done = end("2026-11-24").await;
        assert_eq!(done["account"]["memberships"][0]["validTo"], "2026-11-24");
        assert_eq!(codes(&province.refresh(&tokens.refresh).await), ["TOKEN_INVALID"]);
        assert_eq!(codes(&end("2026-11-24").await), ["NOT_FOUND"], "it has ended");
        assert_eq!(codes(&province.sign_in_as(&hoa.login, PASSWORD).await), [""; 0]);
    })
    .await;
}

#[tokio::test]
async fn an_account_shows_what_is_private_to_those_alone_who_may_read_it() {
    for_both(async |province| {
        let hoa = province
            .person("Hoa", &[(AccountRole::Contributor, "so-tu-phap")])
            .await;
        let query = format!(
            "{{ desk {{ account(id: \"{}\") {{ name a: email b: login email login active version
                memberships {{ role }} sessions {{ id }} lastSignInAt createdAt }} }} }}",
            desk_id('A', hoa.id)
        );
        for (role, at, reads) in [
            (AccountRole::Contributor, "so-tu-phap", false),
            (AccountRole::Publisher, "so-tu-phap", false),
            (AccountRole::BoardMember, "so-tu-phap", false),
            (AccountRole::AgencyReviewer, "ubnd-tinh", false),
            (AccountRole::AgencyReviewer, "so-tu-phap", true),
            (AccountRole::BoardHead, "so-tu-phap", true),
            (AccountRole::Administrator, "so-tu-phap", true),
            (AccountRole::TechnicalSupport, "so-tu-phap", true),
            (AccountRole::Auditor, "so-tu-phap", true),
        ] {
            let reader = province.colleague("Người xem", &[(role, at)]).await;
            let data = reader.ask(&query).await;
            let found = &data["desk"]["account"];
            assert_eq!(
                found["email"] == hoa.email.as_str(),
                reads,
                "{role:?}: {data}"
            );
            assert_eq!(found.is_null(), !reads, "{role:?}: {data}");
        }
        let own = province.tokens_of(&hoa).await;
        let own = province.send_as(&own.access, &query).await.json();
        assert_eq!(own["data"]["desk"]["account"]["a"], hoa.email.as_str());
        assert_eq!(province.ask(&query).await["desk"], Value::Null);
    })
    .await;
}

#[tokio::test]
async fn accounts_are_listed_to_those_who_may_read_them() {
    for_both(async |province| {
        let hoa = province.person("Hoa", &[(AccountRole::Contributor, "so-tu-phap")]).await;
        let admin = province.colleague("Quản trị", &[(AccountRole::Administrator, "so-tu-phap")]).await;
        let list = |filter: &str| {
            format!("{{ desk {{ accounts(first: 10, filter: {{ {filter} }}) {{ totalCount nodes {{ name }}
                pageInfo {{ hasNextPage endCursor }} }} }} }}")
        };
        let names = |data: &Value| -> Vec<String> {
            let nodes = data["desk"]["accounts"]["nodes"].as_array().expect("nodes").iter();
            nodes.filter_map(|node| node["name"].as_str().map(str::to_owned)).collect()
        };
        assert_eq!(names(&admin.ask(&list("")).await), ["Hoa", "Quản trị"]);
        assert_eq!(names(&admin.ask(&list("role: ADMINISTRATOR")).await), ["Quản trị"]);
        assert_eq!(names(&admin.ask(&list(&format!("called: \"{}\"", hoa.email.to_uppercase()))).await), ["Hoa"]);
        assert_eq!(names(&admin.ask(&list("active: false")).await), [""; 0]);
        let page = admin.ask("{ desk { accounts(first: 1) { totalCount pageInfo { endCursor } } } }").await;
        assert_eq!(page["desk"]["accounts"]["totalCount"], 2);
        let cursor = page["desk"]["accounts"]["pageInfo"]["endCursor"].as_str().expect("a cursor");
        let rest = admin.ask(&format!("{{ desk {{ accounts(after: \"{cursor}\") {{ nodes {{ name }} }} }} }}")).await;
        assert_eq!(names(&rest), ["Quản trị"]);

        let head = province.colleague("Lãnh đạo", &[(AccountRole::AgencyReviewer, "so-tu-phap")]).await;
        let reply = head.send(&list("")).await;
        assert_eq!(reply.code(), "BAD_USER_INPUT", "{}", reply.text());
        assert!(reply.text().contains("name one of them"), "{}", reply.text());
        let own = agency(province, "so-tu-phap").await;
        let of_own = head.ask(&list(&format!("agency: {own}"))).await;
        assert_eq!(names(&of_own), ["Hoa", "Lãnh đạo", "Quản trị"]);
        let foreign = agency(province, "ubnd-tinh").await;
        let nothing = json!({ "desk": { "accounts": null } });
        assert_eq!(head.ask(&list(&format!("agency: {foreign}"))).await, nothing);
        let writer = province.colleague("Người viết", &[(AccountRole::Contributor, "so-tu-phap")]).await;
        assert_eq!(writer.ask(&list("")).await, nothing);
        assert_eq!(writer.ask(&list(&format!("agency: {own}"))).await, nothing);
    })
    .await;
}
