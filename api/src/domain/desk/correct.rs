//! Correcting the structure of a legal text by hand.
use serde::Serialize;
use serde_json::json;

use super::acting::{Acting, Begin, Done, Target, Trace};
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
    let input = json!([target, given]);
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
    let input = json!([target, number]);
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
    let writing = match acting.begin(mutation, input).await? {
        Begin::Fresh(writing) => writing,
        Begin::Repeated(done) => return Ok(done),
    };
    let action = Action::ProvisionCorrect;
    let item = writing.item(target, action).await?;
    let working = item.working()?;
    let edition = &working.edition;
    let said = said_by(&writing.tx, &[edition.id])
        .await?
        .remove(&edition.id);
    let draft = changed(said.ok_or(Error::NotFound)?, change).await?;
    let version = writing.raise(&item).await?;
    copy::rewrite(&writing, working, &draft).await?;
    let trace = Trace {
        action,
        content: item.content.id,
        edition: edition.id,
        custody: item.content.custody_agency_id,
        version,
        detail: json!({ "number": edition.number }),
    };
    writing.end(trace).await
}

/// The working copy with its structure changed. Reading a long text takes a while, and nobody waits here.
async fn changed(
    mut draft: Draft,
    change: impl FnOnce(&mut LegalDocumentDraft) -> Result<()> + Send + 'static,
) -> Result<Draft> {
    let changed = tokio::task::spawn_blocking(move || {
        let DetailsDraft::LegalDocument(document) = &mut draft.details else {
            let message = "is no legal document, and has no provisions";
            return Err(Error::invalid("id", message));
        };
        change(document)?;
        Ok(draft)
    });
    changed.await.map_err(|_| Error::Cancelled)?
}
