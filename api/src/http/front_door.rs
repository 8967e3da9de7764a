//! `/`: whose server this is, and what it offers.

use std::{error::Error, time::Duration};

use actix_web::{HttpResponse, web::Data};
use tokio::time;

use super::{
    App,
    page::{self, Policy},
    public_access,
};
use crate::domain::site::{self, Site};

const PAGE: &str = include_str!("pages/front_door.html");

/// The page is there also while the database is not.
const PATIENCE: Duration = Duration::from_secs(1);

/// `/`
pub async fn page(app: Data<App>) -> HttpResponse {
    let (name, name_en) = names(&app).await;
    let body = PAGE
        .replace("<!-- name -->", &page::escape(&name))
        .replace("<!-- name_en -->", &page::escape(&name_en))
        .replace("<!-- url -->", &page::escape(app.public_url.as_str()))
        .replace("<!-- version -->", env!("CARGO_PKG_VERSION"));
    page::html(body, Policy::Own)
}

/// The site's name in Vietnamese and English; the product's where it has none, is out of reach or not made yet, or is
/// not for the public.
async fn names(app: &App) -> (String, String) {
    let site = if app.is_prepared() && public_access::is_public(app) {
        named(app).await
    } else {
        None
    };
    match site {
        Some(site) => (site.name, site.province),
        None => ("Nguồn luật".into(), "Source of law".into()),
    }
}

async fn named(app: &App) -> Option<Site> {
    match time::timeout(PATIENCE, site::find(&app.database)).await {
        Ok(Ok(site)) => site,
        Ok(Err(error)) => {
            tracing::warn!(
                error = &error as &dyn Error,
                "the site's name cannot be read"
            );
            None
        }
        Err(_) => None,
    }
}
