//! A learning material: what it adds to a working copy.
use async_graphql::{InputObject, MaybeUndefined, SimpleObject};
use serde::Serialize;

use crate::domain::draft::MaterialDraft as Material;
use crate::graphql::kinds::MaterialForm;
use crate::graphql::scalars::Date;

/// A learning material, as far as it is written. / Tài liệu, ấn phẩm đang soạn.
#[derive(SimpleObject)]
pub struct MaterialDraft {
    /// Its form. / Hình thức.
    form: Option<MaterialForm>,
    /// Body that compiled it. / Cơ quan biên soạn.
    compiler: Option<String>,
    /// Day of release. / Ngày phát hành.
    released_on: Option<Date>,
    /// Last day on which its content holds. / Nội dung còn giá trị đến ngày.
    valid_until: Option<Date>,
    /// Purpose and main content. / Mục đích và nội dung chính.
    purpose: Option<String>,
    /// Running time in seconds. / Thời lượng, giây.
    duration: Option<i32>,
    /// What is said, for audio and video (WCAG 1.2). / Lời thoại của âm thanh, video.
    transcript: Option<String>,
}

impl From<&Material> for MaterialDraft {
    fn from(material: &Material) -> Self {
        Self {
            form: material
                .form
                .map(|it| entity::value::MaterialForm::from(it).into()),
            compiler: material.compiler.clone(),
            released_on: material.released_on.map(Date::from),
            valid_until: material.valid_until.map(Date::from),
            purpose: material.purpose.clone(),
            duration: material.duration,
            transcript: material.transcript.clone(),
        }
    }
}

/// A learning material: what is to change. / Những thay đổi của tài liệu, ấn phẩm.
#[derive(Clone, Debug, InputObject, Serialize)]
pub struct MaterialInput {
    /// Its form. / Hình thức.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    form: MaybeUndefined<MaterialForm>,
    /// Body that compiled it. / Cơ quan biên soạn.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    compiler: MaybeUndefined<String>,
    /// Day of release. / Ngày phát hành.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    released_on: MaybeUndefined<Date>,
    /// Last day on which its content holds. / Nội dung còn giá trị đến ngày.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    valid_until: MaybeUndefined<Date>,
    /// Purpose and main content. / Mục đích và nội dung chính.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    purpose: MaybeUndefined<String>,
    /// Running time in seconds. / Thời lượng, giây.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    duration: MaybeUndefined<i32>,
    /// What is said, for audio and video (WCAG 1.2). / Lời thoại của âm thanh, video.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    transcript: MaybeUndefined<String>,
}
