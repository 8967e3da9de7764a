//! Details of learning materials (tài liệu, tủ sách pháp luật; Decision 14/2019/QĐ-TTg).
use sea_orm::entity::prelude::*;

use crate::value::MaterialForm;

/// The details of a material.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "material")]
pub struct Model {
    /// The edition.
    #[sea_orm(primary_key, auto_increment = false)]
    pub edition_id: Uuid,
    /// Its form.
    pub form: MaterialForm,
    /// Body that compiled it.
    pub compiler: Option<String>,
    /// Day of release.
    pub released_on: Option<Date>,
    /// Last day on which its content holds.
    pub valid_until: Option<Date>,
    /// Purpose and main content.
    pub purpose: Option<String>,
    /// Running time in seconds, for audio and video.
    pub duration: Option<i32>,
    /// What is said, for audio and video (WCAG 1.2).
    pub transcript: Option<String>,
    /// The edition.
    #[sea_orm(belongs_to, from = "edition_id", to = "id")]
    pub edition: BelongsTo<super::edition::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
