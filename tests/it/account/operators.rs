//! What whoever runs the machine does for those who are locked out; and that no administrator is the last by accident.

use chrono::{NaiveDate, TimeDelta};
use entity::value::AccountRole;
use nguonluat::domain::clock::local_day;
use serde_json::{Value, json};

use crate::support::command::{nguonluat_at, run};
use crate::support::desk::{Colleague, desk_id};
use crate::support::person::{PASSWORD, codes};
use crate::support::province::{Province, for_both};

const NEW_PASSWORD: &str = "mười hai con giáp quanh năm";

fn command(province: &Province, arguments: &[&str]) -> (Option<i32>, String, String) {
    let folder = tempfile::tempdir().expect("a folder");
    run(nguonluat_at(province.url(), folder.path(), arguments))
}

#[tokio::test]
async fn an_operator_lists_lets_in_again_and_locks_out() {
    for_both(async |province| {
        let roles = [(AccountRole::Administrator, "so-tu-phap"), (AccountRole::Auditor, "ubnd-tinh")];
        let hoa = province.person("Hoa", &roles).await;
        province.machine("Cổng", &[]).await;
        let (status, listed, said) = command(province, &["account", "list"]);
        assert_eq!((status, said.as_str()), (Some(0), ""));
        let of_hoa = format!("{}\tHoa\tactive\tadministrator@so-tu-phap auditor@ubnd-tinh", hoa.login);
        let lines: Vec<&str> = listed.lines().collect();
        assert_eq!(lines.len(), 2, "{listed}");
        assert!(lines[0].ends_with("\tCổng\tmachine\t"), "{listed}");
        assert_eq!(lines[1], of_hoa);

        let tokens = province.tokens_of(&hoa).await;
        let (status, given, _) = command(province, &["account", "code", &hoa.email]);
        assert_eq!(status, Some(0));
        let code = given.lines().next().expect("a code");
        let query = "mutation ($input: PasswordResetRedeemInput!) { passwordResetRedeem(input: $input) { errors { code } } }";
        let input = json!({ "login": hoa.login, "code": code, "newPassword": NEW_PASSWORD });
        let redeemed = province.ask_with(query, json!({ "input": input })).await;
        assert_eq!(codes(&redeemed["passwordResetRedeem"]), [""; 0], "{given}");
        assert_eq!(codes(&province.sign_in_as(&hoa.login, PASSWORD).await), ["CREDENTIALS_INVALID"]);
        assert_eq!(codes(&province.sign_in_as(&hoa.login, NEW_PASSWORD).await), [""; 0]);
        assert!(!province.opens(&tokens.access).await);
        let (status, given, _) = command(province, &["account", "code", "--totp", &hoa.login]);
        assert_eq!(status, Some(0));
        assert!(given.contains("totpRecover"), "{given}");

        let (status, _, said) = command(province, &["account", "code", "khong-co-ai"]);
        assert_eq!(status, Some(1));
        assert!(said.contains("there is no account khong-co-ai"), "{said}");
        let (status, done, _) = command(province, &["account", "disable", &hoa.login]);
        assert_eq!(status, Some(0));
        assert!(done.contains("no administrator is left"), "{done}");
        assert_eq!(codes(&province.sign_in_as(&hoa.login, NEW_PASSWORD).await), ["CREDENTIALS_INVALID"]);
        let (status, _, said) = command(province, &["account", "code", &hoa.login]);
        assert_eq!(status, Some(1));
        assert!(said.contains("is disabled"), "{said}");
        let (_, listed, _) = command(province, &["account", "list"]);
        assert!(listed.contains("\tHoa\tdisabled\t"), "{listed}");
        let audited = "SELECT count(*) AS n FROM audit WHERE via = 'command' AND action IN ('code.issue', 'account.disable')";
        assert_eq!(province.number(audited).await, 3);
    })
    .await;
}

async fn administrator<'a>(province: &'a Province, name: &str) -> Colleague<'a> {
    let roles = [(AccountRole::Administrator, "so-tu-phap")];
    let person = province.person(name, &roles).await;
    province.sign_in(person.id).await
}

#[tokio::test]
async fn the_last_administrator_stays() {
    for_both(async |province| {
        let hoa = administrator(province, "Hoa").await;
        let me = desk_id('A', hoa.access.account);
        let mine = hoa.ask("{ desk { me { memberships { id } } } }").await;
        let mine = mine["desk"]["me"]["memberships"][0]["id"].clone();
        let tries = [
            ("accountDisable", json!({ "id": me, "expectedVersion": 1 })),
            ("accountErase", json!({ "id": me, "expectedVersion": 1 })),
            ("membershipEnd", json!({ "id": mine })),
            ("membershipEnd", json!({ "id": mine, "on": "2999-01-01" })),
        ];
        for (mutation, input) in &tries {
            let payload = hoa.act(mutation, input.clone(), "account { id }").await;
            assert_eq!(codes(&payload), ["LAST_ADMINISTRATOR"], "{mutation}");
            assert!(hoa.is_in().await, "nothing was done");
        }
        // Neither a machine nor somebody who is locked out is somebody.
        let roles = [(AccountRole::Administrator, "so-tu-phap")];
        province.machine("Cổng", &roles).await;
        let gone = administrator(province, "Mai").await;
        let input = json!({ "id": desk_id('A', gone.access.account), "expectedVersion": 1 });
        assert_eq!(
            codes(&hoa.act("accountDisable", input, "account { id }").await),
            [""; 0]
        );
        for (mutation, input) in &tries {
            let payload = hoa.act(mutation, input.clone(), "account { id }").await;
            assert_eq!(codes(&payload), ["LAST_ADMINISTRATOR"], "{mutation}");
        }
        let lan = administrator(province, "Lan").await;
        province.advance(TimeDelta::seconds(1));
        let payload = hoa
            .act("membershipEnd", json!({ "id": mine }), "account { id }")
            .await;
        assert_eq!(codes(&payload), [""; 0]);
        assert!(!hoa.is_in().await && lan.is_in().await);
    })
    .await;
}

#[tokio::test]
async fn who_cannot_come_in_or_only_for_a_time_is_nobody_who_is_left() {
    for_both(async |province| {
        let hoa = administrator(province, "Hoa").await;
        let own = hoa.ask("{ desk { me { memberships { id } } } }").await;
        let own = json!({ "id": own["desk"]["me"]["memberships"][0]["id"] });
        let agency = province.agency("so-tu-phap").await;
        let today = local_day(province.clock().now());
        let tomorrow = today + TimeDelta::days(1);
        let granted = async |account: Value, until: Option<NaiveDate>| {
            let input = json!({ "account": account, "role": "ADMINISTRATOR", "agency": agency, "validFrom": today,
                "validTo": until });
            let payload = hoa.act("membershipGrant", input, "account { id }").await;
            assert_eq!(codes(&payload), [""; 0]);
        };
        let input = json!({ "kind": "PERSON", "name": "Mai", "login": "mai" });
        let made = hoa.act("accountCreate", input, "account { id }").await;
        granted(made["account"]["id"].clone(), None).await;
        let refused = hoa.act("membershipEnd", own.clone(), "account { id }").await;
        assert_eq!(codes(&refused), ["LAST_ADMINISTRATOR"], "the code was not redeemed");

        let lan = province.person("Lan", &[]).await;
        let lan = json!(desk_id('A', lan.id));
        granted(lan.clone(), Some(tomorrow)).await;
        let refused = hoa.act("membershipEnd", own.clone(), "account { id }").await;
        assert_eq!(codes(&refused), ["LAST_ADMINISTRATOR"], "until tomorrow");
        let itself = json!({ "id": desk_id('A', hoa.access.account), "expectedVersion": 1 });
        let refused = hoa.act("accountDisable", itself, "account { id }").await;
        assert_eq!(codes(&refused), ["LAST_ADMINISTRATOR"]);
        let other = json!({ "id": lan, "expectedVersion": 1, "changes": { "name": "Lan Anh" } });
        let renamed = hoa.act("accountUpdate", other, "account { id }").await;
        assert_eq!(codes(&renamed), [""; 0], "what takes nobody away is done");

        let minh = province.person("Minh", &[]).await;
        granted(json!(desk_id('A', minh.id)), None).await;
        province.advance(TimeDelta::seconds(1));
        let ended = hoa.act("membershipEnd", own, "account { id }").await;
        assert_eq!(codes(&ended), [""; 0]);
    })
    .await;
}
