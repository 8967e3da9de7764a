//! Configuration: one file a section. A flag and its `NGUONLUAT_…` variable mean the same.
mod accounts;
mod address_range;
mod log;
mod mail;
mod network;
mod requests;
mod sign_on;
mod storage;

pub use accounts::{Accounts, Roles};
pub use address_range::AddressRange;
pub use log::{Log, LogFormat};
pub use mail::Mail;
pub use network::{Network, PublicAccess};
pub use requests::Requests;
pub use sign_on::SignOn;
pub use storage::Storage;

use std::time::Duration;

fn seconds(text: &str) -> Result<Duration, String> {
    text.parse()
        .ok()
        .and_then(|seconds| Duration::try_from_secs_f64(seconds).ok())
        .filter(|duration| *duration <= Duration::from_hours(1))
        .ok_or_else(|| "expected a number of seconds between 0 and 3600, such as 10 or 0.5".into())
}
