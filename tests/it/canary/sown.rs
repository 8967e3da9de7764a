//! Canaries: in every private column of the database, one a column, known again wherever it is heard.

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use sea_orm::{ConnectionTrait, DbBackend};

use super::open::{LIVE, PUBLIC};
use super::schema::{Column, Holds};
use crate::support::province::Province;

/// The word that stands where the desk wrote into JSON, in whose shape a canary has to fit.
pub const WORD: &str = "chimhoangyen";

/// What a canary begins with; the numbers of its column and of its row follow, of three digits each.
const CALL: &str = "zq";

/// The canaries that were sown.
#[derive(Default)]
pub struct Canaries(Vec<Vec<String>>);

impl Canaries {
    /// Sows the private columns of the tables that `of` takes.
    pub async fn sow(
        &mut self,
        province: &Province,
        columns: &[Column],
        of: impl Fn(&str) -> bool,
    ) {
        let mut groups: BTreeMap<(&str, &str), Vec<&Column>> = BTreeMap::new();
        for column in columns
            .iter()
            .filter(|it| of(&it.table) && it.holds != Holds::NoWords)
        {
            let first = column
                .equals
                .as_ref()
                .map_or(&column.name, |other| other.min(&column.name));
            groups
                .entry((&column.table, first))
                .or_default()
                .push(column);
        }
        for ((table, first), group) in groups {
            let has_edition = columns
                .iter()
                .any(|it| it.table == table && it.name == "edition_id");
            if let Some(private) = private_rows(table, first, has_edition) {
                self.sow_column(province, &group, &private).await;
            }
        }
    }

    /// Sows a column, with those that have to equal it, in the rows of a condition.
    async fn sow_column(&mut self, province: &Province, group: &[&Column], rows: &str) {
        let (table, name) = (&group[0].table, &group[0].name);
        let number = self.0.len();
        let count = |of: &str| format!("SELECT count(*) FROM {table} WHERE ({rows}) AND {of}");
        let any = province.number(&count("TRUE")).await;
        assert!(
            any > 0,
            "{:?}: sow a row in {table}, for {name}",
            province.backend
        );
        let full = province
            .number(&count(&format!("{name} IS NOT NULL")))
            .await
            > 0;
        let worded = format!("{} LIKE '%{WORD}%'", text(name));
        let worded = group[0].holds == Holds::Json && province.number(&count(&worded)).await > 0;
        let written = |column: &&Column| {
            let value = written(province.backend, column, number, full, worded);
            format!("{} = {value}", column.name)
        };
        let values: Vec<String> = group.iter().map(written).collect();
        let at = if province.backend == DbBackend::Sqlite {
            "rowid"
        } else {
            "ctid"
        };
        let update = format!(
            "UPDATE {table} SET {} FROM (SELECT {at} AS at, row_number() OVER (ORDER BY {at}) AS n FROM {table}
                WHERE {rows}) AS numbered WHERE {table}.{at} = numbered.at",
            values.join(", ")
        );
        let done = province
            .database()
            .writer()
            .execute_unprepared(&update)
            .await;
        done.unwrap_or_else(|refused| panic!("{table}.{name} takes no canary: {refused}"));
        let held = province
            .number(&count(&format!(
                "{} LIKE '%{CALL}{number:03}%'",
                text(name)
            )))
            .await;
        assert!(held > 0 || group[0].holds == Holds::Bytes, "{table}.{name}");
        self.0.push(
            group
                .iter()
                .map(|it| format!("{}.{}", it.table, it.name))
                .collect(),
        );
    }

    /// The columns whose canaries are in a text, also where it was packed into base64.
    pub fn heard(&self, said: &str) -> BTreeSet<&str> {
        let mut heard = BTreeSet::new();
        self.listen(said, &mut heard);
        let is_packed = |letter: char| letter.is_ascii_alphanumeric() || "+/-_".contains(letter);
        for part in said
            .split(|letter| !is_packed(letter))
            .filter(|part| part.len() > 10)
        {
            for bytes in [URL_SAFE_NO_PAD.decode(part), STANDARD_NO_PAD.decode(part)]
                .into_iter()
                .flatten()
            {
                self.listen(&String::from_utf8_lossy(&bytes), &mut heard);
            }
        }
        heard
    }

    fn listen<'a>(&'a self, said: &str, heard: &mut BTreeSet<&'a str>) {
        let said = said.to_lowercase();
        for (at, _) in said.match_indices(CALL) {
            let digits = said.get(at + CALL.len()..at + CALL.len() + 6);
            let digits = digits.filter(|it| it.bytes().all(|it| it.is_ascii_digit()));
            let sown = digits.and_then(|digits| self.0.get(digits[..3].parse::<usize>().ok()?));
            heard.extend(sown.into_iter().flatten().map(String::as_str));
        }
    }
}

/// The rows of a table in which a column is private; `None` where it is public in all of them.
fn private_rows(table: &str, name: &str, has_edition: bool) -> Option<String> {
    let mut public = PUBLIC
        .iter()
        .filter(|(of, _, columns)| *of == table && columns.split(' ').any(|it| it == name));
    match public.next() {
        None => Some("TRUE".to_owned()),
        Some((_, "", _)) if has_edition => Some(format!(
            "edition_id NOT IN (SELECT id FROM edition WHERE {LIVE})"
        )),
        Some((_, "", _)) => None,
        Some((_, rows, _)) => Some(format!("NOT ({rows})")),
    }
}

/// The value of a column with a canary in it. Texts of 64 and of 8 letters keep their length, as checks want of
/// hashes; where nothing is anywhere, the canary alone is put.
fn written(backend: DbBackend, column: &Column, number: usize, full: bool, worded: bool) -> String {
    let name = &column.name;
    let sqlite = backend == DbBackend::Sqlite;
    let row = if sqlite {
        "printf('%03d', n % 1000)"
    } else {
        "lpad(CAST(n % 1000 AS text), 3, '0')"
    };
    let canary = format!("('{CALL}{number:03}' || {row})");
    match column.holds {
        Holds::Text if full => format!(
            "CASE length({name}) WHEN 0 THEN {name} WHEN 8 THEN {canary}
                WHEN 64 THEN substr({name}, 1, 56) || {canary} ELSE {name} || {canary} END"
        ),
        Holds::Text => canary,
        Holds::Json if worded && sqlite => format!("replace({name}, '{WORD}', {canary})"),
        Holds::Json if worded => {
            format!("CAST(replace({}, '{WORD}', {canary}) AS jsonb)", text(name))
        }
        Holds::Json if sqlite => format!(
            "CASE json_type({name}) WHEN 'array' THEN json_insert({name}, '$[#]', {canary})
                ELSE json_set({name}, '$.{CALL}', {canary}) END"
        ),
        Holds::Json => format!(
            "CASE jsonb_typeof({name}) WHEN 'array' THEN {name} || to_jsonb({canary})
                ELSE {name} || jsonb_build_object('{CALL}', {canary}) END"
        ),
        Holds::Bytes if sqlite => format!("CAST({name} || {canary} AS BLOB)"),
        Holds::Bytes => format!("{name} || convert_to({canary}, 'UTF8')"),
        Holds::NoWords => name.clone(),
    }
}

fn text(name: &str) -> String {
    format!("CAST({name} AS text)")
}
