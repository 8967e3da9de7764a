//! Administrative units as the community's province database publishes them: with districts for the
//! time before 2025-07-01, without for the time since.

use chrono::NaiveDate;
use serde::Deserialize;

use super::{Entry, Input, Options, Place, Refusal};
use crate::exchange::Record;
use crate::exchange::record::{AreaRecord, Tier};
use crate::text::normalize::{modern_tones, normalize};

/// The day for which the file with districts stands. It has Huế as a city of its own, which it is
/// from this day on (Resolution 175/2024/QH15), and none of the units that followed; how long each
/// unit had been there before, it does not say.
const THREE_TIERS_FROM: Date = Date(2025, 1, 1);

/// The day on which districts ended and provinces merged (Resolution 202/2025/QH15 and the
/// Constitution as amended by Resolution 203/2025/QH15).
const TWO_TIERS_FROM: Date = Date(2025, 7, 1);

/// The provinces that kept code and name on that day, merged with others or not. Each is one area
/// over time, by whichever file it is read.
const LASTING_PROVINCES: [(&str, &str); 26] = [
    ("01", "Thành phố Hà Nội"),
    ("04", "Tỉnh Cao Bằng"),
    ("08", "Tỉnh Tuyên Quang"),
    ("11", "Tỉnh Điện Biên"),
    ("12", "Tỉnh Lai Châu"),
    ("14", "Tỉnh Sơn La"),
    ("19", "Tỉnh Thái Nguyên"),
    ("20", "Tỉnh Lạng Sơn"),
    ("22", "Tỉnh Quảng Ninh"),
    ("25", "Tỉnh Phú Thọ"),
    ("31", "Thành phố Hải Phòng"),
    ("33", "Tỉnh Hưng Yên"),
    ("37", "Tỉnh Ninh Bình"),
    ("38", "Tỉnh Thanh Hóa"),
    ("40", "Tỉnh Nghệ An"),
    ("42", "Tỉnh Hà Tĩnh"),
    ("46", "Thành phố Huế"),
    ("48", "Thành phố Đà Nẵng"),
    ("51", "Tỉnh Quảng Ngãi"),
    ("56", "Tỉnh Khánh Hòa"),
    ("66", "Tỉnh Đắk Lắk"),
    ("68", "Tỉnh Lâm Đồng"),
    ("79", "Thành phố Hồ Chí Minh"),
    ("86", "Tỉnh Vĩnh Long"),
    ("92", "Thành phố Cần Thơ"),
    ("96", "Tỉnh Cà Mau"),
];

/// A province that lasted too and became a city later: code, both names and the day
/// (Resolution 30/2026/QH16).
const BECAME_CITY: (&str, &str, &str, Date) = (
    "75",
    "Tỉnh Đồng Nai",
    "Thành phố Đồng Nai",
    Date(2026, 4, 30),
);

/// A day that a constant can hold.
#[derive(Clone, Copy)]
struct Date(i32, u32, u32);

impl From<Date> for NaiveDate {
    fn from(Date(year, month, day): Date) -> Self {
        Self::from_ymd_opt(year, month, day).unwrap_or_default()
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Province {
    code: String,
    full_name: String,
    /// Districts: only where there are three tiers.
    #[serde(alias = "Districts")]
    district: Option<Vec<District>>,
    /// Communes: only where there are two tiers.
    wards: Option<Vec<Unit>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct District {
    code: String,
    full_name: String,
    #[serde(alias = "Wards")]
    ward: Option<Vec<Unit>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Unit {
    code: String,
    full_name: String,
}

/// Reads the units of every province, or of the one that the options name: each before what it
/// contains.
#[must_use]
pub fn read(input: &Input<'_>, options: &Options) -> Vec<Entry> {
    let mut source = serde_json::Deserializer::from_str(input.text.trim_start_matches('\u{feff}'));
    let provinces: Vec<Province> = match serde_path_to_error::deserialize(&mut source) {
        Ok(provinces) => provinces,
        Err(error) => {
            let problem = format!("{} at {}", error.inner(), error.path());
            let refusal = Refusal::malformed("a JSON list of provinces with their units", problem);
            return vec![Entry {
                place: Place::default(),
                record: Err(refusal),
            }];
        }
    };
    let wanted = |province: &Province| {
        options
            .province
            .as_ref()
            .is_none_or(|code| *code == province.code)
    };
    let entries: Vec<Entry> = provinces
        .into_iter()
        .filter(wanted)
        .flat_map(province_entries)
        .collect();
    match &options.province {
        Some(code) if entries.is_empty() => {
            let problem = format!(
                "the file has no province {code:?}; give a code that it has, such as \"04\""
            );
            vec![Entry {
                place: Place::default(),
                record: Err(Refusal::field("province", problem)),
            }]
        }
        _ => entries,
    }
}

fn province_entries(province: Province) -> Vec<Entry> {
    let period = if province.district.is_some() {
        Period::three_tiers()
    } else {
        Period::two_tiers()
    };
    let code = province.code.trim();
    let mut entries: Vec<Entry> = province_areas(code, &proper(&province.full_name), period)
        .into_iter()
        .map(entry)
        .collect();
    for district in province.district.into_iter().flatten() {
        entries.push(entry(period.area(
            &district.code,
            &district.full_name,
            Tier::District,
            code,
        )));
        for ward in district.ward.into_iter().flatten() {
            entries.push(entry(period.area(
                &ward.code,
                &ward.full_name,
                Tier::Commune,
                district.code.trim(),
            )));
        }
    }
    for ward in province.wards.into_iter().flatten() {
        entries.push(entry(period.area(
            &ward.code,
            &ward.full_name,
            Tier::Commune,
            code,
        )));
    }
    entries
}

/// A province's area, or both where it changed its name in the time of two tiers.
fn province_areas(code: &str, name: &str, period: Period) -> Vec<AreaRecord> {
    let province = |name: &str, valid_from: Date, valid_to: Option<Date>| AreaRecord {
        code: code.to_owned(),
        name: name.to_owned(),
        tier: Tier::Province,
        parent: None,
        valid_from: valid_from.into(),
        valid_to: valid_to.map(NaiveDate::from),
    };
    let (city_code, before, after, day) = BECAME_CITY;
    if code == city_code && [before, after].contains(&name) {
        return vec![
            province(before, THREE_TIERS_FROM, Some(day)),
            province(after, day, None),
        ];
    }
    let lasting = LASTING_PROVINCES
        .iter()
        .find(|(lasting, known)| *lasting == code && modern_tones(known) == modern_tones(name));
    match lasting {
        Some((_, name)) => vec![province(name, THREE_TIERS_FROM, None)],
        None => vec![province(name, period.from, period.to)],
    }
}

/// When the units of a file were there.
#[derive(Clone, Copy)]
struct Period {
    from: Date,
    to: Option<Date>,
}

impl Period {
    fn three_tiers() -> Self {
        Self {
            from: THREE_TIERS_FROM,
            to: Some(TWO_TIERS_FROM),
        }
    }

    fn two_tiers() -> Self {
        Self {
            from: TWO_TIERS_FROM,
            to: None,
        }
    }

    fn area(self, code: &str, name: &str, tier: Tier, parent: &str) -> AreaRecord {
        AreaRecord {
            code: code.trim().to_owned(),
            name: proper(name),
            tier,
            parent: Some(parent.to_owned()),
            valid_from: self.from.into(),
            valid_to: self.to.map(NaiveDate::from),
        }
    }
}

/// The place and the record of an area, unless it lacks code or name.
fn entry(area: AreaRecord) -> Entry {
    let place = Place::item(format!("{} {}", area.code, area.name));
    let is_code = !area.code.is_empty() && area.code.bytes().all(|byte| byte.is_ascii_digit());
    let record = if !is_code {
        Err(Refusal::field(
            "Code",
            "a unit's code has digits only, such as \"01273\"",
        ))
    } else if area.name.is_empty() {
        Err(Refusal::missing(
            "FullName",
            "write the unit's kind and name, such as \"Phường Thục Phán\"",
        ))
    } else {
        Ok(Record::Area(area))
    };
    Entry { place, record }
}

/// The name with single spaces and a capital at its beginning, which the source forgets now and then.
fn proper(name: &str) -> String {
    let name = super::paragraphs::squeezed(&normalize(name));
    let mut characters = name.chars();
    match characters.next() {
        Some(first) => first.to_uppercase().chain(characters).collect(),
        None => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const THREE: &str = r#"[
        {"Code":"04","FullName":"Tỉnh Cao Bằng","District":[
            {"Code":"040","FullName":"Thành phố Cao Bằng","ProvinceCode":"04","Ward":[
                {"Code":"01267","FullName":"Phường Sông Hiến","DistrictCode":"040"}]},
            {"Code":"318","FullName":"Huyện đảo","ProvinceCode":"04","Ward":null}]},
        {"Code":"80","FullName":"Tỉnh Long An","District":[]},
        {"Code":"75","FullName":"Tỉnh Đồng Nai","District":[]}]"#;
    const TWO: &str = r#"[
        {"Code":"04","FullName":"Tỉnh Cao Bằng","Wards":[{"Code":"01273","FullName":"phường  Thục Phán"}]},
        {"Code":"38","FullName":"Tỉnh Thanh Hoá","Wards":[]},
        {"Code":"80","FullName":"Tỉnh Tây Ninh","Wards":[]},
        {"Code":"75","FullName":"Thành phố Đồng Nai","Wards":[]}]"#;

    fn read_areas(text: &str, province: Option<&str>) -> Vec<AreaRecord> {
        let options = Options {
            province: province.map(str::to_owned),
            ..crate::import::tests::options()
        };
        read(&crate::import::tests::input(text), &options)
            .into_iter()
            .map(|entry| match entry.record {
                Ok(Record::Area(area)) => area,
                other => panic!("{other:?}"),
            })
            .collect()
    }

    fn spans(areas: &[AreaRecord]) -> Vec<String> {
        areas
            .iter()
            .map(|area| {
                let to = area.valid_to.map(|day| day.to_string()).unwrap_or_default();
                let parent = area.parent.as_deref().unwrap_or("-");
                format!(
                    "{} {} {:?} {parent} {}/{to}",
                    area.code, area.name, area.tier, area.valid_from
                )
            })
            .collect()
    }

    #[test]
    fn three_tiers_end_with_june_2025() {
        assert_eq!(
            spans(&read_areas(THREE, None)),
            [
                "04 Tỉnh Cao Bằng Province - 2025-01-01/",
                "040 Thành phố Cao Bằng District 04 2025-01-01/2025-07-01",
                "01267 Phường Sông Hiến Commune 040 2025-01-01/2025-07-01",
                "318 Huyện đảo District 04 2025-01-01/2025-07-01",
                "80 Tỉnh Long An Province - 2025-01-01/2025-07-01",
                "75 Tỉnh Đồng Nai Province - 2025-01-01/2026-04-30",
                "75 Thành phố Đồng Nai Province - 2026-04-30/",
            ]
        );
    }

    #[test]
    fn two_tiers_begin_with_july_2025() {
        assert_eq!(
            spans(&read_areas(TWO, None)),
            [
                "04 Tỉnh Cao Bằng Province - 2025-01-01/",
                "01273 Phường Thục Phán Commune 04 2025-07-01/",
                "38 Tỉnh Thanh Hóa Province - 2025-01-01/",
                "80 Tỉnh Tây Ninh Province - 2025-07-01/",
                "75 Tỉnh Đồng Nai Province - 2025-01-01/2026-04-30",
                "75 Thành phố Đồng Nai Province - 2026-04-30/",
            ]
        );
    }

    #[test]
    fn one_province_on_request() {
        assert_eq!(read_areas(THREE, Some("04")).len(), 4);
        assert_eq!(read_areas(TWO, Some("04")).len(), 2);
    }

    #[test]
    fn refusals_name_what_is_wrong() {
        let refusals = |text: &str, province: Option<&str>| -> Vec<String> {
            let options = Options {
                province: province.map(str::to_owned),
                ..crate::import::tests::options()
            };
            read(&crate::import::tests::input(text), &options)
                .into_iter()
                .filter_map(|entry| entry.record.err().map(|refusal| refusal.to_string()))
                .collect()
        };
        assert!(refusals(TWO, Some("99"))[0].contains("no province \"99\""));
        assert!(refusals("{}", None)[0].contains("a JSON list of provinces"));
        assert!(refusals(r#"[{"Code":"04"}]"#, None)[0].contains("missing field `FullName`"));
        let unit = r#"[{"Code":"04","FullName":"T","Wards":[{"Code":"O1","FullName":"x"},{"Code":"01","FullName":" "}]}]"#;
        let found = refusals(unit, None);
        assert_eq!(found.len(), 2);
        assert!(found[0].starts_with("`Code`") && found[1].starts_with("`FullName`"));
    }
}
