//! One-time passwords: set up, asked for, taken once, needed by roles, lost.

use chrono::TimeDelta;
use entity::value::AccountRole;
use serde_json::{Value, json};
use totp_rs::{Builder, Secret};

use crate::support::client::Request;
use crate::support::desk::{as_bearer, desk_id};
use crate::support::person::{PASSWORD, Person, Tokens, codes};
use crate::support::province::{Province, for_both};

/// The code of a seed, as an app shows it now.
fn shown(province: &Province, seed: &str) -> String {
    let seed = Secret::try_from_base32(seed).expect("base 32");
    let totp = Builder::new().with_secret(seed).build().expect("a seed");
    let time = u64::try_from(province.clock().now().timestamp()).expect("after 1970");
    totp.generate(time).to_string()
}

async fn act(province: &Province, token: Option<&str>, field: &str) -> Value {
    let body = json!({ "query": format!("mutation {{ done: {field} }}") });
    let request = Request::graphql(&body);
    let request = match token {
        Some(token) => as_bearer(request, token),
        None => request,
    };
    let reply = province.send(request).await;
    assert_eq!(reply.status, 200, "{field}: {}", reply.text());
    reply.json()["data"]["done"].clone()
}

async fn enrol(province: &Province, token: &str) -> String {
    let field = format!(
        "totpEnrol(input: {{ password: \"{PASSWORD}\" }}) {{ secret url errors {{ code }} }}"
    );
    let given = act(province, Some(token), &field).await;
    assert_eq!(codes(&given), [""; 0]);
    let secret = given["secret"].as_str().expect("a seed").to_owned();
    let url = given["url"].as_str().expect("an address");
    assert!(
        url.starts_with("otpauth://totp/") && url.contains(&secret),
        "{url}"
    );
    secret
}

async fn confirm(province: &Province, token: &str, code: &str) -> Value {
    let field =
        format!("totpConfirm(input: {{ oneTimePassword: \"{code}\" }}) {{ errors {{ code }} }}");
    act(province, Some(token), &field).await
}

async fn sign_in(province: &Province, person: &Person, code: &str) -> Value {
    let field = format!(
        "sessionSignIn(input: {{ login: \"{}\", password: \"{PASSWORD}\", oneTimePassword: \"{code}\" }}) {{
            accessToken expiresAt refreshToken restriction errors {{ code }} }}",
        person.login
    );
    act(province, None, &field).await
}

#[tokio::test]
async fn once_confirmed_a_code_is_asked_for_and_taken_once() {
    for_both(async |province| {
        let hoa = province.person("Hoa", &[]).await;
        let tokens = province.tokens_of(&hoa).await;
        let first = enrol(province, &tokens.access).await;
        let seed = enrol(province, &tokens.access).await;
        assert_ne!(first, seed);
        assert_eq!(
            codes(&province.sign_in_as(&hoa.login, PASSWORD).await),
            [""; 0],
            "it does not count yet"
        );
        let wrong = confirm(province, &tokens.access, &shown(province, &first)).await;
        assert_eq!(codes(&wrong), ["CODE_INVALID"]);
        let code = shown(province, &seed);
        assert_eq!(
            codes(&confirm(province, &tokens.access, &code).await),
            [""; 0]
        );
        assert_eq!(
            codes(&confirm(province, &tokens.access, &code).await),
            ["TAKEN"]
        );

        assert_eq!(
            codes(&province.sign_in_as(&hoa.login, PASSWORD).await),
            ["SECOND_FACTOR_NEEDED"]
        );
        assert_eq!(
            codes(&sign_in(province, &hoa, &code).await),
            ["CODE_INVALID"],
            "it was taken"
        );
        province.advance(TimeDelta::minutes(2));
        let code = shown(province, &seed);
        let spaced = format!("{} {}", &code[..3], &code[3..]);
        Tokens::of(&sign_in(province, &hoa, &spaced).await);
        assert_eq!(
            codes(&sign_in(province, &hoa, &code).await),
            ["CODE_INVALID"],
            "once"
        );
        province.advance(TimeDelta::seconds(30));
        Tokens::of(&sign_in(province, &hoa, &shown(province, &seed)).await);
        assert_eq!(
            codes(&sign_in(province, &hoa, &code).await),
            ["CODE_INVALID"],
            "nor one before it"
        );
        province.advance(TimeDelta::minutes(5));
        for wrong in ["", "00000", "abcdef", "+12345", "0000000"] {
            let refused = sign_in(province, &hoa, wrong).await;
            assert!(
                ["CODE_INVALID", "TOO_MANY_ATTEMPTS"].contains(&codes(&refused)[0]),
                "{wrong}"
            );
        }
        assert_eq!(
            codes(
                &province
                    .sign_in_as(&hoa.login, "sai mật khẩu rồi nhé")
                    .await
            ),
            ["TOO_MANY_ATTEMPTS"]
        );
    })
    .await;
}

#[tokio::test]
async fn who_knows_the_password_guesses_no_code() {
    for_both(async |province| {
        let hoa = province.person("Hoa", &[]).await;
        let tokens = province.tokens_of(&hoa).await;
        let seed = enrol(province, &tokens.access).await;
        confirm(province, &tokens.access, &shown(province, &seed)).await;
        let mut looked_at = 0;
        for _ in 0..20 {
            // Asking for the code again and again fills no bucket, and empties none.
            assert!(
                ["SECOND_FACTOR_NEEDED", "TOO_MANY_ATTEMPTS"]
                    .contains(&codes(&province.sign_in_as(&hoa.login, PASSWORD).await)[0])
            );
            let guess = sign_in(province, &hoa, "000000").await;
            looked_at += usize::from(codes(&guess) == ["CODE_INVALID"]);
            province.advance(TimeDelta::seconds(3));
        }
        assert!((3..=5).contains(&looked_at), "{looked_at}");
    })
    .await;
}

#[tokio::test]
async fn a_role_that_needs_it_does_nothing_before_it_is_set_up() {
    for_both(async |province| {
        let strict = province.beside(&["--totp-roles=administrator"]);
        let hoa = strict.person("Hoa", &[(AccountRole::Administrator, "so-tu-phap")]).await;
        let payload = strict.sign_in_as(&hoa.login, PASSWORD).await;
        assert_eq!(payload["restriction"], "TOTP_MUST_ENROL");
        let tokens = Tokens::of(&payload);
        assert_eq!(strict.send_as(&tokens.access, "{ desk { me { id } } }").await.code(), "FORBIDDEN");
        let next = strict.refresh(&tokens.refresh).await;
        assert_eq!(next["restriction"], "TOTP_MUST_ENROL");
        let seed = enrol(&strict, &tokens.access).await;
        confirm(&strict, &tokens.access, &shown(&strict, &seed)).await;
        assert!(strict.opens(&tokens.access).await);

        strict.advance(TimeDelta::minutes(1));
        let code = shown(&strict, &seed);
        let remove = format!(
            "totpRemove(input: {{ password: \"{PASSWORD}\", oneTimePassword: \"{code}\" }}) {{ errors {{ code }} }}"
        );
        let refused = act(&strict, Some(&tokens.access), &remove).await;
        assert_eq!(codes(&refused), ["SECOND_FACTOR_NEEDED"]);
        let payload = sign_in(&strict, &hoa, &code).await;
        assert_eq!(payload["restriction"], Value::Null);
        strict.leave().await;
    })
    .await;
}

#[tokio::test]
async fn a_role_that_comes_to_need_it_holds_open_sessions_back() {
    for_both(async |province| {
        let hoa = province
            .person("Hoa", &[(AccountRole::BoardHead, "so-tu-phap")])
            .await;
        let tokens = province.tokens_of(&hoa).await;
        assert!(province.opens(&tokens.access).await);
        let strict = province.beside(&["--totp-roles=board_head"]);
        let next = strict.refresh(&tokens.refresh).await;
        assert_eq!(next["restriction"], "TOTP_MUST_ENROL");
        let next = Tokens::of(&next);
        let asked = strict.send_as(&next.access, "{ desk { me { id } } }").await;
        assert_eq!(asked.code(), "FORBIDDEN");
        assert!(
            !province.opens(&tokens.access).await,
            "it is the same session"
        );
        let seed = enrol(&strict, &next.access).await;
        confirm(&strict, &next.access, &shown(&strict, &seed)).await;
        assert!(strict.opens(&next.access).await);
        strict.advance(TimeDelta::minutes(1));
        let next = strict.refresh(&next.refresh).await;
        assert_eq!(next["restriction"], Value::Null);
        strict.leave().await;
    })
    .await;
}

#[tokio::test]
async fn who_lost_the_device_needs_an_administrator_and_the_password() {
    for_both(async |province| {
        let admin = province.colleague("Quản trị", &[(AccountRole::Administrator, "so-tu-phap")]).await;
        let hoa = province.person("Hoa", &[]).await;
        let tokens = province.tokens_of(&hoa).await;
        let seed = enrol(province, &tokens.access).await;
        confirm(province, &tokens.access, &shown(province, &seed)).await;
        let issue = async |purpose: &str| {
            let input = json!({ "id": desk_id('A', hoa.id), "purpose": purpose });
            let issued = admin.act("accountCodeIssue", input, "code").await;
            issued["code"].as_str().expect("a code").to_owned()
        };
        let recover = async |password: &str, code: &str| {
            let field = format!(
                "totpRecover(input: {{ login: \"{}\", password: \"{password}\", code: \"{code}\" }}) {{ errors {{ code }} }}",
                hoa.login
            );
            act(province, None, &field).await
        };
        let (totp, password) = (issue("TOTP").await, issue("PASSWORD").await);
        assert_eq!(codes(&recover("sai mật khẩu rồi nhé", &totp).await), ["CREDENTIALS_INVALID"]);
        assert_eq!(codes(&recover(PASSWORD, &password).await), ["CODE_INVALID"], "a code is for one thing");
        assert_eq!(codes(&recover(PASSWORD, &totp).await), [""; 0]);
        assert!(!province.opens(&tokens.access).await);
        province.advance(TimeDelta::minutes(2));
        Tokens::of(&province.sign_in_as(&hoa.login, PASSWORD).await);
        assert_eq!(codes(&recover(PASSWORD, &totp).await), ["CODE_INVALID"], "once");
    })
    .await;
}
