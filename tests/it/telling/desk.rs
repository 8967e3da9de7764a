//! What is told of the desk, and to whom.

use std::time::Duration;

use entity::value::AccountRole::{BoardMember, Contributor};
use serde_json::{Value, json};

use super::{after, now, title};
use crate::support::client::Request;
use crate::support::desk::{Colleague, SECTION};
use crate::support::drafts::{confirmed, ready};
use crate::support::events::Events;
use crate::support::province::{Province, for_both};
use crate::support::socket::{Frame, Socket};

/// Listens as a colleague, from now on, as far as `filter` says.
async fn listen(province: &Province, who: &Colleague<'_>, filter: &str) -> Socket {
    let data = who.ask("{ desk { changeCursor } }").await;
    let cursor = data["desk"]["changeCursor"].as_str().expect("a cursor");
    let payload = json!({ "authorization": format!("Bearer {}", who.token) });
    let mut socket = Socket::begin(province.address(), payload).await;
    let query = format!(
        "subscription {{ deskChanged(after: \"{cursor}\", filter: {{ {filter} }}) {{ cursor action
            item {{ id version working {{ state draft {{ title }} }} }} }} }}"
    );
    socket.subscribe("1", &query).await;
    socket
}

/// The next act, with the state of what is worked on.
async fn act(socket: &mut Socket) -> Value {
    let mut data = socket.data("1").await;
    let change = data["deskChanged"].take();
    json!([change["action"], change["item"]["working"]["state"]])
}

#[tokio::test]
async fn who_may_read_an_item_hears_what_is_done_to_it_and_nobody_else() {
    for_both(async |province| {
        let hoa = province
            .colleague("Hoa", &[(Contributor, "so-tu-phap")])
            .await;
        let binh = province
            .colleague("Bình", &[(BoardMember, "so-tu-phap")])
            .await;
        let other = province
            .colleague("An", &[(Contributor, "cong-an-tinh")])
            .await;
        let nobody = province.colleague("Lan", &[]).await;
        let mut at_hoas = listen(province, &hoa, "").await;
        let mut at_binhs = listen(
            province,
            &binh,
            "actions: [\"content.submit\", \"content.approve\"]",
        )
        .await;
        let mut at_others = listen(province, &other, "").await;
        let mut at_nobodys = listen(province, &nobody, "").await;

        let written = ready(&hoa, "Tin mật", "so-tu-phap").await;
        let submitted = hoa.does("contentSubmit", &written, confirmed()).await;
        binh.does("contentApprove", &submitted, json!({})).await;

        let heard = [
            act(&mut at_hoas).await,
            act(&mut at_hoas).await,
            act(&mut at_hoas).await,
            act(&mut at_hoas).await,
        ];
        let actions: Vec<&Value> = heard.iter().map(|act| &act[0]).collect();
        assert_eq!(
            actions,
            [
                "content.create",
                "content.save",
                "content.submit",
                "content.approve"
            ]
        );
        assert_eq!(act(&mut at_binhs).await[0], "content.submit");
        assert_eq!(
            act(&mut at_binhs).await,
            json!(["content.approve", "APPROVED"])
        );
        assert!(at_others.is_silent(Duration::from_secs(1)).await);
        assert!(at_nobodys.is_silent(Duration::from_millis(100)).await);
    })
    .await;
}

#[tokio::test]
async fn the_public_hears_nothing_of_the_desk_and_is_told_so() {
    for_both(async |province| {
        let hoa = province
            .colleague("Hoa", &[(Contributor, "so-tu-phap")])
            .await;
        let query = "subscription { deskChanged { action } }";
        let mut socket = Socket::begin(province.address(), Value::Null).await;
        socket.subscribe("1", query).await;
        let message = socket.message().await;
        assert_eq!(message["type"], "error", "{message}");
        assert_eq!(
            message["payload"][0]["extensions"]["code"],
            "UNAUTHENTICATED"
        );
        let mut events = Events::of(province.address(), query).await;
        let event = events.next().await.expect("an event");
        assert_eq!(
            event.data["errors"][0]["extensions"]["code"],
            "UNAUTHENTICATED"
        );

        // A cursor of the desk opens nothing at the public's, and the other way round.
        let data = hoa.ask("{ desk { changeCursor } }").await;
        let cursor = data["desk"]["changeCursor"].as_str().expect("a cursor");
        socket.subscribe("2", &after(cursor)).await;
        let message = socket.message().await;
        assert_eq!(
            message["payload"][0]["extensions"]["reason"], "INVALID_CURSOR",
            "{message}"
        );

        // What is written and handed over is heard by nobody; what is published, by everybody.
        socket.subscribe("3", &after(&now(province).await)).await;
        let binh = province
            .colleague("Bình", &[(BoardMember, "so-tu-phap")])
            .await;
        let written = ready(&hoa, "Tin của Sở", "so-tu-phap").await;
        let submitted = hoa.does("contentSubmit", &written, confirmed()).await;
        let approved = binh.does("contentApprove", &submitted, json!({})).await;
        assert!(socket.is_silent(Duration::from_secs(1)).await);
        binh.does("contentPublish", &approved, json!({})).await;
        let data = socket.data("3").await;
        assert_eq!(title(&data), "Tin của Sở");
        assert_eq!(data["contentChanged"]["change"], "PUBLISHED");
        assert_eq!(
            data["contentChanged"]["content"]["section"]["code"],
            SECTION
        );
    })
    .await;
}

#[tokio::test]
async fn a_filter_names_items_agencies_and_acts() {
    for_both(async |province| {
        let hoa = province
            .colleague("Hoa", &[(Contributor, "so-tu-phap")])
            .await;
        let one = hoa.begin("ARTICLE", "Một", "so-tu-phap").await;
        let two = hoa.begin("ARTICLE", "Hai", "so-tu-phap").await;
        let agency = province.agency("so-tu-phap").await;
        let elsewhere = province.agency("cong-an-tinh").await;
        let mut of_two = listen(province, &hoa, &format!("items: [\"{}\"]", two.id)).await;
        let mut here = listen(province, &hoa, &format!("agencies: [\"{agency}\"]")).await;
        let mut away = listen(province, &hoa, &format!("agencies: [\"{elsewhere}\"]")).await;
        hoa.save(&one, json!({ "title": "Một sửa" })).await;
        hoa.save(&two, json!({ "title": "Hai sửa" })).await;
        let data = of_two.data("1").await;
        assert_eq!(
            data["deskChanged"]["item"]["working"]["draft"]["title"],
            "Hai sửa"
        );
        for title in ["Một sửa", "Hai sửa"] {
            let data = here.data("1").await;
            assert_eq!(
                data["deskChanged"]["item"]["working"]["draft"]["title"],
                title
            );
        }
        assert!(away.is_silent(Duration::from_millis(700)).await);
        for filter in ["items: [\"x\"]", "agencies: [\"x\"]"] {
            let mut socket = listen(province, &hoa, filter).await;
            let message = socket.message().await;
            assert_eq!(
                message["payload"][0]["extensions"]["reason"], "INVALID_ID",
                "{message}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn whose_role_ends_hears_nothing_more_of_the_desk() {
    for_both(async |province| {
        let hoa = province
            .colleague("Hoa", &[(Contributor, "so-tu-phap")])
            .await;
        let leaving = province
            .colleague("An", &[(Contributor, "so-tu-phap")])
            .await;
        let mut socket = listen(province, &leaving, "").await;
        let request =
            Request::graphql(&json!({ "query": "subscription { deskChanged { action } }" }));
        let request = request.header("authorization", &format!("Bearer {}", leaving.token));
        let mut events = Events::request(province.address(), request).await;
        let id = match province.backend {
            sea_orm::DbBackend::Sqlite => format!("x'{}'", leaving.access.account.simple()),
            _ => format!("'{}'", leaving.access.account),
        };
        let end = format!("UPDATE membership SET valid_to = '2026-11-20' WHERE account_id = {id}");
        province.write(&end).await;
        hoa.begin("ARTICLE", "Sau đó", "so-tu-phap").await;
        assert!(matches!(socket.next().await, Frame::Close(4403, _)));
        let event = events.next().await.expect("an event");
        assert_eq!(
            event.data["errors"][0]["extensions"]["code"],
            "UNAUTHENTICATED"
        );
        assert_eq!(event.data.get("data"), None);
    })
    .await;
}
