//! Keys that sign: published, replaced while serving, taken away; the secret that seals them.

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;
use std::time::{Duration, Instant};

use chrono::TimeDelta;
use futures_util::future::join_all;
use nguonluat::domain::Error;
use nguonluat::domain::secret::SecretError;
use nguonluat::domain::session::keys::{self, Keys};
use nguonluat::domain::session::token::Access;
use sea_orm::{ConnectionTrait, DbBackend};
use serde_json::Value;
use uuid::Uuid;

use crate::support::client::Request;
use crate::support::command::{nguonluat, run};
use crate::support::database;
use crate::support::http::secret;
use crate::support::province::{Province, for_both};

/// The names of the keys that are published.
async fn published(province: &Province) -> Vec<String> {
    let reply = province.send(Request::get("/.well-known/jwks.json")).await;
    assert_eq!(reply.status, 200);
    let kind = reply.header("content-type").expect("a type");
    assert_eq!(kind, "application/jwk-set+json");
    assert_eq!(
        reply.header("cache-control").as_deref(),
        Some("public, max-age=60")
    );
    let set = reply.json();
    let keys = set["keys"].as_array().expect("keys").iter();
    keys.map(|key| {
        for (field, value) in [
            ("kty", "OKP"),
            ("crv", "Ed25519"),
            ("use", "sig"),
            ("alg", "EdDSA"),
        ] {
            assert_eq!(key[field], value, "{key}");
        }
        assert_eq!(key["x"].as_str().map(str::len), Some(43), "{key}");
        assert_eq!(key.get("d"), None, "the private half stays");
        key["kid"].as_str().expect("a name").to_owned()
    })
    .collect()
}

fn kid(token: &str) -> String {
    use base64::Engine;
    let header = token.split('.').next().expect("a header");
    let header = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(header);
    let header: Value = serde_json::from_slice(&header.expect("base64")).expect("JSON");
    header["kid"].as_str().expect("a name").to_owned()
}

#[tokio::test]
async fn keys_are_replaced_while_serving_and_nobody_is_signed_out() {
    for_both(async |province| {
        let first = province.colleague("An", &[]).await;
        let old = kid(&first.token);
        assert_eq!(published(province).await, [old.as_str()]);

        let now = province.clock().now();
        let made = keys::rotate(province.database(), &secret(), now).await;
        let (new, from) = made.expect("a key");
        assert_eq!(from, now + TimeDelta::minutes(2));
        province.advance(TimeDelta::seconds(31));
        assert_eq!(
            published(province).await,
            [old.clone(), new.clone()],
            "before it signs"
        );
        let still = first.renewed().await;
        assert_eq!(kid(&still.token), old);

        province.advance(TimeDelta::minutes(2));
        let second = first.renewed().await;
        assert_eq!(kid(&second.token), new);
        assert!(first.is_in().await && still.is_in().await && second.is_in().await);

        province.advance(TimeDelta::minutes(12));
        assert!(still.is_in().await, "tokens of the old key stay good");
        province.advance(TimeDelta::minutes(3));
        assert!(
            !still.is_in().await && !second.is_in().await,
            "all have expired"
        );
        assert!(first.renewed().await.is_in().await);
        province.advance(TimeDelta::minutes(2));
        assert_eq!(
            published(province).await,
            [new],
            "the old one verifies nothing any more"
        );
    })
    .await;
}

#[tokio::test]
async fn a_key_that_is_taken_away_takes_its_tokens_with_it() {
    for_both(async |province| {
        let an = province.colleague("An", &[]).await;
        assert!(an.is_in().await);
        let (database, now) = (province.database(), province.clock().now());
        let old = kid(&an.token);
        let taken = keys::retire(database, &secret(), &old, now).await;
        taken.expect("taken away");
        province.advance(TimeDelta::seconds(31));
        assert!(!an.is_in().await);
        let new = an.renewed().await;
        assert!(
            new.is_in().await && kid(&new.token) != old,
            "another signs at once"
        );
        assert!(keys::retire(database, &secret(), &old, now).await.is_err());
    })
    .await;
}

#[tokio::test]
async fn a_key_that_is_taken_away_before_its_time_leaves_no_moment_without_one() {
    for_both(async |province| {
        let an = province.colleague("An", &[]).await;
        let database = province.database();
        let rotate = async || {
            let made = keys::rotate(database, &secret(), province.clock().now()).await;
            made.expect("a key").0
        };
        let second = rotate().await;
        province.advance(TimeDelta::minutes(1));
        let third = rotate().await;
        let now = province.clock().now();
        let done = keys::retire(database, &secret(), &second, now).await;
        done.expect("taken away");
        // The first key signs no more, the third does not yet.
        province.advance(TimeDelta::seconds(90));
        let known = Keys::new(database.clone(), secret(), province.clock());
        let token = known.sign(an.access, &province.issuer()).await;
        let token = token.expect("signed").text;
        assert_eq!(kid(&token), third);
        let reply = province.send_as(&token, "{ desk { me { name } } }").await;
        assert_eq!(reply.json()["data"]["desk"]["me"]["name"], "An");
    })
    .await;
}

#[tokio::test]
async fn without_a_key_the_server_fails_and_blames_nobody() {
    for_both(async |province| {
        let known = Keys::new(province.database().clone(), secret(), province.clock());
        let (account, session) = (Uuid::nil(), Uuid::nil());
        let access = Access { account, session };
        let token = known.sign(access, &province.issuer()).await;
        let failed = token.err().expect("no token");
        assert!(
            matches!(failed, Error::Secret(SecretError::NoKey)),
            "{failed}"
        );
    })
    .await;
}

#[tokio::test]
async fn keys_that_cannot_be_read_keep_nobody_waiting() {
    for_both(async |province| {
        // Readers of SQLite wait for nobody.
        if province.backend == DbBackend::Sqlite {
            return;
        }
        let an = province.colleague("An", &[]).await;
        let holder = province.database().begin_writing().await.expect("begun");
        let lock = "LOCK TABLE signing_key IN ACCESS EXCLUSIVE MODE";
        holder.execute_unprepared(lock).await.expect("locked");
        let begun = Instant::now();
        let crowd = (0..12).map(|_| an.send("{ desk { me { id } } }"));
        for reply in join_all(crowd).await {
            assert_eq!(
                (reply.status, reply.code()),
                (503, "SERVICE_UNAVAILABLE".to_owned())
            );
        }
        let waited = begun.elapsed();
        assert!(
            waited < Duration::from_secs(9),
            "one after the other: {waited:?}"
        );
        holder.rollback().await.expect("free");
        assert!(an.is_in().await);
    })
    .await;
}

#[tokio::test]
async fn the_command_lists_replaces_and_takes_away() {
    database::for_both(async |db| {
        let key = |arguments: &[&str]| run(nguonluat(db, &[&["key"], arguments].concat()));
        let (status, said, _) = key(&["rotate"]);
        assert_eq!(status, Some(0));
        let kid = said.split(' ').next().expect("a name").to_owned();
        assert_eq!(kid.len(), 43, "{said}");
        let listed = || {
            let (status, said, _) = key(&["list"]);
            assert_eq!(status, Some(0));
            let state = |line: &str| line.split("  ").nth(2).map(str::to_owned);
            said.lines().filter_map(state).collect::<Vec<_>>()
        };
        assert_eq!(listed(), ["signs"], "the first key signs at once");
        let (_, said, _) = key(&["rotate"]);
        let second = said.split(' ').next().expect("a name").to_owned();
        let replaced = |states: Vec<String>| {
            let [old, new] = states.try_into().expect("two keys");
            assert!(old.starts_with("signs until "), "{old}");
            assert!(new.starts_with("signs from "), "{new}");
        };
        replaced(listed());
        let (status, said, _) = key(&["retire", &second]);
        assert_eq!(
            (status, said),
            (Some(0), format!("{second} is taken away\n"))
        );
        replaced(listed());
        let (status, ..) = key(&["retire", &kid]);
        assert_eq!((status, listed().len()), (Some(0), 1));
        // One name in 64 begins like an option.
        for gone in [kid.as_str(), "-t9eBchIuN7aSXcqe_4gNgzPPGWtNUjKAdR2IhKFqNc"] {
            let (status, _, wrong) = key(&["retire", gone]);
            assert_eq!(status, Some(1), "{wrong}");
            assert_eq!(wrong, "error: the keys were not changed: not found\n");
        }
    })
    .await;
}

#[tokio::test]
async fn a_database_that_was_sealed_with_another_secret_is_not_served() {
    database::for_both(async |db| {
        let (status, ..) = run(nguonluat(db, &["key", "rotate"]));
        assert_eq!(status, Some(0));
        let other = db.folder().join("other");
        std::fs::write(&other, "0".repeat(64)).expect("a file");
        let private = Permissions::from_mode(0o600);
        std::fs::set_permissions(&other, private).expect("permissions");
        let mut serve = nguonluat(db, &["serve", "--listen", "127.0.0.1:0"]);
        serve.env("NGUONLUAT_SECRET_FILE", other);
        let (status, _, wrong) = run(serve);
        assert_eq!(status, Some(1));
        assert_eq!(
            wrong,
            "error: cannot prepare the database: it was sealed with another secret: give the file of the secret \
            that it was first served with (--secret-file)\n"
        );
    })
    .await;
}
