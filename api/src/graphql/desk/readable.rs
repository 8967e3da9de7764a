//! Lists that not everybody may read: null where one may not, as the schema says of each.
use async_graphql::Context;
use uuid::Uuid;

use super::account::within;
use crate::domain::actor::Actor;
use crate::domain::policy::{Action, Resource, authorize, scopes};
use crate::domain::{self, Error};
use crate::graphql::error::Result;

/// Whether somebody may read a list of the whole province, or of one agency where the list is narrowed to it.
///
/// # Errors
/// [`Error::Faults`] where the province's list is asked for by somebody who may read those of some agencies.
pub(super) async fn may_list(
    ctx: &Context<'_>,
    actor: &Actor,
    action: Action,
    agency: Option<Uuid>,
) -> Result<bool> {
    let asked = match agency {
        Some(agency) => within(ctx, agency).await?,
        None => Resource::default(),
    };
    let may = unless_refused(authorize(Some(actor), action, &asked))?;
    if !may && agency.is_none() && !scopes(actor, action).is_empty() {
        return Err(Error::invalid(
            "filter.agency",
            (
                "Your account reads the lists of its agencies: name one of them.",
                "Tài khoản của bạn chỉ xem được danh sách của cơ quan mình: hãy nêu một cơ quan.",
            ),
        )
        .into());
    }
    Ok(may)
}

/// Whether it was allowed; what was wrong otherwise than by right stays an error.
pub(super) fn unless_refused(allowed: domain::Result<()>) -> Result<bool> {
    match allowed {
        Ok(()) => Ok(true),
        Err(Error::NotFound | Error::Forbidden(_)) => Ok(false),
        Err(error) => Err(error.into()),
    }
}
