//! Opaque global ids: what they name is for the server alone to know.
use async_graphql::ID;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use uuid::Uuid;

use crate::domain::{Error, Reason, Result};

/// What a global id names.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum NodeId {
    /// A content of any kind.
    Content(Uuid),
    /// An agency.
    Agency(Uuid),
    /// An area.
    Area(Uuid),
    /// A communicator.
    Communicator(Uuid),
    /// A section, by code.
    Section(String),
    /// A topic, by code.
    Topic(String),
    /// An audience, by code.
    Audience(String),
    /// An issuer, by code.
    Issuer(String),
}

impl NodeId {
    /// The id as clients see it.
    #[must_use]
    pub fn encode(&self) -> ID {
        let (tag, bytes) = match self {
            Self::Content(id) => (b'c', id.as_bytes().as_slice()),
            Self::Agency(id) => (b'a', id.as_bytes().as_slice()),
            Self::Area(id) => (b'd', id.as_bytes().as_slice()),
            Self::Communicator(id) => (b'm', id.as_bytes().as_slice()),
            Self::Section(code) => (b's', code.as_bytes()),
            Self::Topic(code) => (b't', code.as_bytes()),
            Self::Audience(code) => (b'u', code.as_bytes()),
            Self::Issuer(code) => (b'i', code.as_bytes()),
        };
        let mut whole = vec![tag];
        whole.extend_from_slice(bytes);
        ID(URL_SAFE_NO_PAD.encode(whole))
    }

    /// Reads an id that a client sent; `None` when no server of ours made it.
    #[must_use]
    pub fn decode(id: &str) -> Option<Self> {
        let whole = URL_SAFE_NO_PAD.decode(id).ok()?;
        let (tag, rest) = whole.split_first()?;
        let uuid = || Uuid::from_slice(rest).ok();
        let code = || {
            String::from_utf8(rest.to_vec())
                .ok()
                .filter(|code| !code.is_empty() && !code.contains('\0'))
        };
        match tag {
            b'c' => uuid().map(Self::Content),
            b'a' => uuid().map(Self::Agency),
            b'd' => uuid().map(Self::Area),
            b'm' => uuid().map(Self::Communicator),
            b's' => code().map(Self::Section),
            b't' => code().map(Self::Topic),
            b'u' => code().map(Self::Audience),
            b'i' => code().map(Self::Issuer),
            _ => None,
        }
    }

    /// The content that an id names.
    ///
    /// # Errors
    /// When it is no id of a content.
    pub fn content(field: &str, id: &ID) -> Result<Uuid> {
        match Self::decode(id) {
            Some(Self::Content(id)) => Ok(id),
            _ => Err(invalid_id(
                field,
                (
                    "this is not the id of a content; use an `id` that a query returned",
                    "đây không phải là mã định danh của một nội dung; hãy dùng `id` mà một truy vấn đã trả về",
                ),
            )),
        }
    }

    /// The agency that an id names.
    ///
    /// # Errors
    /// When it is no id of an agency.
    pub fn agency(field: &str, id: &ID) -> Result<Uuid> {
        match Self::decode(id) {
            Some(Self::Agency(id)) => Ok(id),
            _ => Err(invalid_id(
                field,
                (
                    "this is not the id of an agency; use an `id` that a query returned",
                    "đây không phải là mã định danh của một cơ quan; hãy dùng `id` mà một truy vấn đã trả về",
                ),
            )),
        }
    }

    /// The area that an id names.
    ///
    /// # Errors
    /// When it is no id of an area.
    pub fn area(field: &str, id: &ID) -> Result<Uuid> {
        match Self::decode(id) {
            Some(Self::Area(id)) => Ok(id),
            _ => Err(invalid_id(
                field,
                (
                    "this is not the id of an area; use an `id` that a query returned",
                    "đây không phải là mã định danh của một đơn vị hành chính; hãy dùng `id` mà một truy vấn đã trả về",
                ),
            )),
        }
    }
}

/// An id that names nothing of the kind, and why it cannot be used.
#[must_use]
pub fn invalid_id(field: &str, reason: impl Into<Reason>) -> Error {
    Error::Invalid {
        field: field.to_owned(),
        reason: reason.into(),
        code: Some("INVALID_ID"),
    }
}
