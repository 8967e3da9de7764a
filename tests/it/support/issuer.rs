//! A small provider of `OpenID` Connect: it serves its document and its keys, changes codes for tokens, counts who asks,
//! signs what it is told to, and is down, slow or lying when a test wants that.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use url::{Url, form_urlencoded};
use uuid::Uuid;

/// What its tokens are for.
pub const AUDIENCE: &str = "https://api.tinh.example/graphql";

/// How it answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Mood {
    /// As it should.
    #[default]
    Honest,
    /// With an error.
    Down,
    /// Never.
    Hanging,
    /// In the name of another.
    Lying,
    /// With keys elsewhere, at this address.
    Elsewhere(String),
    /// By sending on to this address.
    Redirecting(String),
    /// With more than anybody reads.
    Endless,
    /// With something else.
    Babbling,
}

/// What it knows.
#[derive(Default)]
struct State {
    mood: Mood,
    keys: Vec<Value>,
    asked: usize,
    granted: HashMap<String, Granted>,
}

/// What it gives for a code, to whom knows what the browser was sent with.
struct Granted {
    asked: HashMap<String, String>,
    id_token: String,
}

/// A provider on a free port.
pub struct Issuer {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
    pair: Ed25519KeyPair,
    serving: JoinHandle<()>,
}

/// A part of a token.
pub fn part(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}

/// A token with any header and claims, signed in any way.
pub fn token(header: &Value, claims: &Value, sign: impl Fn(&[u8]) -> Vec<u8>) -> String {
    let message = format!("{}.{}", part(header), part(claims));
    let signature = URL_SAFE_NO_PAD.encode(sign(message.as_bytes()));
    format!("{message}.{signature}")
}

impl Issuer {
    /// Starts one with a key named `a`.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let state: Arc<Mutex<State>> = Arc::default();
        let pair = Ed25519KeyPair::generate().expect("a key");
        let shared = Arc::clone(&state);
        let serving = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(answer(stream, address, Arc::clone(&shared)));
            }
        });
        let issuer = Self {
            address,
            state,
            pair,
            serving,
        };
        issuer.publish(&["a"]);
        issuer
    }

    /// Its name.
    pub fn name(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Its public key.
    pub fn public_key(&self) -> &[u8] {
        self.pair.public_key().as_ref()
    }

    /// Serves its key under these names.
    pub fn publish(&self, names: &[&str]) {
        let x = URL_SAFE_NO_PAD.encode(self.public_key());
        let keys = names
            .iter()
            .map(|kid| json!({ "kty": "OKP", "crv": "Ed25519", "use": "sig", "kid": kid, "x": x }));
        self.serve(keys.collect());
    }

    /// Serves these keys.
    pub fn serve(&self, keys: Vec<Value>) {
        self.state.lock().expect("its state").keys = keys;
    }

    /// From now on it answers so.
    pub fn be(&self, mood: Mood) {
        self.state.lock().expect("its state").mood = mood;
    }

    /// How often it was asked for anything.
    pub fn asked(&self) -> usize {
        self.state.lock().expect("its state").asked
    }

    /// A token with the signature of its key.
    pub fn signed(&self, header: &Value, claims: &Value) -> String {
        token(header, claims, |message| {
            self.pair.sign(message).as_ref().to_vec()
        })
    }

    /// A good token for a subject, with further claims.
    pub fn token_for(&self, subject: &str, now: i64, further: &Value) -> String {
        let mut claims = self.claims(subject, now);
        for (name, value) in further.as_object().into_iter().flatten() {
            claims[name] = value.clone();
        }
        self.signed(&Self::header(), &claims)
    }

    /// A good header.
    pub fn header() -> Value {
        json!({ "alg": "EdDSA", "typ": "at+jwt", "kid": "a" })
    }

    /// Lets somebody in who was sent here, and sends them back: with which parameters. The ID token has these further
    /// claims, or these instead.
    pub fn let_in(
        &self,
        sent: &str,
        subject: &str,
        now: i64,
        further: &Value,
    ) -> HashMap<String, String> {
        let sent = Url::parse(sent).expect("an address");
        let asked: HashMap<_, _> = sent.query_pairs().into_owned().collect();
        let mut claims = self.claims(subject, now);
        claims["aud"] = json!(asked["client_id"]);
        claims["nonce"] = json!(asked["nonce"]);
        for (name, value) in further.as_object().into_iter().flatten() {
            claims[name] = value.clone();
        }
        let id_token = self.signed(&json!({ "alg": "EdDSA", "kid": "a" }), &claims);
        let code = Uuid::new_v4().to_string();
        let back = [
            ("code", code.clone()),
            ("state", asked["state"].clone()),
            ("iss", self.name()),
        ];
        let granted = Granted { asked, id_token };
        self.state
            .lock()
            .expect("its state")
            .granted
            .insert(code, granted);
        back.map(|(name, value)| (name.to_owned(), value)).into()
    }

    /// Good claims.
    pub fn claims(&self, subject: &str, now: i64) -> Value {
        json!({ "iss": self.name(), "aud": AUDIENCE, "sub": subject, "iat": now, "exp": now + 300 })
    }
}

impl Drop for Issuer {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn answer(mut stream: TcpStream, address: SocketAddr, state: Arc<Mutex<State>>) {
    let mut request = Vec::new();
    let mut buffer = [0; 4096];
    while !request.windows(4).any(|end| end == b"\r\n\r\n") {
        match stream.read(&mut buffer).await {
            Ok(0) | Err(_) => return,
            Ok(read) => request.extend_from_slice(&buffer[..read]),
        }
    }
    let asks_for_keys = request.starts_with(b"GET /keys ");
    let changed = if request.starts_with(b"POST /token ") {
        let Some(form) = form(&mut stream, request).await else {
            return;
        };
        let honest = state.lock().expect("its state").mood == Mood::Honest;
        honest.then(|| change(&form, &state))
    } else {
        None
    };
    let (mood, keys) = {
        let mut state = state.lock().expect("its state");
        state.asked += 1;
        (state.mood.clone(), state.keys.clone())
    };
    let own = format!("http://{address}");
    let document = |issuer: &str, keys: &str| {
        json!({ "issuer": issuer, "jwks_uri": keys,
            "authorization_endpoint": format!("{own}/auth?tenant=1"), "token_endpoint": format!("{own}/token") }).to_string()
    };
    let own_keys = format!("{own}/keys");
    let (status, location, body) = match mood {
        Mood::Down => (500, None, String::new()),
        Mood::Hanging => {
            tokio::time::sleep(Duration::from_mins(1)).await;
            return;
        }
        Mood::Redirecting(to) => (302, Some(to), String::new()),
        Mood::Endless => (
            200,
            None,
            format!("{{\"keys\":[\"{}\"]}}", "x".repeat(1_000_000)),
        ),
        Mood::Babbling => (200, None, "<html>".to_owned()),
        Mood::Lying => (200, None, document("http://somebody.else", &own_keys)),
        Mood::Elsewhere(keys) => (200, None, document(&own, &keys)),
        Mood::Honest if let Some((status, body)) = changed => (status, None, body),
        Mood::Honest if asks_for_keys => (200, None, json!({ "keys": keys }).to_string()),
        Mood::Honest => (200, None, document(&own, &own_keys)),
    };
    let location = location.map_or_else(String::new, |to| format!("location: {to}\r\n"));
    let head = format!(
        "HTTP/1.1 {status} x\r\n{location}content-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        body.len()
    );
    // Whoever asked may have gone.
    let _gone = stream.write_all(format!("{head}{body}").as_bytes()).await;
}

/// The form that was sent; the stream may not have given all of it yet.
async fn form(stream: &mut TcpStream, mut request: Vec<u8>) -> Option<HashMap<String, String>> {
    let end = request.windows(4).position(|end| end == b"\r\n\r\n")? + 4;
    let head = String::from_utf8_lossy(&request[..end]).to_ascii_lowercase();
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "))?;
    let length: usize = length.trim().parse().ok()?;
    let mut buffer = [0; 4096];
    while request.len() < end + length {
        match stream.read(&mut buffer).await {
            Ok(0) | Err(_) => return None,
            Ok(read) => request.extend_from_slice(&buffer[..read]),
        }
    }
    let mut form: HashMap<String, String> = form_urlencoded::parse(&request[end..])
        .into_owned()
        .collect();
    let known = head
        .lines()
        .any(|line| line.starts_with("authorization: basic "));
    form.insert("known".to_owned(), known.to_string());
    Some(form)
}

/// What is given for a code, once, to the client that it was made for.
fn change(form: &HashMap<String, String>, state: &Mutex<State>) -> (u16, String) {
    let code = form.get("code").cloned().unwrap_or_default();
    let granted = state.lock().expect("its state").granted.remove(&code);
    let text = |name: &str| form.get(name).map_or("", String::as_str);
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(text("code_verifier")));
    let fits = granted.filter(|granted| {
        text("grant_type") == "authorization_code"
            && granted.asked["code_challenge_method"] == "S256"
            && granted.asked["code_challenge"] == challenge
            && ["redirect_uri", "client_id"]
                .iter()
                .all(|name| granted.asked[*name] == text(name))
            && text("known") == "true"
    });
    fits.map_or_else(
        || (400, json!({ "error": "invalid_grant" }).to_string()),
        |granted| (200, json!({ "token_type": "Bearer", "access_token": "x", "id_token": granted.id_token }).to_string()),
    )
}
