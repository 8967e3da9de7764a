//! The site's name, for the front door.
use super::database::Database;
use super::{Result, directory};

/// The names of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// Name of the portal.
    pub name: String,
    /// Name of the province.
    pub province: String,
}

/// The site, where the database holds one.
///
/// # Errors
/// Where the database does not answer.
pub async fn find(database: &Database) -> Result<Option<Site>> {
    let found = directory::site(&database.session()).await?;
    Ok(found.map(|site| Site {
        name: site.name,
        province: site.province,
    }))
}
