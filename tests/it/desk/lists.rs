//! The desk's lists: what is in reach, what waits for somebody, what the board has before it.

use entity::value::AccountRole::{
    self, AgencyReviewer, BoardMember, Contributor, Publisher, TechnicalSupport,
};
use sea_orm::{DbBackend, Iterable};
use serde_json::{Value, json};

use crate::support::desk::Colleague;
use crate::support::drafts::{Seen, confirmed, ready};
use crate::support::province::{Province, for_both};

/// Lets the working copy of an item be in a state.
async fn set_state(province: &Province, seen: &Seen, state: &str) {
    let title = seen.item["working"]["draft"]["title"]
        .as_str()
        .expect("a title");
    province
        .write(&format!(
            "UPDATE edition SET state = '{state}' WHERE title = '{title}'"
        ))
        .await;
    province
        .write("UPDATE edition_desk SET submitted_at = saved_at")
        .await;
}

/// The titles of a list, in order, and how many it says there are.
pub async fn titles(colleague: &Colleague<'_>, list: &str) -> (Vec<String>, i64) {
    let query = format!(
        "{{ desk {{ list: {list} {{ totalCount nodes {{ working {{ draft {{ title }} }} }} }} }} }}"
    );
    let data = colleague.ask(&query).await;
    let list = &data["desk"]["list"];
    let nodes = list["nodes"].as_array().expect("nodes").iter();
    let titles = nodes.map(|node| {
        node["working"]["draft"]["title"]
            .as_str()
            .expect("a title")
            .to_owned()
    });
    (
        titles.collect(),
        list["totalCount"].as_i64().expect("a count"),
    )
}

#[tokio::test]
async fn everybody_sees_what_waits_for_them() {
    for_both(async |province| {
        let hoa = province
            .colleague("Hoa", &[(Contributor, "so-tu-phap")])
            .await;
        let mai = province
            .colleague("Mai", &[(Contributor, "so-noi-vu")])
            .await;
        let board = province
            .colleague("Ban", &[(BoardMember, "so-tu-phap")])
            .await;
        let own = board.begin("ARTICLE", "Bài của Ban", "so-tu-phap").await;
        hoa.begin("ARTICLE", "Nháp", "so-tu-phap").await;
        let returned = hoa.begin("ARTICLE", "Trả lại", "so-tu-phap").await;
        let submitted = hoa.begin("ARTICLE", "Chờ duyệt", "so-tu-phap").await;
        let theirs = mai.begin("MATERIAL", "Của Nội vụ", "so-noi-vu").await;
        set_state(province, &returned, "returned").await;
        for seen in [&submitted, &theirs, &own] {
            set_state(province, seen, "submitted").await;
        }
        let list = async |who: &Colleague<'_>, list: &str| titles(who, list).await.0;
        assert_eq!(list(&hoa, "queue").await, ["Trả lại"]);
        assert_eq!(
            list(&board, "queue").await,
            ["Của Nội vụ", "Chờ duyệt"],
            "not the own one"
        );
        assert_eq!(
            list(&board, "board").await,
            ["Chờ duyệt", "Của Nội vụ"],
            "what waits longest first"
        );
        assert_eq!(list(&hoa, "board").await, [""; 0]);
        assert_eq!(
            titles(&hoa, "items").await,
            (
                ["Chờ duyệt", "Trả lại", "Nháp", "Bài của Ban"]
                    .map(str::to_owned)
                    .to_vec(),
                4
            )
        );
        assert_eq!(
            list(&hoa, "items(filter: { states: [DRAFT] })").await,
            ["Nháp"]
        );
        assert_eq!(
            list(&board, "items(filter: { kind: MATERIAL })").await,
            ["Của Nội vụ"]
        );
        let agency = province.agency("so-noi-vu").await;
        let of_agency = format!("items(filter: {{ agency: \"{agency}\" }})");
        assert_eq!(list(&board, &of_agency).await, ["Của Nội vụ"]);
        assert_eq!(list(&hoa, &of_agency).await, [""; 0], "out of reach");
        let counts = hoa.ask("{ desk { counts { state count } } }").await;
        assert_eq!(
            counts["desk"]["counts"],
            json!([
                { "state": "DRAFT", "count": 1 }, { "state": "SUBMITTED", "count": 2 },
                { "state": "RETURNED", "count": 1 }, { "state": "APPROVED", "count": 0 },
                { "state": "SCHEDULED", "count": 0 },
            ])
        );
    })
    .await;
}

#[tokio::test]
async fn what_the_head_of_the_agency_endorses_first_waits_there_and_then_for_the_board() {
    for_both(async |province| {
        let hoa = province.colleague("Hoa", &[(Contributor, "so-noi-vu")]).await;
        let minh = province.colleague("Minh", &[(AgencyReviewer, "so-noi-vu")]).await;
        let ban = province.colleague("Ban", &[(BoardMember, "so-tu-phap")]).await;
        let book = ready(&hoa, "Sách", "so-noi-vu").await;
        let book = hoa.save(&book, json!({ "section": "tu-sach-phap-luat" })).await;
        let news = ready(&hoa, "Tin", "so-noi-vu").await;
        hoa.does("contentSubmit", &news, confirmed()).await;
        let book = hoa.does("contentSubmit", &book, confirmed()).await;
        let list = async |who: &Colleague<'_>, list: &str| titles(who, list).await.0;
        assert_eq!(list(&minh, "queue").await, ["Sách"]);
        assert_eq!(list(&ban, "queue").await, ["Tin"]);
        assert_eq!(list(&ban, "board").await, ["Tin"]);
        minh.does("contentEndorse", &book, json!({})).await;
        assert_eq!(list(&minh, "queue").await, [""; 0]);
        assert_eq!(list(&ban, "queue").await, ["Tin", "Sách"], "last saved first");
        assert_eq!(list(&ban, "board").await, ["Tin", "Sách"], "submitted longest ago first");
        let page = "query ($after: String) { desk { board(first: 1, after: $after) { nodes { working { draft { title } } }
            pageInfo { endCursor hasNextPage } } } }";
        let first = ban.ask_with(page, json!({})).await;
        let end = &first["desk"]["board"]["pageInfo"]["endCursor"];
        let next = ban.ask_with(page, json!({ "after": end })).await;
        assert_eq!(next["desk"]["board"]["nodes"], json!([{ "working": { "draft": { "title": "Sách" } } }]));
    })
    .await;
}

#[tokio::test]
async fn a_list_holds_what_each_of_its_items_shows_by_itself() {
    for_both(async |province| {
        let head = province
            .colleague("Trưởng ban", &[(BoardMember, "so-tu-phap")])
            .await;
        let mut all = Vec::new();
        for agency in ["so-tu-phap", "so-noi-vu", "ubnd-tinh"] {
            for section in ["tin-tuc-su-kien", "gioi-thieu"] {
                let begun = head
                    .begin("ARTICLE", &format!("{agency} {section}"), agency)
                    .await;
                all.push(head.save(&begun, json!({ "section": section })).await);
            }
        }
        for role in AccountRole::iter() {
            let whole = province.colleague("An", &[(role, "so-tu-phap")]).await;
            agrees(&whole, &all).await;
        }
        let above = province
            .colleague("An", &[(AgencyReviewer, "ubnd-tinh")])
            .await;
        agrees(&above, &all).await;
        let account = above.access.account;
        let account = match province.backend {
            DbBackend::Sqlite => format!("X'{}'", account.simple()),
            _ => format!("'{account}'::uuid"),
        };
        province
            .write(&format!(
                "UPDATE membership SET covers_subtree = TRUE WHERE account_id = {account}"
            ))
            .await;
        assert_eq!(
            agrees(&above, &all).await,
            6,
            "what is beneath the province's committee"
        );
        let both = [
            (Publisher, "so-noi-vu"),
            (Contributor, "so-tu-phap"),
            (TechnicalSupport, "so-tu-phap"),
        ];
        let both = province.colleague("An", &both).await;
        assert_eq!(agrees(&both, &all).await, 3);
    })
    .await;
}

/// The list of somebody and the single items say the same; gives how many there are.
async fn agrees(colleague: &Colleague<'_>, all: &[Seen]) -> usize {
    let (mut listed, count) = titles(colleague, "items").await;
    let mut shown = Vec::new();
    for seen in all {
        let item = colleague.item(&seen.id).await;
        if item != Value::Null {
            shown.push(
                item["working"]["draft"]["title"]
                    .as_str()
                    .expect("a title")
                    .to_owned(),
            );
        }
    }
    listed.sort();
    shown.sort();
    assert_eq!(listed, shown);
    assert_eq!(usize::try_from(count).expect("a count"), shown.len());
    shown.len()
}

#[tokio::test]
async fn lists_are_paged_without_gap_or_double() {
    for_both(async |province| {
        let hoa = province.colleague("Hoa", &[(Contributor, "so-tu-phap")]).await;
        for number in 1..=7 {
            hoa.begin("ARTICLE", &format!("Tin {number}"), "so-tu-phap").await;
        }
        let mut seen = Vec::new();
        let mut after = String::new();
        loop {
            let query = format!(
                "{{ desk {{ items(first: 3{after}) {{ nodes {{ id }} pageInfo {{ hasNextPage endCursor }} }} }} }}"
            );
            let data = hoa.ask(&query).await;
            let page = &data["desk"]["items"];
            seen.extend(page["nodes"].as_array().expect("nodes").iter().map(|node| node["id"].to_string()));
            if page["pageInfo"]["hasNextPage"] == false {
                break;
            }
            after = format!(", after: {}", page["pageInfo"]["endCursor"]);
        }
        assert_eq!(seen.len(), 7);
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), 7);
    })
    .await;
}
