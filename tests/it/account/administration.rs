//! Accounts in an administrator's hands: made, changed, disabled, erased; and what becomes of who is signed in.

use chrono::TimeDelta;
use entity::value::AccountRole;
use entity::{account, account_secret, audit, session};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::desk::{Colleague, desk_id};
use crate::support::person::{PASSWORD, Person, codes};
use crate::support::province::{Province, for_both};

const ACCOUNT: &str = "account { id version name login email active }";
const NEW_PASSWORD: &str = "mười hai con giáp quanh năm";

async fn administrator(province: &Province) -> Colleague<'_> {
    let roles = [(AccountRole::Administrator, "so-tu-phap")];
    province.colleague("Quản trị", &roles).await
}

fn seen(person: &Person, version: i32) -> Value {
    json!({ "id": desk_id('A', person.id), "expectedVersion": version })
}

async fn redeem(province: &Province, login: &str, code: &str, password: &str) -> Value {
    let query = "mutation ($input: PasswordResetRedeemInput!) {
        passwordResetRedeem(input: $input) { errors { code } } }";
    let input = json!({ "login": login, "code": code, "newPassword": password });
    let mut data = province.ask_with(query, json!({ "input": input })).await;
    data["passwordResetRedeem"].take()
}

#[tokio::test]
async fn an_account_is_made_and_its_owner_sets_the_password() {
    for_both(async |province| {
        let admin = administrator(province).await;
        let input = json!({ "name": " Lục Thị Mai ", "login": "Mai.Luc", "email": "Mai@tinh.example",
            "idempotencyKey": "một" });
        let selection = format!("{ACCOUNT} code expiresAt");
        let made = admin.act("accountCreate", input.clone(), &selection).await;
        assert_eq!(codes(&made), [""; 0]);
        let id = made["account"]["id"].clone();
        assert_eq!(
            made["account"],
            json!({ "id": id, "version": 1, "name": "Lục Thị Mai", "login": "Mai.Luc", "email": "Mai@tinh.example",
                "active": true })
        );
        let code = made["code"].as_str().expect("a code").to_owned();
        assert_eq!(code.len(), 19, "{code}");

        let again = admin.act("accountCreate", input.clone(), &selection).await;
        assert_eq!((&again["account"]["id"], &again["code"]), (&id, &Value::Null), "not twice, nor shown twice");
        let mut other = input.clone();
        other["name"] = json!("Khác");
        let reused = admin.act("accountCreate", other.clone(), &selection).await;
        assert_eq!(codes(&reused), ["IDEMPOTENCY_KEY_REUSED"]);
        other["idempotencyKey"] = json!("hai");
        let taken = admin.act("accountCreate", other, &selection).await;
        assert_eq!(taken["errors"], json!([{ "code": "TAKEN", "path": ["login"] }]));
        let nameless = admin.act("accountCreate", json!({ "name": "Mai" }), &selection).await;
        assert_eq!(nameless["errors"], json!([{ "code": "INVALID", "path": ["login"] }]));

        let payload = province.sign_in_as("mai.luc", "").await;
        assert_eq!(codes(&payload), ["CREDENTIALS_INVALID"], "nobody comes in without a password");
        let weak = redeem(province, "mai.luc", &code, "mai.luc 2026").await;
        assert_eq!(codes(&weak), ["PASSWORD_WEAK"]);
        let wrong = redeem(province, "mai.luc", "0000-0000-0000-0000", NEW_PASSWORD).await;
        assert_eq!(codes(&wrong), ["CODE_INVALID"]);
        let nobody = redeem(province, "khong-co-ai", &code, NEW_PASSWORD).await;
        assert_eq!(codes(&nobody), ["CODE_INVALID"]);
        let typed = code.to_lowercase().replace('-', " ");
        assert_eq!(codes(&redeem(province, "MAI@tinh.example", &typed, NEW_PASSWORD).await), [""; 0]);
        let twice = redeem(province, "mai@tinh.example", &code, NEW_PASSWORD).await;
        assert_eq!(codes(&twice), ["CODE_INVALID"], "a code is good once");
        let payload = province.sign_in_as("mai.luc", NEW_PASSWORD).await;
        assert_eq!(codes(&payload), [""; 0]);
    })
    .await;
}

#[tokio::test]
async fn a_code_is_good_for_a_day_and_until_the_next() {
    for_both(async |province| {
        let admin = administrator(province).await;
        let hoa = province.person("Hoa", &[]).await;
        let issue = async || {
            let input = json!({ "id": desk_id('A', hoa.id), "purpose": "PASSWORD" });
            let issued = admin
                .renewed()
                .await
                .act("accountCodeIssue", input, "code")
                .await;
            issued["code"].as_str().expect("a code").to_owned()
        };
        let first = issue().await;
        let second = issue().await;
        assert_eq!(
            codes(&redeem(province, &hoa.login, &first, NEW_PASSWORD).await),
            ["CODE_INVALID"]
        );
        assert_eq!(
            codes(&province.sign_in_as(&hoa.login, PASSWORD).await),
            [""; 0],
            "until then the old one holds"
        );
        province.advance(TimeDelta::days(1));
        assert_eq!(
            codes(&redeem(province, &hoa.login, &second, NEW_PASSWORD).await),
            ["CODE_INVALID"]
        );
        let third = issue().await;
        let signed_in = province.tokens_of(&hoa).await;
        assert_eq!(
            codes(&redeem(province, &hoa.login, &third, NEW_PASSWORD).await),
            [""; 0]
        );
        assert!(!province.opens(&signed_in.access).await, "all sessions end");
        assert_eq!(
            codes(&province.refresh(&signed_in.refresh).await),
            ["TOKEN_INVALID"]
        );
        let kept: Vec<String> = account_code_texts(province).await;
        assert!(
            kept.iter().all(|kept| kept.len() == 64 && *kept != first),
            "{kept:?}"
        );
    })
    .await;
}

async fn account_code_texts(province: &Province) -> Vec<String> {
    let rows = entity::account_code::Entity::find()
        .all(province.database().writer())
        .await;
    rows.expect("rows")
        .into_iter()
        .map(|row| row.hash.0)
        .collect()
}

#[tokio::test]
async fn disabling_counts_from_the_next_request_on() {
    for_both(async |province| {
        let admin = administrator(province).await;
        let hoa = province
            .person("Hoa", &[(AccountRole::BoardHead, "so-tu-phap")])
            .await;
        let tokens = province.tokens_of(&hoa).await;
        assert!(province.opens(&tokens.access).await);

        let stale = admin.act("accountDisable", seen(&hoa, 7), ACCOUNT).await;
        assert_eq!(codes(&stale), ["VERSION_CONFLICT"]);
        assert!(province.opens(&tokens.access).await);
        let done = admin.act("accountDisable", seen(&hoa, 1), ACCOUNT).await;
        assert_eq!(
            (&done["account"]["active"], &done["account"]["version"]),
            (&json!(false), &json!(2))
        );
        assert!(!province.opens(&tokens.access).await);
        assert_eq!(
            codes(&province.refresh(&tokens.refresh).await),
            ["TOKEN_INVALID"]
        );
        assert_eq!(
            codes(&province.sign_in_as(&hoa.login, PASSWORD).await),
            ["CREDENTIALS_INVALID"]
        );

        let done = admin.act("accountEnable", seen(&hoa, 2), ACCOUNT).await;
        assert_eq!(done["account"]["active"], true);
        assert!(
            !province.opens(&tokens.access).await,
            "what ended stays ended"
        );
        province.advance(TimeDelta::minutes(1));
        assert_eq!(
            codes(&province.sign_in_as(&hoa.login, PASSWORD).await),
            [""; 0]
        );

        let unknown = json!({ "id": desk_id('A', Uuid::new_v4()), "expectedVersion": 1 });
        assert_eq!(
            codes(&admin.act("accountDisable", unknown, ACCOUNT).await),
            ["NOT_FOUND"]
        );
        let foreign = json!({ "id": "YWJj", "expectedVersion": 1 });
        assert_eq!(
            codes(&admin.act("accountDisable", foreign, ACCOUNT).await),
            ["NOT_FOUND"]
        );
    })
    .await;
}

#[tokio::test]
async fn changes_are_kept_and_told_in_the_log_without_what_they_say() {
    for_both(async |province| {
        let admin = administrator(province).await;
        let hoa = province.person("Hoa", &[]).await;
        let lan = province.person("Lan", &[]).await;
        let update = async |version: i32, changes: Value| {
            let mut input = seen(&hoa, version);
            input["changes"] = changes;
            admin.act("accountUpdate", input, ACCOUNT).await
        };
        let done = update(1, json!({ "name": "Hoa Nông", "email": null })).await;
        assert_eq!(
            (&done["account"]["name"], &done["account"]["email"]),
            (&json!("Hoa Nông"), &Value::Null)
        );
        for (changes, code, path) in [
            (
                json!({ "login": lan.login.to_uppercase() }),
                "TAKEN",
                json!(["login"]),
            ),
            (json!({ "login": "a b" }), "INVALID", json!(["login"])),
            (json!({ "login": null }), "INVALID", json!(["login"])),
            (json!({ "email": lan.email }), "TAKEN", json!(["email"])),
            (json!({ "name": null }), "INVALID", json!(["name"])),
            (json!({ "name": "a\u{7}" }), "INVALID", json!(["name"])),
            (json!({ "language": "xx" }), "INVALID", json!(["language"])),
        ] {
            let refused = update(2, changes).await;
            assert_eq!(refused["errors"], json!([{ "code": code, "path": path }]));
        }
        let row = audit::Entity::find()
            .order_by_desc(audit::Column::Seq)
            .one(province.database().writer())
            .await;
        let row = row.expect("an answer").expect("an act");
        assert_eq!(
            (row.action.as_str(), row.version),
            ("account.update", Some(2))
        );
        assert_eq!(row.account_id, Some(admin.access.account));
        assert_eq!(row.detail, json!({ "changed": ["name", "email"] }));
    })
    .await;
}

#[tokio::test]
async fn whoever_is_erased_is_forgotten_and_the_id_stays() {
    for_both(async |province| {
        let admin = administrator(province).await;
        let hoa = province.person("Hoa", &[(AccountRole::Contributor, "so-tu-phap")]).await;
        let tokens = province.tokens_of(&hoa).await;
        let done = admin.act("accountErase", seen(&hoa, 1), ACCOUNT).await;
        assert_eq!(
            done["account"],
            json!({ "id": desk_id('A', hoa.id), "version": 2, "name": "Tài khoản đã xóa", "login": null, "email": null,
                "active": false })
        );
        assert!(!province.opens(&tokens.access).await, "its token is dead");
        assert_eq!(codes(&province.refresh(&tokens.refresh).await), ["TOKEN_INVALID"]);
        for mutation in ["accountErase", "accountEnable", "accountDisable"] {
            assert_eq!(codes(&admin.act(mutation, seen(&hoa, 2), ACCOUNT).await), ["NOT_FOUND"]);
        }
        let db = province.database().writer();
        let secret = account_secret::Entity::find_by_id(hoa.id).one(db).await;
        let secret = secret.expect("an answer").expect("a row");
        assert!(secret.password_hash.is_none() && secret.totp_sealed.is_none());
        let sessions = session::Entity::find().filter(session::Column::AccountId.eq(hoa.id)).all(db).await;
        for session in sessions.expect("rows") {
            assert!(session.address.is_none() && session.agent.is_none() && session.ended_at.is_some());
        }
        // Whoever has the name next is somebody else.
        let input = json!({ "name": "Hoa", "login": hoa.login.replace(' ', ""), "email": hoa.email });
        let next = admin.act("accountCreate", input, ACCOUNT).await;
        assert_eq!(codes(&next), [""; 0]);
        assert_ne!(next["account"]["id"], desk_id('A', hoa.id));
        assert!(!province.opens(&tokens.access).await);
        let row = account::Entity::find_by_id(hoa.id).one(db).await;
        assert!(row.expect("an answer").is_some(), "what it did still leads somewhere");
    })
    .await;
}

#[tokio::test]
async fn an_administrator_ends_one_session_of_another() {
    for_both(async |province| {
        let support = province
            .colleague("Kỹ thuật", &[(AccountRole::TechnicalSupport, "so-tu-phap")])
            .await;
        let hoa = province.person("Hoa", &[]).await;
        let here = province.tokens_of(&hoa).await;
        let there = province.tokens_of(&hoa).await;
        let query = format!(
            "{{ desk {{ account(id: \"{}\") {{ lastSignInAt sessions {{ id address agent current createdAt }} }} }} }}",
            desk_id('A', hoa.id)
        );
        let data = support.ask(&query).await;
        let sessions = data["desk"]["account"]["sessions"].as_array().expect("sessions");
        assert_eq!(sessions.len(), 3, "{data}");
        assert!(data["desk"]["account"]["lastSignInAt"].is_string());
        let reply = province.send_as(&here.access, "{ desk { me { sessions { id current } } } }").await;
        let own = reply.json()["data"]["desk"]["me"]["sessions"].clone();
        let own = own.as_array().expect("sessions").iter().find(|session| session["current"] == true);
        let id = own.expect("this one")["id"].clone();
        let done = support.act("sessionEnd", json!({ "id": id }), "account { id }").await;
        assert_eq!(done["account"]["id"], desk_id('A', hoa.id));
        assert!(!province.opens(&here.access).await && province.opens(&there.access).await);
        let again = support.act("sessionEnd", json!({ "id": id }), "account { id }").await;
        assert_eq!(codes(&again), ["NOT_FOUND"]);
    })
    .await;
}
