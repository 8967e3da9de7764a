//! A list of strings in one JSON column.
use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};

/// A list of strings, kept as a JSON array.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct StringList(pub Vec<String>);
