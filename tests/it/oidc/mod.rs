//! Tokens of the province's sign-on: taken where they are good, refused otherwise, whatever the provider does.
mod code_flow;
mod keys;
mod newcomers;
mod outbound;
mod tokens;

use entity::account_identity;
use sea_orm::{ActiveModelTrait, IntoActiveModel};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::issuer::{AUDIENCE, Issuer};
use crate::support::province::Province;
use crate::support::templates;

/// A server beside the story's that trusts a provider, which is written down with these further fields.
fn trusting(province: &Province, issuer: &Issuer, further: &Value) -> Province {
    trusting_with(province, issuer, further, &["--outbound-allow=127.0.0.0/8"])
}

/// A server beside the story's that trusts a provider, with these flags.
fn trusting_with(
    province: &Province,
    issuer: &Issuer,
    further: &Value,
    flags: &[&str],
) -> Province {
    let mut written = json!({ "issuer": issuer.name(), "audience": AUDIENCE });
    for (name, value) in further.as_object().into_iter().flatten() {
        written[name] = value.clone();
    }
    let file = templates::folder().join(format!("oidc-{}.json", Uuid::new_v4()));
    std::fs::write(&file, json!([written]).to_string()).expect("a file");
    let file = file.to_str().expect("a path");
    province.beside(&[&["--oidc", file], flags].concat())
}

/// Lets the provider know an account by a subject.
async fn link(province: &Province, issuer: &Issuer, subject: &str, account: Uuid) {
    let row = account_identity::Model {
        issuer: issuer.name(),
        subject: subject.to_owned(),
        account_id: account,
        linked_at: province.clock().now(),
    };
    let made = row.into_active_model().insert(province.database().writer());
    made.await.expect("an identity");
}

/// The status of a request with a token.
async fn status(province: &Province, token: &str) -> u16 {
    let reply = province.send_as(token, "{ desk { me { id } } }").await;
    reply.status
}

/// Now, in seconds since 1970.
fn now(province: &Province) -> i64 {
    province.clock().now().timestamp()
}
