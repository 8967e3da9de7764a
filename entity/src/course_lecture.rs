//! Lectures of training courses (chuyên đề).
use sea_orm::entity::prelude::*;

/// A lecture of a course.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "course_lecture")]
pub struct Model {
    /// The edition.
    #[sea_orm(primary_key, auto_increment = false)]
    pub edition_id: Uuid,
    /// Place among the lectures.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i32,
    /// Title.
    pub title: String,
    /// Name and office of the lecturer.
    pub lecturer: Option<String>,
    /// Length in minutes.
    pub minutes: Option<i32>,
}

impl ActiveModelBehavior for ActiveModel {}
