//! Codes by mail: the same answer for everybody, and nothing lost when the mail server fails.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::TimeDelta;
use entity::value::AccountRole;
use serde_json::{Value, json};

use crate::support::desk::desk_id;
use crate::support::person::{PASSWORD, Person, codes};
use crate::support::post::{Mail, PostOffice};
use crate::support::province::{Province, for_both};

const NEW_PASSWORD: &str = "mười hai con giáp quanh năm";
const FROM: &str = "--mail-from=PBGDPL <khong-tra-loi@tinh.example>";

fn writing(province: &Province, post: &PostOffice) -> Province {
    province.beside(&[&format!("--smtp-url={}", post.url()), FROM])
}

async fn ask(province: &Province, login: &str) -> Value {
    let query = "mutation ($login: String!) { passwordResetAsk(input: { login: $login }) { errors { code } } }";
    let mut data = province.ask_with(query, json!({ "login": login })).await;
    data["passwordResetAsk"].take()
}

async fn redeem(province: &Province, person: &Person, code: &str) -> Value {
    let query = "mutation ($input: PasswordResetRedeemInput!) {
        passwordResetRedeem(input: $input) { errors { code } } }";
    let input = json!({ "login": person.login, "code": code, "newPassword": NEW_PASSWORD });
    let mut data = province.ask_with(query, json!({ "input": input })).await;
    data["passwordResetRedeem"].take()
}

/// The code in a mail.
fn code_in(mail: &Mail) -> String {
    let (_, body) = mail.whole.split_once("\n\n").expect("a text");
    let text = if mail.whole.contains("base64") {
        let packed: String = body.split_whitespace().collect();
        String::from_utf8(STANDARD.decode(packed).expect("base64")).expect("UTF-8")
    } else {
        body.to_owned()
    };
    let is_code = |line: &&str| line.len() == 19 && line.matches('-').count() == 3;
    let code = text.lines().map(str::trim).find(is_code);
    code.unwrap_or_else(|| panic!("{text}")).to_owned()
}

#[tokio::test]
async fn a_code_comes_by_mail_and_sets_the_password() {
    for_both(async |province| {
        let post = PostOffice::open().await;
        let here = writing(province, &post);
        let hoa = province.person("Hoa", &[]).await;
        let tokens = here.tokens_of(&hoa).await;
        assert_eq!(codes(&ask(&here, &hoa.login.to_uppercase()).await), [""; 0]);
        assert!(
            post.take().is_empty(),
            "nothing is sent while somebody waits"
        );
        here.send_mail().await;
        let sent = post.take();
        assert_eq!(sent.len(), 1);
        assert_eq!(sent[0].to, hoa.email);
        assert!(
            sent[0]
                .whole
                .contains("From: PBGDPL <khong-tra-loi@tinh.example>"),
            "{}",
            sent[0].whole
        );
        let code = code_in(&sent[0]);
        assert_eq!(
            codes(&here.sign_in_as(&hoa.login, PASSWORD).await),
            [""; 0],
            "until then the old one holds"
        );
        assert_eq!(codes(&redeem(&here, &hoa, &code).await), [""; 0]);
        assert_eq!(
            codes(&here.sign_in_as(&hoa.login, NEW_PASSWORD).await),
            [""; 0]
        );
        assert!(!here.opens(&tokens.access).await, "the sessions end");
        assert_eq!(
            codes(&redeem(&here, &hoa, &code).await),
            ["CODE_INVALID"],
            "good once"
        );
        assert_eq!(province.number("SELECT count(*) AS n FROM mail").await, 0);
        here.send_mail().await;
        assert!(post.take().is_empty(), "sent once");
        here.leave().await;
    })
    .await;
}

#[tokio::test]
async fn nobody_learns_whether_there_is_an_account() {
    for_both(async |province| {
        let post = PostOffice::open().await;
        let here = writing(province, &post);
        let hoa = province.person("Hoa", &[]).await;
        let machine = province.machine("Cổng", &[]).await;
        let without = province.person("Mai", &[]).await;
        province
            .write(&format!(
                "UPDATE account SET email = NULL, email_key = NULL WHERE login = '{}'",
                without.login
            ))
            .await;
        let asked = async |login: &str| {
            let (answer, statements) = here.statements_of(ask(&here, login)).await;
            let sql: Vec<String> = statements
                .into_iter()
                .map(|statement| statement.sql)
                .collect();
            (answer.to_string(), sql)
        };
        let known = asked(&hoa.login).await;
        assert!(known.1.iter().any(|sql| sql.contains("mail")), "{known:?}");
        for login in [
            "khong-co-ai",
            "ai@tinh.example",
            &without.login,
            "",
            &"x".repeat(300),
        ] {
            assert_eq!(asked(login).await, known, "{login}");
            here.advance(TimeDelta::minutes(1));
        }
        assert!(!asked(&machine.to_string()).await.0.contains("code\":"));
        here.send_mail().await;
        let sent = post.take();
        assert_eq!(sent.len(), 1, "{sent:?}");
        assert_eq!(sent[0].to, hoa.email);
        assert_eq!(province.number("SELECT count(*) AS n FROM mail").await, 0);

        let mut limited = 0;
        for _ in 0..6 {
            limited +=
                usize::from(codes(&ask(&here, "khong-co-ai").await) == ["TOO_MANY_ATTEMPTS"]);
        }
        assert_eq!(limited, 3, "as often as somebody may guess");
        here.leave().await;
    })
    .await;
}

#[tokio::test]
async fn a_mail_that_fails_is_tried_again() {
    for_both(async |province| {
        let post = PostOffice::open().await;
        let here = writing(province, &post);
        let hoa = province.person("Hoa", &[]).await;
        post.refuse(true);
        assert_eq!(codes(&ask(&here, &hoa.login).await), [""; 0]);
        for _ in 0..3 {
            here.send_mail().await;
            here.advance(TimeDelta::minutes(31));
        }
        assert!(post.take().is_empty());
        assert_eq!(
            province.number("SELECT count(*) AS n FROM mail").await,
            1,
            "it is kept"
        );
        post.refuse(false);
        here.send_mail().await;
        let sent = post.take();
        assert_eq!(sent.len(), 1);
        assert_eq!(
            codes(&redeem(&here, &hoa, &code_in(&sent[0])).await),
            [""; 0]
        );

        post.refuse(true);
        assert_eq!(codes(&ask(&here, &hoa.login).await), [""; 0]);
        for _ in 0..60 {
            here.send_mail().await;
            here.advance(TimeDelta::minutes(31));
        }
        assert_eq!(
            province.number("SELECT count(*) AS n FROM mail").await,
            0,
            "given up after a day"
        );
        drop(post);
        assert_eq!(codes(&ask(&here, &hoa.login).await), [""; 0]);
        here.send_mail().await;
        assert!(here.ask("{ site { name } }").await["site"]["name"].is_string());
        assert_eq!(
            province.number("SELECT count(*) AS n FROM mail").await,
            1,
            "where there is no server, too"
        );
        here.leave().await;
    })
    .await;
}

#[tokio::test]
async fn a_code_that_was_given_is_not_taken_away_by_asking() {
    for_both(async |province| {
        let post = PostOffice::open().await;
        let here = writing(province, &post);
        let hoa = province.person("Hoa", &[]).await;
        let roles = [(AccountRole::Administrator, "so-tu-phap")];
        let admin = province.colleague("Quản trị", &roles).await;
        let input = json!({ "id": desk_id('A', hoa.id), "purpose": "PASSWORD" });
        let given = admin.act("accountCodeIssue", input, "code").await;
        assert_eq!(codes(&ask(&here, &hoa.login).await), [""; 0]);
        here.send_mail().await;
        assert!(post.take().is_empty());
        let code = given["code"].as_str().expect("a code");
        assert_eq!(codes(&redeem(&here, &hoa, code).await), [""; 0]);

        let ask_and_send = async || {
            assert_eq!(codes(&ask(&here, &hoa.login).await), [""; 0]);
            here.send_mail().await;
            post.take().len()
        };
        assert_eq!(ask_and_send().await, 1);
        assert_eq!(ask_and_send().await, 0, "one was sent just now");
        here.advance(TimeDelta::minutes(5));
        assert_eq!(ask_and_send().await, 1);
        here.leave().await;
    })
    .await;
}

#[tokio::test]
async fn where_no_mail_is_sent_everybody_is_told() {
    for_both(async |province| {
        let hoa = province.person("Hoa", &[]).await;
        for login in [hoa.login.as_str(), "khong-co-ai"] {
            assert_eq!(codes(&ask(province, login).await), ["NO_MAIL"]);
        }
    })
    .await;
}
