//! The providers that the province trusts, as it writes them down.
use std::collections::BTreeSet;

use entity::value::{AccountRole, Hidden};
use jsonwebtoken::{Algorithm, AlgorithmFamily};
use serde::{Deserialize, Deserializer};
use url::Url;

/// A provider whose tokens are taken.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Provider {
    /// Its name in tokens, and the address of its discovery document.
    pub issuer: String,
    /// What its tokens for us are for.
    pub audience: String,
    /// What they are signed with.
    #[serde(default = "algorithms")]
    pub algorithms: Vec<Algorithm>,
    /// What their header calls their type.
    #[serde(default = "token_type")]
    pub token_type: String,
    /// Whether it asks everybody for a second factor; otherwise a token says so (`amr`).
    #[serde(default)]
    pub second_factor: bool,
    /// What its claims are called.
    #[serde(default)]
    pub claims: Claims,
    /// Who is given an account when they first come: the first rule that fits.
    #[serde(default)]
    pub provision: Vec<Provision>,
    /// How people sign in there with a browser; without it, only tokens are taken.
    pub sign_in: Option<SignIn>,
}

/// How people sign in at a provider: what it knows us by, as its client.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SignIn {
    /// Our name there.
    pub client_id: String,
    /// Our password there, of a client that has one.
    #[serde(default, deserialize_with = "hidden")]
    pub client_secret: Option<Hidden>,
    /// Where the provider may send people back to: pages of back offices.
    pub redirect_uris: Vec<String>,
    /// What is asked for.
    #[serde(default = "scopes")]
    pub scopes: Vec<String>,
}

/// What claims are called.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Claims {
    /// The name.
    pub name: String,
    /// The e-mail address.
    pub email: String,
}

/// Who is given an account, and which role.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Provision {
    /// The claim that is looked at, of a text or a list of them.
    pub claim: String,
    /// What it has to be, or to hold.
    pub value: String,
    /// The role.
    #[serde(deserialize_with = "role")]
    pub role: AccountRole,
    /// Code of the agency.
    pub agency: String,
    /// Codes of the sections that the role is limited to.
    #[serde(default)]
    pub sections: Vec<String>,
}

impl Default for Claims {
    fn default() -> Self {
        Self {
            name: "name".to_owned(),
            email: "email".to_owned(),
        }
    }
}

/// The providers in a text: a JSON list.
///
/// # Errors
/// What is wrong with it, in a sentence.
pub fn read(text: &str) -> Result<Vec<Provider>, String> {
    let providers: Vec<Provider> = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let mut issuers = BTreeSet::new();
    for provider in &providers {
        provider.check()?;
        if !issuers.insert(&provider.issuer) {
            return Err(format!("{} is there twice", provider.issuer));
        }
    }
    Ok(providers)
}

impl Provider {
    fn check(&self) -> Result<(), String> {
        let issuer = &self.issuer;
        let url = Url::parse(issuer).ok();
        let is_address = url.is_some_and(|url| {
            matches!(url.scheme(), "https" | "http")
                && url.query().is_none()
                && url.fragment().is_none()
                && url.username().is_empty()
        });
        if !is_address {
            return Err(format!("the issuer {issuer} is no address"));
        }
        if self.audience.is_empty() || self.token_type.is_empty() {
            return Err(format!("{issuer} needs an audience and a token type"));
        }
        let shared = |algorithm: &Algorithm| algorithm.family() == AlgorithmFamily::Hmac;
        if let Some(sign_in) = &self.sign_in {
            let is_page = |page: &String| {
                Url::parse(page).is_ok_and(|url| url.has_host() && url.fragment().is_none())
            };
            let pages = &sign_in.redirect_uris;
            if sign_in.client_id.is_empty() || pages.is_empty() || !pages.iter().all(is_page) {
                return Err(format!(
                    "signIn of {issuer} needs a clientId and redirectUris: addresses of pages, without fragments"
                ));
            }
        }
        if self.algorithms.is_empty() || self.algorithms.iter().any(shared) {
            return Err(format!(
                "{issuer} needs algorithms with public keys, such as EdDSA, ES256 or RS256"
            ));
        }
        Ok(())
    }
}

fn algorithms() -> Vec<Algorithm> {
    vec![
        Algorithm::EdDSA,
        Algorithm::ES256,
        Algorithm::PS256,
        Algorithm::RS256,
    ]
}

fn token_type() -> String {
    "at+jwt".to_owned()
}

fn scopes() -> Vec<String> {
    ["openid", "profile", "email"].map(str::to_owned).to_vec()
}

fn hidden<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Hidden>, D::Error> {
    Ok(Option::deserialize(from)?.map(Hidden))
}

fn role<'de, D: Deserializer<'de>>(from: D) -> Result<AccountRole, D::Error> {
    let name = String::deserialize(from)?;
    name.parse().map_err(serde::de::Error::custom)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_provider_is_told_what_it_lacks() {
        let good = r#"[{ "issuer": "https://sso.example", "audience": "https://api.example/graphql",
            "provision": [{ "claim": "groups", "value": "x", "role": "contributor", "agency": "so-tu-phap" }],
            "signIn": { "clientId": "desk", "clientSecret": "hush", "redirectUris": ["https://desk.example/back"] } }]"#;
        let printed = format!("{:?}", read(good));
        assert!(!printed.contains("hush"), "{printed}");
        assert_eq!(read(good).expect("a provider").len(), 1);
        for (from, to, said) in [
            ("https://sso.example", "sso.example", "is no address"),
            (
                "https://sso.example",
                "https://sso.example?x",
                "is no address",
            ),
            ("https://api.example/graphql", "", "needs an audience"),
            ("\"provision\"", "\"provisions\"", "unknown field"),
            ("contributor", "king", "there is no such role"),
            (
                "\"audience\"",
                "\"algorithms\": [\"HS256\"], \"audience\"",
                "public keys",
            ),
            (
                "\"audience\"",
                "\"algorithms\": [\"none\"], \"audience\"",
                "unknown variant",
            ),
            (
                "\"audience\"",
                "\"algorithms\": [], \"audience\"",
                "public keys",
            ),
            ("\"desk\"", "\"\"", "needs a clientId"),
            ("[\"https://desk.example/back\"]", "[]", "redirectUris"),
            ("desk.example/back", "desk.example/#back", "redirectUris"),
        ] {
            let refused = read(&good.replace(from, to)).expect_err(to);
            assert!(refused.contains(said), "{refused}");
        }
        let twice = good.replace(
            "[{ \"issuer",
            "[{ \"issuer\": \"https://sso.example\", \"audience\": \"x\" }, { \"issuer",
        );
        assert!(read(&twice).expect_err("twice").contains("there twice"));
    }
}
