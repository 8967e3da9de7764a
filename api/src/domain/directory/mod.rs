//! The directory: agencies, areas and communicators, all valid in time.
pub(in crate::domain) mod list;
mod read;

pub use list::{
    AgencyFilter, AreaFilter, CommunicatorFilter, Directory, DirectoryPage, When, count_agencies,
    count_areas, count_communicators, page_agencies, page_areas, page_communicators,
};
pub use read::{
    Identified, agencies_with_codes, agency_on, areas_with_codes, by_ids, predecessors, site,
    successors, topics_of_communicators,
};
