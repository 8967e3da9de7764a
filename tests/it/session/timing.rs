//! What signing in costs others, and what its time tells.

use std::time::{Duration, Instant};

use chrono::TimeDelta;
use futures_util::future::join_all;
use serde_json::json;

use crate::support::client::Request;
use crate::support::person::codes;
use crate::support::province::{Province, for_both, for_sqlite};

/// Pairs of guesses: one at somebody, one at nobody.
const PAIRS: usize = 200;

async fn guess(province: &Province, login: &str) -> Duration {
    province.advance(TimeDelta::minutes(1));
    let begun = Instant::now();
    let payload = province.sign_in_as(login, "sai mật khẩu rồi nhé").await;
    let took = begun.elapsed();
    assert_eq!(codes(&payload), ["CREDENTIALS_INVALID"]);
    took
}

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort_unstable();
    times[times.len() / 2].as_secs_f64()
}

/// By how much of itself the one median differs from the other.
async fn difference(province: &Province, login: &str) -> f64 {
    let (mut somebody, mut nobody) = (Vec::new(), Vec::new());
    for round in 0..PAIRS {
        // Whatever else the machine does meets both alike.
        if round % 2 == 0 {
            somebody.push(guess(province, login).await);
            nobody.push(guess(province, &format!("không-có-ai-{round}")).await);
        } else {
            nobody.push(guess(province, &format!("không-có-ai-{round}")).await);
            somebody.push(guess(province, login).await);
        }
    }
    let (somebody, nobody) = (median(somebody), median(nobody));
    (somebody - nobody).abs() / somebody.max(nobody)
}

#[tokio::test]
async fn the_time_of_an_answer_does_not_tell_who_has_an_account() {
    for_both(async |province| {
        let hoa = province.person("Hoa", &[]).await;
        let mut differences = Vec::new();
        // A busy machine is told from a telling difference by trying again.
        while differences.len() < 3 {
            let difference = difference(province, &hoa.login).await;
            if difference < 0.05 {
                return;
            }
            differences.push(difference);
        }
        panic!("{:?}: {differences:?}", province.backend);
    })
    .await;
}

#[tokio::test]
async fn the_same_statements_are_run_for_somebody_and_for_nobody() {
    for_both(async |province| {
        let hoa = province.person("Hoa", &[]).await;
        let statements = async |login: &str| {
            let (_, statements) = province.statements_of(guess(province, login)).await;
            let sql = statements.into_iter().map(|statement| statement.sql);
            sql.collect::<Vec<_>>()
        };
        let known = statements(&hoa.login).await;
        assert!(known.len() > 3, "{known:#?}");
        assert_eq!(statements("không-có-ai").await, known);
    })
    .await;
}

/// The slowest but one of a hundred reads.
async fn p99(province: &Province) -> Duration {
    let mut times = Vec::new();
    for _ in 0..100 {
        let begun = Instant::now();
        province
            .ask("{ contents(first: 20) { nodes { title } } }")
            .await;
        times.push(begun.elapsed());
    }
    times.sort_unstable();
    times[98]
}

#[tokio::test]
async fn readers_do_not_wait_for_a_hundred_who_sign_in() {
    for_sqlite(async |province| {
        let behind = province.beside(&["--trusted-proxies", "127.0.0.1"]);
        p99(&behind).await;
        let alone = p99(&behind).await;
        let crowd = join_all((0..100).map(|number| {
            let query = format!(
                "mutation {{ sessionSignIn(input: {{ login: \"ai-{number}\", password: \"x\" }}) {{ errors {{ code }} }} }}"
            );
            let request = Request::graphql(&json!({ "query": query }));
            // From many addresses: from one, most would not get so far as to be hashed.
            behind.send(request.header("x-forwarded-for", &format!("192.0.2.{number}")))
        }));
        let (answers, among) = tokio::join!(crowd, p99(&behind));
        let hashed = answers.iter().filter(|reply| reply.text().contains("CREDENTIALS_INVALID")).count();
        let busy = answers.iter().filter(|reply| reply.text().contains("SERVICE_UNAVAILABLE")).count();
        assert!(hashed > 0 && hashed + busy == 100, "{hashed} hashed, {busy} turned away");
        let bound = alone * 2 + Duration::from_millis(50);
        assert!(among < bound, "{alone:?} alone, {among:?} among a hundred who sign in");
        behind.leave().await;
    })
    .await;
}
