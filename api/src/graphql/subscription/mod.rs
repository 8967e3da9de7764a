//! The root of listening. A subscription's operation is executed once to begin, and then once for each change that
//! concerns it: like a request of its own, with a snapshot of its own.
mod content;
mod cursor;
mod telling;

pub(super) use content::ContentChange;
pub use content::Subscription;
use cursor::cursor_of;
pub use telling::{Begun, Telling, Told};
