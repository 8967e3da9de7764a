//! What one request may cost.
use std::time::Duration;

use clap::Args;

use super::seconds;
use crate::graphql::limits::Limits;

/// What one request may cost.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Limits of a request")]
pub struct Requests {
    /// Bytes of a request's body
    #[arg(
        long,
        env = "NGUONLUAT_MAX_BODY",
        value_name = "BYTES",
        default_value_t = 1_000_000
    )]
    pub max_body: usize,

    /// Bytes of a request's body where somebody is signed in: the text of a law is long
    #[arg(
        long,
        env = "NGUONLUAT_MAX_SIGNED_IN_BODY",
        value_name = "BYTES",
        default_value_t = 8_000_000
    )]
    pub max_signed_in_body: usize,

    /// Seconds an operation may take
    #[arg(long, env = "NGUONLUAT_TIME_LIMIT", value_name = "SECONDS", default_value = "10", value_parser = seconds)]
    pub time_limit: Duration,

    /// Nodes an operation may return, computed from its page sizes
    #[arg(long, env = "NGUONLUAT_MAX_NODES", value_name = "N", default_value_t = Limits::default().nodes)]
    pub max_nodes: u64,

    /// Fields within fields
    #[arg(long, env = "NGUONLUAT_MAX_DEPTH", value_name = "N", default_value_t = Limits::default().depth)]
    pub max_depth: u64,

    /// Aliases in an operation
    #[arg(long, env = "NGUONLUAT_MAX_ALIASES", value_name = "N", default_value_t = Limits::default().aliases)]
    pub max_aliases: u64,

    /// Values in an answer: fields and items that are really resolved
    #[arg(long, env = "NGUONLUAT_MAX_ANSWER_VALUES", value_name = "N", default_value_t = Limits::default().answer_values)]
    pub max_answer_values: u64,

    /// Bytes in an answer, near enough
    #[arg(long, env = "NGUONLUAT_MAX_ANSWER_BYTES", value_name = "BYTES", default_value_t = Limits::default().answer_bytes)]
    pub max_answer_bytes: u64,

    /// Tokens in a document
    #[arg(long, env = "NGUONLUAT_MAX_TOKENS", value_name = "N", default_value_t = Limits::default().tokens)]
    pub max_tokens: u64,
}

impl Requests {
    /// The limits of an operation.
    #[must_use]
    pub fn limits(&self) -> Limits {
        Limits {
            nodes: self.max_nodes,
            depth: self.max_depth,
            aliases: self.max_aliases,
            tokens: self.max_tokens,
            answer_values: self.max_answer_values,
            answer_bytes: self.max_answer_bytes,
            ..Limits::default()
        }
    }
}
