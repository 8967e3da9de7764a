//! Where to look for what is hidden: whatever has an id, a path or a hash, whether or not anybody may know of it.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use uuid::Uuid;

use super::schema::Column;
use crate::support::database::column;
use crate::support::desk::desk_id;
use crate::support::province::Province;
use crate::transport::public_access::paths;

/// The tags of ids, the public's and the desk's, of things with a UUID.
const TAGS: &str = "cadmAEFKMOPRSVW";

/// As many rows of a table are asked for by their ids, whatever those name.
const SOME: usize = 5;

/// What can be asked for.
pub struct Hidden {
    /// Ids that the public could ask `node` for.
    pub nodes: Vec<String>,
    /// Items of the agency: what its desk wrote, and some that it published.
    pub items: Vec<String>,
    /// Accounts.
    pub accounts: Vec<String>,
    /// Hashes of files that agencies have.
    pub files: Vec<String>,
    /// Agencies whose files can be asked for.
    pub agencies: Vec<String>,
    /// Paths that lead, led or will lead somewhere.
    pub paths: Vec<String>,
    /// Pages that are served.
    pub pages: Vec<String>,
}

impl Hidden {
    /// Looks into the database before canaries are sown; `items` are those that the desk wrote.
    pub async fn of(
        province: &Province,
        columns: &[Column],
        items: Vec<String>,
        agencies: Vec<String>,
    ) -> Self {
        let files: Vec<String> = column(province.database(), "SELECT sha256 FROM file").await;
        let kept = column(
            province.database(),
            "SELECT DISTINCT file_sha256 FROM file_custody",
        )
        .await;
        let mut pages = paths();
        pages.extend(files.iter().map(|sha256| format!("/media/{sha256}/x")));
        let variants: Vec<String> =
            column(province.database(), "SELECT sha256 FROM file_variant").await;
        pages.extend(variants.iter().map(|sha256| format!("/media/{sha256}/x")));
        let planned = "SELECT path FROM path UNION SELECT path FROM edition_rehearsal
            UNION SELECT planned_path FROM edition_desk WHERE planned_path IS NOT NULL";
        let accounts = ids(province, "account").await;
        let published =
            "content WHERE id IN (SELECT content_id FROM edition WHERE state = 'superseded')
            AND custody_agency_id IN (SELECT custody_agency_id FROM content AS written
            JOIN edition ON content_id = written.id WHERE state = 'draft')";
        let published = ids(province, published).await;
        let published = published.iter().map(|id| desk_id('W', *id));
        let mut hidden = Self {
            nodes: Vec::new(),
            items: items.into_iter().chain(published.take(SOME)).collect(),
            accounts: accounts.iter().map(|id| desk_id('A', *id)).collect(),
            files: kept,
            agencies,
            paths: column(province.database(), planned).await,
            pages,
        };
        for (tag, table) in [
            ('c', "content"),
            ('a', "agency"),
            ('d', "area"),
            ('m', "communicator"),
        ] {
            let all = ids(province, table).await;
            hidden.nodes.extend(all.iter().map(|id| desk_id(tag, *id)));
        }
        for column in columns
            .iter()
            .filter(|it| it.name == "id" && it.kind == "uuid")
        {
            for id in ids(province, &column.table).await.into_iter().take(SOME) {
                hidden
                    .nodes
                    .extend(TAGS.chars().map(|tag| desk_id(tag, id)));
            }
        }
        for (tag, table) in [
            ('s', "section"),
            ('t', "topic"),
            ('u', "audience"),
            ('i', "issuer"),
        ] {
            let codes = column(province.database(), &format!("SELECT code FROM {table}")).await;
            let id = |code: &String| URL_SAFE_NO_PAD.encode(format!("{tag}{code}"));
            hidden.nodes.extend(codes.iter().map(id));
        }
        hidden
    }
}

async fn ids(province: &Province, table: &str) -> Vec<Uuid> {
    let sql = format!("SELECT id FROM {table} ORDER BY id");
    column(province.database(), &sql).await
}
