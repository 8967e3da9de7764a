//! What was planned happens when its moment comes: for agencies, then for items.
use std::time::Duration;

use super::clock::Clock;
use super::database::Database;
use super::{Result, desk, reorganise};

/// How long what others plan may go unseen.
const LOOKS_AGAIN_AFTER: Duration = Duration::from_secs(1);

/// Does what is planned, for as long as it is polled: to the second, and at once where the moment came while no server
/// was there.
pub async fn keep_time(database: Database, clock: Clock) {
    loop {
        // What becomes of agencies comes first, and what fails there keeps no item waiting.
        let agencies = reorganise::fire_due(&database, &clock).await;
        let items = desk::fire_due(&database, &clock).await;
        let next = match agencies.and(items) {
            Ok(_) => until_next(&database, &clock).await,
            Err(error) => Err(error),
        };
        let wait = match next {
            Ok(wait) => wait,
            Err(error) => {
                tracing::warn!(%error, "what is planned could not be looked at; it is tried again in a second");
                LOOKS_AGAIN_AFTER
            }
        };
        // Others plan too.
        tokio::time::sleep(wait.min(LOOKS_AGAIN_AFTER)).await;
    }
}

async fn until_next(database: &Database, clock: &Clock) -> Result<Duration> {
    let agencies = reorganise::next_due(database).await?;
    let items = desk::next_due(database).await?.map(|due| due.at);
    let next = agencies.into_iter().chain(items).min();
    let wait = next.map(|at| (at - clock.now()).to_std().unwrap_or_default());
    Ok(wait.unwrap_or(LOOKS_AGAIN_AFTER))
}
