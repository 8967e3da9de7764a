//! Plausible content for load: the demo province's items, varied without end. The same seed gives the same records,
//! and a content depends on nothing but seed, size and place.
mod content;
mod details;
mod directory;
mod mould;
mod text;
mod timeline;

#[cfg(test)]
mod tests;

use entity::value::ContentKind;

use crate::exchange::Record;
use content::Writer;

/// What to generate.
#[derive(Clone, Debug)]
pub struct Load {
    /// Contents; a school and a communicator come with every hundred.
    pub items: u64,
    /// What makes one province differ from another.
    pub seed: u64,
    /// Kinds of content; all of them, as often as a portal has them, when it is empty.
    pub kinds: Vec<ContentKind>,
    /// Whether contents refer to the demo province's files, whose bytes must then be at hand.
    pub files: bool,
}

/// How many records a load has.
#[must_use]
pub fn size(load: &Load, demo: &[Record]) -> u64 {
    load.items + directory::of(load, demo.to_vec()).len() as u64
}

/// The records of a load, in the order in which they refer to each other: the directory of the demo province, whose
/// records these are, enlarged, and then the contents.
pub fn records(load: &Load, demo: Vec<Record>) -> impl Iterator<Item = Record> + Send + use<> {
    let items = load.items;
    let writer = Writer::new(load, &demo);
    let contents = (0..items).filter_map(move |index| writer.content(index));
    directory::of(load, demo)
        .into_iter()
        .chain(contents.map(|content| Record::Content(Box::new(content))))
}
