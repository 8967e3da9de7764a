//! How many finds there are of what.
use std::collections::HashMap;
use std::hash::Hash;

use async_graphql::dataloader::Loader;
use async_graphql::{Context, Object, SimpleObject};
use entity::{document_type, issuer, section, topic};
use uuid::Uuid;

use crate::domain::Error;
use crate::domain::listing::Scope;
use crate::graphql::agency::Agency;
use crate::graphql::content::ContentKind;
use crate::graphql::context::ContextExt;
use crate::graphql::error::Result;
use crate::graphql::loader::{AgencyById, ByCode, Reader};
use crate::graphql::section::Section;
use crate::graphql::vocabulary::{DocumentType, Issuer, Topic};
use crate::search::{Counts, Facet};

/// How many finds there are of what. / Số kết quả theo từng tiêu chí.
pub struct SearchFacets(Counts);

/// How many finds of a kind. / Số kết quả theo loại nội dung.
#[derive(SimpleObject)]
pub struct KindFacet {
    /// The kind. / Loại nội dung.
    kind: ContentKind,
    /// How many finds. / Số kết quả.
    count: i32,
}

/// How many finds in a section. / Số kết quả theo chuyên mục.
#[derive(SimpleObject)]
pub struct SectionFacet {
    /// The section. / Chuyên mục.
    section: Section,
    /// How many finds, those in sections below it among them. / Số kết quả, kể cả chuyên mục con.
    count: i32,
}

/// How many finds of an agency. / Số kết quả theo cơ quan.
#[derive(SimpleObject)]
pub struct AgencyFacet {
    /// The agency. / Cơ quan.
    agency: Agency,
    /// How many finds, those of agencies below it among them. / Số kết quả, kể cả đơn vị trực thuộc.
    count: i32,
}

/// How many finds on a topic. / Số kết quả theo lĩnh vực.
#[derive(SimpleObject)]
pub struct TopicFacet {
    /// The topic. / Lĩnh vực.
    topic: Topic,
    /// How many finds, those on narrower topics among them. / Số kết quả, kể cả lĩnh vực con.
    count: i32,
}

/// How many finds of a type of legal document. / Số kết quả theo loại văn bản.
#[derive(SimpleObject)]
pub struct DocumentTypeFacet {
    /// The type. / Loại văn bản.
    document_type: DocumentType,
    /// How many finds. / Số kết quả.
    count: i32,
}

/// How many finds of an issuer. / Số kết quả theo cơ quan ban hành.
#[derive(SimpleObject)]
pub struct IssuerFacet {
    /// The issuer. / Cơ quan ban hành.
    issuer: Issuer,
    /// How many finds. / Số kết quả.
    count: i32,
}

impl SearchFacets {
    /// The facets that are selected.
    pub(super) fn wanted(ctx: &Context<'_>) -> Vec<Facet> {
        let selected = |facet: &Facet| ctx.look_ahead().field(field(*facet)).exists();
        Facet::ALL.into_iter().filter(selected).collect()
    }

    pub(super) fn new(counts: Counts) -> Self {
        Self(counts)
    }

    fn values(&self, facet: Facet) -> &[(String, u64)] {
        self.0.get(&facet).map(Vec::as_slice).unwrap_or_default()
    }

    /// The values of a facet that there are, with what they stand for.
    async fn loaded<K>(
        &self,
        ctx: &Context<'_>,
        facet: Facet,
        key: impl Fn(&str) -> Option<K>,
    ) -> Result<Vec<(<Reader as Loader<K>>::Value, i32)>>
    where
        K: Clone + Eq + Hash + Send + Sync + 'static,
        Reader: Loader<K, Error = Error>,
    {
        let values = self.values(facet).iter();
        let values: Vec<(K, i32)> = values
            .filter_map(|(value, number)| Some((key(value)?, count(*number))))
            .collect();
        let keys = values.iter().map(|(key, _)| key.clone());
        let mut found: HashMap<K, _> = ctx.reader().load_many(keys).await?;
        let loaded = values
            .into_iter()
            .filter_map(|(key, count)| Some((found.remove(&key)?, count)));
        Ok(loaded.collect())
    }
}

/// The field in which a facet is shown.
fn field(facet: Facet) -> &'static str {
    match facet {
        Facet::Kind => "kinds",
        Facet::Section => "sections",
        Facet::Agency => "agencies",
        Facet::Topic => "topics",
        Facet::DocumentType => "documentTypes",
        Facet::Issuer => "issuers",
    }
}

fn count(number: u64) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

/// How many finds there are of what, the most first, at most 100 values each: what a reader may narrow the search by. What
/// the search is narrowed by already is counted as if it were not, so that the alternatives show. / Số kết quả theo từng tiêu
/// chí, nhiều nhất trước, mỗi tiêu chí tối đa 100 giá trị. Tiêu chí đang lọc được đếm như khi chưa lọc.
#[Object]
impl SearchFacets {
    /// By kind of content. / Theo loại nội dung.
    async fn kinds(&self) -> Vec<KindFacet> {
        let values = self.values(Facet::Kind).iter();
        let kinds = values.filter_map(|(kind, number)| {
            Some(KindFacet {
                kind: Scope::kind_referred_to(kind)?.into(),
                count: count(*number),
            })
        });
        kinds.collect()
    }

    /// By section. / Theo chuyên mục.
    async fn sections(&self, ctx: &Context<'_>) -> Result<Vec<SectionFacet>> {
        let key = |code: &str| Some(ByCode::<section::Entity>::new(code));
        let loaded = self.loaded(ctx, Facet::Section, key).await?.into_iter();
        let facet = |(row, count)| SectionFacet {
            section: Section(row),
            count,
        };
        Ok(loaded.map(facet).collect())
    }

    /// By agency. / Theo cơ quan.
    async fn agencies(&self, ctx: &Context<'_>) -> Result<Vec<AgencyFacet>> {
        let key = |id: &str| Some(AgencyById(Uuid::parse_str(id).ok()?));
        let loaded = self.loaded(ctx, Facet::Agency, key).await?.into_iter();
        let facet = |(row, count)| AgencyFacet {
            agency: Agency(row),
            count,
        };
        Ok(loaded.map(facet).collect())
    }

    /// By topic. / Theo lĩnh vực.
    async fn topics(&self, ctx: &Context<'_>) -> Result<Vec<TopicFacet>> {
        let key = |code: &str| Some(ByCode::<topic::Entity>::new(code));
        let loaded = self.loaded(ctx, Facet::Topic, key).await?.into_iter();
        let facet = |(row, count)| TopicFacet {
            topic: Topic(row),
            count,
        };
        Ok(loaded.map(facet).collect())
    }

    /// Legal documents, by type. / Văn bản, theo loại văn bản.
    async fn document_types(&self, ctx: &Context<'_>) -> Result<Vec<DocumentTypeFacet>> {
        let key = |code: &str| Some(ByCode::<document_type::Entity>::new(code));
        let loaded = self.loaded(ctx, Facet::DocumentType, key).await?;
        let facet = |(row, count)| DocumentTypeFacet {
            document_type: DocumentType::from(row),
            count,
        };
        Ok(loaded.into_iter().map(facet).collect())
    }

    /// Legal documents, by issuer. / Văn bản, theo cơ quan ban hành.
    async fn issuers(&self, ctx: &Context<'_>) -> Result<Vec<IssuerFacet>> {
        let key = |code: &str| Some(ByCode::<issuer::Entity>::new(code));
        let loaded = self.loaded(ctx, Facet::Issuer, key).await?.into_iter();
        let facet = |(row, count)| IssuerFacet {
            issuer: Issuer(row),
            count,
        };
        Ok(loaded.map(facet).collect())
    }
}
