//! Text that lets somebody in, or helps to guess what does.
use std::fmt;

use sea_orm::DeriveValueType;

/// Text that is kept but never printed.
#[derive(Clone, PartialEq, Eq, DeriveValueType)]
pub struct Hidden(pub String);

impl fmt::Debug for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hidden")
    }
}

#[cfg(test)]
mod tests {
    use super::Hidden;
    use crate::account_secret;

    #[test]
    fn what_an_account_proves_itself_with_is_not_printed() {
        let secret = account_secret::Model {
            account_id: sea_orm::prelude::Uuid::nil(),
            password_hash: Some(Hidden("$argon2id$v=19$abc".to_owned())),
            password_changed_at: None,
            totp_sealed: None,
            totp_confirmed_at: None,
            totp_last_step: 0,
        };
        let printed = format!("{secret:?}");
        assert!(printed.contains("password_hash: Some(Hidden)"), "{printed}");
        assert!(!printed.contains("argon2id"), "{printed}");
    }
}
