//! What nobody may set by hand: the inputs of editorial mutations have no field for it, and the schema refuses one.

use std::collections::{BTreeMap, BTreeSet};

use entity::value::AccountRole::BoardHead;
use nguonluat::graphql::schema;
use serde_json::{Value, json};

use crate::public::walk::{array, named, text};
use crate::support::client::Request;
use crate::support::desk::as_bearer;
use crate::support::drafts::ready;
use crate::support::province::for_both;

/// What the mutations about items begin with.
const EDITORIAL: [&str; 5] = ["content", "remark", "provision", "preview", "file"];

/// Types whose values say who, where, when or in which state something is.
const TELLING: [&str; 6] = [
    "ID",
    "Date",
    "DateTime",
    "EditionState",
    "AccountRole",
    "AccountKind",
];

/// Names that say so whatever their type is.
const WORDS: [&str; 9] = [
    "role",
    "owner",
    "custody",
    "state",
    "status",
    "version",
    "account",
    "created",
    "published",
];

/// Fields that look like it, by the reason for which they are there.
const EXPECTED: &[(&str, &[&str])] = &[
    (
        "what is acted on",
        &[
            "ContentActInput.id",
            "ContentAssignInput.id",
            "ContentChangeSectionInput.id",
            "ContentPublishInput.id",
            "ContentRedirectInput.id",
            "ContentReturnInput.id",
            "ContentSaveInput.id",
            "ContentScheduleInput.id",
            "ContentSubmitInput.id",
            "ContentTransferInput.id",
            "ContentWithdrawInput.id",
            "FileRemoveInput.id",
            "PreviewCreateInput.id",
            "PreviewRevokeInput.id",
            "PreviewRevokeInput.preview",
            "ProvisionCorrectInput.id",
            "ProvisionCorrectionRemoveInput.id",
            "RemarkAddInput.id",
            "RemarkResolveInput.id",
            "RemarkResolveInput.remark",
        ],
    ),
    (
        "the version that was seen, which is compared and never set",
        &[
            "ContentActInput.expectedVersion",
            "ContentAssignInput.expectedVersion",
            "ContentChangeSectionInput.expectedVersion",
            "ContentPublishInput.expectedVersion",
            "ContentRedirectInput.expectedVersion",
            "ContentReturnInput.expectedVersion",
            "ContentSaveInput.expectedVersion",
            "ContentScheduleInput.expectedVersion",
            "ContentSubmitInput.expectedVersion",
            "ContentTransferInput.expectedVersion",
            "ContentWithdrawInput.expectedVersion",
            "PreviewCreateInput.expectedVersion",
            "PreviewRevokeInput.expectedVersion",
            "ProvisionCorrectInput.expectedVersion",
            "ProvisionCorrectionRemoveInput.expectedVersion",
            "RemarkAddInput.expectedVersion",
            "RemarkResolveInput.expectedVersion",
        ],
    ),
    (
        "what the policy is asked about",
        &[
            "ContentCreateInput.agency",
            "ContentTransferInput.agency",
            "ContentAssignInput.assignee",
        ],
    ),
    (
        "what the act is about",
        &[
            "ConfirmationsInput.noStateSecret",
            "ContentAssignInput.dueOn",
            "ContentScheduleInput.publishAt",
            "ContentScheduleInput.withdrawAt",
            "PreviewCreateInput.expiresAt",
        ],
    ),
    (
        "what the item says, of itself or of others",
        &[
            "ContentCreateInput.translationOf",
            "ContentTargetInput.content",
            "ContentChangesInput.agency",
            "ContentChangesInput.areas",
            "ContentChangesInput.related",
            "ActivityInput.communicators",
            "ActivityInput.startsAt",
            "ActivityInput.endsAt",
            "ArticleInput.eventStartsAt",
            "ArticleInput.eventEndsAt",
            "CourseInput.startsOn",
            "CourseInput.endsOn",
            "DialogueInput.hosts",
            "DialogueInput.opensAt",
            "DialogueInput.closesAt",
            "DocumentReferenceInput.issuedOn",
            "EffectEventInput.date",
            "GuidanceInput.issuedOn",
            "LegalDocumentInput.issuedOn",
            "LegalDocumentInput.effectiveOn",
            "LegalDocumentInput.expiresOn",
            "LegalDocumentInput.gazetteDate",
            "LegalDocumentInput.sourceStatus",
            "LegalQuestionInput.askedOn",
            "LegalQuestionInput.answeredOn",
            "LegalQuestionInput.lawAsOf",
            "MaterialInput.releasedOn",
            "MaterialInput.validUntil",
            "PlanInput.issuedOn",
            "PlanInput.periodFrom",
            "PlanInput.periodTo",
            "ReportInput.periodFrom",
            "ReportInput.periodTo",
            "AttachmentInput.role",
        ],
    ),
];

#[tokio::test]
async fn no_input_about_an_item_sets_who_where_when_or_in_which_state_it_is() {
    const QUERY: &str = "{ __schema { types { name inputFields { name type { ...T } }
        fields { name args { type { ...T } } } } } }
        fragment T on __Type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }";
    let answer = schema().execute(QUERY).await;
    let data = answer.data.into_json().expect("JSON");
    let types: BTreeMap<&str, &Value> = array(&data["__schema"]["types"])
        .map(|it| (text(it, "name"), it))
        .collect();
    let mutations = array(&types["Mutation"]["fields"]);
    let mutations = mutations.filter(|it| {
        EDITORIAL
            .iter()
            .any(|noun| text(it, "name").starts_with(noun))
    });
    let mut open: Vec<&str> = mutations
        .flat_map(|it| array(&it["args"]))
        .map(|it| named(&it["type"]))
        .collect();
    let (mut seen, mut found) = (BTreeSet::new(), BTreeSet::new());
    while let Some(name) = open.pop() {
        if !seen.insert(name) {
            continue;
        }
        for field in array(&types[name]["inputFields"]) {
            let (kind, field) = (named(&field["type"]), text(field, "name"));
            let telling = WORDS.iter().any(|word| field.to_lowercase().contains(word));
            if TELLING.contains(&kind) || telling {
                found.insert(format!("{name}.{field}"));
            }
            open.push(kind);
        }
    }
    let expected = EXPECTED
        .iter()
        .flat_map(|(_, places)| places.iter().map(|place| (*place).to_owned()));
    assert_eq!(found, expected.collect());
}

#[tokio::test]
async fn what_no_input_has_is_refused_and_changes_nothing() {
    for_both(async |province| {
        let head = province.colleague("An", &[(BoardHead, "so-tu-phap")]).await;
        let item = ready(&head, "Tin", "so-tu-phap").await;
        let before = head.ask(&everything(&item.id)).await;
        for (field, value) in [
            ("id", json!("VwAAAAAAAAAAAAAAAAAAAAA")),
            ("state", json!("LIVE")),
            ("role", json!("BOARD_HEAD")),
            ("owner", json!("VwAAAAAAAAAAAAAAAAAAAAA")),
            ("custody", json!("so-noi-vu")),
            ("createdBy", json!("An")),
            ("createdAt", json!("2020-01-01T00:00:00Z")),
            ("publishedAt", json!("2020-01-01T00:00:00Z")),
            ("firstPublishedAt", json!("2020-01-01T00:00:00Z")),
            ("lockVersion", json!(7)),
        ] {
            let mut changes = json!({ "title": "Khác" });
            changes[field] = value.clone();
            let mut input = json!({ "id": item.id, "expectedVersion": item.version, "changes": { "title": "Khác" } });
            let inside = json!({ "id": item.id, "expectedVersion": item.version, "changes": changes });
            if field != "id" {
                input[field] = value;
                refused(province, &head.token, field, input).await;
            }
            refused(province, &head.token, field, inside).await;
        }
        assert_eq!(head.ask(&everything(&item.id)).await, before);
    })
    .await;
}

/// What the desk shows of an item.
fn everything(id: &str) -> String {
    format!(
        "{{ desk {{ item(id: \"{id}\") {{ id version custody {{ code }} working {{ id number state createdAt updatedAt
            authors {{ id }} draft {{ title }} }} editions {{ totalCount }} history {{ totalCount }} }} }} }}"
    )
}

async fn refused(
    province: &crate::support::province::Province,
    token: &str,
    field: &str,
    input: Value,
) {
    let query =
        "mutation ($input: ContentSaveInput!) { contentSave(input: $input) { errors { code } } }";
    let request = Request::graphql(&json!({ "query": query, "variables": { "input": input } }));
    let reply = province.send(as_bearer(request, token)).await;
    assert_eq!(reply.status, 400, "{field}: {}", reply.text());
    assert!(
        reply.json().get("data").is_none() && reply.text().contains(field),
        "{field}: {}",
        reply.text()
    );
}
