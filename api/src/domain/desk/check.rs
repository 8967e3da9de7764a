//! The check that a working copy has to pass before it is reviewed: all that is to be mended, at once.
use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use chrono::{DateTime, Utc};
use entity::value::DutyKind;
use entity::{content, edition, path, section_duty};
use sea_orm::prelude::*;

use super::item::Item;
use super::name::note_ended;
use super::said::said_by;
use crate::domain::body::{images_without_alternative, says_something};
use crate::domain::clock::local_day;
use crate::domain::database::Session;
use crate::domain::draft::{DetailsDraft, Draft, Fault, Faults, Problem, Whole, refuse_too_many};
use crate::domain::files::{self, Asking};
use crate::domain::publish::{Catalogue, examine};
use crate::domain::sections::{self, is_in_force};
use crate::domain::turns::Turns;
use crate::domain::{Error, Reason, Result, paths};
use crate::exchange::Details;
use crate::exchange::content::{AttachmentRole, ContentRecord};
use crate::text::normalize::is_blank;

/// The longest alternative text, in characters: a screen reader reads it in one go.
const ALTERNATIVE: usize = 250;

/// Bytes of working copies that are examined for anybody who asks.
const LONG: usize = 256 * 1024;

/// Of one account, in how many requests at a time longer ones are examined: it takes seconds, and who waits holds a
/// connection, which others read with.
static OF_ONE: LazyLock<Turns<Uuid>> = LazyLock::new(|| Turns::new(2));

/// What is to be mended in the working copies of these items, by edition; an account asks.
///
/// # Errors
/// [`Error::Busy`] while long texts are examined for the account already; otherwise when the database fails.
pub async fn faults(
    session: &Session,
    account: Uuid,
    items: &[&Item],
    now: DateTime<Utc>,
) -> Result<HashMap<Uuid, Vec<Fault>>> {
    let db = session.read().await?;
    let working = items.iter().filter_map(|item| {
        let working = item.working.as_ref()?;
        Some((&item.content, &working.edition))
    });
    let working: Vec<_> = working.collect();
    let ids: Vec<Uuid> = working.iter().map(|(_, edition)| edition.id).collect();
    let mut drafts = said_by(db, &ids).await?;
    let size: usize = drafts.values().map(Draft::size).sum();
    let turn = (size > LONG).then(|| OF_ONE.take(account).ok_or(Error::Busy));
    let _turn = turn.transpose()?;
    let catalogue = Arc::new(Catalogue::load(db).await?);
    let mut found = HashMap::new();
    for (content, edition) in working {
        if let Some(draft) = drafts.remove(&edition.id) {
            let check = Check {
                content,
                edition,
                catalogue: &catalogue,
                now,
            };
            found.insert(edition.id, check.faults(db, Arc::new(draft)).await?);
        }
    }
    Ok(found)
}

/// What is to be mended in the working copy of an item.
pub(super) async fn check(
    db: &impl ConnectionTrait,
    item: &Item,
    now: DateTime<Utc>,
) -> Result<Vec<Fault>> {
    let edition = &item.working()?.edition;
    let draft = said_by(db, &[edition.id]).await?.remove(&edition.id);
    let check = Check {
        content: &item.content,
        edition,
        catalogue: &Arc::new(Catalogue::load(db).await?),
        now,
    };
    check
        .faults(db, Arc::new(draft.ok_or(Error::NotFound)?))
        .await
}

/// What a working copy is held against.
struct Check<'a> {
    content: &'a content::Model,
    edition: &'a edition::Model,
    catalogue: &'a Arc<Catalogue>,
    now: DateTime<Utc>,
}

impl Check<'_> {
    async fn faults(&self, db: &impl ConnectionTrait, draft: Arc<Draft>) -> Result<Vec<Fault>> {
        let whole = Whole {
            content: self.content.id,
            work: self.content.work_id,
            language: self.content.language_code.clone(),
            first_published_at: self.now,
            published_at: self.now,
        };
        let (record, html, mut faults) = examined(&draft, whole, self.catalogue).await?;
        if let Details::LegalDocument(document) = &record.details {
            let few = refuse_too_many(&document.provisions);
            faults.take(few.map_err(|error| error.within("details")));
        }
        self.codes(&draft, &record, &mut faults);
        note_ended(&draft, self.catalogue, local_day(self.now), &mut faults);
        self.files(db, &draft, &mut faults).await?;
        self.path(db, &record, &mut faults).await?;
        asked_by_section(db, &draft, self.now, &mut faults).await?;
        readable(&draft, html.as_deref(), &mut faults);
        accessible(&draft, html.as_deref(), &mut faults);
        if self.edition.number > 1 && !is_written(draft.change_note.as_ref()) {
            faults.note("change_note", Problem::Missing);
        }
        Ok(faults.by_field())
    }

    /// Codes that the small tables do not know.
    fn codes(&self, draft: &Draft, record: &ContentRecord, faults: &mut Faults) {
        let catalogue = self.catalogue;
        let mut known = |path: &str, is_known: bool| {
            if !is_known {
                faults.note(path, Problem::Unknown);
            }
        };
        known("section", catalogue.has_section(&record.section));
        for (index, topic) in draft.topics.iter().enumerate() {
            let is_known = catalogue.topics.get(topic).is_some();
            known(&format!("topics[{index}]"), is_known);
        }
        for (index, audience) in draft.audiences.iter().enumerate() {
            let is_known = catalogue.audiences.get(audience).is_some();
            known(&format!("audiences[{index}]"), is_known);
        }
        for (index, attachment) in record.attachments.iter().enumerate() {
            let language = attachment.language.as_ref();
            let is_known = language.is_none_or(|code| catalogue.languages.contains_key(code));
            known(&format!("attachments[{index}].language"), is_known);
        }
        match &record.details {
            Details::LegalDocument(document) => {
                let types = &catalogue.document_types;
                let is_type = types.contains_key(&document.document_type);
                known("details.document_type", is_type);
                for (index, issuer) in document.issuers.iter().enumerate() {
                    let is_known = issuer.name.is_some()
                        || (issuer.code.as_ref())
                            .is_none_or(|code| catalogue.issuers.contains_key(code));
                    known(&format!("details.issuers[{index}].code"), is_known);
                }
                for (index, relation) in document.relations.iter().enumerate() {
                    let types = &catalogue.relation_types;
                    let is_known = types.contains_key(&relation.relation_type);
                    known(&format!("details.relations[{index}].type"), is_known);
                }
            }
            Details::Activity(activity) => {
                let forms = &catalogue.activity_forms;
                known("details.form", forms.get(&activity.form).is_some());
                let mut people = activity.communicators.iter();
                let all = people.all(|id| catalogue.communicators.contains_key(id));
                known("details.communicators", all);
            }
            _ => {}
        }
    }

    /// Files that are named and not there, or not for this content.
    async fn files(
        &self,
        db: &impl ConnectionTrait,
        draft: &Draft,
        faults: &mut Faults,
    ) -> Result<()> {
        let asking = Asking::Agency(self.content.custody_agency_id);
        let named = draft.files();
        let permitted = files::permitted(db, asking, self.content.id, &named).await?;
        let mut known = |path: String, sha256: &str| {
            if !permitted.contains(sha256) {
                faults.note(path, Problem::Unknown);
            }
        };
        if let Some(cover) = &draft.cover {
            known("cover.file".to_owned(), &cover.file);
        }
        for (index, attachment) in draft.attachments.iter().enumerate() {
            known(format!("attachments[{index}].file"), &attachment.file);
        }
        Ok(())
    }

    /// A path is one content's for ever, and asked for as it is written.
    async fn path(
        &self,
        db: &impl ConnectionTrait,
        record: &ContentRecord,
        faults: &mut Faults,
    ) -> Result<()> {
        let Some(path) = &record.path else {
            return Ok(());
        };
        if path == "/" || path.contains(['?', '%']) {
            let message = (
                "is not one of a content: say what it is called, without ? and %",
                "không dùng được cho bài viết: hãy ghi tên bài, không có ? và %",
            );
            faults.note("path", Problem::invalid(message));
        }
        if let Some(fault) = taken(db, self.content.id, path).await? {
            faults.note("path", fault.problem);
        }
        Ok(())
    }
}

/// What is wrong with a path that another content has.
pub(super) async fn taken(
    db: &impl ConnectionTrait,
    content: Uuid,
    path: &str,
) -> Result<Option<Fault>> {
    let there = path::Entity::find_by_id(paths::canonical(path))
        .one(db)
        .await?;
    let owner = there.and_then(|there| there.content_id);
    let message = (
        "belongs to another content",
        "đã thuộc về bài khác; hãy chọn đường dẫn khác",
    );
    let is_taken = owner.is_some_and(|owner| owner != content);
    Ok(is_taken.then(|| Fault::new("path", Problem::invalid(message))))
}

/// The record that a working copy leads to, with its body as it would be published. Long texts take a while, and
/// nobody waits here.
async fn examined(
    draft: &Arc<Draft>,
    whole: Whole,
    catalogue: &Arc<Catalogue>,
) -> Result<(ContentRecord, Option<String>, Faults)> {
    let (draft, catalogue) = (Arc::clone(draft), Arc::clone(catalogue));
    let examined = tokio::task::spawn_blocking(move || {
        let mut faults = Faults::default();
        let mut record = draft.complete(&whole, &catalogue, &mut faults);
        let html = examine(&mut record, &mut faults);
        (record, html, faults)
    });
    examined.await.map_err(|_| Error::Cancelled)
}

/// What the rules of its section ask for and a draft does not say.
pub(super) async fn asked_by_section(
    db: &impl ConnectionTrait,
    draft: &Draft,
    now: DateTime<Utc>,
    faults: &mut Faults,
) -> Result<()> {
    let today = local_day(now);
    let duties = sections::duties(db, &[&draft.section]).await?;
    let in_force = duties.values().flatten();
    for duty in in_force.filter(|duty| is_in_force(duty, today)) {
        required(duty, draft, faults);
    }
    Ok(())
}

/// Fields that a section's rules ask for. The date, the publisher and the identifier of Circular 24/2011/TT-BTTTT are
/// there by themselves: when it appears, the agency, the address.
fn required(duty: &section_duty::Model, draft: &Draft, faults: &mut Faults) {
    if duty.kind != DutyKind::RequiredFields {
        return;
    }
    for field in &duty.required_fields.0 {
        let material = match &draft.details {
            DetailsDraft::Material(material) => Some(material),
            _ => None,
        };
        let (path, is_there) = match (field.as_str(), material) {
            ("creator", _) => {
                let source = draft.source.as_ref().map(|source| &source.name);
                let is_there = is_written(draft.author.as_ref()) || is_written(source);
                ("author", is_there)
            }
            ("description", _) => ("summary", is_written(draft.summary.as_ref())),
            ("compiler", Some(it)) => ("details.compiler", is_written(it.compiler.as_ref())),
            ("released_on", Some(it)) => ("details.released_on", it.released_on.is_some()),
            ("purpose", Some(it)) => ("details.purpose", is_written(it.purpose.as_ref())),
            _ => continue,
        };
        if !is_there {
            faults.0.push(Fault {
                path: path.to_owned(),
                problem: Problem::Missing,
                legal_basis: Some(duty.legal_basis.clone()),
            });
        }
    }
}

fn is_written(text: Option<&String>) -> bool {
    text.is_some_and(|text| !is_blank(text))
}

/// An article is read: it has a body, or files that are read in its place.
fn readable(draft: &Draft, html: Option<&str>, faults: &mut Faults) {
    let is_article = matches!(draft.details, DetailsDraft::Article(_));
    let is_told = faults.0.iter().any(|fault| fault.path == "body");
    let says_something = html.is_some_and(says_something);
    if is_article && !says_something && draft.attachments.is_empty() && !is_told {
        faults.note("body", Problem::Missing);
    }
}

/// What everybody must be able to perceive (WCAG 1.1.1, 1.2).
fn accessible(draft: &Draft, html: Option<&str>, faults: &mut Faults) {
    let mut note = |path: &str, criterion: &str, reason: Reason| {
        faults.0.push(Fault {
            path: path.to_owned(),
            problem: Problem::Invalid(reason),
            legal_basis: Some(format!("WCAG 2.2, {criterion}")),
        });
    };
    let cover = draft.cover.as_ref();
    if let Some(alt) = cover.and_then(|cover| cover.alt.as_deref()) {
        let length = alt.chars().count();
        if length > ALTERNATIVE {
            let reason = (
                format!("has {length} characters; at most {ALTERNATIVE} are read out"),
                format!(
                    "dài {length} ký tự; phần mềm đọc màn hình chỉ đọc tối đa {ALTERNATIVE} ký tự"
                ),
            );
            note("cover.alt", "1.1.1", reason.into());
        } else if is_file_name(alt) {
            let reason = (
                "is a file's name; say what is to be seen",
                "là tên tệp; hãy mô tả những gì thấy trong ảnh",
            );
            note("cover.alt", "1.1.1", reason.into());
        }
    }
    let images = html.map_or(0, images_without_alternative);
    if images > 0 {
        let reason = (
            format!("has {images} images without alt; write alt=\"\" for decoration"),
            format!("có {images} ảnh chưa có alt; ảnh chỉ để trang trí thì ghi alt=\"\""),
        );
        note("body", "1.1.1", reason.into());
    }
    let roles: Vec<AttachmentRole> = draft.attachments.iter().map(|it| it.role).collect();
    let is_transcribed = match &draft.details {
        DetailsDraft::Material(material) => is_written(material.transcript.as_ref()),
        _ => roles.contains(&AttachmentRole::Document),
    };
    let is_captioned = is_transcribed || roles.contains(&AttachmentRole::Captions);
    if roles.contains(&AttachmentRole::Video) && !is_captioned {
        let reason = (
            "have a video without captions or transcript",
            "có video chưa kèm phụ đề hoặc bản ghi lời",
        );
        note("attachments", "1.2.2", reason.into());
    }
    if roles.contains(&AttachmentRole::Audio) && !is_transcribed {
        let reason = (
            "have a recording without a transcript",
            "có bản ghi âm chưa kèm bản ghi lời",
        );
        note("attachments", "1.2.1", reason.into());
    }
}

/// Whether a text is the name of an image's file, such as `IMG_0012.JPG`.
fn is_file_name(text: &str) -> bool {
    let extension = text.trim().rsplit_once('.').map(|(_, extension)| extension);
    let extension = extension.map(str::to_ascii_lowercase);
    let extension = extension.as_deref();
    !text.trim().contains(' ')
        && extension.is_some_and(|it| ["jpg", "jpeg", "png", "gif", "webp"].contains(&it))
}
