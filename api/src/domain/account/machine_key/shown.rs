//! Keys as they are shown with a request.
use entity::value::Hidden;

use super::KIND;
use crate::domain::secret;

/// Whether a bearer token is a machine key, ours or not.
#[must_use]
pub fn is_machine_key(token: &str) -> bool {
    token.starts_with(KIND)
}

/// What is kept of a key that somebody shows.
#[must_use]
pub fn kept(token: &str) -> Hidden {
    Hidden(secret::digest(token))
}
