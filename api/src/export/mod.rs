//! Writers of what is published: the exchange format with the bytes of its files, and tables of agencies and of
//! communicators. What they write, the readers of `import` take back.

pub mod csv;
mod files;
mod run;

pub use files::{Folder, Missing};
pub use run::{Failure, Summary, write};
