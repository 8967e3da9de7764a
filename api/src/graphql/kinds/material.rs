//! Learning materials: online materials, the e-bookshelf, e-lectures.
use std::sync::Arc;

use async_graphql::{Context, Enum, Object};
use entity::material;
use serde::Serialize;

use super::details;
use crate::domain::visibility::LiveContent;
use crate::graphql::content::KindFields;
use crate::graphql::error::Result;
use crate::graphql::scalars::Date;

/// The fields of a material.
pub struct MaterialFields(Arc<LiveContent>);

impl KindFields for MaterialFields {
    const DESCRIPTION: &str = "Learning material (tài liệu, ấn phẩm); the e-bookshelf's fields are those of Decision 14/2019/QĐ-TTg. / Tài liệu, ấn phẩm phổ biến, giáo dục pháp luật.";

    fn of(live: Arc<LiveContent>) -> Self {
        Self(live)
    }
}

#[Object]
impl MaterialFields {
    /// Its form. / Hình thức.
    async fn form(&self, ctx: &Context<'_>) -> Result<MaterialForm> {
        Ok(details::<material::Entity>(ctx, &self.0).await?.form.into())
    }

    /// Body that compiled it. / Cơ quan biên soạn.
    async fn compiler(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        Ok(details::<material::Entity>(ctx, &self.0).await?.compiler)
    }

    /// Day of release. / Ngày phát hành.
    async fn released_on(&self, ctx: &Context<'_>) -> Result<Option<Date>> {
        Ok(details::<material::Entity>(ctx, &self.0)
            .await?
            .released_on
            .map(Date::from))
    }

    /// Last day on which its content holds. / Nội dung còn giá trị đến ngày.
    async fn valid_until(&self, ctx: &Context<'_>) -> Result<Option<Date>> {
        Ok(details::<material::Entity>(ctx, &self.0)
            .await?
            .valid_until
            .map(Date::from))
    }

    /// Purpose and main content. / Mục đích và nội dung chính.
    async fn purpose(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        Ok(details::<material::Entity>(ctx, &self.0).await?.purpose)
    }

    /// Running time in seconds. / Thời lượng, giây.
    async fn duration(&self, ctx: &Context<'_>) -> Result<Option<i32>> {
        Ok(details::<material::Entity>(ctx, &self.0).await?.duration)
    }

    /// What is said, for audio and video (WCAG 1.2). / Lời thoại của âm thanh, video.
    async fn transcript(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        Ok(details::<material::Entity>(ctx, &self.0).await?.transcript)
    }
}

/// Forms of material. / Hình thức tài liệu.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum, Serialize)]
#[graphql(remote = "entity::value::MaterialForm")]
#[serde(rename_all = "snake_case")]
pub enum MaterialForm {
    /// Outline. / Đề cương.
    Outline,
    /// Book. / Sách.
    Book,
    /// Handbook. / Sổ tay, cẩm nang.
    Handbook,
    /// Leaflet. / Tờ gấp.
    Leaflet,
    /// Story. / Câu chuyện pháp luật.
    Story,
    /// Skit. / Tiểu phẩm.
    Skit,
    /// Situation. / Tình huống pháp luật.
    Situation,
    /// Questions and commentary. / Hỏi đáp, bình luận.
    Commentary,
    /// Video. / Video.
    Video,
    /// Sound recording. / Âm thanh.
    Audio,
    /// Radio script. / Kịch bản phát thanh.
    RadioScript,
    /// E-lecture. / Bài giảng điện tử.
    #[graphql(name = "E_LECTURE")]
    ELecture,
    /// Infographic. / Đồ họa thông tin.
    Infographic,
    /// Poster. / Áp phích, pa nô.
    Poster,
    /// Slides. / Bài trình chiếu.
    Slides,
    /// Professional guide. / Tài liệu nghiệp vụ.
    ProfessionalGuide,
    /// Anything else. / Loại khác.
    Other,
}
