//! What the server calls at the word of others: nothing that is not public, unless the province allows it.

use serde_json::json;

use super::{now, status, trusting_with};
use crate::support::issuer::Issuer;
use crate::support::province::for_sqlite;

#[tokio::test]
async fn a_provider_on_the_own_network_is_asked_where_that_is_allowed() {
    for_sqlite(async |province| {
        let issuer = Issuer::start().await;
        for (networks, asked) in [
            ("10.0.0.0/8", 0),
            ("192.0.2.0/24,::1/128", 0),
            ("127.0.0.1", 2),
        ] {
            let here = trusting_with(
                province,
                &issuer,
                &json!({}),
                &[&format!("--outbound-allow={networks}")],
            );
            let before = issuer.asked();
            let token = issuer.token_for("lan", now(&here), &json!({}));
            let expected = if asked == 0 { 503 } else { 401 };
            assert_eq!(status(&here, &token).await, expected, "{networks}");
            assert_eq!(issuer.asked() - before, asked, "{networks}");
            here.leave().await;
        }
    })
    .await;
}
