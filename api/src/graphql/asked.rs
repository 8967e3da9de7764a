//! Contents that a reader asks for by name: published ones, and what a preview's token opens.
use std::sync::Arc;

use async_graphql::Context;
use uuid::Uuid;

use super::context::ContextExt;
use super::error::Result;
use super::loader::ContentById;
use crate::domain::visibility::LiveContent;

/// The content with an id, as whoever asks for it may see it.
///
/// # Errors
/// When the database fails.
pub async fn by_id(ctx: &Context<'_>, id: Uuid) -> Result<Option<Arc<LiveContent>>> {
    match ctx.request().lens().await? {
        Some(lens) if lens.content() == id => Ok(lens.shown().cloned()),
        _ => Ok(ctx.reader().load_one(ContentById(id)).await?),
    }
}

/// What a preview shows at a path; nothing where it shows nothing there.
///
/// # Errors
/// When the database fails.
pub async fn previewed_at(ctx: &Context<'_>, path: &str) -> Result<Option<Arc<LiveContent>>> {
    let lens = ctx.request().lens().await?;
    Ok(lens.and_then(|lens| lens.at(path).cloned()))
}
