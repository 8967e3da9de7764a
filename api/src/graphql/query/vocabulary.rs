//! Roots that lead to the vocabularies.
use async_graphql::{Context, Object};
use entity::{activity_form, agency_type, audience, document_type, issuer, relation_type, topic};

use crate::domain::vocabulary;
use crate::graphql::context::ContextExt;
use crate::graphql::error::Result;
use crate::graphql::vocabulary::{
    ActivityForm, AgencyType, Audience, DocumentType, Issuer, RelationType, Topic,
};

/// Roots that lead to the vocabularies.
#[derive(Default)]
pub struct VocabularyQuery;

#[Object]
impl VocabularyQuery {
    /// Fields of law, in order. / Các lĩnh vực pháp luật.
    async fn topics(&self, ctx: &Context<'_>) -> Result<Vec<Topic>> {
        Ok(vocabulary::all::<topic::Entity>(&ctx.session())
            .await?
            .into_iter()
            .map(Topic)
            .collect())
    }

    /// Groups of people that content is meant for, in order. / Các đối tượng.
    async fn audiences(&self, ctx: &Context<'_>) -> Result<Vec<Audience>> {
        Ok(vocabulary::all::<audience::Entity>(&ctx.session())
            .await?
            .into_iter()
            .map(Audience)
            .collect())
    }

    /// Forms of dissemination, in order. / Các hình thức phổ biến, giáo dục pháp luật.
    async fn activity_forms(&self, ctx: &Context<'_>) -> Result<Vec<ActivityForm>> {
        let all = vocabulary::all::<activity_form::Entity>(&ctx.session()).await?;
        Ok(all.into_iter().map(ActivityForm::from).collect())
    }

    /// Types of agency, in order. / Các loại cơ quan, đơn vị.
    async fn agency_types(&self, ctx: &Context<'_>) -> Result<Vec<AgencyType>> {
        let all = vocabulary::all::<agency_type::Entity>(&ctx.session()).await?;
        Ok(all.into_iter().map(AgencyType::from).collect())
    }

    /// Types of legal document, in order. / Các loại văn bản.
    async fn document_types(&self, ctx: &Context<'_>) -> Result<Vec<DocumentType>> {
        let all = vocabulary::all::<document_type::Entity>(&ctx.session()).await?;
        Ok(all.into_iter().map(DocumentType::from).collect())
    }

    /// The types of relation between legal documents. / Các loại quan hệ giữa văn bản.
    async fn relation_types(&self, ctx: &Context<'_>) -> Result<Vec<RelationType>> {
        let all = vocabulary::all::<relation_type::Entity>(&ctx.session()).await?;
        Ok(all.into_iter().map(RelationType::from).collect())
    }

    /// Bodies that issue documents, by name. / Các cơ quan ban hành văn bản.
    async fn issuers(&self, ctx: &Context<'_>) -> Result<Vec<Issuer>> {
        Ok(vocabulary::all::<issuer::Entity>(&ctx.session())
            .await?
            .into_iter()
            .map(Issuer)
            .collect())
    }
}
