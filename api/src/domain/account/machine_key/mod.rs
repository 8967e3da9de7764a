//! Keys of sites, apps and importers: made, revoked, read, and known again when they are shown.
mod keep;
mod origins;
mod read;
mod shown;
mod usage;

pub(super) use keep::revoke_all;
pub use keep::{NewMachineKey, create, revoke};
pub use origins::Origins;
pub use read::{MachineKeyFilter, by_ids, count, page};
pub use shown::{is_machine_key, kept};
pub use usage::Usage;

/// What a key begins with.
const KIND: &str = "nlk_";
