//! The administrative units.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use nguonluat::exchange::Record;
use nguonluat::exchange::record::{AreaRecord, Tier};
use nguonluat::import::{Format, Options};

use super::{folder, options, read};

const THREE_TIERS: &str = "vn_units_pre_merge_three_tier.json";

const TWO_TIERS: &str = "vn_units_2026-07-25_two_tier.json";

fn areas(name: &str, options: &Options) -> Option<Vec<AreaRecord>> {
    let folder = folder("admin_units")?;
    let entries = read(&folder.join(name), Format::AdminUnits, options);
    Some(
        entries
            .into_iter()
            .map(|entry| match entry.record {
                Ok(Record::Area(area)) => area,
                other => panic!("{}: {other:?}", entry.place),
            })
            .collect(),
    )
}

#[test]
fn administrative_units() {
    let (Some(three), Some(two)) = (areas(THREE_TIERS, &options()), areas(TWO_TIERS, &options()))
    else {
        return;
    };
    for (name, areas) in [("three tiers", &three), ("two tiers", &two)] {
        let mut tiers = BTreeMap::new();
        for area in areas {
            *tiers.entry(format!("{:?}", area.tier)).or_insert(0) += 1;
        }
        println!("{name}: {tiers:?}");
    }
    let count =
        |areas: &[AreaRecord], tier: Tier| areas.iter().filter(|area| area.tier == tier).count();
    // Đồng Nai counts twice: it became a city on 2026-04-30.
    assert_eq!(
        (
            count(&three, Tier::Province),
            count(&three, Tier::District),
            count(&three, Tier::Commune)
        ),
        (64, 696, 10_035)
    );
    assert_eq!(
        (count(&two, Tier::Province), count(&two, Tier::Commune)),
        (35, 3_321)
    );
    // On every day each code means one unit, whichever files are read, and the unit above is there.
    let mut both: Vec<_> = three.iter().chain(&two).collect();
    both.sort_by_key(|area| (&area.code, area.valid_from));
    both.dedup();
    let follows = |pair: &[&AreaRecord]| {
        pair[0].code != pair[1].code
            || pair[0]
                .valid_to
                .is_some_and(|end| end <= pair[1].valid_from)
    };
    assert!(both.windows(2).all(follows));
    let is_there = |code: &str, on: NaiveDate| {
        both.iter().any(|area| {
            area.code == code && area.valid_from <= on && area.valid_to.is_none_or(|end| on < end)
        })
    };
    assert!(both.iter().all(|area| {
        area.parent
            .as_deref()
            .is_none_or(|parent| is_there(parent, area.valid_from))
    }));
}

#[test]
fn the_units_of_one_province() {
    let cao_bang = Options {
        province: Some("04".to_owned()),
        ..options()
    };
    let (Some(three), Some(two)) = (areas(THREE_TIERS, &cao_bang), areas(TWO_TIERS, &cao_bang))
    else {
        return;
    };
    assert_eq!((three.len(), two.len()), (1 + 10 + 161, 1 + 56));
    assert_eq!(
        three[0], two[0],
        "the province is the same before and after"
    );
}
