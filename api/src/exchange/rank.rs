//! The order in which records refer to each other.
use super::Record;

impl Record {
    /// Records refer to records of lower rank, or of their own: a file in this order is taken in one pass.
    #[must_use]
    pub fn rank(&self) -> u8 {
        match self {
            Self::Language(_) => 0,
            Self::RelationType(_) => 1,
            Self::DocumentType(_) => 2,
            Self::AgencyType(_) => 3,
            Self::Topic(_) => 4,
            Self::Audience(_) => 5,
            Self::ActivityForm(_) => 6,
            Self::Holiday(_) => 7,
            Self::Section(_) => 8,
            Self::Area(_) => 9,
            Self::AreaSuccession(_) => 10,
            Self::Agency(_) => 11,
            Self::AgencySuccession(_) => 12,
            Self::Issuer(_) => 13,
            Self::Communicator(_) => 14,
            Self::Site(_) => 15,
            Self::File(_) => 16,
            Self::Content(_) => 17,
            Self::Path(_) => 18,
        }
    }
}
