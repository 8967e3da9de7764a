//! Other servers that say who somebody is.
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;

use super::AddressRange;
use crate::domain::oidc::{self, Providers};
use crate::domain::outbound::Outbound;

/// Other servers that say who somebody is.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Sign-on")]
pub struct SignOn {
    /// File with the `OpenID` Connect providers whose tokens are taken: a JSON list
    #[arg(
        long,
        env = "NGUONLUAT_OIDC",
        value_name = "FILE",
        help = "File with the OpenID Connect providers whose tokens are taken: a JSON list"
    )]
    pub oidc: Option<PathBuf>,

    /// Networks that providers may be in though they are not public, by commas
    #[arg(
        long,
        env = "NGUONLUAT_OUTBOUND_ALLOW",
        value_name = "NETWORKS",
        value_delimiter = ','
    )]
    pub outbound_allow: Vec<AddressRange>,
}

impl SignOn {
    /// The providers; nothing is called yet.
    ///
    /// # Errors
    /// What is wrong with the file, in a sentence.
    pub fn providers(&self) -> Result<Providers, String> {
        let Some(file) = &self.oidc else {
            return Ok(Providers::default());
        };
        let wrong = |error: String| format!("{}: {error}", file.display());
        let text = fs::read_to_string(file).map_err(|error| wrong(error.to_string()))?;
        let providers = oidc::read(&text).map_err(wrong)?;
        let networks = self.outbound_allow.clone();
        let allowed = move |address| networks.iter().any(|network| network.contains(address));
        let outbound = Outbound::new(Arc::new(allowed)).map_err(|error| error.to_string())?;
        Ok(Providers::new(providers, &outbound))
    }
}
