//! The accounts of the demo province: somebody for each role, so that the whole way of an item can be tried.
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::command::{NewPerson, Ready};
use super::exist;
use crate::domain::clock::Clock;
use crate::domain::database::Database;
use crate::domain::secret;
use crate::domain::{Error, Result};

/// Bytes of the password before they are written as 16 characters.
const PASSWORD: usize = 12;

/// Somebody of the demo province.
struct Person {
    login: &'static str,
    name: &'static str,
    role: &'static str,
    agency: &'static str,
    sections: &'static [&'static str],
}

const PEOPLE: [Person; 8] = [
    Person {
        login: "can-bo-xa",
        name: "Cán bộ tư pháp xã Bảo Lâm",
        role: "contributor",
        agency: "ubnd-xa-bao-lam",
        sections: &[],
    },
    Person {
        login: "lanh-dao-xa",
        name: "Lãnh đạo xã Bảo Lâm",
        role: "agency_reviewer",
        agency: "ubnd-xa-bao-lam",
        sections: &[],
    },
    Person {
        login: "can-bo-so",
        name: "Chuyên viên Sở Y tế, tự đăng tin tức",
        role: "publisher",
        agency: "so-y-te",
        sections: &["tin-tuc-su-kien"],
    },
    Person {
        login: "bien-tap",
        name: "Thành viên Ban biên tập",
        role: "board_member",
        agency: "so-tu-phap",
        sections: &[],
    },
    Person {
        login: "truong-ban",
        name: "Trưởng Ban biên tập",
        role: "board_head",
        agency: "so-tu-phap",
        sections: &[],
    },
    Person {
        login: "quan-tri",
        name: "Quản trị, Sở Tư pháp",
        role: "administrator",
        agency: "so-tu-phap",
        sections: &[],
    },
    Person {
        login: "ky-thuat",
        name: "Kỹ thuật, Sở Khoa học và Công nghệ",
        role: "technical_support",
        agency: "so-khoa-hoc-va-cong-nghe",
        sections: &[],
    },
    Person {
        login: "kiem-tra",
        name: "Kiểm tra, Sở Tư pháp",
        role: "auditor",
        agency: "so-tu-phap",
        sections: &[],
    },
];

/// People who may come in, all with one password.
pub struct DemoAccounts {
    /// The password, which is shown this once.
    pub password: String,
    /// User names, with what they are.
    pub people: Vec<(&'static str, &'static str)>,
}

/// Makes the accounts, where there is none at all. Gives them, and nothing where there were some.
///
/// # Errors
/// When the database fails.
pub async fn create_demo(database: &Database, clock: &Clock) -> Result<Option<DemoAccounts>> {
    if exist(database).await? {
        return Ok(None);
    }
    let password = URL_SAFE_NO_PAD.encode(secret::random::<PASSWORD>()?);
    let mut ready = Vec::new();
    for person in PEOPLE {
        let person = NewPerson {
            name: person.name.to_owned(),
            login: person.login.to_owned(),
            email: None,
            role: person.role.parse().map_err(|_| Error::NotFound)?,
            agency: person.agency.to_owned(),
            sections: person
                .sections
                .iter()
                .map(|code| (*code).to_owned())
                .collect(),
        };
        ready.push(Ready::of(database, clock, person, &password).await?);
    }
    // Together: whoever is stopped in between finds none, and makes them with another password.
    let tx = database.begin_writing().await?;
    for person in ready {
        person.insert(&tx, clock).await?;
    }
    tx.commit().await?;
    let people = PEOPLE.map(|person| (person.login, person.name)).to_vec();
    Ok(Some(DemoAccounts { password, people }))
}
