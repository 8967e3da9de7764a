//! To whom an item is assigned: somebody who may read it.

use entity::value::AccountRole::{Administrator, BoardMember, Contributor, TechnicalSupport};
use serde_json::json;
use uuid::Uuid;

use super::reach::HERE;
use crate::support::desk::desk_id;
use crate::support::drafts::ready;
use crate::support::province::for_both;

#[tokio::test]
async fn nobody_sees_to_what_they_may_not_read_and_it_is_not_said_who_is_there() {
    for_both(async |province| {
        let hoa = province.colleague("Hoa", &[(Contributor, HERE)]).await;
        let ba = province.colleague("Ba", &[(Contributor, HERE)]).await;
        let lan = province.colleague("Lan", &[(BoardMember, "so-tu-phap")]).await;
        let elsewhere = province.colleague("Sen", &[(Contributor, "so-noi-vu")]).await;
        let support = province.colleague("Tú", &[(TechnicalSupport, HERE)]).await;
        let gone = province.colleague("Mai", &[(Contributor, HERE)]).await;
        let admin = province.colleague("Quân", &[(Administrator, "so-tu-phap")]).await;
        let input = json!({ "id": desk_id('A', gone.access.account), "expectedVersion": 1 });
        admin.act("accountDisable", input, "account { id }").await;
        let machine = province.machine("Cổng", &[(Contributor, HERE)]).await;
        let item = ready(&hoa, "Tin được giao", HERE).await;
        let others = [elsewhere.access.account, support.access.account, gone.access.account];
        let mut told = Vec::new();
        for nobody in others.into_iter().chain([machine, Uuid::new_v4()]) {
            let input = json!({ "id": item.id, "expectedVersion": item.version, "assignee": desk_id('A', nobody) });
            let payload = lan.attempt("contentAssign", input).await;
            assert_eq!(payload["errors"][0]["path"], json!(["assignee"]));
            told.push(payload["errors"].clone());
        }
        told.dedup();
        assert_eq!(told.len(), 1, "{told:?}");
        assert_eq!(told[0][0]["code"], "INVALID");
        let to_ba = json!({ "assignee": desk_id('A', ba.access.account) });
        lan.does("contentAssign", &item, to_ba).await;
    })
    .await;
}
