//! A database that goes away while somebody listens, and comes back.

use std::time::Duration;

use serde_json::{Value, json};

use super::{after, article, now, publish, title};
use crate::support::cluster::Cluster;
use crate::support::events::Events;
use crate::support::province::Province;
use crate::support::socket::Socket;
use crate::support::templates::clock;

#[tokio::test]
async fn who_listens_hears_on_when_the_database_is_back() {
    let cluster = Cluster::new();
    cluster.start();
    let database = nguonluat::domain::database::Database::connect(
        &nguonluat::domain::database::Options::new(cluster.url()),
    )
    .expect("an address");
    nguonluat::domain::setup::prepare(&database, &clock())
        .await
        .expect("a schema");
    database.close().await.expect("closed");
    let province = Province::over(cluster.url());
    publish(&province, crate::support::records::agencies()).await;

    let mut socket = Socket::begin(province.address(), Value::Null).await;
    let mut events = Events::of(province.address(), &after(&now(&province).await)).await;
    socket.subscribe("1", &after(&now(&province).await)).await;
    publish(&province, [article("trước", json!({}))]).await;
    assert_eq!(title(&socket.data("1").await), "Tin trước");
    assert_eq!(title(&events.data().await.0), "Tin trước");

    for (round, mode) in ["fast", "immediate"].into_iter().enumerate() {
        cluster.stop(mode);
        tokio::time::sleep(Duration::from_secs(2)).await;
        cluster.start();
        let id = format!("sau-{round}");
        publish(&province, [article(&id, json!({}))]).await;
        assert_eq!(title(&socket.data("1").await), format!("Tin {id}"));
        assert_eq!(title(&events.data().await.0), format!("Tin {id}"));
    }
    province.leave().await;
}
