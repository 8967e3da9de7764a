//! Where the content is: the database, the files and the installation's secret.
use std::path::PathBuf;

use clap::Args;
use url::Url;

use crate::domain::database::Options;

/// Where the content is: the database and the files.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Storage")]
pub struct Storage {
    /// Folder for the embedded database and the media files
    #[arg(
        long,
        env = "NGUONLUAT_DATA_DIR",
        value_name = "FOLDER",
        default_value = "data"
    )]
    pub data_dir: PathBuf,

    /// The database's URL.
    #[arg(long, env = "DATABASE_URL", help = "Database: postgres://… or sqlite://…; without one, an SQLite file in the data folder", value_name = "URL", hide_env_values = true, value_parser = database_url)]
    pub database_url: Option<String>,

    /// Requests that read the database at the same time
    #[arg(long, env = "NGUONLUAT_READ_CONNECTIONS", value_name = "N", default_value_t = 8, value_parser = clap::value_parser!(u32).range(1..=500))]
    pub read_connections: u32,

    /// The media store's URL.
    #[arg(long, help = "Media files: s3://BUCKET/PREFIX, with the usual AWS_… variables; without one, the folder media in the data folder", env = "NGUONLUAT_MEDIA_URL", value_name = "URL", hide_env_values = true, value_parser = media_url)]
    pub media_url: Option<Url>,

    /// File with the secret that seals what the database keeps of other secrets; made where there is none; without
    /// it, the file secret in the data folder
    #[arg(long, env = "NGUONLUAT_SECRET_FILE", value_name = "FILE")]
    pub secret_file: Option<PathBuf>,
}

impl Storage {
    /// The database's URL, the default filled in.
    #[must_use]
    pub fn database_url(&self) -> String {
        self.database_url.clone().unwrap_or_else(|| {
            format!(
                "sqlite://{}",
                self.data_dir.join("nguonluat.sqlite").display()
            )
        })
    }

    /// The file of the installation's secret, the default filled in.
    #[must_use]
    pub fn secret_file(&self) -> PathBuf {
        let given = self.secret_file.clone();
        given.unwrap_or_else(|| self.data_dir.join("secret"))
    }

    /// The folder in which uploads wait until they are kept.
    #[must_use]
    pub fn incoming(&self) -> PathBuf {
        self.data_dir.join("incoming")
    }

    /// The folder of the search's index.
    #[must_use]
    pub fn search(&self) -> PathBuf {
        self.data_dir.join("search")
    }

    /// How to reach the database; the folder of an embedded one is made.
    ///
    /// # Errors
    /// Where the folder cannot be made.
    pub fn database(&self) -> std::io::Result<Options> {
        if self.database_url.is_none() {
            std::fs::create_dir_all(&self.data_dir)?;
        }
        Ok(Options {
            read_connections: self.read_connections,
            ..Options::new(self.database_url())
        })
    }
}

fn database_url(text: &str) -> Result<String, String> {
    let known = ["postgres://", "postgresql://", "sqlite:"];
    if known.iter().any(|scheme| text.starts_with(scheme)) {
        return Ok(text.into());
    }
    Err("expected postgres://USER:PASSWORD@HOST/DATABASE or sqlite://FILE".into())
}

fn media_url(text: &str) -> Result<Url, String> {
    let url = Url::parse(text).map_err(|error| error.to_string())?;
    match url.scheme() {
        "s3" | "file" => Ok(url),
        _ => Err("expected s3://BUCKET/PREFIX or file:///FOLDER".into()),
    }
}
