//! The log.
use clap::{Args, ValueEnum};

/// The log, written to standard error.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Log")]
pub struct Log {
    /// What to log: a level (error, warn, info, debug, trace) or rules such as info,sqlx=warn
    #[arg(long = "log", env = "NGUONLUAT_LOG", value_name = "FILTER", default_value = "info", value_parser = log_filter, global = true)]
    pub filter: String,

    /// How to write it
    #[arg(
        long = "log-format",
        env = "NGUONLUAT_LOG_FORMAT",
        value_name = "FORMAT",
        default_value = "text",
        global = true
    )]
    pub format: LogFormat,
}

/// How log lines are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// For people
    Text,
    /// One JSON object a line
    Json,
}

fn log_filter(text: &str) -> Result<String, String> {
    tracing_subscriber::EnvFilter::try_new(text)
        .map(|_| text.into())
        .map_err(|error| error.to_string())
}
