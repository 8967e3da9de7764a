//! The plan: all that follows from what is asked for. Pure: it reads what was loaded and writes nothing.
mod agencies;

use std::collections::{HashMap, HashSet};

use entity::value::PathOutcome;
use entity::{agency, agency_succession, file_custody, path};
use uuid::Uuid;

use self::agencies::Agencies;
use super::given::{Given, Members};
use super::heirs::Heirs;
use super::load::{Loaded, moved};
use crate::domain::account::Following;
use crate::domain::desk::{Handover, Held};
use crate::domain::draft::{Faults, Problem};
use crate::domain::publish::{Catalogue, DirectoryRow, clean_path};
use crate::domain::{Error, Result};
use crate::exchange::record::SuccessionKind as Kind;

/// Faults that are told of items.
const TOLD: usize = 50;

/// All that is to be written.
pub(super) struct Plan {
    /// Agencies that end, with their last day.
    pub ended: Vec<agency::Model>,
    /// Agencies that begin.
    pub begun: Vec<agency::Model>,
    /// Agencies that come beneath another, with what they were beneath.
    pub moved: Vec<(agency::Model, Option<Uuid>)>,
    /// Who follows whom.
    pub successions: Vec<agency_succession::Model>,
    /// What else of the directory names an agency that ends.
    pub directory: Vec<DirectoryRow>,
    /// What becomes of items.
    pub items: Vec<Handover>,
    /// Who has which files of agencies that end.
    pub files: Vec<(file_custody::Model, Vec<Uuid>)>,
    /// What becomes of memberships.
    pub members: Vec<Following>,
}

impl Plan {
    /// The plan, and the directory as it is then.
    ///
    /// # Errors
    /// [`Error::Faults`], all of them.
    pub(super) fn of(given: &Given, loaded: Loaded) -> Result<(Self, Catalogue)> {
        let Loaded {
            mut catalogue,
            items,
            files,
            members,
            taken,
            planned,
        } = loaded;
        let mut faults = Faults::default();
        overlaps(given, &planned, &mut faults);
        let agencies = Agencies::of(given, &mut catalogue, &mut faults);
        let Some(agencies) = agencies else {
            return Err(Error::Faults(faults.by_field()));
        };
        moves(given, &mut faults);
        let begun: Vec<Uuid> = agencies.begun.iter().map(|row| row.id).collect();
        let inherit = (&begun[..], agencies.one_successor());
        let heirs = Heirs::of(given, &catalogue, inherit, &mut faults);
        let items = handed_over(given, &agencies, &heirs, items, &mut faults);
        are_free(&items, &taken, &mut faults);
        let files = inherited(&agencies, &heirs, files);
        let members = follow(given, &agencies, members, &mut faults);
        if !faults.0.is_empty() {
            return Err(Error::Faults(faults.by_field()));
        }
        let directory = agencies.followed_by_the_directory(given, &catalogue);
        let Agencies {
            ended,
            begun,
            moved,
            successions,
            ..
        } = agencies;
        let plan = Self {
            ended,
            begun,
            moved,
            successions,
            directory,
            items,
            files,
            members,
        };
        Ok((plan, catalogue))
    }
}

/// What becomes of items; those of an agency that ends must go to somebody.
fn handed_over(
    given: &Given,
    agencies: &Agencies,
    heirs: &Heirs,
    items: Vec<Held>,
    faults: &mut Faults,
) -> Vec<Handover> {
    let mut handovers = Vec::new();
    let mut without = 0;
    for held in items {
        let holder = held.content.custody_agency_id;
        let shows = held.shows.filter(|id| agencies.ends(*id));
        if !given.agencies.contains(&holder) {
            let heir = shows.and_then(|_| heirs.heir(&held));
            handovers.extend(heir.map(|heir| Handover {
                to: holder,
                shows: Some(heir),
                path: None,
                planned_path: None,
                held,
            }));
            continue;
        }
        let ends = agencies.ends(holder);
        let heir = if ends {
            heirs.heir(&held)
        } else {
            heirs.by_rule(&held)
        };
        match heir {
            Some(to) if to != holder => {
                let elsewhere = |path: Option<&String>| moved(&given.paths, path?);
                handovers.push(Handover {
                    to,
                    shows: shows.map(|_| to),
                    path: elsewhere(held.path.as_ref()),
                    planned_path: elsewhere(held.planned_path.as_ref()),
                    held,
                });
            }
            None if ends && without < TOLD => {
                without += 1;
                nobody(&held, faults);
            }
            _ => {}
        }
    }
    handovers
}

/// Who has the files of agencies that end; those that nobody comes after keep theirs.
fn inherited(
    agencies: &Agencies,
    heirs: &Heirs,
    files: Vec<file_custody::Model>,
) -> Vec<(file_custody::Model, Vec<Uuid>)> {
    let heirs = heirs.of_files();
    if heirs.is_empty() {
        return Vec::new();
    }
    let left = files
        .into_iter()
        .filter(|file| agencies.ends(file.agency_id));
    left.map(|file| (file, heirs.clone())).collect()
}

/// Refuses paths where something else is, or was; a redirect that follows the item itself gives way.
fn are_free(items: &[Handover], taken: &HashMap<String, path::Model>, faults: &mut Faults) {
    let mut used = HashSet::new();
    for item in items {
        let Some(path) = &item.path else {
            continue;
        };
        let gives_way = |row: &path::Model| {
            row.outcome == PathOutcome::Redirect && row.content_id == Some(item.held.content.id)
        };
        if !used.insert(path) || taken.get(path).is_some_and(|row| !gives_way(row)) {
            let message = (
                format!("{path} is the path of something else"),
                format!("{path} là đường dẫn của nội dung khác"),
            );
            faults.note(format!("path_moves[{path}]"), Problem::invalid(message));
        }
    }
}

/// Refuses what is part of something else that is planned.
fn overlaps(given: &Given, planned: &[super::load::Planned], faults: &mut Faults) {
    let touched = given.touched();
    for other in planned {
        let both = given
            .agencies
            .iter()
            .filter(|id| other.touched.contains(id));
        let both = both.chain(touched.iter().filter(|id| other.agencies.contains(id)));
        for id in both {
            let place = given.agencies.iter().position(|one| one == id);
            let path = place.map_or_else(
                || "successors".to_owned(),
                |place| format!("agencies[{place}]"),
            );
            let message = (
                format!("is part of what is planned for {}", other.on),
                format!("đã thuộc kế hoạch sắp xếp ngày {}", other.on),
            );
            faults.note(path, Problem::invalid(message));
        }
    }
}

fn moves(given: &Given, faults: &mut Faults) {
    for (number, one) in given.paths.iter().enumerate() {
        for (field, path) in [("from", &one.from), ("to", &one.to)] {
            let field = format!("path_moves[{number}].{field}");
            faults.take(clean_path(&field, &mut path.clone()));
        }
    }
}

fn nobody(held: &Held, faults: &mut Faults) {
    let title = &held.title;
    let message = (
        format!("no rule says who has {title:?} then"),
        format!("chưa có quy tắc xác định cơ quan nhận quản lý {title:?}"),
    );
    let path = format!("custody[{}]", held.content.id);
    faults.note(path, Problem::invalid(message));
}

fn follow(
    given: &Given,
    agencies: &Agencies,
    members: Vec<entity::membership::Model>,
    faults: &mut Faults,
) -> Vec<Following> {
    let leaving = members
        .into_iter()
        .filter(|membership| agencies.ends(membership.agency_id));
    let to = match given.memberships {
        Members::End => None,
        Members::Follow => agencies.one_successor(),
    };
    let leaving: Vec<Following> = leaving
        .map(|membership| Following { membership, to })
        .collect();
    if given.memberships == Members::Follow && to.is_none() && !leaving.is_empty() {
        let message = (
            "can follow where there is one successor; end them, and give roles anew",
            "chỉ chuyển theo được khi có một cơ quan kế thừa; hãy kết thúc rồi phân quyền lại",
        );
        faults.note("memberships", Problem::invalid(message));
    }
    leaving
}

/// Whether what an agency is stays the same body under another name or in another place.
fn goes_on(kind: Kind) -> bool {
    matches!(kind, Kind::Rename | Kind::Move | Kind::Merge)
}
