//! Which errors mean that the database is away, so that trying again later helps, and which that it never helps.
use sea_orm::sqlx;
use sea_orm::{DbErr, RuntimeErr};

/// Whether the database did not answer, as opposed to answering that something is wrong.
pub(in crate::domain) fn is_outage(error: &DbErr) -> bool {
    match error {
        DbErr::Conn(_) | DbErr::ConnectionAcquire(_) => true,
        DbErr::Exec(RuntimeErr::SqlxError(error)) | DbErr::Query(RuntimeErr::SqlxError(error)) => {
            ends_connection(error)
        }
        _ => false,
    }
}

/// Why the database cannot be used as it is, in a sentence, where trying again does not help.
pub(in crate::domain) fn unusable(error: &DbErr) -> Option<&'static str> {
    let (DbErr::Conn(RuntimeErr::SqlxError(error))
    | DbErr::Exec(RuntimeErr::SqlxError(error))
    | DbErr::Query(RuntimeErr::SqlxError(error))) = error
    else {
        return None;
    };
    says_unusable(&error.as_database_error()?.code()?)
}

fn says_unusable(code: &str) -> Option<&'static str> {
    match code {
        "28P01" | "28000" => {
            return Some("it does not let this user in; correct the user or the password");
        }
        "3D000" => return Some("the server has no database of this name; create it first"),
        "42501" => return Some("this user may not do that; grant the user the right to it"),
        _ if code.len() == 5 => return None,
        _ => {}
    }
    match code.parse::<u32>().ok()? & 0xff {
        8 => Some("its file or folder is read-only; let this user write there"),
        14 => Some(
            "its file cannot be opened or made; look whether this user may write in its folder",
        ),
        11 | 26 => Some(
            "its file is no SQLite database, or a damaged one; name another, or restore a backup",
        ),
        _ => None,
    }
}

fn ends_connection(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::Protocol(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed => true,
        sqlx::Error::Database(error) => error.code().is_some_and(|code| says_away(&code)),
        _ => false,
    }
}

/// `PostgreSQL`: class 08 (connection), too many connections, shut down, crashed, starting up.
/// `SQLite`: busy, locked, not to be read or opened.
fn says_away(code: &str) -> bool {
    match code.parse::<u32>() {
        Ok(sqlite) if code.len() != 5 => matches!(sqlite & 0xff, 5 | 6 | 10 | 14),
        _ => {
            code.starts_with("08")
                || matches!(code, "53300" | "57P01" | "57P02" | "57P03" | "57P05")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_that_say_that_it_never_helps() {
        for code in ["28P01", "3D000", "42501", "8", "1544", "14", "26", "11"] {
            assert!(says_unusable(code).is_some(), "{code}");
        }
        for code in ["08006", "57P03", "5", "261", "1", "42P07", "00008"] {
            assert!(says_unusable(code).is_none(), "{code}");
        }
    }

    #[test]
    fn codes_that_say_that_the_database_is_away() {
        for code in ["08006", "57P01", "57P03", "53300", "5", "261", "14", "6"] {
            assert!(says_away(code), "{code}");
        }
        for code in [
            "23505", "42P01", "22P05", "57014", "53100", "1", "19", "787", "13",
        ] {
            assert!(!says_away(code), "{code}");
        }
    }
}
