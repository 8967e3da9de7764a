//! The table of agencies.

use super::super::{Entry, Input};
use super::table::{self, Column};
use crate::exchange::Record;
use crate::exchange::record::AgencyRecord;

/// The table's columns.
pub(crate) const COLUMNS: [Column; 14] = [
    Column {
        name: "code",
        vietnamese: &["mã", "mã cơ quan"],
        required: true,
    },
    Column {
        name: "identifier",
        vietnamese: &["mã định danh"],
        required: false,
    },
    Column {
        name: "type",
        vietnamese: &["loại", "loại cơ quan"],
        required: true,
    },
    Column {
        name: "name",
        vietnamese: &["tên", "tên cơ quan"],
        required: true,
    },
    Column {
        name: "name_en",
        vietnamese: &["tên tiếng Anh"],
        required: false,
    },
    Column {
        name: "short_name",
        vietnamese: &["tên viết tắt", "tên ngắn"],
        required: false,
    },
    Column {
        name: "parent",
        vietnamese: &["cơ quan cấp trên", "mã cơ quan cấp trên"],
        required: false,
    },
    Column {
        name: "area",
        vietnamese: &["địa bàn", "mã địa bàn"],
        required: false,
    },
    Column {
        name: "address",
        vietnamese: &["địa chỉ"],
        required: false,
    },
    Column {
        name: "phone",
        vietnamese: &["điện thoại", "số điện thoại"],
        required: false,
    },
    Column {
        name: "email",
        vietnamese: &["thư điện tử", "e-mail"],
        required: false,
    },
    Column {
        name: "website",
        vietnamese: &["trang thông tin điện tử"],
        required: false,
    },
    Column {
        name: "valid_from",
        vietnamese: &["từ ngày", "ngày thành lập"],
        required: true,
    },
    Column {
        name: "valid_to",
        vietnamese: &["đến ngày", "ngày kết thúc"],
        required: false,
    },
];

/// Reads an agency a row.
#[must_use]
pub fn read(input: &Input<'_>) -> Vec<Entry> {
    table::read(input, &COLUMNS, |row| {
        Ok(Record::Agency(AgencyRecord {
            code: row.required("code")?,
            identifier: row.optional("identifier"),
            agency_type: row.required("type")?,
            name: row.required("name")?,
            name_en: row.optional("name_en"),
            short_name: row.optional("short_name"),
            parent: row.optional("parent"),
            area: row.optional("area"),
            address: row.optional("address"),
            phone: row.optional("phone"),
            email: row.optional("email"),
            website: row.optional("website"),
            valid_from: row.required_day("valid_from")?,
            valid_to: row.day("valid_to")?,
        }))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::tests::input;

    fn one(text: &str) -> Result<AgencyRecord, String> {
        let mut entries = read(&input(text));
        assert_eq!(entries.len(), 1, "{entries:?}");
        match entries.remove(0).record {
            Ok(Record::Agency(agency)) => Ok(agency),
            Ok(other) => panic!("{other:?}"),
            Err(refusal) => Err(refusal.to_string()),
        }
    }

    #[test]
    fn english_and_vietnamese_headers_give_the_same() {
        let english = "code,type,name,parent,valid_from,valid_to\nso-tu-phap,so,Sở Tư pháp,ubnd-tinh,2025-07-01,\n";
        let vietnamese = "\u{feff}STT;Mã cơ quan;Loại;TÊN CƠ QUAN;Cơ quan cấp trên;Từ ngày;Đến ngày\r\n1;so-tu-phap;so;Sơ\u{309} Tư pháp;ubnd-tinh;01/07/2025;\r\n";
        let agency = one(english).expect("an agency");
        assert_eq!(one(vietnamese), Ok(agency.clone()));
        assert_eq!(one(&english.replace(',', "\t")), Ok(agency.clone()));
        assert_eq!(agency.name, "Sở Tư pháp");
        assert_eq!(agency.parent.as_deref(), Some("ubnd-tinh"));
        assert_eq!(agency.valid_to, None);
    }

    #[test]
    fn quoted_cells_hold_delimiters_and_lines() {
        let text = "code,type,name,address,valid_from\na,so,\"Sở Văn hóa, Thể thao và Du lịch\",\"Số 1\nphố A\",2025-07-01\n\nb,so,B,,x\n";
        let entries = read(&input(text));
        assert_eq!(entries.len(), 2);
        assert!(entries[0].record.is_ok());
        assert_eq!(entries[1].place.line, Some(5));
        let refusal = entries[1].record.as_ref().expect_err("no day").to_string();
        assert_eq!(
            refusal,
            "`valid_from`: \"x\" is not a day; write 2025-07-01 or 01/07/2025"
        );
    }

    #[test]
    fn faults_name_their_column() {
        assert_eq!(
            one("code,type,name,valid_from\n,so,A,2025-07-01"),
            Err("`code` is missing; fill the cell".into())
        );
        assert!(
            one("code,type,name\na,so,A")
                .expect_err("no column")
                .starts_with("`valid_from` is missing; add a column")
        );
        assert!(
            one("code,type,name,valid_from,fax\n")
                .expect_err("unknown")
                .starts_with("`fax`: no such column")
        );
        assert!(
            one("code,code,type,name,valid_from\n")
                .expect_err("twice")
                .contains("twice")
        );
        assert!(
            one("code,type,name,valid_from\na,so,Sở A, B,2025-07-01")
                .expect_err("wide")
                .contains("more cells")
        );
        assert!(one("").expect_err("empty").contains("the file is empty"));
    }
}
