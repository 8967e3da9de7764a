//! Published contents, by identity, in batches of bounded size.
use std::collections::VecDeque;

use sea_orm::prelude::Uuid;

use super::weight;
use crate::domain::Result;
use crate::domain::database::Session;
use crate::domain::publish::Catalogue;
use crate::domain::records::{self, Told};
use crate::domain::visibility::{self, LiveContent};
use crate::exchange::Record;

/// Contents looked up at a time.
const PAGE: u64 = 500;
/// Bytes of long text a batch, unless one content has more.
const BATCH_BYTES: u64 = 8 * 1024 * 1024;

/// Where the walk through the contents is.
#[derive(Default)]
pub(in crate::domain) struct Contents {
    after: Option<Uuid>,
    /// Looked up, not read yet; each with the bytes of its long texts.
    waiting: VecDeque<(LiveContent, u64)>,
}

impl Contents {
    /// The next records; nothing after the last content.
    pub(super) async fn next(
        &mut self,
        session: &Session,
        catalogue: &Catalogue,
    ) -> Result<Option<Vec<Record>>> {
        let Some(batch) = self.next_batch(session).await? else {
            return Ok(None);
        };
        let batch: Vec<Told> = batch.iter().map(Told::from).collect();
        let records = records::records(session.read().await?, catalogue, &batch).await?;
        let records = records.into_iter().map(Box::new).map(Record::Content);
        Ok(Some(records.collect()))
    }

    /// The next contents, not more than can be read at once; nothing after the last.
    pub(in crate::domain) async fn next_batch(
        &mut self,
        session: &Session,
    ) -> Result<Option<Vec<LiveContent>>> {
        if self.waiting.is_empty() {
            self.look_up(session).await?;
        }
        let batch = self.take_batch();
        Ok((!batch.is_empty()).then_some(batch))
    }

    async fn look_up(&mut self, session: &Session) -> Result<()> {
        let page = visibility::page(session, self.after, PAGE).await?;
        let Some(last) = page.last() else {
            return Ok(());
        };
        self.after = Some(last.id());
        let editions: Vec<Uuid> = page.iter().map(|live| live.edition().id).collect();
        let weights = weight::of(session, &editions).await?;
        self.waiting.extend(page.into_iter().map(|live| {
            let weight = weights.get(&live.edition().id).copied();
            (live, weight.unwrap_or_default())
        }));
        Ok(())
    }

    fn take_batch(&mut self) -> Vec<LiveContent> {
        let (mut batch, mut bytes) = (Vec::new(), 0);
        while let Some((live, weight)) = self.waiting.pop_front() {
            if !batch.is_empty() && bytes + weight > BATCH_BYTES {
                self.waiting.push_front((live, weight));
                break;
            }
            bytes += weight;
            batch.push(live);
        }
        batch
    }
}
