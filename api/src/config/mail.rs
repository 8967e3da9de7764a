//! Mail that is sent.
use clap::Args;

use crate::domain::account::mail::{MailError, Mailer};

/// Mail that is sent.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Mail")]
pub struct Mail {
    /// The mail server's URL.
    #[arg(
        long,
        env = "NGUONLUAT_SMTP_URL",
        value_name = "URL",
        hide_env_values = true,
        requires = "mail_from",
        help = "Mail server: smtps://USER:PASSWORD@HOST, or smtp://HOST?tls=required; without one, no mail is sent"
    )]
    pub smtp_url: Option<String>,

    /// Sender of mail, such as PBGDPL <khong-tra-loi@tinh.example>
    #[arg(
        long,
        env = "NGUONLUAT_MAIL_FROM",
        value_name = "ADDRESS",
        requires = "smtp_url"
    )]
    pub mail_from: Option<String>,
}

impl Mail {
    /// What sends it, where it is sent. Nothing is connected to.
    ///
    /// # Errors
    /// When the server's address or the sender's cannot be used.
    pub fn mailer(&self) -> Result<Option<Mailer>, MailError> {
        match (&self.smtp_url, &self.mail_from) {
            (Some(server), Some(from)) => Mailer::new(server, from).map(Some),
            _ => Ok(None),
        }
    }
}
