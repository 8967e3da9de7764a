//! Ids of editorial things: with other tags than [`crate::graphql::id::NodeId`] knows, so that `node(id)` finds
//! nothing by them.
use async_graphql::ID;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use uuid::Uuid;

use crate::domain::{Error, Result};
use crate::graphql::id::NodeId;

/// What an id of the desk names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DeskId {
    /// An account.
    Account(Uuid),
    /// An edition.
    Edition(Uuid),
    /// A file as an agency has it.
    File(Uuid),
    /// A content as the desk sees it.
    Item(Uuid),
    /// A machine key.
    MachineKey(Uuid),
    /// A membership.
    Membership(Uuid),
    /// A planned act.
    Plan(Uuid),
    /// A preview.
    Preview(Uuid),
    /// A remark.
    Remark(Uuid),
    /// A reorganisation.
    Reorganisation(Uuid),
    /// A session.
    Session(Uuid),
}

impl DeskId {
    /// The id as clients see it.
    #[must_use]
    pub fn encode(self) -> ID {
        let (tag, id) = match self {
            Self::Account(id) => (b'A', id),
            Self::Edition(id) => (b'E', id),
            Self::File(id) => (b'F', id),
            Self::Item(id) => (b'W', id),
            Self::MachineKey(id) => (b'K', id),
            Self::Membership(id) => (b'M', id),
            Self::Plan(id) => (b'P', id),
            Self::Preview(id) => (b'V', id),
            Self::Remark(id) => (b'R', id),
            Self::Reorganisation(id) => (b'O', id),
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
            b'E' => Some(Self::Edition(id)),
            b'F' => Some(Self::File(id)),
            b'K' => Some(Self::MachineKey(id)),
            b'M' => Some(Self::Membership(id)),
            b'P' => Some(Self::Plan(id)),
            b'R' => Some(Self::Remark(id)),
            b'O' => Some(Self::Reorganisation(id)),
            b'S' => Some(Self::Session(id)),
            b'V' => Some(Self::Preview(id)),
            b'W' => Some(Self::Item(id)),
            _ => None,
        }
    }

    /// The content that an id names, the desk's or the public's; `None` for any other.
    #[must_use]
    pub fn content(id: &ID) -> Option<Uuid> {
        if let Some(NodeId::Content(id)) = NodeId::decode(id) {
            return Some(id);
        }
        match Self::decode(id) {
            Some(Self::Item(id)) => Some(id),
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

    /// The file, as an agency has it, that an id names.
    ///
    /// # Errors
    /// As [`Self::account`].
    pub fn file(id: &ID) -> Result<Uuid> {
        match Self::decode(id) {
            Some(Self::File(id)) => Ok(id),
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

    /// The preview that an id names.
    ///
    /// # Errors
    /// As [`Self::account`].
    pub fn preview(id: &ID) -> Result<Uuid> {
        match Self::decode(id) {
            Some(Self::Preview(id)) => Ok(id),
            _ => Err(Error::NotFound),
        }
    }

    /// The remark that an id names.
    ///
    /// # Errors
    /// As [`Self::account`].
    pub fn remark(id: &ID) -> Result<Uuid> {
        match Self::decode(id) {
            Some(Self::Remark(id)) => Ok(id),
            _ => Err(Error::NotFound),
        }
    }

    /// The reorganisation that an id names.
    ///
    /// # Errors
    /// As [`Self::account`].
    pub fn reorganisation(id: &ID) -> Result<Uuid> {
        match Self::decode(id) {
            Some(Self::Reorganisation(id)) => Ok(id),
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

    #[test]
    fn no_id_of_the_desk_is_one_of_a_node() {
        let id = Uuid::from_u128(7);
        for id in [
            DeskId::Account(id),
            DeskId::Edition(id),
            DeskId::File(id),
            DeskId::Item(id),
            DeskId::MachineKey(id),
            DeskId::Membership(id),
            DeskId::Preview(id),
            DeskId::Reorganisation(id),
            DeskId::Session(id),
        ] {
            assert_eq!(NodeId::decode(&id.encode()), None, "{id:?}");
            assert_eq!(DeskId::decode(&id.encode()), Some(id));
        }
    }

    #[test]
    fn a_content_is_named_by_either_of_its_ids() {
        let content = Uuid::from_u128(7);
        for id in [
            DeskId::Item(content).encode(),
            NodeId::Content(content).encode(),
        ] {
            assert_eq!(DeskId::content(&id), Some(content));
        }
        for id in [
            DeskId::Edition(content).encode(),
            NodeId::Agency(content).encode(),
            ID("W".to_owned()),
        ] {
            assert_eq!(DeskId::content(&id), None);
        }
    }
}
