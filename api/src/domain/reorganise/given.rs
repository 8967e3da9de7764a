//! What is asked for, as it is kept until its day.
use chrono::NaiveDate;
use entity::value::SuccessionKind;
use sea_orm::prelude::{DbErr, Json, Uuid};
use serde::{Deserialize, Serialize};

use crate::domain::Result;
use crate::exchange::record::AgencyRecord;
use crate::exchange::record::SuccessionKind as Kind;

/// A change of agencies.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Given {
    /// What happens.
    pub kind: Kind,
    /// The first day on which it is so.
    pub on: NaiveDate,
    /// The resolution or decision.
    pub legal_basis: String,
    /// The agencies to which it happens.
    pub agencies: Vec<Uuid>,
    /// Those that follow; one that is split and goes on is among its own.
    pub successors: Vec<Successor>,
    /// The agency above, of one that moves.
    pub parent: Option<Uuid>,
    /// What it is called then, of one that is renamed.
    pub rename: Option<Renamed>,
    /// Who has which items then: the first rule that fits.
    pub custody: Vec<Rule>,
    /// What becomes of memberships.
    pub memberships: Members,
    /// Where items live then.
    pub paths: Vec<PathMove>,
}

/// An agency that follows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Successor {
    /// One that is there.
    Agency(Uuid),
    /// One that begins on the day.
    New(Box<NewAgency>),
}

/// An agency that begins.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NewAgency {
    /// What the directory is to say of it, but for what it refers to.
    pub record: AgencyRecord,
    /// The agency above.
    pub parent: Option<Uuid>,
    /// The area it serves.
    pub area: Option<Uuid>,
}

/// What an agency is called from the day on; what may be left out stays.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Renamed {
    /// Code.
    pub code: Option<String>,
    /// Identifier under Decision 20/2020/QĐ-TTg.
    pub identifier: Option<String>,
    /// Full name.
    pub name: String,
    /// English name; none when it is left out.
    pub name_en: Option<String>,
    /// Short name; none when it is left out.
    pub short_name: Option<String>,
}

/// An agency that is there, or one that begins.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Heir {
    /// One that is there on the day.
    Agency(Uuid),
    /// One that begins on the day, by its code.
    New(String),
}

/// Who has which items: those in one of the areas, where some are named, and in one of the sections, where some are.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rule {
    /// Who has them.
    pub to: Heir,
    /// Areas, with those beneath them and those that they followed.
    pub areas: Vec<Uuid>,
    /// Sections, with those beneath them.
    pub sections: Vec<String>,
}

/// What becomes of memberships.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Members {
    /// They go on with the one successor.
    Follow,
    /// They end.
    End,
}

/// Items beneath a path live beneath another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PathMove {
    /// Where they live.
    pub from: String,
    /// Where they are to live.
    pub to: String,
}

impl Given {
    /// What was asked for, as it was kept.
    ///
    /// # Errors
    /// When another version of the program wrote what this one does not know.
    pub fn read(plan: Json) -> Result<Self> {
        serde_json::from_value(plan)
            .map_err(|error| DbErr::Json(format!("a reorganisation: {error}")).into())
    }

    /// What happens, as it is stored.
    #[must_use]
    pub fn stored_kind(&self) -> SuccessionKind {
        self.kind.into()
    }

    /// The agencies that are named as they are: those that change, those that follow, those that inherit.
    pub(super) fn touched(&self) -> Vec<Uuid> {
        let follow = self
            .successors
            .iter()
            .filter_map(|successor| match successor {
                Successor::Agency(id) => Some(*id),
                Successor::New(_) => None,
            });
        let inherit = self.custody.iter().filter_map(|rule| match &rule.to {
            Heir::Agency(id) => Some(*id),
            Heir::New(_) => None,
        });
        let all = self.agencies.iter().copied();
        all.chain(follow).chain(inherit).collect()
    }
}

impl PathMove {
    /// Where something lives then, if it lives beneath the path.
    pub(super) fn moved(&self, path: &str) -> Option<String> {
        let rest = path.strip_prefix(self.from.trim_end_matches('/'))?;
        let beneath = rest.is_empty() || rest.starts_with('/');
        beneath.then(|| format!("{}{rest}", self.to.trim_end_matches('/')))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lives_beneath_a_path_moves_and_nothing_else() {
        let to = PathMove {
            from: "/huyen-bao-lam/".to_owned(),
            to: "/xa-bao-lam".to_owned(),
        };
        assert_eq!(
            to.moved("/huyen-bao-lam/tin"),
            Some("/xa-bao-lam/tin".to_owned())
        );
        assert_eq!(to.moved("/huyen-bao-lam"), Some("/xa-bao-lam".to_owned()));
        assert_eq!(to.moved("/huyen-bao-lam-2/tin"), None);
    }
}
