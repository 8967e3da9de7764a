//! Who works at the desk: accounts with memberships, sessions, access tokens, and requests that carry one.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::TimeDelta;
use entity::value::{AccountKind, AccountRole, Hidden, SessionMethod, StringList};
use entity::{machine_key, session};
use nguonluat::domain::secret::digest;
use nguonluat::domain::session::keys::{self, Keys};
use nguonluat::domain::session::token::{Access, Issuer};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};
use serde_json::{Value, json};
use uuid::Uuid;

use super::client::{Reply, Request};
use super::http::secret;
use super::member::{account, join};
use super::province::Province;

/// The section in which those publish who may only in sections that are named.
pub const SECTION: &str = "tin-tuc-su-kien";

/// An account that is signed in.
pub struct Colleague<'a> {
    province: &'a Province,
    /// What its token says.
    pub access: Access,
    /// Its token.
    pub token: String,
}

impl Province {
    /// A new account with roles at agencies, signed in.
    pub async fn colleague(&self, name: &str, roles: &[(AccountRole, &str)]) -> Colleague<'_> {
        let (writer, now) = (self.database().writer(), self.clock().now());
        let login = format!("{name}-{}", Uuid::new_v4());
        let id = account(writer, name, &login, now).await;
        for (role, agency) in roles {
            join(writer, id, *role, agency, now).await;
        }
        self.sign_in(id).await
    }

    /// A new account of a machine with roles at agencies.
    pub async fn machine(&self, name: &str, roles: &[(AccountRole, &str)]) -> Uuid {
        let id = self.colleague(name, roles).await.access.account;
        let machine = entity::account::ActiveModel {
            id: Set(id),
            kind: Set(AccountKind::Machine),
            ..Default::default()
        };
        let done = machine.update(self.database().writer()).await;
        done.expect("an account").id
    }

    /// A new key of a machine, good for a day. Gives its id and the key itself.
    pub async fn key(&self, account: Uuid, actions: &[&str], origins: &[&str]) -> (Uuid, String) {
        let now = self.clock().now();
        let list =
            |texts: &[&str]| StringList(texts.iter().map(|text| (*text).to_owned()).collect());
        let id = Uuid::new_v4();
        let text = format!("nlk_{id}");
        let row = machine_key::Model {
            id,
            account_id: account,
            name: format!("Khóa {id}"),
            hash: Hidden(digest(&text)),
            shown: text[..8].to_owned(),
            actions: list(actions),
            origins: list(origins),
            created_by: None,
            created_at: now,
            expires_at: now + TimeDelta::days(1),
            revoked_at: None,
            last_used_at: None,
            last_used_from: None,
        };
        let made = row
            .into_active_model()
            .insert(self.database().writer())
            .await;
        made.expect("a key");
        (id, text)
    }

    /// A new session of an account, with a token.
    pub async fn sign_in(&self, account: Uuid) -> Colleague<'_> {
        let writer = self.database().writer();
        let now = self.clock().now();
        let access = Access {
            account,
            session: Uuid::new_v4(),
        };
        let row = session::Model {
            id: access.session,
            account_id: account,
            method: SessionMethod::Password,
            second_factor: false,
            must_enrol: false,
            created_at: now,
            last_seen_at: now,
            expires_at: now + TimeDelta::days(30),
            ended_at: None,
            ended_because: None,
            address: None,
            agent: None,
        };
        row.into_active_model()
            .insert(writer)
            .await
            .expect("a session");
        Colleague {
            province: self,
            access,
            token: self.token(access).await,
        }
    }

    /// A good access token, signed with the present key; the first key is made where there is none.
    pub async fn token(&self, access: Access) -> String {
        let (database, now) = (self.database(), self.clock().now());
        keys::ensure(database, &secret(), now).await.expect("a key");
        let keys = Keys::new(database.clone(), secret(), self.clock());
        let token = keys.sign(access, &self.issuer()).await;
        token.expect("a token").text
    }

    /// Who gives the server's tokens.
    pub fn issuer(&self) -> Issuer {
        Issuer::at(self.public_url())
    }

    /// Sends an operation with a token.
    pub async fn send_as(&self, token: &str, query: &str) -> Reply {
        let request = Request::graphql(&json!({ "query": query }));
        self.send(as_bearer(request, token)).await
    }

    /// The id of an agency by its code, as clients know it.
    pub async fn agency(&self, code: &str) -> String {
        let data = self
            .ask_with(
                "query ($code: String!) { agency(code: $code) { id } }",
                json!({ "code": code }),
            )
            .await;
        data["agency"]["id"].as_str().expect("an agency").to_owned()
    }
}

impl<'a> Colleague<'a> {
    /// Where it works.
    pub fn province(&self) -> &'a Province {
        self.province
    }
}

impl Colleague<'_> {
    /// The same session with a new token.
    pub async fn renewed(&self) -> Self {
        Self {
            province: self.province,
            access: self.access,
            token: self.province.token(self.access).await,
        }
    }

    /// Sends an operation.
    pub async fn send(&self, query: &str) -> Reply {
        self.province.send_as(&self.token, query).await
    }

    /// The payload of a mutation with one input.
    pub async fn act(&self, mutation: &str, input: Value, selection: &str) -> Value {
        let kind = format!("{}{}Input", mutation[..1].to_uppercase(), &mutation[1..]);
        let kind = match mutation {
            "accountDisable" | "accountEnable" | "accountErase" => "AccountActInput".to_owned(),
            _ => kind,
        };
        let query = format!(
            "mutation ($input: {kind}!) {{ {mutation}(input: $input) {{ {selection} errors {{ code path }} }} }}"
        );
        let body = json!({ "query": query, "variables": { "input": input } });
        let reply = as_bearer(Request::graphql(&body), &self.token);
        let reply = self.province.send(reply).await;
        let mut answer = reply.json();
        assert!(answer.get("errors").is_none(), "{query}\n{}", reply.text());
        answer["data"][mutation].take()
    }

    /// The data of an operation that must succeed.
    pub async fn ask(&self, query: &str) -> Value {
        self.ask_with(query, json!({})).await
    }

    /// As [`Self::ask`], with variables.
    pub async fn ask_with(&self, query: &str, variables: Value) -> Value {
        let request = Request::graphql(&json!({ "query": query, "variables": variables }));
        let reply = self.province.send(as_bearer(request, &self.token)).await;
        let mut answer = reply.json();
        assert!(
            reply.status == 200 && answer.get("errors").is_none(),
            "{:?}: {query}\n{}",
            self.province.backend,
            reply.text()
        );
        answer["data"].take()
    }

    /// Whether the token still opens the desk.
    pub async fn is_in(&self) -> bool {
        let reply = self.send("{ desk { me { id } } }").await;
        match reply.status {
            200 => reply.json()["data"]["desk"]["me"]["id"].is_string(),
            401 => false,
            _ => panic!("{}", reply.text()),
        }
    }
}

/// The id of an account (`A`), a machine key (`K`), a membership (`M`) or a session (`S`), as the desk writes it.
pub fn desk_id(tag: char, id: Uuid) -> String {
    let whole = [tag.to_string().as_bytes(), id.as_bytes()].concat();
    URL_SAFE_NO_PAD.encode(whole)
}

/// A request with a token.
pub fn as_bearer(request: Request, token: &str) -> Request {
    request
        .header("accept", "application/graphql-response+json")
        .header("authorization", &format!("Bearer {token}"))
}
