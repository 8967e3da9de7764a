//! The structure of a legal text, corrected by hand where the parser reads it wrong.
//!
//! A correction names its node by path and by what the node says. The text is parsed anew whenever it changes, and the
//! corrections are made again, in order, each where its node is then; one whose node is not there any more is kept and
//! reported.
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use super::tree::Tree;
use super::{Fault, LegalDocumentDraft, Problem, refuse_too_many};
use crate::domain::publish::parsed;
use crate::domain::{Error, Result};
use crate::exchange::details::{ProvisionKind, ProvisionRecord};
use crate::text::fold::fold;

/// Words of a node's text that it is known by.
const WORDS: usize = 12;

/// The most corrections of a document.
const MOST: usize = 200;

/// A correction of one node.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// Path of the node, as it was when it was corrected.
    pub path: String,
    /// What the node said: its label and first words, folded.
    pub fingerprint: String,
    /// What is different.
    pub change: ProvisionChange,
    /// Why.
    pub note: Option<String>,
}

/// What a correction changes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ProvisionChange {
    /// It is another kind of node, or has another number, label or heading; what is absent stays.
    Relabel {
        /// Kind.
        kind: Option<ProvisionKind>,
        /// Number.
        number: Option<String>,
        /// Label as printed.
        label: Option<String>,
        /// Heading; empty for none.
        heading: Option<String>,
    },
    /// Its own text is another.
    Text {
        /// The text.
        text: String,
    },
    /// It is no node: its label, heading and text go on what stands before it.
    MergeIntoPrevious,
    /// Its text from a paragraph on is a node of its own.
    SplitAt {
        /// Paragraphs that stay, 1 or more.
        paragraphs: usize,
        /// Kind of the new node.
        kind: ProvisionKind,
        /// Number of the new node.
        number: String,
    },
    /// It stands in another node, which is before it and still open there; in none, where the path is absent.
    MoveUnder {
        /// Path of that node.
        parent: Option<String>,
    },
    /// It is not part of the document; what is in it stays.
    Remove,
}

/// A structure with what became of its corrections.
#[derive(Clone, Debug, PartialEq)]
pub struct Corrected {
    /// The nodes in order.
    pub provisions: Vec<ProvisionRecord>,
    /// For each correction, whether it was made.
    pub applied: Vec<bool>,
}

impl LegalDocumentDraft {
    /// Its structure: that of its text, or the one that it was begun with, corrected. Long texts take a while: not to be
    /// called where others wait.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the text is too long, or has too many provisions.
    pub fn corrected(&self) -> Result<Corrected> {
        let (tree, applied) = self.tree()?;
        Ok(Corrected {
            provisions: tree.finish(),
            applied,
        })
    }

    /// Corrects a node of its structure.
    ///
    /// # Errors
    /// [`Error::Faults`] when there is no such node, the change cannot be made there, or there are too many already.
    pub fn correct(
        &mut self,
        path: String,
        change: ProvisionChange,
        note: Option<String>,
    ) -> Result<()> {
        let (mut tree, _) = self.tree()?;
        let Some(found) = tree.at(&path) else {
            return fault("path", Problem::Unknown);
        };
        let fingerprint = fingerprint(tree.node(found));
        if tree.apply(found, &change).is_none() {
            let message = (
                "cannot be made at this place",
                "không thực hiện được tại vị trí này; hãy chọn vị trí khác",
            );
            return fault("change", Problem::invalid(message));
        }
        if self.corrections.len() == MOST {
            let message = (
                format!("{MOST} corrections are kept; mend the text instead"),
                format!("chỉ được tối đa {MOST} chỉnh sửa; hãy sửa ngay trong văn bản"),
            );
            return fault("change", Problem::invalid(message));
        }
        self.corrections.push(Correction {
            path,
            fingerprint,
            change,
            note,
        });
        Ok(())
    }

    /// Takes a correction back, by its number from 1.
    ///
    /// # Errors
    /// [`Error::Faults`] when there is none.
    pub fn uncorrect(&mut self, number: usize) -> Result<()> {
        match number.checked_sub(1) {
            Some(index) if index < self.corrections.len() => {
                self.corrections.remove(index);
                Ok(())
            }
            _ => fault("correction", Problem::Unknown),
        }
    }

    /// The structure with its corrections, and for each of them whether it was made.
    fn tree(&self) -> Result<(Tree, Vec<bool>)> {
        let provisions = match &self.text {
            Some(text) => parsed(text.clone())?,
            None => self.provisions.clone(),
        };
        refuse_too_many(&provisions)?;
        let mut tree = Tree::new(provisions);
        let apply = |correction: &Correction| {
            let node = place(&tree, correction)?;
            tree.apply(node, &correction.change)
        };
        let applied = self.corrections.iter().map(apply);
        let applied = applied.map(|done| done.is_some()).collect();
        Ok((tree, applied))
    }
}

fn fault<T>(path: &str, problem: Problem) -> Result<T> {
    Err(Error::Faults(vec![Fault::new(path, problem)]))
}

/// The node that a correction means: that at its path, if it still says the same; else the only one that does.
fn place(tree: &Tree, correction: &Correction) -> Option<usize> {
    let says_it = |node: &usize| fingerprint(tree.node(*node)) == correction.fingerprint;
    let at_path = tree.at(&correction.path).filter(says_it);
    at_path.or_else(|| {
        let mut others = tree.in_order().filter(says_it);
        let only = others.next()?;
        others.next().is_none().then_some(only)
    })
}

/// What a node is known by when its path has changed: its label and the first words of heading and text, folded.
fn fingerprint(node: &ProvisionRecord) -> String {
    let label = node.label.as_deref().unwrap_or_default();
    let heading = node.heading.as_deref().unwrap_or_default();
    let folded = fold(&format!("{heading} {}", node.text));
    let words: Vec<&str> = folded.split_whitespace().take(WORDS).collect();
    format!("{}|{}", fold(label), words.join(" "))
}
