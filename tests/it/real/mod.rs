//! Real documents, judged against tables made by reading them; `NGUONLUAT_REAL_DATA` names the folder.
mod citations;
mod gazette;
mod readers;
