//! Somebody who signs in as a back office lets them: with a password, by mutations alone.

use chrono::DateTime;
use entity::value::{AccountRole, Hidden};
use entity::{account, account_secret};
use nguonluat::domain::account::{Hasher, Password};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};
use serde_json::{Value, json};
use tokio::sync::OnceCell;
use uuid::Uuid;

use super::client::{Reply, Request};
use super::province::Province;

/// The password of everybody under test.
pub const PASSWORD: &str = "ruộng bậc thang mùa nước đổ";

const SIGN_IN: &str = "mutation ($login: String!, $password: String!) {
    sessionSignIn(input: { login: $login, password: $password }) {
        accessToken expiresAt refreshToken restriction account { id name }
        errors { code message path __typename ... on TooManyAttempts { retryAfter } } } }";
const REFRESH: &str =
    "mutation ($token: String!) { sessionRefresh(input: { refreshToken: $token }) {
    accessToken expiresAt refreshToken restriction account { id name } errors { code } } }";

/// An account with a password.
pub struct Person {
    /// The account.
    pub id: Uuid,
    /// Its user name.
    pub login: String,
    /// Its e-mail address.
    pub email: String,
}

impl Province {
    /// A new account with roles at agencies and with [`PASSWORD`].
    pub async fn person(&self, name: &str, roles: &[(AccountRole, &str)]) -> Person {
        static HASH: OnceCell<Hidden> = OnceCell::const_new();
        let hash = HASH.get_or_init(|| async {
            let hasher = Hasher::start().expect("threads");
            let password = Password::typed(PASSWORD).expect("short enough");
            hasher.hash(password).await.expect("hashed")
        });
        let id = self.colleague(name, roles).await.access.account;
        let writer = self.database().writer();
        let secret = account_secret::Model {
            account_id: id,
            password_hash: Some(hash.await.clone()),
            password_changed_at: Some(self.clock().now()),
            totp_sealed: None,
            totp_confirmed_at: None,
            totp_last_step: 0,
        };
        let made = secret.into_active_model().insert(writer).await;
        made.expect("a password");
        let row = account::Entity::find_by_id(id).one(writer).await;
        let row = row.expect("an answer").expect("an account");
        Person {
            id,
            login: row.login.expect("a login"),
            email: row.email.expect("an address"),
        }
    }

    /// Tries to sign in; gives the whole answer.
    pub async fn try_sign_in(&self, login: &str, password: &str) -> Reply {
        let variables = json!({ "login": login, "password": password });
        let body = json!({ "query": SIGN_IN, "variables": variables });
        self.send(Request::graphql(&body).header("user-agent", "a back office"))
            .await
    }

    /// Tries to sign in; gives the payload.
    pub async fn sign_in_as(&self, login: &str, password: &str) -> Value {
        let reply = self.try_sign_in(login, password).await;
        let mut answer = reply.json();
        assert!(answer.get("errors").is_none(), "{}", reply.text());
        answer["data"]["sessionSignIn"].take()
    }

    /// Signs somebody in.
    pub async fn tokens_of(&self, person: &Person) -> Tokens {
        Tokens::of(&self.sign_in_as(&person.login, PASSWORD).await)
    }

    /// Tries to go on with a refresh token; gives the payload.
    pub async fn refresh(&self, token: &str) -> Value {
        let mut data = self.ask_with(REFRESH, json!({ "token": token })).await;
        data["sessionRefresh"].take()
    }

    /// Whether an access token opens the desk.
    pub async fn opens(&self, token: &str) -> bool {
        let reply = self.send_as(token, "{ desk { me { id } } }").await;
        match reply.status {
            200 => reply.json()["data"]["desk"]["me"]["id"].is_string(),
            401 => false,
            _ => panic!("{}", reply.text()),
        }
    }
}

/// What a session was given.
#[derive(Clone, Debug)]
pub struct Tokens {
    /// For every request.
    pub access: String,
    /// For going on.
    pub refresh: String,
}

impl Tokens {
    /// Those of a payload that succeeded.
    pub fn of(payload: &Value) -> Self {
        assert_eq!(payload["errors"], json!([]), "{payload}");
        let text = |field: &str| payload[field].as_str().expect(field).to_owned();
        DateTime::parse_from_rfc3339(&text("expiresAt")).expect("a time");
        Self {
            access: text("accessToken"),
            refresh: text("refreshToken"),
        }
    }
}

/// The codes of a payload's errors.
pub fn codes(payload: &Value) -> Vec<&str> {
    let errors = payload["errors"].as_array().expect("errors").iter();
    errors.filter_map(|error| error["code"].as_str()).collect()
}
