//! How often one may guess: by account, however it is spelt, and by address.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::support::person::{PASSWORD, Person, codes};
use crate::support::province::{Province, for_both};

const WRONG: &str = "sai mật khẩu rồi nhé";

/// Guesses in every spelling until it is too often; gives how many were looked at.
async fn guesses(servers: &[&Province], hoa: &Person) -> usize {
    let spellings = [
        hoa.login.clone(),
        hoa.login.to_uppercase(),
        format!("  {}", hoa.login.replace('ò', "o\u{300}")),
        hoa.email.clone(),
        hoa.email.to_uppercase(),
    ];
    let mut looked_at = 0;
    for round in 0..4 {
        for (at, login) in spellings.iter().enumerate() {
            let payload = servers[(round + at) % servers.len()]
                .sign_in_as(login, WRONG)
                .await;
            match codes(&payload)[..] {
                ["CREDENTIALS_INVALID"] => looked_at += 1,
                ["TOO_MANY_ATTEMPTS"] => {}
                ref other => panic!("{other:?}"),
            }
        }
    }
    looked_at
}

#[tokio::test]
async fn an_account_is_guessed_at_ten_times_a_minute_at_most() {
    for_both(async |province| {
        let hoa = province.person("Hòa", &[]).await;
        let mut looked_at = guesses(&[province], &hoa).await;
        for _ in 0..19 {
            province.advance(TimeDelta::seconds(3));
            looked_at += guesses(&[province], &hoa).await;
        }
        assert!((6..=10).contains(&looked_at), "{looked_at}");
        province.advance(TimeDelta::minutes(2));
        let signed_in = province.sign_in_as(&hoa.login, PASSWORD).await;
        assert_eq!(codes(&signed_in), [""; 0]);
    })
    .await;
}

#[tokio::test]
async fn two_servers_count_together_and_aliases_count_each() {
    for_both(async |province| {
        let hoa = province.person("Hòa", &[]).await;
        let beside = province.beside(&[]);
        assert_eq!(guesses(&[province, &beside], &hoa).await, 6);
        beside.leave().await;
        province.advance(TimeDelta::minutes(1));

        let lan = province.person("Lan", &[]).await;
        let one = |alias: usize| {
            format!("a{alias}: sessionSignIn(input: {{ login: $login, password: \"x\" }}) {{ errors {{ code }} }}")
        };
        let four: String = (0..4).map(one).collect();
        let query = format!("mutation ($login: String!) {{ {four} }}");
        let variables = json!({ "login": lan.login });
        let data = province.ask_with(&query, variables.clone()).await;
        let code = |alias: &str| data[alias]["errors"][0]["code"].clone();
        assert_eq!(code("a2"), "CREDENTIALS_INVALID");
        assert_eq!(code("a3"), "TOO_MANY_ATTEMPTS");
        let thousand: String = (0..1_000).map(one).collect();
        let query = format!("mutation ($login: String!) {{ {thousand} }}");
        let (reply, statements) = province.statements_of(province.execute(&query, variables)).await;
        assert_eq!((reply.status, reply.code().as_str()), (400, "QUERY_TOO_COSTLY"));
        assert!(statements.is_empty());
    })
    .await;
}

#[tokio::test]
async fn who_knows_the_password_uses_up_no_guess_and_nobody_learns_who_has_an_account() {
    for_both(async |province| {
        let hoa = province.person("Hoa", &[]).await;
        for _ in 0..12 {
            let signed_in = province.sign_in_as(&hoa.login, PASSWORD).await;
            assert_eq!(codes(&signed_in), [""; 0]);
        }
        for login in [hoa.login.as_str(), "không-có-ai"] {
            let mut told = Vec::new();
            for _ in 0..5 {
                let payload = province.sign_in_as(login, WRONG).await;
                told.push(payload["errors"][0].clone());
            }
            let invalid = |error: &Value| error["code"] == "CREDENTIALS_INVALID";
            assert!(told[..3].iter().all(invalid), "{told:?}");
            let too_many = json!({ "code": "TOO_MANY_ATTEMPTS", "__typename": "TooManyAttempts", "retryAfter": 24,
                "message": "Bạn đã thử quá nhiều lần; vui lòng chờ một lát rồi thử lại.", "path": [] });
            assert_eq!(told[3..], [too_many.clone(), too_many]);
        }
        let refused = province.sign_in_as(&hoa.login, PASSWORD).await;
        assert_eq!(codes(&refused), ["TOO_MANY_ATTEMPTS"], "not even with the password");
    })
    .await;
}

#[tokio::test]
async fn an_address_may_guess_at_twenty_at_once_and_then_at_one_in_two_seconds() {
    for_both(async |province| {
        let mut looked_at = Vec::new();
        for round in 0..25 {
            let payload = province.sign_in_as(&format!("ai-đó-{round}"), WRONG).await;
            looked_at.push(codes(&payload) == ["CREDENTIALS_INVALID"]);
        }
        assert!(looked_at[..20].iter().all(|seen| *seen), "{looked_at:?}");
        assert!(!looked_at[20..].iter().any(|seen| *seen), "{looked_at:?}");
        let unknown = "nlr_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
        let payload = province.refresh(unknown).await;
        assert_eq!(
            codes(&payload),
            ["TOO_MANY_ATTEMPTS"],
            "tokens are guesses too"
        );
        province.advance(TimeDelta::seconds(2));
        assert_eq!(codes(&province.refresh(unknown).await), ["TOKEN_INVALID"]);
        assert_eq!(
            codes(&province.refresh(unknown).await),
            ["TOO_MANY_ATTEMPTS"]
        );
    })
    .await;
}
