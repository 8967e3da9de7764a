//! Correcting the structure of a legal text by hand.
use std::ops::ControlFlow::{Break, Continue};

use serde::Serialize;
use serde_json::json;

use super::acting::{Acting, Done, Target};
use super::copy;
use super::said::said_by;
use crate::domain::draft::{DetailsDraft, Draft, LegalDocumentDraft, ProvisionChange};
use crate::domain::policy::Action;
use crate::domain::{Error, Result};

/// A correction that is to be made.
#[derive(Clone, Debug, Serialize)]
pub struct Correct {
    /// Path of the node, in the structure as it is corrected so far.
    pub path: String,
    /// What is different.
    pub change: ProvisionChange,
    /// Why.
    pub note: Option<String>,
}

/// Corrects a node of a legal document's structure. The correction outlives changes of the text, for as long as the
/// node is there.
///
/// # Errors
/// As [`super::save`]; [`Error::Faults`] when it cannot be made there.
pub async fn correct(acting: &Acting<'_>, target: Target, given: Correct) -> Result<Done> {
    let input = json!(given);
    edit(
        acting,
        "provisionCorrect",
        &input,
        target,
        move |document| document.correct(given.path, given.change, given.note),
    )
    .await
}

/// Takes a correction back, by its number from 1.
///
/// # Errors
/// As [`correct`].
pub async fn uncorrect(acting: &Acting<'_>, target: Target, number: usize) -> Result<Done> {
    let input = json!(number);
    let mutation = "provisionCorrectionRemove";
    edit(acting, mutation, &input, target, move |document| {
        document.uncorrect(number)
    })
    .await
}

async fn edit(
    acting: &Acting<'_>,
    mutation: &'static str,
    input: &impl Serialize,
    target: Target,
    change: impl FnOnce(&mut LegalDocumentDraft) -> Result<()> + Send + 'static,
) -> Result<Done> {
    let action = Action::ProvisionCorrect;
    let (writing, item) = match acting.on(mutation, target, action, input).await? {
        Continue(begun) => begun,
        Break(done) => return Ok(done),
    };
    let edition = &item.working()?.edition;
    let said = said_by(&writing.tx, &[edition.id])
        .await?
        .remove(&edition.id);
    let draft = changed(said.ok_or(Error::NotFound)?, change).await?;
    copy::rewrite(&writing.hand(), &item, &draft).await?;
    let detail = json!({ "number": edition.number });
    writing.note(&item, action, edition.id, detail).await
}

/// The working copy with its structure changed. Reading a long text takes a while, and nobody waits here.
async fn changed(
    mut draft: Draft,
    change: impl FnOnce(&mut LegalDocumentDraft) -> Result<()> + Send + 'static,
) -> Result<Draft> {
    let changed = tokio::task::spawn_blocking(move || {
        let DetailsDraft::LegalDocument(document) = &mut draft.details else {
            let message = (
                "is no legal document, and has no provisions",
                "không phải là văn bản pháp luật nên không có điều, khoản",
            );
            return Err(Error::invalid("id", message));
        };
        change(document)?;
        Ok(draft)
    });
    changed.await.map_err(|_| Error::Cancelled)?
}
