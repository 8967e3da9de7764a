//! Memberships: which role an account has in which agency, from when to when.
use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use entity::value::{AccountRole, SessionEnd};
use entity::{agency, membership, membership_section, section};
use sea_orm::ActiveValue::Set;
use sea_orm::prelude::*;
use sea_orm::sea_query::SimpleExpr;
use sea_orm::{ActiveEnum, ActiveModelTrait, Condition, IntoActiveModel};
use serde_json::json;

use super::administrators;
use super::work::{Asked, Office, Started};
use crate::domain::clock::local_day;
use crate::domain::policy::{self, Action};
use crate::domain::publish::insert_all;
use crate::domain::{Error, Refusal, Result};

/// A role that is to be given.
#[derive(Clone, Debug)]
pub struct NewMembership {
    /// The role.
    pub role: AccountRole,
    /// The agency.
    pub agency: Uuid,
    /// Whether it holds in the agencies below as well.
    pub covers_subtree: bool,
    /// The sections that it is limited to; `None` when it is not.
    pub sections: Option<Vec<String>>,
    /// First day.
    pub from: NaiveDate,
    /// First day on which it holds no more.
    pub to: Option<NaiveDate>,
}

/// Gives an account a role. Gives the membership's id.
///
/// # Errors
/// [`Refusal::Taken`] when the account has it already, [`Error::Invalid`] for what does not fit together; otherwise
/// when the database fails.
pub(super) async fn insert(
    tx: &impl ConnectionTrait,
    account: Uuid,
    new: NewMembership,
    granted_by: Option<Uuid>,
    now: DateTime<Utc>,
) -> Result<Uuid> {
    check(tx, &new).await?;
    is_free(tx, account, &new).await?;
    let row = membership::Model {
        id: Uuid::new_v4(),
        account_id: account,
        agency_id: new.agency,
        role: new.role,
        covers_subtree: new.covers_subtree,
        all_sections: new.sections.is_none(),
        valid_from: new.from,
        valid_to: new.to,
        granted_by,
        created_at: now,
    };
    let membership_id = row.id;
    row.into_active_model().insert(tx).await?;
    let sections = new.sections.unwrap_or_default().into_iter();
    let sections = sections.map(|section_code| membership_section::Model {
        membership_id,
        section_code,
    });
    insert_all::<membership_section::Entity>(tx, sections.collect()).await?;
    Ok(membership_id)
}

/// Gives an account a role. Gives the account.
///
/// # Errors
/// As [`insert`]; [`Error::NotFound`] for an account that is not there; as every act at the desk.
pub async fn grant(
    office: Office<'_>,
    account: Uuid,
    new: NewMembership,
    key: Option<&str>,
) -> Result<Uuid> {
    let asked = Asked {
        action: Action::MembershipGrant,
        mutation: "membershipGrant",
        key,
        input: json!([
            account,
            new.role.to_value(),
            new.agency,
            new.covers_subtree,
            new.sections,
            new.from,
            new.to
        ]),
    };
    let work = match office.start(asked).await? {
        Started::Repeated(id) => return Ok(id),
        Started::Fresh(work) => work,
    };
    work.named(account).await?;
    let by = Some(work.actor.account);
    let (role, agency) = (new.role.to_value(), new.agency);
    let id = insert(&work.tx, account, new, by, work.now).await?;
    work.end_sessions(account, SessionEnd::Roles).await?;
    let detail = json!({ "membership": id, "role": role, "agency": agency });
    work.done("account", account, None, detail).await
}

/// Ends a role: today, or on a day to come, on which it holds no more. Gives the account.
///
/// # Errors
/// [`Error::NotFound`] for one that is not there or has ended; [`Error::Invalid`] for a day that has passed;
/// [`Refusal::LastAdministrator`]; as every act at the desk.
pub async fn end(
    office: Office<'_>,
    membership: Uuid,
    on: Option<NaiveDate>,
    key: Option<&str>,
) -> Result<Uuid> {
    let asked = Asked {
        action: Action::MembershipEnd,
        mutation: "membershipEnd",
        key,
        input: json!([membership, on]),
    };
    let work = match office.start(asked).await? {
        Started::Repeated(id) => return Ok(id),
        Started::Fresh(work) => work,
    };
    let today = local_day(work.now);
    let row = membership::Entity::find_by_id(membership)
        .one(&work.tx)
        .await?;
    let row = row.filter(|row| row.valid_to.is_none_or(|end| today < end));
    let row = row.ok_or(Error::NotFound)?;
    let on = on.unwrap_or(today);
    if on < today {
        let reason = (
            format!("is before today, {today}; what was done stays"),
            format!("trước hôm nay ({today}); việc đã làm được giữ nguyên"),
        );
        return Err(Error::invalid("on", reason));
    }
    let kept = administrators::kept(&work.tx, on).await?;
    end_all(&work.tx, membership::Column::Id.eq(membership), on).await?;
    administrators::must_stay(&work.tx, on, kept).await?;
    if on == today {
        work.end_sessions(row.account_id, SessionEnd::Roles).await?;
    }
    let detail = json!({ "membership": membership, "on": on });
    work.done("account", row.account_id, None, detail).await
}

/// Ends roles on a day; those that would only begin then are taken away.
pub(super) async fn end_all(
    tx: &impl ConnectionTrait,
    which: SimpleExpr,
    on: NaiveDate,
) -> Result<()> {
    membership::Entity::delete_many()
        .filter(which.clone())
        .filter(membership::Column::ValidFrom.gte(on))
        .exec(tx)
        .await?;
    let ended = membership::ActiveModel {
        valid_to: Set(Some(on)),
        ..Default::default()
    };
    let goes_on = Condition::any()
        .add(membership::Column::ValidTo.is_null())
        .add(membership::Column::ValidTo.gt(on));
    membership::Entity::update_many()
        .set(ended)
        .filter(which)
        .filter(goes_on)
        .exec(tx)
        .await?;
    Ok(())
}

/// That the agency, the sections and the days are there and fit the role.
async fn check(tx: &impl ConnectionTrait, new: &NewMembership) -> Result<()> {
    let agency = agency::Entity::find_by_id(new.agency).one(tx).await?;
    let lasts = agency.is_some_and(|agency| agency.valid_to.is_none_or(|end| new.from < end));
    if !lasts {
        return Err(no_agency());
    }
    if new.to.is_some_and(|to| to <= new.from) {
        let reason = (
            "is not after validFrom; it is the first day without the role",
            "phải sau validFrom; đây là ngày đầu tiên không còn vai trò",
        );
        return Err(Error::invalid("validTo", reason));
    }
    let Some(codes) = &new.sections else {
        let named = policy::is_of_named_sections(new.role);
        return if named {
            let reason = (
                "must be named: the role is one of named sections",
                "phải được nêu rõ: vai trò này chỉ dành cho các chuyên mục cụ thể",
            );
            Err(Error::invalid("sections", reason))
        } else {
            Ok(())
        };
    };
    let known = section::Entity::find()
        .filter(section::Column::Code.is_in(codes))
        .count(tx)
        .await?;
    let distinct = codes.iter().collect::<BTreeSet<_>>().len();
    let usable =
        !codes.is_empty() && distinct == codes.len() && u64::try_from(distinct) == Ok(known);
    if usable {
        Ok(())
    } else {
        let reason = (
            "are empty, not known or named twice; leave them out for all sections",
            "đang trống, không có hoặc bị trùng; bỏ trường này nếu áp dụng cho mọi chuyên mục",
        );
        Err(Error::invalid("sections", reason))
    }
}

/// That the agency of a role is not there.
pub(super) fn no_agency() -> Error {
    let reason = (
        "is no agency that is there then; see agencies",
        "không phải là cơ quan đang hoạt động; xem agencies",
    );
    Error::invalid("agency", reason)
}

/// That the account does not have this role in this agency on any of the days.
async fn is_free(tx: &impl ConnectionTrait, account: Uuid, new: &NewMembership) -> Result<()> {
    let goes_on = Condition::any()
        .add(membership::Column::ValidTo.is_null())
        .add(membership::Column::ValidTo.gt(new.from));
    let mut same = membership::Entity::find()
        .filter(membership::Column::AccountId.eq(account))
        .filter(membership::Column::AgencyId.eq(new.agency))
        .filter(membership::Column::Role.eq(new.role))
        .filter(goes_on);
    if let Some(to) = new.to {
        same = same.filter(membership::Column::ValidFrom.lt(to));
    }
    match same.one(tx).await? {
        None => Ok(()),
        Some(_) => Err(Refusal::Taken("role").into()),
    }
}
