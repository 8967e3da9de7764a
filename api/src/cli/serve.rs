//! `nguonluat serve`

use std::error::Error;
use std::io::{self, Write};
use std::net::TcpListener;
use std::path::PathBuf;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use clap::{Args, builder::BoolishValueParser};
use object_store::ObjectStore;
use tokio::{
    runtime,
    signal::unix::{SignalKind, signal},
    sync::{Notify, oneshot},
};

use super::{Failure, open, tasks::Tasks};
use crate::{
    config::{Accounts, Mail, Network, Requests, SignOn, Storage},
    domain::{
        account::{self, DemoAccounts},
        clock::Clock,
        database::Database,
        publish::demo,
        secret::Secret,
        session::{Authority, keys},
        setup::{self, SetupError},
    },
    graphql,
    http::{self, App},
};

const TOUR: &str = "  /                 what there is (start here)
  /graphql          GraphQL; in a browser, a page to try queries
  /schema.graphql   the schema
  /readyz           whether it is ready
Stop it with Ctrl+C.";

/// Serve the content over HTTP.
///
/// Starts also while the database is down: /readyz then says so until it is back.
#[derive(Debug, Args)]
pub struct Serve {
    /// Make a demo province first; refused where the database holds anything else
    #[arg(long, env = "NGUONLUAT_DEMO", value_parser = BoolishValueParser::new())]
    demo: bool,

    #[command(flatten)]
    network: Network,

    #[command(flatten)]
    storage: Storage,

    #[command(flatten)]
    requests: Requests,

    #[command(flatten)]
    accounts: Accounts,

    #[command(flatten)]
    sign_on: SignOn,

    #[command(flatten)]
    mail: Mail,
}

impl Serve {
    pub(super) fn run(self) -> Result<(), Failure> {
        http::raise_file_limit();
        let runtime = runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .map_err(|error| Failure::new("cannot start", error))?;
        runtime.block_on(self.serve())
    }

    async fn serve(self) -> Result<(), Failure> {
        let listen = self.network.listen;
        let listener = TcpListener::bind(listen)
            .map_err(|error| Failure::new(format!("cannot listen on {listen}"), error))?;
        let media = http::media_store(&self.storage)
            .map_err(|error| Failure::new("cannot use the media store", error))?;
        let options = self
            .storage
            .database()
            .map_err(|error| Failure::new("cannot use the data folder", error))?;
        let (secret, secret_file) = (open::secret(&self.storage)?, self.storage.secret_file());
        let database = Database::connect(&options)
            .map_err(|error| Failure::new("cannot use the database", error))?;
        let clock = Clock::system();
        let mailer = self.mail.mailer();
        let mailer =
            mailer.map_err(|error| Failure::new("cannot send mail", open::chain(&error)))?;
        let providers = self.sign_on.providers();
        let providers =
            providers.map_err(|error| Failure::new("cannot use the sign-on providers", error))?;
        let rules = self.accounts.rules(mailer.is_some());
        let authority = Authority::new(database.clone(), clock.clone(), secret.clone(), rules)
            .map_err(|error| Failure::new("cannot start", error))?;
        let authority = Arc::new(authority.trusting(providers));
        let app = App::new(
            graphql::schema(),
            database.clone(),
            clock.clone(),
            Arc::clone(&media),
            Arc::clone(&authority),
            self.network,
            self.requests,
        )
        .map_err(|error| Failure::new("cannot start", error))?
        .receiving_in(self.storage.incoming())
        .indexing_in(self.storage.search());
        let (prepared, search) = (app.prepared(), app.search());
        let (is_prepared, once_prepared) = oneshot::channel();
        let tasks = Tasks::start(
            app.search(),
            Arc::clone(&authority),
            mailer,
            database.clone(),
            Arc::clone(&media),
            clock.clone(),
            once_prepared,
        );

        let server = http::server::start(app, listener)
            .map_err(|error| Failure::new("cannot start", error))?;
        let mut stop = signal(SignalKind::terminate())
            .map_err(|error| Failure::new("cannot wait for signals", error))?;
        let tried = Notify::new();
        let serving = async {
            let installation = Installation {
                database,
                clock,
                media,
                secret,
                secret_file,
                demo: self.demo,
            };
            installation.prepare_until_done(&prepared, &tried).await?;
            search.want();
            // Tasks that were stopped meanwhile do not hear of it.
            let _unheard = is_prepared.send(());
            std::future::pending().await
        };
        let mut serving = pin!(serving);
        // What cannot be served is told before it is announced; what takes long is announced meanwhile.
        tokio::select! {
            biased;
            failed = &mut serving => return failed,
            () = tried.notified() => {}
            () = tokio::time::sleep(ANNOUNCED_WITHIN) => {}
        }
        // Whoever started it may have closed its output; that is no reason not to serve.
        let _unread = writeln!(
            io::stdout(),
            "nguonluat is serving at {}\n{TOUR}",
            server.public_url()
        );

        tokio::select! {
            failed = &mut serving => return failed,
            _ = stop.recv() => {}
            _ = tokio::signal::ctrl_c() => {}
        }
        tokio::select! {
            () = async { server.stop().await; tasks.stop().await } => {}
            _ = stop.recv() => {}
            _ = tokio::signal::ctrl_c() => {}
        }
        Ok(())
    }
}

/// How long the announcement waits for the first try to prepare the database.
const ANNOUNCED_WITHIN: Duration = Duration::from_secs(3);

/// Pauses between tries while the database is down.
const RETRY: Duration = Duration::from_secs(2);

/// What is made ready to be served.
struct Installation {
    database: Database,
    clock: Clock,
    media: Arc<dyn ObjectStore>,
    secret: Secret,
    secret_file: PathBuf,
    demo: bool,
}

impl Installation {
    /// Prepares the database as soon as it answers, and then lets the server be ready; `tried` hears of each try but
    /// one that ends it all.
    async fn prepare_until_done(
        self,
        prepared: &AtomicBool,
        tried: &Notify,
    ) -> Result<(), Failure> {
        loop {
            match self.prepare().await {
                Ok(()) => break,
                Err(SetupError::Unreachable(error)) => {
                    tracing::warn!(
                        error = &error as &dyn Error,
                        "the database cannot be prepared yet"
                    );
                    tried.notify_one();
                    tokio::time::sleep(RETRY).await;
                }
                Err(error) => {
                    return Err(Failure::new(
                        "cannot prepare the database",
                        open::chain(&error),
                    ));
                }
            }
        }
        prepared.store(true, Ordering::Relaxed);
        tried.notify_one();
        tracing::info!("ready");
        Ok(())
    }

    /// Migrates and seeds the database, opens or makes its keys, and publishes the demo province where it is wanted.
    /// Says what the desk still lacks; readers do not miss it.
    async fn prepare(&self) -> Result<(), SetupError> {
        let (database, secret) = (&self.database, &self.secret);
        setup::prepare(database, &self.clock).await?;
        setup::settle(database, secret, &self.secret_file).await?;
        keys::ensure(database, secret, self.clock.now()).await?;
        if self.demo {
            demo::publish(database, Arc::clone(&self.media), &self.clock).await?;
            if let Some(accounts) = account::create_demo(database, &self.clock).await? {
                introduce(&accounts);
            }
        }
        if !account::exist(database).await? {
            tracing::info!(
                "the desk is not set up: it has no account, so nobody can sign in; `nguonluat account create` makes \
                one; what is public needs none"
            );
        }
        Ok(())
    }
}

/// Shows the demo accounts, this once.
fn introduce(accounts: &DemoAccounts) {
    let people = accounts.people.iter();
    let lines: Vec<_> = people
        .map(|(login, name)| format!("  {login:<17} {name}"))
        .collect();
    // As with the announcement: its output may be closed.
    let _unread = writeln!(
        io::stdout(),
        "Demo accounts, all with the password {} (shown this once; docs/first-item.md uses them)\n{}\n",
        accounts.password,
        lines.join("\n")
    );
}
