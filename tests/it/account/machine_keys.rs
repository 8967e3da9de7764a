//! Machine keys: made, used within their scope and by their pages, seen, and taken back.

use std::time::Duration;

use chrono::TimeDelta;
use entity::value::{AccountRole, Via};
use entity::{audit, machine_key};
use nguonluat::domain::secret::digest;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};

use crate::support::client::Request;
use crate::support::desk::{Colleague, as_bearer, desk_id};
use crate::support::person::codes;
use crate::support::province::{Province, for_both, for_sqlite};

const KEY: &str = "machineKey { id name shown actions origins account { id } createdBy { id } revokedAt lastUsedAt \
    lastUsedFrom } secret";
const ME: &str = "{ desk { me { id } } }";

async fn administrator(province: &Province) -> Colleague<'_> {
    let roles = [(AccountRole::Administrator, "so-tu-phap")];
    province.colleague("Quản trị", &roles).await
}

/// The status of an operation with a key, by a page of an origin.
async fn status(province: &Province, key: &str, origin: Option<&str>) -> u16 {
    let mut request = as_bearer(Request::graphql(&json!({ "query": ME })), key);
    if let Some(origin) = origin {
        request = request.header("origin", origin);
    }
    province.send(request).await.status
}

/// The code of the first error of an operation with a key.
async fn refusal(province: &Province, key: &str, query: &str) -> Value {
    let reply = province.send_as(key, query).await;
    let answer = reply.json();
    let code = answer.pointer("/errors/0/extensions/code");
    code.cloned().unwrap_or_default()
}

#[tokio::test]
async fn a_key_is_made_shown_once_used_seen_and_taken_back() {
    for_both(async |province| {
        let admin = administrator(province).await;
        let input = json!({ "kind": "MACHINE", "name": "Cổng thông tin" });
        let made = admin.act("accountCreate", input, "account { id } code").await;
        assert_eq!((codes(&made), &made["code"]), (vec![], &Value::Null), "it signs in with nothing");
        let account = made["account"]["id"].clone();
        let until = province.clock().now() + TimeDelta::days(90);
        let input = json!({ "account": account, "name": " Đọc bài ", "actions": ["desk.read", "content.read", "desk.read"],
            "origins": ["https://Cong.example/"], "expiresAt": until, "idempotencyKey": "một" });
        let made = admin.act("machineKeyCreate", input.clone(), KEY).await;
        assert_eq!(codes(&made), [""; 0]);
        let secret = made["secret"].as_str().expect("a key").to_owned();
        let id = made["machineKey"]["id"].clone();
        assert_eq!(
            made["machineKey"],
            json!({ "id": id, "name": "Đọc bài", "shown": secret[..8], "actions": ["content.read", "desk.read"],
                "origins": ["https://cong.example"], "account": { "id": account },
                "createdBy": { "id": desk_id('A', admin.access.account) }, "revokedAt": null, "lastUsedAt": null,
                "lastUsedFrom": null })
        );
        assert!(secret.starts_with("nlk_") && secret.len() == 47, "{secret}");
        let again = admin.act("machineKeyCreate", input, KEY).await;
        assert_eq!((&again["machineKey"]["id"], &again["secret"]), (&id, &Value::Null));
        let kept = machine_key::Entity::find().one(province.database().writer()).await;
        let kept = kept.expect("an answer").expect("a key");
        assert_eq!(kept.hash.0, digest(&secret));
        assert!(!format!("{kept:?}").contains(&kept.hash.0));

        let reply = province.send_as(&secret, ME).await;
        assert_eq!(reply.json()["data"]["desk"]["me"]["id"], account, "{}", reply.text());
        assert_eq!(reply.header("cache-control").as_deref(), Some("private, no-store"));
        let list = "{ desk { machineKeys(filter: { revoked: false }) { totalCount nodes { id lastUsedAt lastUsedFrom } } } }";
        let seen = async || admin.renewed().await.ask(list).await["desk"]["machineKeys"].take();
        let mut listed = seen().await;
        for _ in 0..100 {
            if listed["nodes"][0]["lastUsedAt"].is_string() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
            listed = seen().await;
        }
        assert_eq!((&listed["totalCount"], &listed["nodes"][0]["id"]), (&json!(1), &id));
        assert!(listed["nodes"][0]["lastUsedAt"].is_string(), "{listed}");
        assert_eq!(listed["nodes"][0]["lastUsedFrom"], "127.0.0.1");

        let revoked = admin.act("machineKeyRevoke", json!({ "id": id }), KEY).await;
        assert!(revoked["machineKey"]["revokedAt"].is_string(), "{revoked}");
        assert_eq!(revoked["secret"], Value::Null);
        assert_eq!(status(province, &secret, None).await, 401, "at once");
        let twice = admin.act("machineKeyRevoke", json!({ "id": id }), KEY).await;
        assert_eq!(codes(&twice), ["NOT_FOUND"]);
        assert_eq!(seen().await["totalCount"], 0);
    })
    .await;
}

#[tokio::test]
async fn what_is_used_all_the_time_is_written_down_once_a_minute() {
    for_both(async |province| {
        let machine = province.machine("Cổng", &[]).await;
        let (_, key) = province.key(machine, &["desk.read"], &[]).await;
        let writes = async |uses: usize| {
            let work = async {
                for _ in 0..uses {
                    assert_eq!(status(province, &key, None).await, 200);
                }
                tokio::time::sleep(Duration::from_millis(200)).await;
            };
            let ((), statements) = province.statements_of(work).await;
            let written = statements.iter().filter(|it| it.sql.starts_with("UPDATE"));
            written.count()
        };
        assert_eq!(writes(5).await, 1);
        province.advance(TimeDelta::seconds(59));
        assert_eq!(writes(5).await, 0);
        province.advance(TimeDelta::seconds(1));
        assert_eq!(writes(5).await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_key_does_what_its_scope_says_and_its_account_may() {
    for_both(async |province| {
        let roles = [(AccountRole::Auditor, "so-tu-phap"), (AccountRole::Administrator, "so-tu-phap")];
        let strong = province.machine("Kiểm tra", &roles).await;
        let weak = province.machine("Cổng", &[(AccountRole::Contributor, "so-tu-phap")]).await;
        let key = async |account, actions: &[&str]| province.key(account, actions, &[]).await.1;
        let accounts = "{ desk { accounts { nodes { id } } } }";
        let lists = async |key| province.send_as(key, accounts).await.json()["data"]["desk"]["accounts"].is_object();
        let site = "{ site { name } }";

        let reading = key(strong, &["account.read", "desk.read"]).await;
        assert!(lists(&reading).await);
        let narrow = key(strong, &["desk.read"]).await;
        assert_eq!(refusal(province, &narrow, ME).await, Value::Null);
        assert!(!lists(&narrow).await, "the role would do");
        let wide = key(weak, &["account.read", "desk.read"]).await;
        assert!(!lists(&wide).await, "the scope would do");
        let none = key(strong, &[]).await;
        assert_eq!(refusal(province, &none, ME).await, "FORBIDDEN");
        assert_eq!(refusal(province, &none, site).await, Value::Null);

        // Rights that no key is given, were they in the database nevertheless.
        let forged = key(strong, &["desk.read", "account.disable"]).await;
        let target = desk_id('A', weak);
        for mutation in [
            "accountCreate(input: { name: \"Lan\", login: \"lan\" })".to_owned(),
            format!("accountErase(input: {{ id: \"{target}\", expectedVersion: 1 }})"),
            format!("machineKeyCreate(input: {{ account: \"{target}\", name: \"x\", expiresAt: \"2999-01-01T00:00:00Z\" }})"),
            "sessionSignOut".to_owned(),
            "sessionSignOutEverywhere".to_owned(),
            "passwordChange(input: { password: \"x\", newPassword: \"mười hai con giáp\" })".to_owned(),
            "totpEnrol(input: { password: \"x\" })".to_owned(),
        ] {
            let reply = province.send_as(&forged, &format!("mutation {{ m: {mutation} {{ errors {{ code }} }} }}")).await;
            let code = &reply.json()["data"]["m"]["errors"][0]["code"];
            assert!(code == "FORBIDDEN" || code == "NOT_FOUND", "{mutation}: {}", reply.text());
        }
    })
    .await;
}

#[tokio::test]
async fn a_key_writes_for_its_agency_and_under_its_name() {
    for_both(async |province| {
        let roles = [(AccountRole::Contributor, "so-tu-phap")];
        let machine = province.machine("Hệ thống một cửa", &roles).await;
        let (key_id, key) = province.key(machine, &["content.create", "content.read", "desk.read"], &[]).await;
        let agency = province.agency("so-tu-phap").await;
        let create = format!(
            "mutation {{ m: contentCreate(input: {{ kind: ARTICLE, title: \"Tin\", section: \"tin-tuc-su-kien\", agency: \"{agency}\" }}) \
             {{ item {{ id version }} errors {{ code }} }} }}"
        );
        let reply = province.send_as(&key, &create).await;
        let answer = reply.json();
        assert_eq!(answer["data"]["m"]["errors"], json!([]), "{}", reply.text());
        let item = &answer["data"]["m"]["item"];
        let submit = format!(
            "mutation {{ m: contentDiscard(input: {{ id: {}, expectedVersion: {} }}) {{ errors {{ code }} }} }}",
            item["id"], item["version"]
        );
        let reply = province.send_as(&key, &submit).await;
        assert_eq!(reply.json()["data"]["m"]["errors"][0]["code"], "FORBIDDEN", "{}", reply.text());
        let unseen = province.key(machine, &["content.discard", "desk.read"], &[]).await.1;
        let reply = province.send_as(&unseen, "{ desk { items { nodes { id } } } }").await;
        let listed = reply.json();
        let nodes = listed.pointer("/data/desk/items/nodes").cloned().unwrap_or(json!([]));
        assert_eq!(nodes, json!([]), "{}", reply.text());

        let act = audit::Entity::find()
            .filter(audit::Column::Action.eq("content.create"))
            .order_by_desc(audit::Column::Seq)
            .one(province.database().writer())
            .await;
        let act = act.expect("an answer").expect("a row");
        assert_eq!((act.via, act.account_id, act.credential_id), (Via::MachineKey, Some(machine), Some(key_id)));
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_a_key_is_refused() {
    for_both(async |province| {
        let admin = administrator(province).await;
        let machine = desk_id('A', province.machine("Cổng", &[]).await);
        let person = desk_id('A', admin.access.account);
        let now = province.clock().now();
        let usual =
            json!({ "account": machine, "name": "Khóa", "expiresAt": now + TimeDelta::days(1) });
        for (field, value, code, path) in [
            ("account", json!(person), "INVALID", json!(["account"])),
            (
                "account",
                json!(desk_id('A', uuid::Uuid::nil())),
                "NOT_FOUND",
                json!([]),
            ),
            (
                "account",
                json!(desk_id('M', uuid::Uuid::nil())),
                "NOT_FOUND",
                json!([]),
            ),
            ("name", json!("  "), "INVALID", json!(["name"])),
            ("expiresAt", json!(now), "INVALID", json!(["expiresAt"])),
            (
                "expiresAt",
                json!(now + TimeDelta::days(367)),
                "INVALID",
                json!(["expiresAt"]),
            ),
            (
                "actions",
                json!(["content.everything"]),
                "INVALID",
                json!(["actions"]),
            ),
            (
                "actions",
                json!(["desk.read", "account.create"]),
                "INVALID",
                json!(["actions"]),
            ),
            ("origins", json!(["*"]), "INVALID", json!(["origins"])),
            (
                "origins",
                json!(["https://a.example/trang"]),
                "INVALID",
                json!(["origins"]),
            ),
        ] {
            let mut input = usual.clone();
            input[field] = value.clone();
            let payload = admin.act("machineKeyCreate", input, "secret").await;
            assert_eq!(
                payload,
                json!({ "secret": null, "errors": [{ "code": code, "path": path }] }),
                "{field} {value}"
            );
        }
        let kept = machine_key::Entity::find()
            .all(province.database().writer())
            .await;
        assert!(kept.expect("an answer").is_empty());
        let code = json!({ "id": machine, "purpose": "PASSWORD" });
        let payload = admin.act("accountCodeIssue", code, "code").await;
        assert_eq!(codes(&payload), ["INVALID"], "a machine has no password");

        let reader = province
            .colleague("An", &[(AccountRole::AgencyReviewer, "so-tu-phap")])
            .await;
        let list = "{ desk { machineKeys { nodes { id } } } }";
        let seen = reader.ask(list).await;
        assert_eq!(seen["desk"], json!({ "machineKeys": null }));
    })
    .await;
}

#[tokio::test]
async fn a_key_ends_with_its_time_and_its_account() {
    for_both(async |province| {
        let admin = administrator(province).await;
        let machine = province.machine("Cổng", &[]).await;
        let (_, key) = province.key(machine, &["desk.read"], &[]).await;
        let act = async |mutation: &str, version: i32| {
            let input = json!({ "id": desk_id('A', machine), "expectedVersion": version });
            let done = admin
                .renewed()
                .await
                .act(mutation, input, "account { id }")
                .await;
            assert_eq!(codes(&done), [""; 0], "{mutation}");
        };
        act("accountDisable", 1).await;
        assert_eq!(status(province, &key, None).await, 401);
        act("accountEnable", 2).await;
        assert_eq!(status(province, &key, None).await, 200);
        province.advance(TimeDelta::days(1));
        assert_eq!(status(province, &key, None).await, 401);
        let (_, other) = province.key(machine, &["desk.read"], &[]).await;
        assert_eq!(status(province, &other, None).await, 200);
        act("accountErase", 3).await;
        assert_eq!(status(province, &other, None).await, 401);
        for no_key in ["nlk_", "nlk_x", &key[..20], &key.to_uppercase()] {
            assert_eq!(status(province, no_key, None).await, 401, "{no_key}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_page_uses_a_key_where_its_origin_may() {
    for_both(async |province| {
        let machine = province.machine("Cổng", &[]).await;
        let (_, for_page) = province
            .key(machine, &["desk.read"], &["https://cong.example"])
            .await;
        let (_, for_none) = province.key(machine, &["desk.read"], &[]).await;
        for (key, origin, expected) in [
            (&for_page, None, 200),
            (&for_page, Some("https://cong.example"), 200),
            (&for_page, Some("https://xa.example"), 401),
            (&for_page, Some("http://cong.example"), 401),
            (&for_page, Some("https://cong.example.xa.example"), 401),
            (&for_page, Some("null"), 401),
            (&for_none, None, 200),
            (&for_none, Some("https://cong.example"), 401),
        ] {
            assert_eq!(status(province, key, origin).await, expected, "{origin:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_browser_is_told_which_pages_may_ask() {
    for_sqlite(async |province| {
        let allowed = async |origin: &str| {
            let preflight = Request::new("OPTIONS", "/graphql")
                .header("origin", origin)
                .header("access-control-request-method", "POST")
                .header(
                    "access-control-request-headers",
                    "authorization,content-type",
                );
            let reply = province.send(preflight).await;
            assert_eq!(reply.header("access-control-allow-credentials"), None);
            reply.header("access-control-allow-origin")
        };
        let page = "https://cong.example";
        assert_eq!(allowed(page).await, None);
        let machine = province.machine("Cổng", &[]).await;
        let (id, _) = province.key(machine, &[], &[page]).await;
        province.advance(TimeDelta::seconds(30));
        assert_eq!(allowed(page).await.as_deref(), Some(page));
        assert_eq!(allowed("https://xa.example").await, None);
        let admin = administrator(province).await;
        admin
            .act(
                "machineKeyRevoke",
                json!({ "id": desk_id('K', id) }),
                "secret",
            )
            .await;
        province.advance(TimeDelta::seconds(30));
        assert_eq!(allowed(page).await, None);
    })
    .await;
}

#[tokio::test]
async fn a_key_reads_where_the_public_may_not() {
    for_sqlite(async |province| {
        let closed = province.beside(&["--public-access=off"]);
        let machine = province.machine("Cổng", &[]).await;
        let (_, key) = province.key(machine, &[], &[]).await;
        let site = "{ site { name } }";
        assert_eq!(closed.execute(site, json!({})).await.status, 401);
        let reply = closed.send_as(&key, site).await;
        assert!(
            reply.json()["data"]["site"]["name"].is_string(),
            "{}",
            reply.text()
        );
        let schema = Request::get("/schema.graphql");
        let reply = closed
            .send(schema.header("authorization", &format!("Bearer {key}")))
            .await;
        assert_eq!(reply.status, 200);
        closed.leave().await;
    })
    .await;
}
