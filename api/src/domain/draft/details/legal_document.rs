//! A legal document, as far as it is written.
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::draft::{Correction, Faults, Problem};
use crate::domain::{Error, Result};
use crate::exchange::details::{
    EffectEventRecord, IssuerRef, LegalDocumentRecord, ProvisionRecord, RelationRecord,
};

/// The most provisions of a document that is written at the desk; the longest code in force has some 5,000.
const MOST_PROVISIONS: usize = 20_000;

/// A legal document.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LegalDocumentDraft {
    /// Number as published.
    pub number: Option<String>,
    /// Document type code.
    pub document_type: Option<String>,
    /// Issuers with those who signed for them.
    pub issuers: Vec<IssuerRef>,
    /// Day of issue.
    pub issued_on: Option<NaiveDate>,
    /// First day in force.
    pub effective_on: Option<NaiveDate>,
    /// First day no longer in force.
    pub expires_on: Option<NaiveDate>,
    /// The status that the source gives.
    pub source_status: Option<String>,
    /// Number of the official gazette.
    pub gazette_number: Option<String>,
    /// Day of the official gazette.
    pub gazette_date: Option<NaiveDate>,
    /// Fields in the source's own words.
    pub fields: Vec<String>,
    /// The full text as it was typed; its structure is made of it.
    pub text: Option<String>,
    /// The structure, where no text was typed: that of the edition that it was begun from.
    pub provisions: Vec<ProvisionRecord>,
    /// What of that structure was corrected by hand, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<Correction>,
    /// What happened to the document's force.
    pub events: Vec<EffectEventRecord>,
    /// Relations to other documents.
    pub relations: Vec<RelationRecord>,
}

impl LegalDocumentDraft {
    /// The record, where nothing that it needs is missing.
    pub(super) fn complete(mut self, faults: &mut Faults) -> Option<LegalDocumentRecord> {
        let (text, provisions) = self.structure(faults);
        let document_type = faults.needed("details.document_type", self.document_type);
        let issued_on = faults.needed("details.issued_on", self.issued_on);
        if self.issuers.is_empty() {
            faults.note("details.issuers", Problem::Missing);
            return None;
        }
        Some(LegalDocumentRecord {
            number: self.number,
            document_type: document_type?,
            issuers: self.issuers,
            issued_on: issued_on?,
            effective_on: self.effective_on,
            expires_on: self.expires_on,
            source_status: self.source_status,
            gazette_number: self.gazette_number,
            gazette_date: self.gazette_date,
            fields: self.fields,
            provisions,
            text,
            events: self.events,
            relations: self.relations,
        })
    }

    /// The text that the structure is made of, or the structure itself where it was corrected or there is no text. A
    /// correction whose place is gone is a fault.
    fn structure(&mut self, faults: &mut Faults) -> (Option<String>, Vec<ProvisionRecord>) {
        if self.corrections.is_empty() {
            return match self.text.take() {
                Some(text) => (Some(text), Vec::new()),
                None => (None, std::mem::take(&mut self.provisions)),
            };
        }
        let corrected = match self.corrected() {
            Ok(corrected) => corrected,
            Err(error) => {
                faults.take(Err(error.within("details")));
                return (None, Vec::new());
            }
        };
        for (index, _) in (corrected.applied.iter().enumerate()).filter(|(_, made)| !**made) {
            let problem = Problem::invalid((
                "its place is not there any more; make it anew or take it back",
                "vị trí đã chỉnh sửa không còn nữa; hãy chỉnh sửa lại hoặc hủy chỉnh sửa",
            ));
            faults.note(format!("details.corrections[{index}]"), problem);
        }
        (None, corrected.provisions)
    }
}

/// Refuses more provisions than are written at the desk: with every save they would be written anew, and others wait.
///
/// # Errors
/// [`Error::Invalid`] when there are more.
pub fn refuse_too_many(provisions: &[ProvisionRecord]) -> Result<()> {
    let count = provisions.len();
    if count <= MOST_PROVISIONS {
        return Ok(());
    }
    let reason = (
        format!(
            "has {count} provisions; at most {MOST_PROVISIONS} are written here: attach annexes as files, or have it imported"
        ),
        format!(
            "có {count} điều, khoản; ở đây chỉ soạn được tối đa {MOST_PROVISIONS}: hãy đính kèm phụ lục dưới dạng tệp, hoặc nhờ nhập dữ liệu"
        ),
    );
    Err(Error::invalid("text", reason))
}

impl From<LegalDocumentRecord> for LegalDocumentDraft {
    fn from(document: LegalDocumentRecord) -> Self {
        Self {
            number: document.number,
            document_type: Some(document.document_type),
            issuers: document.issuers,
            issued_on: Some(document.issued_on),
            effective_on: document.effective_on,
            expires_on: document.expires_on,
            source_status: document.source_status,
            gazette_number: document.gazette_number,
            gazette_date: document.gazette_date,
            fields: document.fields,
            text: document.text,
            provisions: document.provisions,
            corrections: Vec::new(),
            events: document.events,
            relations: document.relations,
        }
    }
}
