//! Training courses.
use std::sync::Arc;

use async_graphql::{Context, Object, SimpleObject};
use entity::{course, course_lecture};

use super::details;
use crate::domain::visibility::LiveContent;
use crate::graphql::content::KindFields;
use crate::graphql::context::ContextExt;
use crate::graphql::error::Result;
use crate::graphql::loader::RowsOf;
use crate::graphql::scalars::Date;

/// The fields of a course.
pub struct CourseFields(Arc<LiveContent>);

impl KindFields for CourseFields {
    const DESCRIPTION: &str = "A training course (khóa tập huấn). / Khóa tập huấn, bồi dưỡng.";

    fn of(live: Arc<LiveContent>) -> Self {
        Self(live)
    }
}

#[Object]
impl CourseFields {
    /// First day. / Ngày khai giảng.
    async fn starts_on(&self, ctx: &Context<'_>) -> Result<Date> {
        Ok(details::<course::Entity>(ctx, &self.0)
            .await?
            .starts_on
            .into())
    }

    /// Last day. / Ngày bế giảng.
    async fn ends_on(&self, ctx: &Context<'_>) -> Result<Option<Date>> {
        Ok(details::<course::Entity>(ctx, &self.0)
            .await?
            .ends_on
            .map(Date::from))
    }

    /// Place. / Địa điểm.
    async fn place(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        Ok(details::<course::Entity>(ctx, &self.0).await?.place)
    }

    /// Seats. / Số chỗ.
    async fn seats(&self, ctx: &Context<'_>) -> Result<Option<i32>> {
        Ok(details::<course::Entity>(ctx, &self.0).await?.seats)
    }

    /// People who were trained. / Số người được tập huấn.
    async fn trainees(&self, ctx: &Context<'_>) -> Result<Option<i32>> {
        Ok(details::<course::Entity>(ctx, &self.0).await?.trainees)
    }

    /// Lectures, in order. / Các chuyên đề.
    async fn lectures(&self, ctx: &Context<'_>) -> Result<Vec<Lecture>> {
        let rows = ctx
            .reader()
            .load_one(RowsOf::<course_lecture::Entity>::of(&self.0))
            .await?;
        Ok(rows
            .unwrap_or_default()
            .iter()
            .cloned()
            .map(Lecture::from)
            .collect())
    }
}

/// A lecture of a course (chuyên đề). / Chuyên đề của khóa tập huấn.
#[derive(SimpleObject)]
pub struct Lecture {
    /// Title. / Tên chuyên đề.
    title: String,
    /// Name and office of the lecturer. / Họ tên, chức vụ giảng viên.
    speaker: Option<String>,
    /// Length in minutes. / Thời lượng, phút.
    minutes: Option<i32>,
}

impl From<course_lecture::Model> for Lecture {
    fn from(row: course_lecture::Model) -> Self {
        Self {
            title: row.title,
            speaker: row.lecturer,
            minutes: row.minutes,
        }
    }
}
