//! Working copies, their authors and their files.

use super::{LATER, NOW, Row, account, hash, holds, id};
use crate::support::database::{TestDatabase, for_both};
use crate::support::records::agencies;

#[tokio::test]
async fn working_copies() {
    for_both(async |db| {
        db.take(agencies()).await;
        let (content, edition, kept) = (content(db), edition(db), file());
        let desk = Row::new(
            "edition_desk",
            [
                ("edition_id", &id(db, 1)),
                ("content_id", &id(db, 1)),
                ("record", "'{}'"),
                ("record_digest", &hash('a')),
                ("created_by", &id(db, 1)),
                ("saved_at", NOW),
            ],
        );
        let author = Row::new(
            "edition_author",
            [
                ("edition_id", &id(db, 1)),
                ("account_id", &id(db, 1)),
                ("first_at", NOW),
            ],
        );
        let file = Row::new(
            "edition_file",
            [("edition_id", &id(db, 1)), ("file_sha256", &hash('f'))],
        );
        let other = |column, value: &str| desk.with([("edition_id", &id(db, 2)), (column, value)]);
        let good = [
            account(db, 1).insert(),
            content.insert(),
            edition.insert(),
            edition.with([
                ("id", &id(db, 2)),
                ("number", "2"),
                ("state", "'discarded'"),
            ]),
            desk.insert(),
            author.insert(),
            kept.insert(),
            file.insert(),
        ];
        let bad = [
            (
                "two that are worked on",
                edition.with([("id", &id(db, 3)), ("number", "3"), ("state", "'returned'")]),
            ),
            ("a desk's side twice", desk.insert()),
            ("of no edition", desk.with([("edition_id", &id(db, 9))])),
            ("begun from no edition", other("base_id", &id(db, 9))),
            ("a short digest", other("record_digest", "'ab'")),
            ("begun by nobody", other("created_by", &id(db, 9))),
            ("approved without rows", other("decided_at", LATER)),
            (
                "approved with the rows of another text",
                desk.with([
                    ("edition_id", &id(db, 2)),
                    ("approved_digest", &hash('b')),
                    ("decided_at", LATER),
                ]),
            ),
            ("an author twice", author.insert()),
            (
                "an author who is nobody",
                author.with([("account_id", &id(db, 9))]),
            ),
            ("a file twice", file.insert()),
            (
                "a file that is not there",
                file.with([("file_sha256", &hash('e'))]),
            ),
            (
                "taking away a file that is in use",
                format!("DELETE FROM file WHERE sha256 = {}", hash('f')),
            ),
        ];
        holds(db, &good, &bad).await;
        let decided = desk.with([
            ("edition_id", &id(db, 2)),
            ("approved_digest", &hash('a')),
            ("decided_at", LATER),
        ]);
        let gone = format!("DELETE FROM edition WHERE content_id = {}", id(db, 1));
        holds(db, &[decided, gone], &[]).await;
        for table in ["edition_desk", "edition_author", "edition_file"] {
            assert_eq!(db.number(&format!("SELECT count(*) FROM {table}")).await, 0);
        }
    })
    .await;
}

const AGENCY: &str = "(SELECT id FROM agency WHERE code = 'so-tu-phap')";

pub fn content(db: &TestDatabase) -> Row {
    let values = [
        ("id", &*id(db, 1)),
        ("kind", "'article'"),
        ("work_id", &id(db, 1)),
        ("language_code", "'vi'"),
        ("custody_agency_id", AGENCY),
        ("lock_version", "1"),
        ("created_at", NOW),
    ];
    Row::new("content", values)
}

pub fn edition(db: &TestDatabase) -> Row {
    let values = [
        ("id", &*id(db, 1)),
        ("content_id", &id(db, 1)),
        ("number", "1"),
        ("state", "'draft'"),
        ("title", "'Tin'"),
        ("title_key", "'t'"),
        ("section_code", "'tin-tuc-su-kien'"),
        ("agency_id", AGENCY),
        ("slug", "'tin'"),
        ("digest", "'d'"),
        ("updated_at", NOW),
        ("created_at", NOW),
    ];
    Row::new("edition", values)
}

fn file() -> Row {
    let values = [
        ("sha256", &*hash('f')),
        ("name", "'a.pdf'"),
        ("media_type", "'application/pdf'"),
        ("size", "1"),
        ("created_at", NOW),
    ];
    Row::new("file", values)
}
