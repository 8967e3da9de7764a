//! The root of listening. A subscription's operation is executed once to begin, and then once for each change that
//! concerns it: like a request of its own, with a snapshot of its own.
mod content;
mod cursor;
mod desk;
mod telling;

use std::option;

use async_graphql::MergedSubscription;
use futures_util::stream::Iter;

pub(super) use content::ContentChange;
use cursor::cursor_of;
pub(super) use desk::DeskChange;
pub use telling::{Begun, Telling, Told};

/// The root of listening: graphql-transport-ws over a WebSocket, or Server-Sent Events. / Gốc của mọi đăng ký theo dõi:
/// qua WebSocket (graphql-transport-ws) hoặc Server-Sent Events.
#[derive(MergedSubscription, Default)]
pub struct Subscription(content::ContentSubscription, desk::DeskSubscription);

/// What one execution tells: one change at most.
type AtMostOne<T> = Iter<option::IntoIter<T>>;
