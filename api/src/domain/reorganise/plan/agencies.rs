//! What becomes of the agencies themselves.
use entity::{agency, agency_succession};
use uuid::Uuid;

use super::goes_on;
use crate::domain::draft::{Faults, Problem};
use crate::domain::publish::{Catalogue, DirectoryRow, agency_row, lasts};
use crate::domain::records::agency_record;
use crate::domain::reorganise::given::{Given, NewAgency, Successor};
use crate::domain::{Error, Result};
use crate::exchange::record::{AgencyRecord, SuccessionKind as Kind};
use crate::text::normalize::is_blank;

/// Of an area or an agency.
const NOT_THERE: (&str, &str) = ("is not there on the day", "không có vào ngày đó");

/// What becomes of the agencies.
pub(super) struct Agencies {
    pub ended: Vec<agency::Model>,
    pub begun: Vec<agency::Model>,
    /// With what they were beneath.
    pub moved: Vec<(agency::Model, Option<Uuid>)>,
    pub successions: Vec<agency_succession::Model>,
    successors: Vec<Uuid>,
}

impl Agencies {
    /// What becomes of them; the catalogue then knows them as they are on the day. Nothing where they cannot be told.
    pub(super) fn of(
        given: &Given,
        catalogue: &mut Catalogue,
        faults: &mut Faults,
    ) -> Option<Self> {
        shape(given, faults);
        let rows = there(given, catalogue, faults);
        if !faults.0.is_empty() {
            return None;
        }
        let goes_on = |row: &agency::Model| given.successors.contains(&Successor::Agency(row.id));
        let (stay, mut ended): (Vec<_>, Vec<_>) = rows.into_iter().partition(goes_on);
        for row in &mut ended {
            row.valid_to = Some(given.on);
            catalogue.suppose(row.clone());
        }
        let mut found = Self {
            ended,
            begun: Vec::new(),
            moved: Vec::new(),
            successions: Vec::new(),
            successors: Vec::new(),
        };
        found.begin(given, catalogue, faults);
        if !faults.0.is_empty() {
            return None;
        }
        found.move_beneath(given, catalogue, faults);
        found.succeed(given, &stay, catalogue);
        Some(found)
    }

    /// Whether an agency ends.
    pub(super) fn ends(&self, id: Uuid) -> bool {
        self.ended.iter().any(|row| row.id == id)
    }

    /// The successor, where there is one alone.
    pub(super) fn one_successor(&self) -> Option<Uuid> {
        match self.successors[..] {
            [one] => Some(one),
            _ => None,
        }
    }

    /// Those that follow: new ones, and those that are there.
    fn begin(&mut self, given: &Given, catalogue: &mut Catalogue, faults: &mut Faults) {
        if matches!(given.kind, Kind::Rename | Kind::Move) {
            let old = self.ended.first().cloned();
            let renewed = old.map(|old| renewed(given, &old, catalogue));
            self.take(renewed, "agencies", catalogue, faults);
        }
        for (number, successor) in given.successors.iter().enumerate() {
            let path = format!("successors[{number}]");
            match successor {
                Successor::Agency(id) => match catalogue.agencies.get(*id) {
                    None => faults.note(path, Problem::Unknown),
                    Some(row) if self.ends(*id) || !lasts(row, given.on) => {
                        let message = (
                            format!("{} is not there on {}", row.code, given.on),
                            format!("không có cơ quan {} vào ngày {}", row.code, given.on),
                        );
                        faults.note(path, Problem::invalid(message));
                    }
                    Some(_) => self.successors.push(*id),
                },
                Successor::New(new) => {
                    let row = begun(given, new, catalogue);
                    self.take(Some(row), &path, catalogue, faults);
                }
            }
        }
    }

    fn take(
        &mut self,
        row: Option<Result<agency::Model>>,
        path: &str,
        catalogue: &mut Catalogue,
        faults: &mut Faults,
    ) {
        match row {
            Some(Ok(row)) => {
                catalogue.suppose(row.clone());
                self.successors.push(row.id);
                self.begun.push(row);
            }
            Some(Err(error)) => {
                let mut inner = Faults::default();
                inner.take(Err(error));
                faults.take_in(path, inner);
            }
            None => {}
        }
    }

    /// Agencies beneath those that end, and that go on.
    fn move_beneath(&mut self, given: &Given, catalogue: &mut Catalogue, faults: &mut Faults) {
        let beneath: Vec<agency::Model> = catalogue
            .agencies
            .in_order()
            .into_iter()
            .filter(|row| row.parent_id.is_some_and(|parent| self.ends(parent)))
            .filter(|row| !self.ends(row.id) && row.valid_to.is_none_or(|to| given.on < to))
            .filter(|row| !self.begun.iter().any(|new| new.id == row.id))
            .cloned()
            .collect();
        for row in beneath {
            let from = row.parent_id;
            let above = self.ended.iter().find(|old| Some(old.id) == from);
            let to = match self.one_successor() {
                Some(successor) if successor == row.id => above.and_then(|old| old.parent_id),
                Some(successor)
                    if catalogue
                        .agencies
                        .with_ancestors(successor)
                        .any(|id| id == row.id) =>
                {
                    None
                }
                successor => successor,
            };
            if to.is_none() {
                let code = &row.code;
                let message = (
                    format!("{code} is beneath and goes on: name it too, or move it first"),
                    format!(
                        "{code} trực thuộc và vẫn hoạt động: hãy nêu thêm hoặc chuyển đi trước"
                    ),
                );
                faults.note(format!("agencies[{code}]"), Problem::invalid(message));
                continue;
            }
            let row = agency::Model {
                parent_id: to,
                ..row
            };
            catalogue.suppose(row.clone());
            self.moved.push((row, from));
        }
    }

    fn succeed(&mut self, given: &Given, stay: &[agency::Model], catalogue: &Catalogue) {
        for before in self.ended.iter().chain(stay) {
            for after in &self.successors {
                let key = (before.id, *after, given.on);
                if before.id == *after || catalogue.agency_successions.contains_key(&key) {
                    continue;
                }
                self.successions.push(agency_succession::Model {
                    predecessor_id: before.id,
                    successor_id: *after,
                    on_date: given.on,
                    kind: given.stored_kind(),
                    legal_basis: Some(given.legal_basis.trim().to_owned()),
                });
            }
        }
    }

    /// Issuers, communicators and the portal's editorial agency, as far as they go on with the successor.
    pub(super) fn followed_by_the_directory(
        &self,
        given: &Given,
        catalogue: &Catalogue,
    ) -> Vec<DirectoryRow> {
        let Some(successor) = self.one_successor() else {
            return Vec::new();
        };
        let mut rows = Vec::new();
        if goes_on(given.kind) {
            let mut issuers: Vec<_> = catalogue.issuers.values().cloned().collect();
            issuers.retain(|row| row.agency_id.is_some_and(|id| self.ends(id)));
            issuers.sort_by(|one, other| one.code.cmp(&other.code));
            rows.extend(issuers.into_iter().map(|mut row| {
                row.agency_id = Some(successor);
                DirectoryRow::Issuer(row)
            }));
            let mut people: Vec<_> = catalogue.communicators.values().cloned().collect();
            people.retain(|row| row.removed_on.is_none() && self.ends(row.agency_id));
            people.sort_by_key(|row| row.id);
            rows.extend(people.into_iter().map(|mut row| {
                row.agency_id = successor;
                DirectoryRow::Communicator(row)
            }));
        }
        let site = catalogue.site.clone();
        let site = site.filter(|site| site.editorial_agency_id.is_some_and(|id| self.ends(id)));
        rows.extend(site.map(|mut site| {
            site.editorial_agency_id = Some(successor);
            DirectoryRow::Site(site)
        }));
        rows
    }
}

/// What each kind needs and what it has no use for.
fn shape(given: &Given, faults: &mut Faults) {
    let mut wrong = |path: &str, english: &'static str, vietnamese: &'static str| {
        faults.note(path, Problem::invalid((english, vietnamese)));
    };
    let one_body = matches!(given.kind, Kind::Rename | Kind::Move);
    if (one_body || given.kind == Kind::Split) && given.agencies.len() > 1 {
        wrong(
            "agencies",
            "names more than one",
            "chỉ được nêu một cơ quan",
        );
    }
    if one_body && !given.successors.is_empty() {
        wrong(
            "successors",
            "follow from the new name or place",
            "được suy ra từ tên hoặc vị trí mới; hãy để trống",
        );
    }
    let following = given.successors.len();
    if given.kind == Kind::Merge && following != 1 {
        wrong(
            "successors",
            "has to name the one that several become",
            "phải nêu đúng một cơ quan sau sáp nhập",
        );
    }
    if given.kind == Kind::Split && following < 2 {
        wrong(
            "successors",
            "has to name two or more",
            "phải nêu từ hai cơ quan trở lên",
        );
    }
    let stays = |successor: &Successor| matches!(successor, Successor::Agency(id) if given.agencies.contains(id));
    if given.kind != Kind::Split && given.successors.iter().any(stays) {
        wrong(
            "successors",
            "names one that ends itself",
            "có cơ quan cũng kết thúc hoạt động",
        );
    }
    if given.kind != Kind::Rename && given.rename.is_some() {
        wrong("rename", "is for renaming", "chỉ dùng khi đổi tên");
    }
    if given.kind != Kind::Move && given.parent.is_some() {
        wrong(
            "parent",
            "is for moving",
            "chỉ dùng khi chuyển sang cơ quan cấp trên khác",
        );
    }
    for (path, is_missing) in [
        ("agencies", given.agencies.is_empty()),
        ("legal_basis", is_blank(&given.legal_basis)),
        (
            "rename",
            given.kind == Kind::Rename && given.rename.is_none(),
        ),
        ("parent", given.kind == Kind::Move && given.parent.is_none()),
    ] {
        if is_missing {
            faults.note(path, Problem::Missing);
        }
    }
}

/// The agencies to which it happens, if they are there on the eve and not said to end already.
fn there(given: &Given, catalogue: &Catalogue, faults: &mut Faults) -> Vec<agency::Model> {
    let mut rows: Vec<agency::Model> = Vec::new();
    for (number, id) in given.agencies.iter().enumerate() {
        let path = format!("agencies[{number}]");
        let Some(row) = catalogue.agencies.get(*id) else {
            faults.note(path, Problem::Unknown);
            continue;
        };
        let problem = match row.valid_to {
            _ if rows.iter().any(|row| row.id == *id) => {
                Some(Problem::invalid(("is named twice", "được nêu hai lần")))
            }
            Some(end) => Some(Problem::invalid((
                format!("{} ends on {end}", row.code),
                format!("{} kết thúc hoạt động ngày {end}", row.code),
            ))),
            None if given.on <= row.valid_from => Some(Problem::invalid((
                format!("{} is there since {} only", row.code, row.valid_from),
                format!("{} chỉ có từ ngày {}", row.code, row.valid_from),
            ))),
            None => None,
        };
        match problem {
            Some(problem) => faults.note(path, problem),
            None => rows.push(row.clone()),
        }
    }
    rows
}

/// An agency under its new name, or beneath its new parent.
fn renewed(given: &Given, old: &agency::Model, catalogue: &Catalogue) -> Result<agency::Model> {
    let mut record = AgencyRecord {
        valid_from: given.on,
        valid_to: None,
        parent: None,
        area: None,
        ..agency_record(catalogue, old)?
    };
    if let Some(new) = &given.rename {
        record.code = new.code.clone().unwrap_or(record.code);
        record.identifier = new.identifier.clone().or(record.identifier);
        record.name.clone_from(&new.name);
        record.name_en.clone_from(&new.name_en);
        record.short_name.clone_from(&new.short_name);
    }
    let mut row = checked(catalogue, record)?;
    row.area_id = old.area_id;
    row.parent_id = old.parent_id;
    if let Some(parent) = given.parent {
        row.parent_id = Some(above(given, parent, catalogue)?);
        let beneath = catalogue.agencies.with_ancestors(parent);
        if beneath.into_iter().any(|id| id == old.id) {
            let message = (
                "is the agency itself or beneath it",
                "là chính cơ quan đó hoặc cơ quan trực thuộc",
            );
            return Err(Error::invalid("parent", message));
        }
    }
    Ok(row)
}

fn begun(given: &Given, new: &NewAgency, catalogue: &Catalogue) -> Result<agency::Model> {
    let record = AgencyRecord {
        valid_from: given.on,
        valid_to: None,
        parent: None,
        area: None,
        ..new.record.clone()
    };
    let mut row = checked(catalogue, record)?;
    if let Some(parent) = new.parent {
        row.parent_id = Some(above(given, parent, catalogue)?);
    }
    if let Some(area) = new.area {
        let there = catalogue
            .areas
            .get(area)
            .filter(|row| lasts(*row, given.on));
        let there = there.ok_or_else(|| Error::invalid("area", NOT_THERE))?;
        row.area_id = Some(there.id);
    }
    Ok(row)
}

fn checked(catalogue: &Catalogue, record: AgencyRecord) -> Result<agency::Model> {
    let row = agency_row(catalogue, record)?;
    row.ok_or_else(|| {
        let message = (
            "is that of an agency that begins on this day already",
            "là mã của cơ quan khác cũng bắt đầu từ ngày này",
        );
        Error::invalid("code", message)
    })
}

/// The agency above, which must be there on the day.
fn above(given: &Given, parent: Uuid, catalogue: &Catalogue) -> Result<Uuid> {
    let row = catalogue.agencies.get(parent);
    let row = row.filter(|row| lasts(*row, given.on));
    let row = row.ok_or_else(|| Error::invalid("parent", NOT_THERE))?;
    Ok(row.id)
}
