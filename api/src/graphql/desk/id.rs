//! Ids of editorial things: with other tags than [`crate::graphql::id::NodeId`] knows, so that `node(id)` finds
//! nothing by them.
use async_graphql::ID;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use uuid::Uuid;

/// What an id of the desk names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DeskId {
    /// An account.
    Account(Uuid),
    /// A membership.
    Membership(Uuid),
}

impl DeskId {
    /// The id as clients see it.
    #[must_use]
    pub fn encode(self) -> ID {
        let (tag, id) = match self {
            Self::Account(id) => (b'A', id),
            Self::Membership(id) => (b'M', id),
        };
        let mut whole = vec![tag];
        whole.extend_from_slice(id.as_bytes());
        ID(URL_SAFE_NO_PAD.encode(whole))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graphql::id::NodeId;

    #[test]
    fn no_id_of_the_desk_is_one_of_a_node() {
        let id = Uuid::from_u128(7);
        for id in [DeskId::Account(id), DeskId::Membership(id)] {
            assert_eq!(NodeId::decode(&id.encode()), None, "{id:?}");
        }
    }
}
