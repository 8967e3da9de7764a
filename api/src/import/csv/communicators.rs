//! The table of legal rapporteurs and propagandists.

use std::collections::HashMap;

use uuid::Uuid;

use super::super::{Entry, Input, Refusal};
use super::table::{self, Column, Row};
use crate::exchange::Record;
use crate::exchange::record::{CommunicatorRecord, CommunicatorRole, Tier};
use crate::text::normalize::modern_tones;
use crate::text::number::DocumentNumber;

/// The space of identities made from role, name and decision.
const IDENTITIES: Uuid = Uuid::from_u128(0x5f0c_6f1e_8d0b_5b7c_9a54_3f1d_2c7e_90a1);

/// The table's columns.
pub(crate) const COLUMNS: [Column; 12] = [
    Column {
        name: "id",
        vietnamese: &["mã số"],
        required: false,
    },
    Column {
        name: "role",
        vietnamese: &["vai trò", "loại"],
        required: true,
    },
    Column {
        name: "tier",
        vietnamese: &["cấp"],
        required: true,
    },
    Column {
        name: "name",
        vietnamese: &["họ và tên", "họ tên"],
        required: true,
    },
    Column {
        name: "position",
        vietnamese: &["chức vụ", "chức danh"],
        required: false,
    },
    Column {
        name: "agency",
        vietnamese: &["cơ quan", "mã cơ quan", "đơn vị công tác"],
        required: true,
    },
    Column {
        name: "area",
        vietnamese: &["địa bàn", "mã địa bàn"],
        required: false,
    },
    Column {
        name: "topics",
        vietnamese: &["lĩnh vực", "lĩnh vực pháp luật"],
        required: false,
    },
    Column {
        name: "decision_number",
        vietnamese: &["số quyết định", "số quyết định công nhận"],
        required: true,
    },
    Column {
        name: "recognised_on",
        vietnamese: &["ngày công nhận", "ngày quyết định công nhận"],
        required: true,
    },
    Column {
        name: "removal_decision_number",
        vietnamese: &["số quyết định miễn nhiệm", "số quyết định cho thôi"],
        required: false,
    },
    Column {
        name: "removed_on",
        vietnamese: &["ngày miễn nhiệm", "ngày cho thôi"],
        required: false,
    },
];

const ROLES: [(&[&str], CommunicatorRole); 2] = [
    (
        &[
            "rapporteur",
            "báo cáo viên",
            "báo cáo viên pháp luật",
            "BCV",
        ],
        CommunicatorRole::Rapporteur,
    ),
    (
        &[
            "propagandist",
            "tuyên truyền viên",
            "tuyên truyền viên pháp luật",
            "TTV",
        ],
        CommunicatorRole::Propagandist,
    ),
];

const TIERS: [(&[&str], Tier); 4] = [
    (&["central", "trung ương"], Tier::Central),
    (&["province", "tỉnh", "cấp tỉnh"], Tier::Province),
    (&["district", "huyện", "cấp huyện"], Tier::District),
    (&["commune", "xã", "cấp xã"], Tier::Commune),
];

/// Reads a communicator a row. Without a column `id`, role, name and recognition decision tell one
/// from another, so a table that is read again gives the same people.
#[must_use]
pub fn read(input: &Input<'_>) -> Vec<Entry> {
    let mut first_lines: HashMap<Uuid, usize> = HashMap::new();
    table::read(input, &COLUMNS, |row| {
        let communicator = communicator(row)?;
        if let Some(first) = first_lines.insert(communicator.id, row.line) {
            first_lines.insert(communicator.id, first);
            return Err(Refusal::Repeated {
                what: communicator.name,
                first: format!("line {first}"),
                mend: "leave one of them out, or tell two people of the same name apart by a column `id` of UUIDs",
            });
        }
        Ok(Record::Communicator(communicator))
    })
}

fn communicator(row: &Row<'_>) -> Result<CommunicatorRecord, Refusal> {
    let role = row.one_of("role", &ROLES)?;
    let name = row.required("name")?;
    let decision_number = row.required("decision_number")?;
    let id = match row.optional("id") {
        Some(id) => id.parse().map_err(|_| {
            Refusal::field(
                "id",
                format!("{id:?} is not a UUID; leave the cell blank to have one made"),
            )
        })?,
        None => identity(role, &name, &decision_number),
    };
    Ok(CommunicatorRecord {
        id,
        role,
        tier: row.one_of("tier", &TIERS)?,
        name,
        position: row.optional("position"),
        agency: row.required("agency")?,
        area: row.optional("area"),
        topics: row.list("topics"),
        decision_number,
        recognised_on: row.required_day("recognised_on")?,
        removal_decision_number: row.optional("removal_decision_number"),
        removed_on: row.day("removed_on")?,
    })
}

/// Spelling of tones and numbers makes no other person.
fn identity(role: CommunicatorRole, name: &str, decision_number: &str) -> Uuid {
    let role = match role {
        CommunicatorRole::Rapporteur => "rapporteur",
        CommunicatorRole::Propagandist => "propagandist",
    };
    let decision = match decision_number.parse::<DocumentNumber>() {
        Ok(number) => number.key(),
        Err(_) => decision_number.to_owned(),
    };
    Uuid::new_v5(
        &IDENTITIES,
        format!("{role}\n{}\n{decision}", modern_tones(name)).as_bytes(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::tests::input;

    const HEADER: &str = "role,tier,name,agency,topics,decision_number,recognised_on";

    fn results(rows: &str) -> Vec<Result<CommunicatorRecord, String>> {
        read(&input(&format!("{HEADER}\n{rows}")))
            .into_iter()
            .map(|entry| match entry.record {
                Ok(Record::Communicator(communicator)) => Ok(communicator),
                Ok(other) => panic!("{other:?}"),
                Err(refusal) => Err(refusal.to_string()),
            })
            .collect()
    }

    #[test]
    fn identity_comes_from_role_name_and_decision() {
        let row =
            "rapporteur,province,Nông Văn A,so-tu-phap,dat-dai; hinh-su;,12/QĐ-UBND,2024-03-05";
        let first = results(row).remove(0).expect("a communicator");
        let moved = results(&row.replace("so-tu-phap", "so-noi-vu"))
            .remove(0)
            .expect("a communicator");
        let other = results(&row.replace("12/QĐ", "13/QĐ"))
            .remove(0)
            .expect("a communicator");
        assert_eq!(first.id, moved.id);
        assert_ne!(first.id, other.id);
        assert_eq!(first.topics, ["dat-dai", "hinh-su"]);
        let vietnamese = "Họ và tên;Loại;Cấp;Cơ quan;Số quyết định;Ngày công nhận;Lĩnh vực\nNông Văn A;Báo cáo viên;Tỉnh;so-tu-phap;12/QĐ-UBND;5/3/2024;\"dat-dai;hinh-su\"";
        assert_eq!(
            read(&input(vietnamese))[0].record,
            Ok(Record::Communicator(first))
        );
    }

    #[test]
    fn an_id_of_its_own_is_kept() {
        let text = "id,role,tier,name,agency,decision_number,recognised_on\n67e55044-10b1-426f-9247-bb680e5fe0c8,TTV,xã,A,x,1/QĐ,2024-03-05\nx,TTV,xã,A,x,1/QĐ,2024-03-05";
        let entries = read(&input(text));
        let Ok(Record::Communicator(communicator)) = &entries[0].record else {
            panic!("{entries:?}")
        };
        assert_eq!(
            communicator.id.to_string(),
            "67e55044-10b1-426f-9247-bb680e5fe0c8"
        );
        assert!(
            entries[1]
                .record
                .as_ref()
                .expect_err("no UUID")
                .to_string()
                .starts_with("`id`: \"x\" is not a UUID")
        );
    }

    #[test]
    fn faults_say_what_may_stand_there() {
        let row = "propagandist,commune,A,x,,1/QĐ,2024-03-05";
        let twice = results(&format!("{row}\n{row}"));
        assert!(twice[0].is_ok());
        assert!(
            twice[1]
                .as_ref()
                .expect_err("twice")
                .starts_with("A stands at line 2 already")
        );
        let tier = results(&row.replace("commune", "thôn"))
            .remove(0)
            .expect_err("no tier");
        assert!(
            tier.contains("\"thôn\" is none of: central or trung ương; province"),
            "{tier}"
        );
        assert!(results(&row.replace("propagandist", "x"))[0].is_err());
        assert!(results(&row.replace("2024-03-05", "31/02/2024"))[0].is_err());
    }
}
