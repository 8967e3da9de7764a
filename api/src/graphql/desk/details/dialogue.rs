//! A policy dialogue or the consultation on a draft: what it adds to a working copy.
use async_graphql::{ComplexObject, Context, ID, InputObject, MaybeUndefined, SimpleObject};
use serde::ser::Error as _;
use serde::{Serialize, Serializer};
use uuid::Uuid;

use crate::domain::draft::DialogueDraft as Dialogue;
use crate::exchange::details::DialogueExchangeRecord;
use crate::graphql::agency::Agency;
use crate::graphql::context::ContextExt;
use crate::graphql::error::Result;
use crate::graphql::id::NodeId;
use crate::graphql::kinds::DialogueForm;
use crate::graphql::loader::AgencyById;
use crate::graphql::scalars::DateTime;

/// A policy dialogue or the consultation on a draft, as far as it is written. / Đối thoại chính sách, lấy ý kiến dự thảo đang soạn.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct DialogueDraft {
    /// Dialogue or consultation. / Hình thức.
    form: Option<DialogueForm>,
    #[graphql(skip)]
    hosts: Vec<Uuid>,
    /// When it opens for the public. / Thời điểm mở.
    opens_at: Option<DateTime>,
    /// When it closes. / Thời điểm đóng.
    closes_at: Option<DateTime>,
    /// Title of the draft. / Tên dự thảo.
    draft_title: Option<String>,
    /// What came of it: plain text. / Kết quả: văn bản thuần.
    outcome: Option<String>,
    /// Published questions with the hosts' responses, in order. / Câu hỏi và trả lời được công bố.
    exchanges: Vec<DraftDialogueExchange>,
}

#[ComplexObject]
impl DialogueDraft {
    /// Agencies that host it. / Cơ quan chủ trì.
    async fn hosts(&self, ctx: &Context<'_>) -> Result<Vec<Agency>> {
        let keys: Vec<AgencyById> = self.hosts.iter().copied().map(AgencyById).collect();
        let mut found = ctx.reader().load_many(keys.iter().copied()).await?;
        let in_order = keys.iter().filter_map(|key| found.remove(key));
        Ok(in_order.map(Agency).collect())
    }
}

impl From<&Dialogue> for DialogueDraft {
    fn from(dialogue: &Dialogue) -> Self {
        Self {
            form: dialogue
                .form
                .map(|it| entity::value::DialogueForm::from(it).into()),
            hosts: dialogue.hosts.clone(),
            opens_at: dialogue.opens_at.map(DateTime::from),
            closes_at: dialogue.closes_at.map(DateTime::from),
            draft_title: dialogue.draft_title.clone(),
            outcome: dialogue.outcome.clone(),
            exchanges: dialogue
                .exchanges
                .iter()
                .map(DraftDialogueExchange::from)
                .collect(),
        }
    }
}

/// A policy dialogue or the consultation on a draft: what is to change. / Những thay đổi của đối thoại chính sách, lấy ý kiến dự thảo.
#[derive(Clone, Debug, InputObject, Serialize)]
pub struct DialogueInput {
    /// Dialogue or consultation. / Hình thức.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    form: MaybeUndefined<DialogueForm>,
    /// Agencies that host it. / Cơ quan chủ trì.
    #[serde(
        skip_serializing_if = "MaybeUndefined::is_undefined",
        serialize_with = "hosts"
    )]
    hosts: MaybeUndefined<Vec<ID>>,
    /// When it opens for the public. / Thời điểm mở.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    opens_at: MaybeUndefined<DateTime>,
    /// When it closes. / Thời điểm đóng.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    closes_at: MaybeUndefined<DateTime>,
    /// Title of the draft. / Tên dự thảo.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    draft_title: MaybeUndefined<String>,
    /// What came of it: plain text. / Kết quả: văn bản thuần.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    outcome: MaybeUndefined<String>,
    /// Published questions with the hosts' responses, in order. / Câu hỏi và trả lời được công bố.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    exchanges: MaybeUndefined<Vec<DialogueExchangeInput>>,
}

fn hosts<S: Serializer>(
    given: &MaybeUndefined<Vec<ID>>,
    serializer: S,
) -> std::result::Result<S::Ok, S::Error> {
    let id = |id: &ID| match NodeId::decode(id) {
        Some(NodeId::Agency(id)) => Ok(id),
        _ => Err(S::Error::custom("hosts: this is not the id of an agency")),
    };
    let ids = given.value().map(|given| given.iter().map(id).collect());
    let ids: Option<Vec<Uuid>> = ids.transpose()?;
    ids.serialize(serializer)
}

/// A question with the host's response. / Một câu hỏi và câu trả lời.
#[derive(SimpleObject)]
pub struct DraftDialogueExchange {
    /// The question or opinion, made anonymous. / Câu hỏi, ý kiến, đã ẩn danh.
    question: String,
    /// The response. / Trả lời.
    response: Option<String>,
    /// Who responded: an office, not a person. / Đơn vị trả lời.
    responder: Option<String>,
}

impl From<&DialogueExchangeRecord> for DraftDialogueExchange {
    fn from(given: &DialogueExchangeRecord) -> Self {
        Self {
            question: given.question.clone(),
            response: given.response.clone(),
            responder: given.responder.clone(),
        }
    }
}

/// A question with the host's response. / Một câu hỏi và câu trả lời.
#[derive(Clone, Debug, InputObject, Serialize)]
pub struct DialogueExchangeInput {
    /// The question or opinion, made anonymous. / Câu hỏi, ý kiến, đã ẩn danh.
    question: String,
    /// The response. / Trả lời.
    response: Option<String>,
    /// Who responded: an office, not a person. / Đơn vị trả lời.
    responder: Option<String>,
}
