//! An activity: what it adds to a working copy.
use async_graphql::{ComplexObject, Context, ID, InputObject, MaybeUndefined, SimpleObject};
use serde::ser::Error as _;
use serde::{Serialize, Serializer};
use uuid::Uuid;

use crate::domain::draft::ActivityDraft as Activity;
use crate::graphql::communicator::Communicator;
use crate::graphql::context::ContextExt;
use crate::graphql::error::Result;
use crate::graphql::id::NodeId;
use crate::graphql::loader::CommunicatorById;
use crate::graphql::scalars::{DateTime, Long};

/// An activity, as far as it is written. / Hoạt động đang soạn.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct ActivityDraft {
    /// Activity form code (Law 14/2012/QH13 art. 11). / Mã hình thức hoạt động.
    form: Option<String>,
    /// Beginning. / Thời điểm bắt đầu.
    starts_at: Option<DateTime>,
    /// End. / Thời điểm kết thúc.
    ends_at: Option<DateTime>,
    /// Place. / Địa điểm.
    place: Option<String>,
    /// People who took part. / Số lượt người tham dự.
    attendance: Option<i32>,
    /// Copies of materials handed out. / Số bản tài liệu cấp phát.
    materials_handed_out: Option<i32>,
    /// Cost in đồng. / Kinh phí, đồng.
    budget: Option<Long>,
    #[graphql(skip)]
    communicators: Vec<Uuid>,
}

#[ComplexObject]
impl ActivityDraft {
    /// Communicators who spoke. / Báo cáo viên, tuyên truyền viên tham gia.
    async fn communicators(&self, ctx: &Context<'_>) -> Result<Vec<Communicator>> {
        let keys: Vec<CommunicatorById> = self
            .communicators
            .iter()
            .copied()
            .map(CommunicatorById)
            .collect();
        let mut found = ctx.reader().load_many(keys.iter().copied()).await?;
        let in_order = keys.iter().filter_map(|key| found.remove(key));
        Ok(in_order.map(Communicator).collect())
    }
}

impl From<&Activity> for ActivityDraft {
    fn from(activity: &Activity) -> Self {
        Self {
            form: activity.form.clone(),
            starts_at: activity.starts_at.map(DateTime::from),
            ends_at: activity.ends_at.map(DateTime::from),
            place: activity.place.clone(),
            attendance: activity.attendance,
            materials_handed_out: activity.materials_handed_out,
            budget: activity.budget.map(Long),
            communicators: activity.communicators.clone(),
        }
    }
}

/// An activity: what is to change. / Những thay đổi của hoạt động.
#[derive(Clone, Debug, InputObject, Serialize)]
pub struct ActivityInput {
    /// Activity form code (Law 14/2012/QH13 art. 11). / Mã hình thức hoạt động.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    form: MaybeUndefined<String>,
    /// Beginning. / Thời điểm bắt đầu.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    starts_at: MaybeUndefined<DateTime>,
    /// End. / Thời điểm kết thúc.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    ends_at: MaybeUndefined<DateTime>,
    /// Place. / Địa điểm.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    place: MaybeUndefined<String>,
    /// People who took part. / Số lượt người tham dự.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    attendance: MaybeUndefined<i32>,
    /// Copies of materials handed out. / Số bản tài liệu cấp phát.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    materials_handed_out: MaybeUndefined<i32>,
    /// Cost in đồng. / Kinh phí, đồng.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    budget: MaybeUndefined<Long>,
    /// Communicators who spoke. / Báo cáo viên, tuyên truyền viên tham gia.
    #[serde(
        skip_serializing_if = "MaybeUndefined::is_undefined",
        serialize_with = "communicators"
    )]
    communicators: MaybeUndefined<Vec<ID>>,
}

fn communicators<S: Serializer>(
    given: &MaybeUndefined<Vec<ID>>,
    serializer: S,
) -> std::result::Result<S::Ok, S::Error> {
    let id = |id: &ID| match NodeId::decode(id) {
        Some(NodeId::Communicator(id)) => Ok(id),
        _ => Err(S::Error::custom(
            "communicators: this is not the id of a communicator",
        )),
    };
    let ids = given.value().map(|given| given.iter().map(id).collect());
    let ids: Option<Vec<Uuid>> = ids.transpose()?;
    ids.serialize(serializer)
}
