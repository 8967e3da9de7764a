//! What a shared cache between clients and the server may do.

use serde_json::Value;

use crate::support::client::{Reply, Request};
use crate::support::province::{Province, for_both};

const URL: &str = "/graphql?query=%7Bdesk%7Bme%7Bname%7D%7Dsite%7Bname%7D%7D";

/// A cache that keeps what it may, and serves what it keeps for ever, stale or not.
#[derive(Default)]
struct Cache {
    kept: Vec<(Vec<Option<String>>, String)>,
    /// The headers that answers vary by.
    varying: Vec<String>,
    hits: usize,
}

impl Cache {
    async fn get(&mut self, province: &Province, token: Option<&str>) -> Value {
        let authorization = token.map(|token| format!("Bearer {token}"));
        let key = |varying: &[String]| -> Vec<Option<String>> {
            let value = |name: &String| (name == "authorization").then(|| authorization.clone());
            varying.iter().map(|name| value(name).flatten()).collect()
        };
        let asked = key(&self.varying);
        if let Some((_, body)) = self.kept.iter().find(|(kept, _)| *kept == asked) {
            self.hits += 1;
            return serde_json::from_str(body).expect("JSON");
        }
        let mut request = Request::get(URL).header("accept", "application/json");
        if let Some(authorization) = &authorization {
            request = request.header("authorization", authorization);
        }
        let reply = province.send(request).await;
        self.varying = list(&reply, "vary");
        let control = list(&reply, "cache-control");
        if !control
            .iter()
            .any(|word| word == "no-store" || word == "private")
        {
            self.kept
                .push((key(&self.varying), reply.text().to_owned()));
        }
        reply.json()
    }
}

fn list(reply: &Reply, header: &str) -> Vec<String> {
    let value = reply
        .header(header)
        .unwrap_or_default()
        .to_ascii_lowercase();
    value
        .split(',')
        .map(|word| word.trim().to_owned())
        .collect()
}

#[tokio::test]
async fn a_cache_gives_nobody_what_is_somebody_elses() {
    for_both(async |province| {
        let an = province.colleague("An", &[]).await;
        let binh = province.colleague("Bình", &[]).await;
        let mut cache = Cache::default();
        for _ in 0..3 {
            for (token, name) in [
                (None, None),
                (Some(&an.token), Some("An")),
                (Some(&binh.token), Some("Bình")),
                (None, None),
                (Some(&binh.token), Some("Bình")),
                (Some(&an.token), Some("An")),
            ] {
                let answer = cache.get(province, token.map(String::as_str)).await;
                assert_eq!(
                    answer["data"]["desk"]["me"]["name"].as_str(),
                    name,
                    "{answer}"
                );
                assert!(answer["data"]["site"]["name"].is_string(), "{answer}");
            }
        }
        assert_eq!(cache.hits, 5, "what is for the public may be kept");
    })
    .await;
}

#[tokio::test]
async fn answers_to_somebody_are_private_and_all_vary_by_who_asks() {
    for_both(async |province| {
        let an = province.colleague("An", &[]).await;
        let get = |query: &str| Request::get(&format!("/graphql?query={query}"));
        for query in [
            "%7B__typename%7D",
            "%7Bunknown%7D",
            "%7Bnode(id:%22%22)%7Bid%7D%7D",
        ] {
            let public = province.send(get(query)).await;
            let token = format!("Bearer {}", an.token);
            let private = province
                .send(get(query).header("authorization", &token))
                .await;
            for reply in [&public, &private] {
                assert!(list(reply, "vary").contains(&"authorization".to_owned()));
            }
            let control = private.header("cache-control");
            assert_eq!(control.as_deref(), Some("private, no-store"), "{query}");
        }
    })
    .await;
}
