//! Who is given an account when they first come.

use entity::value::AccountRole;
use entity::{account, account_identity, audit};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};

use super::{now, status, trusting};
use crate::support::issuer::Issuer;
use crate::support::province::{Province, for_both};

fn rules() -> Value {
    json!({ "provision": [
        { "claim": "groups", "value": "pbgdpl-kiem-tra", "role": "auditor", "agency": "so-tu-phap" },
        { "claim": "groups", "value": "pbgdpl", "role": "contributor", "agency": "so-tu-phap" },
        { "claim": "groups", "value": "pbgdpl-cu", "role": "contributor", "agency": "khong-con" },
    ] })
}

async fn accounts(province: &Province) -> u64 {
    let counted = account::Entity::find()
        .count(province.database().writer())
        .await;
    counted.expect("an answer")
}

#[tokio::test]
async fn a_newcomer_is_given_what_the_rule_says_once() {
    for_both(async |province| {
        let issuer = Issuer::start().await;
        let here = trusting(province, &issuer, &rules());
        let before = accounts(province).await;
        let claims = json!({ "name": "Lục Thị Mai", "email": "mai@tinh.example", "email_verified": true,
            "groups": ["khac", "pbgdpl"] });
        let token = issuer.token_for("mai", now(&here), &claims);
        let me = "{ desk { me { id name email login memberships { role agency { code } } identities { subject } } } }";
        let asked = futures_util::future::join_all((0..4).map(|_| here.send_as(&token, me))).await;
        let first = asked[0].json()["data"]["desk"]["me"].clone();
        for reply in &asked {
            assert_eq!(reply.json()["data"]["desk"]["me"], first, "{}", reply.text());
        }
        assert_eq!(
            first,
            json!({ "id": first["id"], "name": "Lục Thị Mai", "email": "mai@tinh.example", "login": null,
                "memberships": [{ "role": "CONTRIBUTOR", "agency": { "code": "so-tu-phap" } }],
                "identities": [{ "subject": "mai" }] })
        );
        assert_eq!(accounts(province).await, before + 1, "one, of four at the same moment");
        let made = audit::Entity::find()
            .filter(audit::Column::Action.eq("account.create"))
            .order_by_desc(audit::Column::Seq)
            .one(province.database().writer())
            .await;
        let made = made.expect("an answer").expect("a row");
        assert_eq!(made.via, entity::value::Via::Oidc);
        assert_eq!(made.account_id.map(|id| id.to_string()), made.subject_id);

        // Nobody is found by an address, and nobody's address is taken.
        let claims = json!({ "email": "MAI@tinh.example", "email_verified": true, "groups": "pbgdpl-kiem-tra" });
        let other = issuer.token_for("mai-2", now(&here), &claims);
        let reply = here.send_as(&other, me).await;
        let other = &reply.json()["data"]["desk"]["me"];
        assert_ne!(other["id"], first["id"]);
        assert_eq!((&other["name"], &other["email"]), (&json!("mai-2"), &Value::Null));
        assert_eq!(other["memberships"][0]["role"], "AUDITOR", "the first rule that fits");
        let unverified = json!({ "email": "ha@tinh.example", "groups": "pbgdpl" });
        let reply = here.send_as(&issuer.token_for("ha", now(&here), &unverified), me).await;
        assert_eq!(reply.json()["data"]["desk"]["me"]["email"], Value::Null);
        here.leave().await;
    })
    .await;
}

#[tokio::test]
async fn whom_no_rule_fits_is_nobody() {
    for_both(async |province| {
        let issuer = Issuer::start().await;
        let here = trusting(province, &issuer, &rules());
        let before = accounts(province).await;
        for groups in [
            json!(null),
            json!("khac"),
            json!(["khac"]),
            json!({ "pbgdpl": true }),
            json!("pbgdpl-cu"),
        ] {
            let token = issuer.token_for("mai", now(&here), &json!({ "groups": groups }));
            assert_eq!(status(&here, &token).await, 401, "{groups}");
        }
        assert_eq!(accounts(province).await, before);

        // Whoever was locked out is not made anew; their e-mail is nobody's way in.
        let token = issuer.token_for("mai", now(&here), &json!({ "groups": "pbgdpl" }));
        assert_eq!(status(&here, &token).await, 200);
        let identity = account_identity::Entity::find()
            .one(province.database().writer())
            .await;
        let mai = identity
            .expect("an answer")
            .expect("an identity")
            .account_id;
        let roles = [(AccountRole::Administrator, "so-tu-phap")];
        let admin = province.colleague("Quản trị", &roles).await;
        let input = json!({ "id": crate::support::desk::desk_id('A', mai), "expectedVersion": 1 });
        admin.act("accountDisable", input, "account { id }").await;
        assert_eq!(status(&here, &token).await, 401);
        assert_eq!(accounts(province).await, before + 2);
        here.leave().await;
    })
    .await;
}
