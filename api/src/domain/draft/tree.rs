//! Provisions as a tree that can be changed: each node keeps its place; what it stands in, paths and sort keys follow.
use std::collections::{HashMap, HashSet};

use super::correction::ProvisionChange;
use crate::exchange::details::{ProvisionKind, ProvisionRecord};
use crate::text::structure::{Kind, segment as path_segment};

/// Nodes in order, each after the one that it stands in.
pub(super) struct Tree {
    nodes: Vec<Node>,
    /// Indices of nodes, in the order of the document.
    order: Vec<usize>,
}

struct Node {
    record: ProvisionRecord,
    parent: Option<usize>,
}

impl Tree {
    /// The tree of provisions.
    pub(super) fn new(mut provisions: Vec<ProvisionRecord>) -> Self {
        provisions.sort_by(|one, other| one.sort_key.cmp(&other.sort_key));
        let mut places: HashMap<String, usize> = HashMap::new();
        let mut nodes = Vec::with_capacity(provisions.len());
        for (index, record) in provisions.into_iter().enumerate() {
            let parent = record
                .parent
                .as_ref()
                .and_then(|path| places.get(path).copied());
            places.insert(record.path.clone(), index);
            nodes.push(Node { record, parent });
        }
        Self {
            order: (0..nodes.len()).collect(),
            nodes,
        }
    }

    /// The nodes in the order of the document.
    pub(super) fn in_order(&self) -> impl Iterator<Item = usize> {
        self.order.iter().copied()
    }

    /// What a node says.
    pub(super) fn node(&self, index: usize) -> &ProvisionRecord {
        &self.nodes[index].record
    }

    /// The node at a path.
    pub(super) fn at(&self, path: &str) -> Option<usize> {
        self.in_order().find(|index| self.node(*index).path == path)
    }

    /// Makes a change; nothing where it cannot be made.
    pub(super) fn apply(&mut self, node: usize, change: &ProvisionChange) -> Option<()> {
        match change {
            ProvisionChange::Relabel {
                kind,
                number,
                label,
                heading,
            } => {
                let record = &mut self.nodes[node].record;
                let kind = kind.unwrap_or(record.kind);
                let number = number.clone().or_else(|| record.number.clone());
                if (kind, &number) != (record.kind, &record.number) {
                    segment(kind, number.as_deref()?)?;
                    (record.kind, record.number) = (kind, number);
                    self.rename(node);
                }
                let record = &mut self.nodes[node].record;
                if let Some(label) = label {
                    record.label = Some(label.clone()).filter(|label| !label.is_empty());
                }
                if let Some(heading) = heading {
                    record.heading = Some(heading.clone()).filter(|it| !it.is_empty());
                }
            }
            ProvisionChange::Text { text } => self.nodes[node].record.text.clone_from(text),
            ProvisionChange::MergeIntoPrevious => self.merge(node)?,
            ProvisionChange::SplitAt {
                paragraphs,
                kind,
                number,
            } => self.split(node, *paragraphs, *kind, number)?,
            ProvisionChange::MoveUnder { parent } => self.move_under(node, parent.as_deref())?,
            ProvisionChange::Remove => self.take_out(node),
        }
        Some(())
    }

    /// The provisions in order, with sort keys that say it.
    pub(super) fn finish(self) -> Vec<ProvisionRecord> {
        let paths: Vec<String> = self
            .nodes
            .iter()
            .map(|node| node.record.path.clone())
            .collect();
        let mut nodes: Vec<Option<Node>> = self.nodes.into_iter().map(Some).collect();
        let in_order = self.order.into_iter().enumerate();
        let records = in_order.filter_map(|(place, index)| {
            let node = nodes[index].take()?;
            Some(ProvisionRecord {
                parent: node.parent.map(|parent| paths[parent].clone()),
                sort_key: format!("{place:06}"),
                ..node.record
            })
        });
        records.collect()
    }

    fn merge(&mut self, node: usize) -> Option<()> {
        let before = self.before(node)?;
        let record = &self.nodes[node].record;
        let head = [record.label.as_deref(), record.heading.as_deref()];
        let head: Vec<&str> = head.into_iter().flatten().collect();
        let gap = if record.heading.is_some() { "\n" } else { " " };
        let line = format!("{}{gap}{}", head.join(" "), record.text);
        let text = &mut self.nodes[before].record.text;
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(line.trim());
        self.take_out(node);
        Some(())
    }

    fn split(
        &mut self,
        node: usize,
        paragraphs: usize,
        kind: ProvisionKind,
        number: &str,
    ) -> Option<()> {
        segment(kind, number)?;
        let record = &self.nodes[node].record;
        let lines: Vec<&str> = record.text.lines().collect();
        if paragraphs == 0 || paragraphs >= lines.len() {
            return None;
        }
        let (stays, goes) = (
            lines[..paragraphs].join("\n"),
            lines[paragraphs..].join("\n"),
        );
        self.nodes[node].record.text = stays;
        let parent = self.holder(Some(node), kind);
        let new = self.nodes.len();
        self.nodes.push(Node {
            record: ProvisionRecord {
                path: String::new(),
                parent: None,
                kind,
                number: Some(number.to_owned()),
                label: None,
                heading: None,
                text: goes,
                sort_key: String::new(),
            },
            parent,
        });
        let place = self.order.iter().position(|other| *other == node)?;
        self.order.insert(place + 1, new);
        self.rename(new);
        self.settle();
        Some(())
    }

    /// A node may stand in what is open where it begins: the node before it, or one that that one stands in. What comes
    /// after it must not stand in what it leaves.
    fn move_under(&mut self, node: usize, parent: Option<&str>) -> Option<()> {
        let parent = match parent {
            Some(path) => Some(self.at(path)?),
            None => None,
        };
        let open = self.line(self.before(node));
        let line = self.line(parent);
        let after = self.after(node).and_then(|after| self.nodes[after].parent);
        let is_open = parent.is_none_or(|parent| open.contains(&parent));
        if !is_open || after.is_some_and(|holder| !line.contains(&holder)) {
            return None;
        }
        self.nodes[node].parent = parent;
        self.rename(node);
        Some(())
    }

    /// The node before one, in the order of the document.
    fn before(&self, node: usize) -> Option<usize> {
        let place = self.order.iter().position(|other| *other == node)?;
        Some(self.order[place.checked_sub(1)?])
    }

    /// The first node after one and all in it.
    fn after(&self, node: usize) -> Option<usize> {
        let mut rest = self.in_order().skip_while(|other| *other != node);
        rest.find(|other| !self.line(Some(*other)).contains(&node))
    }

    /// A node and those that it stands in.
    fn line(&self, from: Option<usize>) -> Vec<usize> {
        let above = |index: &usize| self.nodes[*index].parent;
        std::iter::successors(from, above).collect()
    }

    fn take_out(&mut self, node: usize) {
        self.order.retain(|other| *other != node);
        self.settle();
    }

    /// Lets every node stand in something that is open where it begins, of those that may hold it the nearest.
    fn settle(&mut self) {
        let mut before = None;
        for node in self.order.clone() {
            let parent = self.nodes[node].parent;
            if parent.is_some_and(|parent| !self.line(before).contains(&parent)) {
                let kind = self.node(node).kind;
                self.nodes[node].parent = self.holder(before, kind);
                self.rename(node);
            }
            before = Some(node);
        }
    }

    /// The nearest of a node and those that it stands in which may hold a kind.
    fn holder(&self, from: Option<usize>, kind: ProvisionKind) -> Option<usize> {
        let mut open = self.line(from).into_iter();
        open.find(|holder| rank(self.node(*holder).kind) < rank(kind))
    }

    /// Gives a node the path of its place, and what is in it paths that follow.
    fn rename(&mut self, node: usize) {
        let record = &self.nodes[node].record;
        let number = record.number.as_deref().unwrap_or_default();
        let Some(segment) = segment(record.kind, number) else {
            return;
        };
        let prefix = self.prefix(node);
        let before = self.nodes[node].record.path.clone();
        let wanted = format!("{prefix}{segment}");
        if before == wanted {
            return;
        }
        let taken: HashSet<String> = self
            .in_order()
            .filter(|other| *other != node)
            .map(|other| self.node(other).path.clone())
            .collect();
        let path = (1..=taken.len() + 1)
            .map(|number| match number {
                1 => wanted.clone(),
                _ => format!("{wanted}--{number}"),
            })
            .find(|path| !taken.contains(path))
            .unwrap_or(wanted);
        self.nodes[node].record.path.clone_from(&path);
        if before.is_empty() {
            return;
        }
        let beneath = format!("{before}/");
        for index in self.order.clone() {
            let is_within = self.line(Some(index)).contains(&node);
            let record = &mut self.nodes[index].record;
            if is_within && let Some(rest) = record.path.strip_prefix(&beneath) {
                record.path = format!("{path}/{rest}");
            }
        }
    }

    /// What stands before a node's own part of its path. Articles do not carry their chapters, since their numbers run
    /// through the document, or through the appendix.
    fn prefix(&self, node: usize) -> String {
        let above = self.line(self.nodes[node].parent);
        let is_article = self.node(node).kind == ProvisionKind::Article;
        let holder = above
            .into_iter()
            .find(|index| !is_article || self.node(*index).kind == ProvisionKind::Appendix);
        holder.map_or_else(String::new, |holder| format!("{}/", self.node(holder).path))
    }
}

/// How deep a kind stands, the outermost first.
fn rank(kind: ProvisionKind) -> usize {
    match kind {
        ProvisionKind::Preamble | ProvisionKind::Closing | ProvisionKind::Footnote => 0,
        ProvisionKind::Appendix => 1,
        ProvisionKind::Part => 2,
        ProvisionKind::Chapter => 3,
        ProvisionKind::Section => 4,
        ProvisionKind::Subsection => 5,
        ProvisionKind::Article => 6,
        ProvisionKind::Clause => 7,
        ProvisionKind::Point => 8,
    }
}

/// A node's own part of its path.
fn segment(kind: ProvisionKind, number: &str) -> Option<String> {
    let kind = match kind {
        ProvisionKind::Part => Kind::Part,
        ProvisionKind::Chapter => Kind::Chapter,
        ProvisionKind::Section => Kind::Section,
        ProvisionKind::Subsection => Kind::Subsection,
        ProvisionKind::Article => Kind::Article,
        ProvisionKind::Clause => Kind::Clause,
        ProvisionKind::Point => Kind::Point,
        ProvisionKind::Appendix => Kind::Appendix,
        ProvisionKind::Preamble | ProvisionKind::Closing | ProvisionKind::Footnote => return None,
    };
    path_segment(kind, number)
}
