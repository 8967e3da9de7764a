//! Real documents, judged against tables made by reading them; `NGUONLUAT_REAL_DATA` names the folder.
#![expect(
    clippy::print_stdout,
    reason = "the figures are what the tests are run for"
)]

mod citations;
mod gazette;
mod readers;
