//! Writing: a new item, and its working copy.
use std::ops::ControlFlow::{Break, Continue};

use entity::value::{ContentKind, EditionState};
use entity::{agency, content, language};
use sea_orm::ActiveValue::Set;
use sea_orm::prelude::*;
use sea_orm::{ActiveEnum, ActiveModelTrait, IntoActiveModel};
use serde_json::json;

use super::acting::{Acting, Begin, Done, Target, Trace, Writing};
use super::copy;
use super::item::{Item, load};
use super::lead::Step;
use super::reach::Lines;
use super::said::said_by;
use crate::domain::draft::{Changes, Draft, Fault, Problem};
use crate::domain::policy::{Action, Resource, authorize};
use crate::domain::publish::{clear, one_line};
use crate::domain::workflow::{self, Act};
use crate::domain::{Error, Reason, Result};

/// The longest title, in characters.
const TITLE: usize = 1_000;

/// A new item.
#[derive(Clone, Debug)]
pub struct Create {
    /// Kind; it never changes.
    pub kind: ContentKind,
    /// Title.
    pub title: String,
    /// Section code.
    pub section: String,
    /// The agency that has it and answers for it.
    pub agency: Uuid,
    /// Language (BCP 47); it never changes.
    pub language: String,
    /// The content that it says in another language.
    pub translation_of: Option<Uuid>,
    /// What else is written already.
    pub changes: Changes,
}

/// Begins an item: a content with its first edition, a draft.
///
/// # Errors
/// [`Error::NotFound`] when the agency, or what is translated, is out of reach; [`Error::Forbidden`] when the account
/// may not write; [`Error::Faults`] for codes that nobody knows.
pub async fn create(acting: &Acting<'_>, given: Create) -> Result<Done> {
    let input = json!([
        given.kind.to_value(),
        given.title,
        given.section,
        given.agency,
        given.language,
        given.translation_of,
        given.changes,
    ]);
    let writing = match acting.begin("contentCreate", &input).await? {
        Begin::Fresh(writing) => writing,
        Begin::Repeated(done) => return Ok(done),
    };
    let (title, section) = (given.title.clone(), given.section.clone());
    let draft = Draft::new(given.kind, title, section, given.agency);
    let draft = tidied(draft.changed(&given.changes)?)?;
    let action = Action::ContentCreate;
    let lines = Lines::above(&writing.tx, [given.agency], []).await?;
    let resource = Resource {
        custody: lines.agency(given.agency),
        ..Resource::default()
    };
    may_be_in(&writing, action, resource, &draft.section).await?;
    exists_today(&writing, acting, [given.agency, draft.agency]).await?;
    let work = work(&writing, &given).await?;
    let content = content::Model {
        id: Uuid::new_v4(),
        kind: given.kind,
        work_id: Uuid::new_v4(),
        language_code: given.language,
        custody_agency_id: given.agency,
        lock_version: 1,
        created_at: writing.now,
    };
    let content = content::Model {
        work_id: work.unwrap_or(content.id),
        ..content
    };
    content
        .clone()
        .into_active_model()
        .insert(&writing.tx)
        .await?;
    let edition = copy::begin(&writing.hand(), content.id, 1, None, &draft).await?;
    let detail = json!({ "to": workflow::name(EditionState::Draft), "number": 1 });
    let trace = Trace::of(&content, action, edition, content.lock_version, detail);
    writing.end(trace).await
}

/// Saves changes of the working copy: in place, however often. What says the same changes nothing.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`] and [`Error::WrongState`] as the policy says; [`Error::Conflict`] when
/// somebody else was first; [`Error::Faults`] for what cannot be kept.
pub async fn save(acting: &Acting<'_>, target: Target, changes: Changes) -> Result<Done> {
    let action = Action::ContentSave;
    let (writing, item) = match acting.on("contentSave", target, action, &changes).await? {
        Continue(begun) => begun,
        Break(done) => return Ok(done),
    };
    let edition = &item.working()?.edition;
    let before = said_by(&writing.tx, &[edition.id])
        .await?
        .remove(&edition.id);
    let before = before.ok_or(Error::NotFound)?;
    let draft = tidied(before.changed(&changes)?)?;
    if draft == before {
        // A file that it names may have come meanwhile.
        copy::note_files(&writing.hand(), item.content.id, edition.id, &draft).await?;
        return writing.end_unchanged(&item).await;
    }
    if draft.section != before.section {
        may_be_in(&writing, action, item.resource(), &draft.section).await?;
    }
    if draft.agency != before.agency {
        exists_today(&writing, acting, [draft.agency]).await?;
    }
    copy::rewrite(&writing.hand(), &item, &draft).await?;
    let detail = json!({ "number": edition.number });
    writing.note(&item, action, edition.id, detail).await
}

/// Gives the working copy up. It stays in the history; the public never saw it. Who writes for an agency gives up only
/// what they began themselves.
///
/// # Errors
/// As [`save`].
pub async fn discard(acting: &Acting<'_>, target: Target) -> Result<Done> {
    let action = Action::ContentDiscard;
    let begun = acting.begin_on("contentDiscard", target, &(), action, Item::begun_resource);
    let (writing, item) = match begun.await? {
        Continue(begun) => begun,
        Break(done) => return Ok(done),
    };
    clear(&writing.tx, item.working()?.edition.id).await?;
    let working = item.edition().map(|edition| edition.id);
    if item.public().map(|edition| edition.id) == working {
        leave_the_work(&writing, &item.content).await?;
    }
    let step = Step {
        action,
        act: Act::Discard,
        sheet: None,
        detail: json!({}),
    };
    writing.take(&item, step).await
}

/// What nobody ever read is no translation any more, so that another may be begun in its language.
async fn leave_the_work(writing: &Writing, content: &content::Model) -> Result<()> {
    let alone = content::ActiveModel {
        work_id: Set(Uuid::new_v4()),
        ..Default::default()
    };
    content::Entity::update_many()
        .set(alone)
        .filter(content::Column::Id.eq(content.id))
        .exec(&writing.tx)
        .await?;
    Ok(())
}

/// What every working copy must be, however little is written.
fn tidied(mut draft: Draft) -> Result<Draft> {
    draft.title = one_line(&draft.title);
    let length = draft.title.chars().count();
    let problem = match length {
        0 => Some(Problem::Missing),
        1..=TITLE => None,
        _ => Some(Problem::Invalid(Reason::too_long(length, TITLE))),
    };
    match problem {
        Some(problem) => Err(Error::Faults(vec![Fault::new("title", problem)])),
        None => Ok(draft),
    }
}

/// Whether the actor may do this to something in a section.
pub(super) async fn may_be_in(
    writing: &Writing,
    action: Action,
    resource: Resource,
    section: &str,
) -> Result<()> {
    let lines = Lines::above(&writing.tx, [], [section.to_owned()]).await?;
    let resource = Resource {
        section: lines.section(section),
        ..resource
    };
    authorize(Some(&writing.actor), action, &resource)?;
    if resource.custody.is_empty() {
        return Err(Error::NotFound);
    }
    if resource.section.is_empty() {
        return fault("section", Problem::Unknown);
    }
    Ok(())
}

/// Refuses agencies that are not there today: what they had is in the custody of others.
pub(super) async fn exists_today(
    writing: &Writing,
    acting: &Acting<'_>,
    agencies: impl IntoIterator<Item = Uuid>,
) -> Result<()> {
    let today = acting.clock.today();
    for id in agencies {
        let row = agency::Entity::find_by_id(id).one(&writing.tx).await?;
        let is_there = row.is_some_and(|row| {
            row.valid_from <= today && row.valid_to.is_none_or(|end| today < end)
        });
        if !is_there {
            return fault("agency", Problem::Unknown);
        }
    }
    Ok(())
}

/// The work that a new content belongs to, where it is a translation.
async fn work(writing: &Writing, given: &Create) -> Result<Option<Uuid>> {
    let db = &writing.tx;
    let language = language::Entity::find_by_id(&given.language);
    if language.one(db).await?.is_none() {
        return fault("language", Problem::Unknown);
    }
    let Some(original) = given.translation_of else {
        return Ok(None);
    };
    let item = load(db, original).await?;
    if item.live.is_none() {
        authorize(Some(&writing.actor), Action::ContentRead, &item.resource())?;
    }
    if item.content.kind != given.kind {
        let message = (
            "is of another kind than what it translates",
            "khác loại với bài được dịch",
        );
        return fault("kind", Problem::invalid(message));
    }
    let work = item.content.work_id;
    let there = content::Entity::find()
        .filter(content::Column::WorkId.eq(work))
        .filter(content::Column::LanguageCode.eq(&given.language))
        .one(db)
        .await?;
    if there.is_some() {
        let message = (
            "is one that the work is there in already",
            "đã có bản bằng ngôn ngữ này",
        );
        return fault("language", Problem::invalid(message));
    }
    Ok(Some(work))
}

fn fault<T>(path: &str, problem: Problem) -> Result<T> {
    Err(Error::Faults(vec![Fault::new(path, problem)]))
}
