//! The site: the province's portal as a whole.
use async_graphql::{Context, Object};
use entity::{language, site};

use crate::domain::{directory, vocabulary};
use crate::graphql::agency::Agency;
use crate::graphql::area::Area;
use crate::graphql::context::ContextExt;
use crate::graphql::error::Result;
use crate::graphql::loader::{AgencyById, AreaById, ByCode};
use crate::graphql::scalars::WebAddress;
use crate::graphql::vocabulary::Language;

/// The province's portal as a whole (trang thông tin). / Trang thông tin của tỉnh.
pub struct Site(Option<site::Model>);

impl Site {
    /// The site of this installation; its fields are empty until it is set up.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn load(ctx: &Context<'_>) -> Result<Self> {
        Ok(Self(directory::site(&ctx.session()).await?))
    }
}

/// The province's portal as a whole (trang thông tin). / Trang thông tin của tỉnh.
#[Object]
impl Site {
    /// Name of the portal. / Tên trang.
    async fn name(&self) -> &str {
        self.0.as_ref().map_or("nguonluat", |site| &site.name)
    }

    /// Name of the province. / Tên tỉnh.
    async fn province(&self) -> Option<&str> {
        self.0.as_ref().map(|site| site.province.as_str())
    }

    /// What the portal is. / Giới thiệu ngắn.
    async fn description(&self) -> Option<&str> {
        self.0.as_ref()?.description.as_deref()
    }

    /// Address of this server. / Địa chỉ của máy chủ.
    async fn url(&self, ctx: &Context<'_>) -> Option<WebAddress> {
        url::Url::parse(&ctx.absolute("/")).ok().map(WebAddress)
    }

    /// The province's area. / Đơn vị hành chính của tỉnh.
    async fn area(&self, ctx: &Context<'_>) -> Result<Option<Area>> {
        let Some(site) = &self.0 else { return Ok(None) };
        Ok(ctx
            .reader()
            .load_one(AreaById(site.area_id))
            .await?
            .map(Area))
    }

    /// Default language. / Ngôn ngữ mặc định.
    async fn language(&self, ctx: &Context<'_>) -> Result<Option<Language>> {
        let Some(site) = &self.0 else { return Ok(None) };
        let code = ByCode::<language::Entity>::new(&site.language_code);
        Ok(ctx.reader().load_one(code).await?.map(Language::from))
    }

    /// Languages that content may be in. / Các ngôn ngữ của nội dung.
    async fn languages(&self, ctx: &Context<'_>) -> Result<Vec<Language>> {
        let all = vocabulary::all::<language::Entity>(&ctx.session()).await?;
        Ok(all.into_iter().map(Language::from).collect())
    }

    /// The agency of the editorial board. / Cơ quan thường trực của Ban Biên tập.
    async fn editorial_agency(&self, ctx: &Context<'_>) -> Result<Option<Agency>> {
        let Some(id) = self.0.as_ref().and_then(|site| site.editorial_agency_id) else {
            return Ok(None);
        };
        Ok(ctx.reader().load_one(AgencyById(id)).await?.map(Agency))
    }

    /// E-mail address of the editorial board. / Thư điện tử của Ban Biên tập.
    async fn email(&self) -> Option<&str> {
        self.0.as_ref()?.email.as_deref()
    }

    /// Telephone number of the editorial board. / Điện thoại của Ban Biên tập.
    async fn phone(&self) -> Option<&str> {
        self.0.as_ref()?.phone.as_deref()
    }
}
