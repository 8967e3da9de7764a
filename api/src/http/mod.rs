//! The transport: HTTP in, GraphQL, files and pages out. What is served where stands in [`routes`].

mod assets;
mod auth;
mod client_address;
mod connection;
mod cors;
mod files;
mod front_door;
mod graphql;
mod health;
mod jwks;
mod media;
mod metrics;
mod packed;
mod page;
mod public_access;
mod request;
pub mod server;
mod socket;
mod streams;
mod worker;

use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use actix_web::{HttpResponse, guard, middleware::Compress, web};
use async_graphql::{ObjectType, Request, Response, Schema, SubscriptionType, parser};
use futures_util::{FutureExt, future::BoxFuture, stream::BoxStream};
use object_store::ObjectStore;
use url::Url;

use self::{connection::Connections, metrics::Metrics, streams::Streams};
pub use self::{
    media::media_store, public_access::OPEN_MUTATIONS, request::RequestId, server::raise_file_limit,
};
use crate::{
    config::{Network, Requests},
    domain::{
        changes::Changes, clock::Clock, database::Database, files::Uploads, session::Authority,
    },
    graphql::{limits::Limits, list_sizes::LIST_SIZES, schema_table::SchemaTable, sdl_of},
    search::{Place, Search},
};

/// Executes one request of the schema.
type Execute = Box<dyn Fn(Request) -> BoxFuture<'static, Response> + Send + Sync>;

/// Executes one request of the schema that may have many responses.
type Stream = Box<dyn Fn(Request) -> BoxStream<'static, Response> + Send + Sync>;

/// What every request is served from.
pub struct App {
    execute: Execute,
    stream: Stream,
    sdl: String,
    table: SchemaTable,
    limits: Limits,
    database: Database,
    clock: Clock,
    prepared: Arc<AtomicBool>,
    media: Arc<dyn ObjectStore>,
    uploads: Uploads,
    authority: Arc<Authority>,
    network: Network,
    requests: Requests,
    public_url: Url,
    metrics: Metrics,
    connections: Arc<Connections>,
    streams: Arc<Streams>,
    changes: Changes,
    search: Search,
    stopping: AtomicBool,
}

impl App {
    /// Puts the parts together. Nothing is connected to.
    ///
    /// # Errors
    /// Where the schema's own SDL cannot be read back, or a metric's name is taken.
    pub fn new<Q, M, S>(
        schema: Schema<Q, M, S>,
        database: Database,
        clock: Clock,
        media: Arc<dyn ObjectStore>,
        authority: Arc<Authority>,
        network: Network,
        requests: Requests,
    ) -> Result<Self, SetUpError>
    where
        Q: ObjectType + 'static,
        M: ObjectType + 'static,
        S: SubscriptionType + 'static,
    {
        let sdl = sdl_of(&schema);
        let metrics = Metrics::new()?;
        let changes = Changes::new(database.clone());
        Ok(Self {
            table: SchemaTable::new(&sdl, LIST_SIZES)?,
            limits: requests.limits(),
            public_url: server::default_url(network.listen)?,
            connections: Connections::new(&network, &requests, metrics.connections()),
            streams: Streams::new(network.max_streams_per_address, metrics.streams()),
            search: Search::new(database.clone(), changes.clone(), Place::Memory),
            changes,
            stopping: AtomicBool::new(false),
            stream: {
                let schema = schema.clone();
                Box::new(move |request| schema.execute_stream(request))
            },
            execute: Box::new(move |request| {
                let schema = schema.clone();
                async move { schema.execute(request).await }.boxed()
            }),
            sdl,
            uploads: Uploads::new(
                Arc::clone(&authority),
                Arc::clone(&media),
                std::env::temp_dir(),
            ),
            authority,
            database,
            clock,
            prepared: Arc::new(AtomicBool::new(false)),
            media,
            network,
            requests,
            metrics,
        })
    }

    /// The same, where uploads wait in a folder until they are kept: best on the disk where they stay.
    #[must_use]
    pub fn receiving_in(self, folder: PathBuf) -> Self {
        let uploads = self.uploads.waiting_in(folder);
        Self { uploads, ..self }
    }

    /// The same, with the search's index in a folder, so that it is not made anew at every start.
    #[must_use]
    pub fn indexing_in(self, folder: PathBuf) -> Self {
        let (database, changes) = (self.database.clone(), self.changes.clone());
        let search = Search::new(database, changes, Place::Folder(folder));
        Self { search, ..self }
    }

    /// Raised when the database is migrated and seeded: only then is the server ready.
    #[must_use]
    pub fn prepared(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.prepared)
    }

    /// Its search, and with it the changes that its subscriptions hear of; somebody is to keep both
    /// ([`Changes::run`], [`Search::run`]).
    #[must_use]
    pub fn search(&self) -> Search {
        self.search.clone()
    }

    fn is_prepared(&self) -> bool {
        self.prepared.load(Ordering::Relaxed)
    }

    fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::Relaxed)
    }
}

/// Why the parts do not fit together.
#[derive(Debug, thiserror::Error)]
pub enum SetUpError {
    /// The schema cannot be read back from its SDL.
    #[error("the schema cannot be read")]
    Schema(#[from] parser::Error),
    /// The metrics cannot be registered.
    #[error("the metrics cannot be registered")]
    Metrics(#[from] prometheus::Error),
    /// The address makes no URL.
    #[error("the address makes no URL")]
    Url(#[from] url::ParseError),
}

/// Everything that is served.
fn routes(config: &mut web::ServiceConfig) {
    config
        .service(
            web::resource("/")
                .wrap(Compress::default())
                .get(front_door::page)
                .head(front_door::page),
        )
        .service(
            web::resource("/graphql")
                .wrap(Compress::default())
                .route(
                    web::get()
                        .guard(guard::fn_guard(socket::is_wanted))
                        .to(socket::open),
                )
                .get(graphql::get)
                .head(graphql::get)
                .post(graphql::post)
                .default_service(web::to(graphql::other_method)),
        )
        .service(
            web::resource("/schema.graphql")
                .wrap(Compress::default())
                .get(graphql::schema)
                .head(graphql::schema),
        )
        .service(
            web::resource("/graphiql/assets/{name}")
                .get(assets::bundled)
                .head(assets::bundled),
        )
        .service(
            web::resource("/assets/{name}")
                .get(assets::own)
                .head(assets::own),
        )
        .service(web::resource("/files/{name}").put(files::put))
        .service(
            web::resource("/media/{sha256}/{name}")
                .get(media::file)
                .head(media::file),
        )
        .service(
            web::resource("/healthz")
                .get(health::alive)
                .head(health::alive),
        )
        .service(
            web::resource("/readyz")
                .get(health::ready)
                .head(health::ready),
        )
        .service(
            web::resource("/.well-known/jwks.json")
                .get(jwks::keys)
                .head(jwks::keys),
        )
        .service(web::resource("/metrics").get(metrics::page))
        .default_service(web::to(not_found));
}

async fn not_found() -> HttpResponse {
    HttpResponse::NotFound()
        .content_type("text/plain; charset=utf-8")
        .body("Không có trang này. / There is nothing here. See /\n")
}
