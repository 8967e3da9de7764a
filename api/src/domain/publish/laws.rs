//! Which law is cited by a name: the one of a year, or the one that was in force on a day.
use std::collections::{BTreeSet, HashMap};

use chrono::{Datelike, NaiveDate};
use entity::value::EditionState;
use entity::{edition, legal_document};
use sea_orm::prelude::*;
use sea_orm::{JoinType, QuerySelect};

use crate::domain::legal::as_name;

/// Values a statement.
const VALUES: usize = 500;

/// The live laws that have some names.
#[derive(Default)]
pub(super) struct Laws {
    by_name: HashMap<String, Vec<Law>>,
}

struct Law {
    content: Uuid,
    issued_on: NaiveDate,
    effective_on: Option<NaiveDate>,
    expires_on: Option<NaiveDate>,
}

type Row = (
    Option<String>,
    Uuid,
    NaiveDate,
    Option<NaiveDate>,
    Option<NaiveDate>,
);

impl Laws {
    /// Those that are cited by some of the keys.
    pub(super) async fn cited_by<'a>(
        db: &impl ConnectionTrait,
        keys: impl Iterator<Item = &'a str>,
    ) -> Result<Self, DbErr> {
        let names: BTreeSet<&str> = keys.filter_map(|key| Some(as_name(key)?.0)).collect();
        let names: Vec<&str> = names.into_iter().collect();
        let mut laws = Self::default();
        for some in names.chunks(VALUES) {
            let rows = legal_document::Entity::find()
                .select_only()
                .column(legal_document::Column::NameKey)
                .column(edition::Column::ContentId)
                .columns([
                    legal_document::Column::IssuedOn,
                    legal_document::Column::EffectiveOn,
                    legal_document::Column::ExpiresOn,
                ])
                .join(
                    JoinType::InnerJoin,
                    legal_document::Entity::belongs_to(edition::Entity)
                        .from(legal_document::Column::EditionId)
                        .to(edition::Column::Id)
                        .into(),
                )
                .filter(edition::Column::State.eq(EditionState::Live))
                .filter(legal_document::Column::NameKey.is_in(some.iter().copied()));
            let rows: Vec<Row> = rows.into_tuple().all(db).await?;
            for (name, content, issued_on, effective_on, expires_on) in rows {
                let law = Law {
                    content,
                    issued_on,
                    effective_on,
                    expires_on,
                };
                laws.by_name
                    .entry(name.unwrap_or_default())
                    .or_default()
                    .push(law);
            }
        }
        Ok(laws)
    }

    /// All of them.
    pub(super) fn contents(&self) -> impl Iterator<Item = Uuid> {
        self.by_name.values().flatten().map(|law| law.content)
    }

    fn named(&self, name: &str) -> impl Iterator<Item = &Law> {
        self.by_name.get(name).into_iter().flatten()
    }

    /// The one that the key of a citation means, as of a day.
    pub(super) fn cited(&self, key: &str, day: Option<NaiveDate>) -> Option<Uuid> {
        match as_name(key)? {
            (name, Some(year)) => self.of_year(name, year),
            (name, None) => self.in_force(name, day?),
        }
    }

    /// The only one that was issued in a year.
    fn of_year(&self, name: &str, year: i32) -> Option<Uuid> {
        only(self.named(name).filter(|law| law.issued_on.year() == year))
    }

    /// The one that was in force on a day: of several that had begun, the last, unless it had ended.
    fn in_force(&self, name: &str, day: NaiveDate) -> Option<Uuid> {
        let begun = || self.named(name).filter(|law| law.begins_on() <= day);
        let last = begun().map(Law::begins_on).max()?;
        only(
            begun()
                .filter(|law| law.begins_on() == last)
                .filter(|law| law.expires_on.is_none_or(|end| day < end)),
        )
    }
}

impl Law {
    fn begins_on(&self) -> NaiveDate {
        self.effective_on.unwrap_or(self.issued_on)
    }
}

fn only<'a>(mut laws: impl Iterator<Item = &'a Law>) -> Option<Uuid> {
    match (laws.next(), laws.next()) {
        (Some(law), None) => Some(law.content),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn law(number: u128, begins: &str, ends: Option<&str>) -> Law {
        Law {
            content: Uuid::from_u128(number),
            issued_on: day(begins),
            effective_on: Some(day(begins)),
            expires_on: ends.map(day),
        }
    }

    #[test]
    fn a_name_means_the_law_of_its_day() {
        let land = vec![
            law(1, "2004-07-01", Some("2014-07-01")),
            law(2, "2014-07-01", None),
            law(3, "2024-08-01", None),
        ];
        let laws = Laws {
            by_name: HashMap::from([("luật đất đai".to_owned(), land)]),
        };
        let on = |text| {
            laws.in_force("luật đất đai", day(text))
                .map(|id| id.as_u128())
        };
        assert_eq!(on("2004-06-30"), None);
        assert_eq!(on("2014-06-30"), Some(1));
        assert_eq!(on("2014-07-01"), Some(2));
        assert_eq!(on("2026-01-01"), Some(3));
        assert_eq!(
            laws.of_year("luật đất đai", 2014).map(|id| id.as_u128()),
            Some(2)
        );
        assert_eq!(laws.of_year("luật đất đai", 2013), None);
        assert_eq!(laws.in_force("luật khác", day("2026-01-01")), None);
    }

    #[test]
    fn what_is_not_certain_means_nothing() {
        let twice = vec![law(1, "2020-01-01", None), law(2, "2020-01-01", None)];
        let ended = vec![law(3, "2010-01-01", Some("2015-01-01"))];
        let by_name = [("hai".to_owned(), twice), ("hết".to_owned(), ended)];
        let laws = Laws {
            by_name: HashMap::from(by_name),
        };
        assert_eq!(laws.in_force("hai", day("2021-01-01")), None);
        assert_eq!(laws.of_year("hai", 2020), None);
        assert_eq!(laws.in_force("hết", day("2021-01-01")), None);
    }
}
