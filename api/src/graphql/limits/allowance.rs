//! What an answer may come to while it is made. Page sizes do not tell how long a list without one is, nor how long
//! texts are: what is resolved is counted as well, and an answer that outgrows its allowance is given up.

use std::future;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use async_graphql::async_trait::async_trait;
use async_graphql::extensions::{
    Extension, ExtensionContext, ExtensionFactory, NextResolve, ResolveInfo,
};
use async_graphql::{ServerResult, Value};
use tokio::sync::Notify;
use tokio::time::Instant;

use super::{Limit, Limits, Refusal};

/// Bytes that a value takes besides its text: its name, quotes and commas.
const BYTES_OF_A_VALUE: u64 = 16;

/// What is left for the answer of one request.
#[derive(Debug)]
pub struct Allowance {
    most_values: u64,
    most_bytes: u64,
    until: Instant,
    values: AtomicU64,
    bytes: AtomicU64,
    outgrown: Notify,
}

impl Allowance {
    /// All that the limits give, until the operation's time is up.
    #[must_use]
    pub fn new(limits: &Limits, until: Instant) -> Self {
        Self {
            most_values: limits.answer_values,
            most_bytes: limits.answer_bytes,
            until,
            values: AtomicU64::new(0),
            bytes: AtomicU64::new(0),
            outgrown: Notify::new(),
        }
    }

    /// Waits until the answer has outgrown the allowance, which most answers never do.
    pub async fn outgrown(&self) -> Refusal {
        self.outgrown.notified().await;
        let (values, bytes) = (self.values(), self.bytes());
        let (limit, max, actual) = if values > self.most_values {
            (Limit::AnswerValues, self.most_values, values)
        } else {
            (Limit::AnswerBytes, self.most_bytes, bytes)
        };
        Refusal::TooCostly { limit, max, actual }
    }

    fn values(&self) -> u64 {
        self.values.load(Ordering::Relaxed)
    }

    fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }

    fn is_outgrown(&self) -> bool {
        self.values() > self.most_values || self.bytes() > self.most_bytes
    }

    /// Whether nothing more is to be resolved.
    fn is_used_up(&self) -> bool {
        self.is_outgrown() || Instant::now() > self.until
    }

    /// Counts a value that was resolved.
    fn count(&self, value: Option<&Value>) {
        let text = match value {
            Some(Value::String(text)) => text.len() as u64,
            _ => 0,
        };
        self.values.fetch_add(1, Ordering::Relaxed);
        self.bytes
            .fetch_add(text + BYTES_OF_A_VALUE, Ordering::Relaxed);
        if self.is_outgrown() {
            self.outgrown.notify_one();
        }
    }
}

/// Counts what is resolved against the [`Allowance`] that a request brings.
#[derive(Clone, Copy, Debug)]
pub struct Meter;

impl ExtensionFactory for Meter {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(Self)
    }
}

#[async_trait]
impl Extension for Meter {
    async fn resolve(
        &self,
        ctx: &ExtensionContext<'_>,
        info: ResolveInfo<'_>,
        next: NextResolve<'_>,
    ) -> ServerResult<Option<Value>> {
        // The schema's own description has a limit of its own.
        let allowance = match ctx.data_opt::<Arc<Allowance>>() {
            Some(allowance) if !info.is_for_introspection => allowance,
            _ => return next.run(ctx, info).await,
        };
        // What is in memory is resolved in one go, however much it is: whoever waits for the answer sees that it is
        // over, and drops it, only when every field waits. Fields that a batch answers pass the first check together.
        if !allowance.is_used_up() {
            let value = next.run(ctx, info).await?;
            allowance.count(value.as_ref());
            if !allowance.is_used_up() {
                return Ok(value);
            }
        }
        future::pending().await
    }
}
