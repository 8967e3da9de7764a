//! Remarks: what reviewers and authors say to each other about an edition.
use std::collections::HashMap;
use std::ops::ControlFlow::{Break, Continue};

use entity::remark;
use entity::value::RemarkKind;
use sea_orm::ActiveValue::Set;
use sea_orm::prelude::*;
use sea_orm::{ActiveModelTrait, IntoActiveModel, QueryOrder};
use serde::Serialize;
use serde_json::json;

use super::acting::{Acting, Done, Target, Writing};
use crate::domain::database::Session;
use crate::domain::policy::Action;
use crate::domain::publish::one_line;
use crate::domain::{Error, Reason, Result};
use crate::text::normalize::normalize;

/// The longest remark, in characters.
const LONGEST: usize = 10_000;
/// The longest place, in characters.
const PLACE: usize = 200;
/// The most remarks of an edition.
const MOST: u64 = 1_000;

/// A remark that is to be made.
#[derive(Clone, Debug, Serialize)]
pub struct NewRemark {
    /// What it says.
    pub text: String,
    /// The field or provision that it is about.
    pub place: Option<String>,
}

/// Makes a remark on the edition that is worked on.
///
/// # Errors
/// As every act on an item; [`Error::Invalid`] for one that is empty or too long.
pub async fn add(acting: &Acting<'_>, target: Target, given: NewRemark) -> Result<Done> {
    let action = Action::ContentRemark;
    let (writing, item) = match acting.on("remarkAdd", target, action, &given).await? {
        Continue(begun) => begun,
        Break(done) => return Ok(done),
    };
    let edition = &item.working()?.edition;
    let remark = insert(&writing, edition.id, RemarkKind::Note, given).await?;
    writing
        .note(&item, action, edition.id, json!({ "remark": remark }))
        .await
}

/// Says that a remark is seen to.
///
/// # Errors
/// As every act on an item; [`Error::NotFound`] for a remark that is not there, or is seen to already.
pub async fn resolve(acting: &Acting<'_>, target: Target, remark: Uuid) -> Result<Done> {
    let action = Action::ContentResolveRemark;
    let (writing, item) = match acting.on("remarkResolve", target, action, &remark).await? {
        Continue(begun) => begun,
        Break(done) => return Ok(done),
    };
    let edition = &item.working()?.edition;
    let resolved = remark::ActiveModel {
        resolved_by: Set(Some(writing.actor.account)),
        resolved_at: Set(Some(writing.now)),
        ..Default::default()
    };
    let done = remark::Entity::update_many()
        .set(resolved)
        .filter(remark::Column::Id.eq(remark))
        .filter(remark::Column::EditionId.eq(edition.id))
        .filter(remark::Column::ResolvedAt.is_null())
        .exec(&writing.tx)
        .await?;
    if done.rows_affected == 0 {
        return Err(Error::NotFound);
    }
    writing
        .note(&item, action, edition.id, json!({ "remark": remark }))
        .await
}

/// Inserts a remark; gives its id.
pub(super) async fn insert(
    writing: &Writing,
    edition: Uuid,
    kind: RemarkKind,
    given: NewRemark,
) -> Result<Uuid> {
    let text = normalize(&given.text).trim().to_owned();
    match text.chars().count() {
        0 => {
            let message = (
                "is empty; say what is to be mended",
                "còn trống; hãy ghi rõ điều cần sửa",
            );
            return Err(Error::invalid("text", message));
        }
        1..=LONGEST => {}
        length => return Err(Error::invalid("text", Reason::too_long(length, LONGEST))),
    }
    let place = given.place.map(|place| one_line(&place));
    let place = place.filter(|place| !place.is_empty());
    if place
        .as_ref()
        .is_some_and(|place| place.chars().count() > PLACE)
    {
        let message = (
            format!("is longer than {PLACE} characters; name the field or provision"),
            format!("dài quá {PLACE} ký tự; chỉ cần nêu tên trường hoặc điều, khoản"),
        );
        return Err(Error::invalid("place", message));
    }
    let there = remark::Entity::find().filter(remark::Column::EditionId.eq(edition));
    if there.count(&writing.tx).await? >= MOST {
        let message = (
            format!("would be one of more than {MOST} of this edition"),
            format!("bản này đã có {MOST} ý kiến, không thể thêm"),
        );
        return Err(Error::invalid("text", message));
    }
    let row = remark::Model {
        id: Uuid::new_v4(),
        edition_id: edition,
        author_id: writing.actor.account,
        kind,
        place,
        text,
        at: writing.now,
        resolved_by: None,
        resolved_at: None,
    };
    let id = row.id;
    row.into_active_model().insert(&writing.tx).await?;
    Ok(id)
}

/// The remarks on editions, the oldest first.
///
/// # Errors
/// When the database fails.
pub async fn remarks_of(
    session: &Session,
    editions: &[Uuid],
) -> Result<HashMap<Uuid, Vec<remark::Model>>> {
    let rows = remark::Entity::find()
        .filter(remark::Column::EditionId.is_in(editions.iter().copied()))
        .order_by_asc(remark::Column::At)
        .order_by_asc(remark::Column::Id)
        .all(session.read().await?)
        .await?;
    let mut found: HashMap<Uuid, Vec<remark::Model>> = HashMap::new();
    for row in rows {
        found.entry(row.edition_id).or_default().push(row);
    }
    Ok(found)
}
