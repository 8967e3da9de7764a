//! Ids of editorial things: with other tags than [`crate::graphql::id::NodeId`] knows, so that `node(id)` finds
//! nothing by them.
use async_graphql::ID;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use uuid::Uuid;

use crate::domain::{Error, Result};

/// What an id of the desk names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DeskId {
    /// An account.
    Account(Uuid),
    /// A machine key.
    MachineKey(Uuid),
    /// A membership.
    Membership(Uuid),
    /// A session.
    Session(Uuid),
}

impl DeskId {
    /// The id as clients see it.
    #[must_use]
    pub fn encode(self) -> ID {
        let (tag, id) = match self {
            Self::Account(id) => (b'A', id),
            Self::MachineKey(id) => (b'K', id),
            Self::Membership(id) => (b'M', id),
            Self::Session(id) => (b'S', id),
        };
        let mut whole = vec![tag];
        whole.extend_from_slice(id.as_bytes());
        ID(URL_SAFE_NO_PAD.encode(whole))
    }

    /// Reads an id that a client sent; `None` when no server of ours made it.
    #[must_use]
    pub fn decode(id: &str) -> Option<Self> {
        let whole = URL_SAFE_NO_PAD.decode(id).ok()?;
        let (tag, rest) = whole.split_first()?;
        let id = Uuid::from_slice(rest).ok()?;
        match tag {
            b'A' => Some(Self::Account(id)),
            b'K' => Some(Self::MachineKey(id)),
            b'M' => Some(Self::Membership(id)),
            b'S' => Some(Self::Session(id)),
            _ => None,
        }
    }

    /// The account that an id names.
    ///
    /// # Errors
    /// [`Error::NotFound`] for anything else: what is none is answered as one that is not there.
    pub fn account(id: &ID) -> Result<Uuid> {
        match Self::decode(id) {
            Some(Self::Account(id)) => Ok(id),
            _ => Err(Error::NotFound),
        }
    }

    /// The machine key that an id names.
    ///
    /// # Errors
    /// As [`Self::account`].
    pub fn machine_key(id: &ID) -> Result<Uuid> {
        match Self::decode(id) {
            Some(Self::MachineKey(id)) => Ok(id),
            _ => Err(Error::NotFound),
        }
    }

    /// The membership that an id names.
    ///
    /// # Errors
    /// As [`Self::account`].
    pub fn membership(id: &ID) -> Result<Uuid> {
        match Self::decode(id) {
            Some(Self::Membership(id)) => Ok(id),
            _ => Err(Error::NotFound),
        }
    }

    /// The session that an id names.
    ///
    /// # Errors
    /// As [`Self::account`].
    pub fn session(id: &ID) -> Result<Uuid> {
        match Self::decode(id) {
            Some(Self::Session(id)) => Ok(id),
            _ => Err(Error::NotFound),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graphql::id::NodeId;

    #[test]
    fn no_id_of_the_desk_is_one_of_a_node() {
        let id = Uuid::from_u128(7);
        for id in [
            DeskId::Account(id),
            DeskId::MachineKey(id),
            DeskId::Membership(id),
            DeskId::Session(id),
        ] {
            assert_eq!(NodeId::decode(&id.encode()), None, "{id:?}");
            assert_eq!(DeskId::decode(&id.encode()), Some(id));
        }
    }
}
