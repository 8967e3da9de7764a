//! Canaries in every private column of the database, found in its own schema: whatever the API shows, nobody hears one
//! but those for whom it is.
mod asked;
mod busy;
mod entitled;
mod hidden;
mod open;
mod reader;
mod schema;
mod sown;
mod unmoved;

use std::collections::{BTreeMap, BTreeSet};

use entity::value::AccountRole::{self, AgencyReviewer, Auditor, Contributor, Publisher};
use sea_orm::{DbBackend, Iterable};

use self::asked::Questions;
use self::busy::HERE;
use self::hidden::Hidden;
use self::reader::Reader;
use self::schema::Column;
use self::sown::Canaries;
use crate::export;
use crate::public::walk::Types;
use crate::support::desk::Colleague;
use crate::support::province::{Province, for_both};

/// An agency that has nothing to do with what the desk does.
const ELSEWHERE: &str = "so-tai-chinh";

/// Those whose rights end at their agency.
const OF_AN_AGENCY: [AccountRole; 3] = [Contributor, AgencyReviewer, Publisher];

#[tokio::test]
async fn nobody_hears_a_canary_but_those_for_whom_it_is() {
    for_both(async |province| {
        let wide = province.beside(&["--max-aliases=1000000"]);
        let columns = schema::columns(&wide).await;
        open::exists(&columns);
        busy::copy_editions(&wide, &columns).await;
        let (public, desk) = cursors(&wide).await;
        let hidden = work(&wide, &columns).await;
        disarm(&wide).await;
        let mut canaries = Canaries::default();
        canaries
            .sow(&wide, &columns, |table| table != "signing_key")
            .await;
        let readers = readers(&wide).await;
        // The server has read its keys; who reads them now again cannot open them.
        canaries
            .sow(&wide, &columns, |table| table == "signing_key")
            .await;

        let types = Types::of(&wide).await;
        let questions = Questions::of(&types);
        let mut nobody = Reader::new(&wide, &questions, &canaries, None);
        nobody.read_public(&hidden).await;
        nobody.read_desk(&hidden).await;
        nobody.hear_on("contentChanged", &public).await;
        nobody.hear_on("deskChanged", &desk).await;
        nobody.listen("an export", &export::lines(wide.database()).await.concat());
        assert!(
            nobody.failed.is_empty(),
            "{:?}: {:#?}",
            wide.backend,
            nobody.failed
        );
        assert!(
            nobody.heard.is_empty(),
            "{:?}, nobody: {:#?}",
            wide.backend,
            nobody.heard
        );

        let mut heard = BTreeSet::new();
        for (role, here, colleague) in readers {
            let mut reader = Reader::new(&wide, &questions, &canaries, Some(colleague.token));
            reader.read_desk(&hidden).await;
            reader.hear_on("deskChanged", &desk).await;
            let who = format!("{:?}, {role:?}, here: {here}", wide.backend);
            assert!(reader.failed.is_empty(), "{who}: {:#?}", reader.failed);
            let may_hear =
                |column: &str| role.is_some_and(|role| entitled::may_hear(column, role, here));
            let wrong: BTreeMap<_, _> = reader
                .heard
                .iter()
                .filter(|(column, _)| !may_hear(column))
                .collect();
            assert!(wrong.is_empty(), "{who}: {wrong:#?}");
            heard.extend(reader.heard.into_keys());
        }
        let unheard: Vec<&str> = entitled::shown()
            .filter(|it| !heard.contains(*it))
            .collect();
        assert!(
            unheard.is_empty(),
            "{:?}: shown to nobody any more: {unheard:?}",
            wide.backend
        );
        wide.leave().await;
    })
    .await;
}

/// From where on the public and the desk are told of all that is about to be done.
async fn cursors(province: &Province) -> (String, String) {
    let auditor = province.colleague("Kiểm", &[(Auditor, HERE)]).await;
    let data = auditor.ask("{ changeCursor desk { changeCursor } }").await;
    let text = |cursor: &serde_json::Value| cursor.as_str().expect("a cursor").to_owned();
    (
        text(&data["changeCursor"]),
        text(&data["desk"]["changeCursor"]),
    )
}

/// Lets the desk do something of everything; gives where to look for it.
async fn work(province: &Province, columns: &[Column]) -> Hidden {
    let mut items = busy::work(province).await;
    items.push(busy::give_up(province).await);
    let nothing = format!(
        "SELECT count(*) FROM content WHERE custody_agency_id IN (SELECT id FROM agency WHERE code = '{ELSEWHERE}')"
    );
    assert_eq!(
        province.number(&nothing).await,
        0,
        "{ELSEWHERE} has nothing of its own"
    );
    let agency = province.agency(HERE).await;
    Hidden::of(province, columns, items, vec![agency]).await
}

/// Somebody in every role at the agency that has everything, in those that end at an agency at another, and somebody
/// in none.
async fn readers(province: &Province) -> Vec<(Option<AccountRole>, bool, Colleague<'_>)> {
    let mut readers = vec![(None, true, province.colleague("An", &[]).await)];
    for role in AccountRole::iter() {
        readers.push((
            Some(role),
            true,
            province.colleague("An", &[(role, HERE)]).await,
        ));
    }
    for role in OF_AN_AGENCY {
        readers.push((
            Some(role),
            false,
            province.colleague("An", &[(role, ELSEWHERE)]).await,
        ));
    }
    for (_, _, reader) in &readers {
        assert!(reader.is_in().await);
    }
    readers
}

/// Takes the locks off the log, which refuses to be written over.
async fn disarm(province: &Province) {
    let statements = match province.backend {
        DbBackend::Sqlite => {
            "DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete; DROP TRIGGER audit_no_replace"
        }
        _ => "DROP TRIGGER audit_no_change ON audit; DROP TRIGGER audit_no_truncate ON audit",
    };
    province.write(statements).await;
}
