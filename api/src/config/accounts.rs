//! Who may come in, and with what.
use std::str::FromStr;

use clap::{Args, ValueEnum};
use entity::value::AccountRole;

use crate::domain::session::Rules;

/// Who may come in, and with what.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Accounts")]
pub struct Accounts {
    /// Roles that sign in with one-time passwords too, by commas; none for no role
    #[arg(
        long,
        env = "NGUONLUAT_TOTP_ROLES",
        value_name = "ROLES",
        default_value = "administrator,board_head"
    )]
    pub totp_roles: Roles,

    /// Whether whoever wrote something leaves it to somebody else to approve it
    #[arg(
        long,
        env = "NGUONLUAT_SEPARATION",
        value_name = "ON/OFF",
        value_enum,
        default_value_t = Separation::On
    )]
    pub separation: Separation,
}

impl Accounts {
    /// What the province asks for; whether codes are sent by mail is said elsewhere.
    #[must_use]
    pub fn rules(&self, by_mail: bool) -> Rules {
        Rules {
            totp_roles: self.totp_roles.0.clone(),
            may_approve_own: self.separation == Separation::Off,
            by_mail,
        }
    }
}

/// Whether drafter and approver are two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Separation {
    /// They are.
    On,
    /// They may be one.
    Off,
}

/// Some roles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Roles(pub Vec<AccountRole>);

impl FromStr for Roles {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == "none" {
            return Ok(Self(Vec::new()));
        }
        let roles = text.split(',').map(|name| name.trim().parse());
        roles.collect::<Result<_, _>>().map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_are_named_or_none() {
        assert_eq!("none".parse(), Ok(Roles(Vec::new())));
        let two: Roles = "administrator, auditor".parse().expect("roles");
        assert_eq!(two.0.len(), 2);
        for wrong in ["", "king", "administrator,", "none,auditor"] {
            let refused = wrong.parse::<Roles>().expect_err(wrong);
            assert!(refused.contains("there are contributor"), "{refused}");
        }
    }
}
