//! The outline of a legal text: its nodes without their texts, which are read only when asked for.
use std::collections::HashMap;

use entity::provision;
use entity::value::ProvisionKind;
use sea_orm::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{FromQueryResult, Order, QueryOrder, QuerySelect, QueryTrait};

use super::Passage;
use crate::domain::Result;
use crate::domain::database::{Session, rows_by_key};

/// A node of a legal text, without its text.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Node {
    edition_id: Uuid,
    /// Stable path.
    pub path: String,
    /// Path of the node above.
    pub parent_path: Option<String>,
    /// Kind of node.
    pub kind: ProvisionKind,
    /// Number as printed.
    pub number: Option<String>,
    /// Label as printed, where the source gives it.
    pub label: Option<String>,
    /// Heading.
    pub heading: Option<String>,
}

impl Node {
    /// The node as it is printed, with its own text.
    #[must_use]
    pub fn passage<'a>(&'a self, text: &'a str) -> Passage<'a> {
        Passage {
            kind: self.kind,
            number: self.number.as_deref(),
            label: self.label.as_deref(),
            heading: self.heading.as_deref(),
            text,
        }
    }
}

/// The nodes of a legal text in order.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    nodes: Vec<Node>,
    places: HashMap<String, usize>,
    children: HashMap<Option<String>, Vec<usize>>,
}

impl Outline {
    fn push(&mut self, node: Node) {
        let place = self.nodes.len();
        self.places.insert(node.path.clone(), place);
        self.children
            .entry(node.parent_path.clone())
            .or_default()
            .push(place);
        self.nodes.push(node);
    }

    /// The node at `path`.
    #[must_use]
    pub fn node(&self, path: &str) -> Option<&Node> {
        self.nodes.get(*self.places.get(path)?)
    }

    /// The nodes right below `parent`, or at the top.
    pub fn children(&self, parent: Option<&str>) -> impl Iterator<Item = &Node> {
        let places = self.children.get(&parent.map(str::to_owned));
        places
            .into_iter()
            .flatten()
            .filter_map(|place| self.nodes.get(*place))
    }

    /// The nodes above `node`, nearest first.
    #[must_use]
    pub fn ancestors(&self, node: &Node) -> Vec<&Node> {
        let mut found: Vec<&Node> = Vec::new();
        let mut above = node.parent_path.as_deref();
        while let Some(parent) = above.and_then(|path| self.node(path)) {
            found.push(parent);
            above = parent.parent_path.as_deref();
        }
        found
    }

    /// Whether the node at `holder` holds that at `path`, at whatever depth.
    #[must_use]
    pub fn holds(&self, holder: &str, path: &str) -> bool {
        let above = self.node(path).map(|node| self.ancestors(node));
        above.into_iter().flatten().any(|node| node.path == holder)
    }

    /// The node at `path` and all below it, in the text's order.
    #[must_use]
    pub fn subtree(&self, path: &str) -> Vec<&Node> {
        let mut found = Vec::new();
        let mut open: Vec<&Node> = self.node(path).into_iter().collect();
        while let Some(node) = open.pop() {
            found.push(node);
            let below: Vec<&Node> = self.children(Some(&node.path)).collect();
            open.extend(below.into_iter().rev());
        }
        found
    }
}

/// The outlines of live editions: no texts are read.
///
/// # Errors
/// When the database fails.
pub async fn outlines(session: &Session, editions: &[Uuid]) -> Result<HashMap<Uuid, Outline>> {
    let nodes = provision::Entity::find()
        .select_only()
        .columns([
            provision::Column::EditionId,
            provision::Column::Path,
            provision::Column::ParentPath,
            provision::Column::Kind,
            provision::Column::Number,
            provision::Column::Label,
            provision::Column::Heading,
        ])
        .order_by(provision::Column::EditionId, Order::Asc)
        .order_by(provision::Column::SortKey, Order::Asc)
        .into_query();
    let nodes: Vec<Node> = rows_by_key(
        session.read().await?,
        nodes,
        provision::Column::EditionId,
        editions,
    )
    .await?;
    let mut found: HashMap<Uuid, Outline> = HashMap::new();
    for node in nodes {
        found.entry(node.edition_id).or_default().push(node);
    }
    Ok(found)
}

/// The own texts of nodes, by edition and path.
///
/// # Errors
/// When the database fails.
pub async fn texts(
    session: &Session,
    nodes: &[(Uuid, String)],
) -> Result<HashMap<(Uuid, String), String>> {
    let mut paths: HashMap<Uuid, Vec<&str>> = HashMap::new();
    for (edition, path) in nodes {
        paths.entry(*edition).or_default().push(path);
    }
    let mut any = sea_orm::Condition::any();
    for (edition, paths) in paths {
        any = any.add(
            provision::Column::EditionId
                .eq(edition)
                .and(Expr::col(provision::Column::Path).is_in(paths)),
        );
    }
    let rows = provision::Entity::find()
        .select_only()
        .columns([
            provision::Column::EditionId,
            provision::Column::Path,
            provision::Column::Text,
        ])
        .filter(any)
        .into_tuple::<(Uuid, String, String)>()
        .all(session.read().await?)
        .await?;
    Ok(rows
        .into_iter()
        .map(|(edition, path, text)| ((edition, path), text))
        .collect())
}
