//! Keys as they are shown with a request.
use entity::value::Hidden;

use super::KIND;
use crate::domain::actor::ShownKey;
use crate::domain::secret;

/// Whether a bearer token is a machine key, ours or not.
#[must_use]
pub fn is_machine_key(token: &str) -> bool {
    token.starts_with(KIND)
}

/// A key as it is shown, by a page of `origin` where a browser says so.
#[must_use]
pub fn shown(token: &str, origin: Option<String>) -> ShownKey {
    ShownKey {
        hash: Hidden(secret::digest(token)),
        origin,
    }
}
