//! Files: what agencies upload, what is kept of it, who has it, where it is used, and what becomes of bytes that nobody
//! needs.
mod claim;
mod handover;
mod image;
mod keep;
mod kind;
mod loose;
mod name;
mod permitted;
mod read;
mod receive;
mod remove;
mod rows;
mod store;
mod sweep;
mod uses;
mod zip;

pub(in crate::domain) use claim::claim;
pub(in crate::domain) use handover::{hand_over, held_by, share};
pub use keep::{Given, Kept, Place, Uploads};
pub use kind::{Class, Kind};
pub(in crate::domain) use loose::{name as name_bytes, reserve as reserve_bytes};
pub(in crate::domain) use name::make_public;
pub(in crate::domain) use permitted::{Asking, permitted};
pub use read::{After, by_hashes, count, custodies_by_ids, custody_of, may, page, variants_of};
pub use receive::Incoming;
pub use remove::remove;
pub(in crate::domain) use store::{is_stored, send};
pub use sweep::{Swept, keep_tidy, sweep};
pub use uses::{Usage, Use, UsedAs, usages_of};

use super::Error;

/// Why uploaded bytes are not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// Nothing came.
    Empty,
    /// It is none of the kinds that may be uploaded, or more than one, or its name says that it is another.
    Unsupported,
    /// It is longer than its kind may be: at most so many bytes.
    TooLarge(u64),
    /// It cannot be read as what it says it is.
    Broken,
    /// An image with more pixels than are decoded.
    TooManyPixels,
    /// It came too slowly.
    TooSlow,
    /// The account has several agencies, or none of its own, and none is named.
    NoAgency,
}

/// Why an upload came to nothing.
#[derive(Clone, Debug)]
pub enum UploadError {
    /// What came cannot be kept.
    Unfit(Unfit),
    /// Whoever uploads may not, or something is out of order here.
    Failed(Error),
}

impl From<Unfit> for UploadError {
    fn from(unfit: Unfit) -> Self {
        Self::Unfit(unfit)
    }
}

impl<E: Into<Error>> From<E> for UploadError {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}
