//! Accounts and what they are at agencies, as rows.

use chrono::{DateTime, TimeDelta, Utc};
use entity::value::{AccountKind, AccountRole};
use entity::{account, agency, membership, membership_section};
use nguonluat::domain::clock::local_day;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, DatabaseConnection, EntityTrait, IntoActiveModel,
    QueryFilter,
};
use uuid::Uuid;

use super::desk::SECTION;

/// A new account of a person.
pub async fn account(
    writer: &DatabaseConnection,
    name: &str,
    login: &str,
    now: DateTime<Utc>,
) -> Uuid {
    let email = format!("{login}@tinh.example");
    let row = account::Model {
        id: Uuid::new_v4(),
        kind: AccountKind::Person,
        name: name.to_owned(),
        login: Some(login.to_owned()),
        login_key: Some(login.to_lowercase()),
        email_key: Some(email.to_lowercase()),
        email: Some(email),
        active: true,
        must_change_password: false,
        language_code: "vi".to_owned(),
        lock_version: 1,
        created_at: now,
        erased_at: None,
    };
    let made = row.into_active_model().insert(writer).await;
    made.expect("an account").id
}

/// Gives an account a role at the agency that has this code today, for a month already; who publishes may in one
/// section.
pub async fn join(
    writer: &DatabaseConnection,
    account: Uuid,
    role: AccountRole,
    agency: &str,
    now: DateTime<Utc>,
) {
    let today = local_day(now);
    let agency = agency::Entity::find()
        .filter(agency::Column::Code.eq(agency))
        .filter(agency::Column::ValidFrom.lte(today))
        .filter(
            Condition::any()
                .add(agency::Column::ValidTo.is_null())
                .add(agency::Column::ValidTo.gt(today)),
        )
        .one(writer)
        .await
        .expect("an answer")
        .expect("an agency");
    let row = membership::Model {
        id: Uuid::new_v4(),
        account_id: account,
        agency_id: agency.id,
        role,
        covers_subtree: false,
        all_sections: role != AccountRole::Publisher,
        valid_from: (now - TimeDelta::days(30)).date_naive(),
        valid_to: None,
        granted_by: None,
        created_at: now,
    };
    let named = (!row.all_sections).then(|| membership_section::Model {
        membership_id: row.id,
        section_code: SECTION.to_owned(),
    });
    let joined = row.into_active_model().insert(writer).await;
    joined.expect("a membership");
    if let Some(named) = named {
        let named = named.into_active_model().insert(writer).await;
        named.expect("a section");
    }
}
