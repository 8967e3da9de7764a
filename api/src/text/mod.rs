//! Vietnamese legal text: pure functions, no input or output, nothing of ours beneath them.
pub mod citation;
pub mod collation;
pub mod fold;
pub mod law_name;
pub mod normalize;
pub mod number;
pub(crate) mod pattern;
pub mod slug;
pub mod structure;
pub mod syllable;
