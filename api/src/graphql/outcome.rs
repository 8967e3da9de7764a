//! From the outcome of a use-case to a mutation's payload.
use async_graphql::Context;

use super::context::ContextExt;
use super::error::Result;
use super::user_error::UserError;
use crate::domain;

/// What a payload is made of: what was done, or why nothing was.
pub struct Outcome<T> {
    /// What was done.
    pub done: Option<T>,
    /// Why nothing was.
    pub errors: Vec<UserError>,
}

/// The outcome of a use-case that writes. What the payload shows is read from the state after it.
///
/// # Errors
/// Unexpected failures; expected ones are data.
pub fn outcome<T>(ctx: &Context<'_>, result: domain::Result<T>) -> Result<Outcome<T>> {
    match result {
        Ok(done) => {
            ctx.request().renew();
            Ok(Outcome {
                done: Some(done),
                errors: Vec::new(),
            })
        }
        Err(error) => Ok(Outcome {
            done: None,
            errors: UserError::expected(error, ctx.language())?,
        }),
    }
}
