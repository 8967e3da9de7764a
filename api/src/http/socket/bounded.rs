//! Bounds what a client sends before a message is whole: actix's codec refuses a frame that is too large only when it
//! has kept all of it.

use std::cell::Cell;
use std::rc::Rc;

use actix_web::{
    Error, FromRequest, HttpRequest, dev,
    error::PayloadError,
    web::{Bytes, Payload},
};
use futures_util::StreamExt;

/// What a frame has beside its payload, and what follows it in the same packet.
const BESIDE: usize = 65_536;

/// Bytes that came since the last message was whole.
#[derive(Debug, Clone, Default)]
pub struct Unread(Rc<Cell<usize>>);

impl Unread {
    /// A message was whole.
    pub fn read(&self) {
        self.0.set(0);
    }

    fn count(&self, chunk: Bytes, most: usize) -> Result<Bytes, PayloadError> {
        let unread = self.0.get() + chunk.len();
        self.0.set(unread);
        if unread > most + BESIDE {
            return Err(PayloadError::Overflow);
        }
        Ok(chunk)
    }
}

/// The payload, which fails where a message has much more than `most` bytes.
///
/// # Errors
/// Never in truth; a payload is made from a request.
pub async fn bounded(
    request: &HttpRequest,
    payload: Payload,
    most: usize,
) -> Result<(Payload, Unread), Error> {
    let unread = Unread::default();
    let so_far = unread.clone();
    let chunks = payload.map(move |chunk| so_far.count(chunk?, most));
    let mut chunks: dev::Payload = dev::Payload::Stream {
        payload: Box::pin(chunks),
    };
    let payload = Payload::from_request(request, &mut chunks).await?;
    Ok((payload, unread))
}
