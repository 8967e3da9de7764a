//! Ids of editorial things: with other tags than [`crate::graphql::id::NodeId`] knows, so that `node(id)` finds
//! nothing by them.
use async_graphql::ID;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use uuid::Uuid;

use crate::graphql::id::NodeId;

/// What an id of the desk names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DeskId {
    /// An account.
    Account(Uuid),
    /// An edition.
    Edition(Uuid),
    /// A content as the desk sees it.
    Item(Uuid),
    /// A membership.
    Membership(Uuid),
}

impl DeskId {
    /// The id as clients see it.
    #[must_use]
    pub fn encode(self) -> ID {
        let (tag, id) = match self {
            Self::Account(id) => (b'A', id),
            Self::Edition(id) => (b'E', id),
            Self::Item(id) => (b'W', id),
            Self::Membership(id) => (b'M', id),
        };
        let mut whole = vec![tag];
        whole.extend_from_slice(id.as_bytes());
        ID(URL_SAFE_NO_PAD.encode(whole))
    }

    /// The content that an id names, the desk's or the public's; `None` for any other.
    #[must_use]
    pub fn content(id: &ID) -> Option<Uuid> {
        if let Some(NodeId::Content(id)) = NodeId::decode(id) {
            return Some(id);
        }
        tagged(b'W', id)
    }

    /// The account that an id names; `None` for any other.
    #[must_use]
    pub fn account(id: &ID) -> Option<Uuid> {
        tagged(b'A', id)
    }
}

fn tagged(wanted: u8, id: &ID) -> Option<Uuid> {
    let whole = URL_SAFE_NO_PAD.decode(id.as_str()).ok()?;
    let (tag, rest) = whole.split_first()?;
    let id = Uuid::from_slice(rest).ok()?;
    (*tag == wanted).then_some(id)
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
            DeskId::Item(id),
            DeskId::Membership(id),
        ] {
            assert_eq!(NodeId::decode(&id.encode()), None, "{id:?}");
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
