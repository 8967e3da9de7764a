//! Roots that lead to contents: sections, paths, ids, lists.
use async_graphql::{Context, ID, Object};
use entity::section;

use crate::domain::listing::Scope;
use crate::domain::{Error, vocabulary};
use crate::graphql::asked;
use crate::graphql::content::{
    Content, ContentArgs, ContentConnection, ContentFilter, ContentSort, Item, page_of,
};
use crate::graphql::context::ContextExt;
use crate::graphql::error::Result;
use crate::graphql::id::NodeId;
use crate::graphql::kinds::{DialogueFields, LegalQuestionFields};
use crate::graphql::legal::{
    LegalDocumentArgs, LegalDocumentFields, LegalDocumentFilter, LegalDocumentSort, Provision,
    provision_at,
};
use crate::graphql::loader::ByCode;
use crate::graphql::node::{self, Node};
use crate::graphql::page::{Connection, PageArgs};
use crate::graphql::resource::{self, Resource};
use crate::graphql::section::Section;
use crate::graphql::site::Site;
use crate::graphql::subscription::ContentChange;

/// Ids that one `nodes` call may ask for.
const MAX_NODES: usize = 100;

/// Roots that lead to contents.
#[derive(Default)]
pub struct ContentQuery;

#[Object]
impl ContentQuery {
    /// The province's portal as a whole. / Trang thông tin của tỉnh.
    async fn site(&self, ctx: &Context<'_>) -> Result<Site> {
        Site::load(ctx).await
    }

    /// The cursor of all that is published now. Load a list together with it, then subscribe to `contentChanged` after it:
    /// nothing in between is missed. / Con trỏ của trạng thái hiện tại: tải danh sách cùng con trỏ này rồi đăng ký
    /// `contentChanged` từ đó để không bỏ sót thay đổi nào.
    async fn change_cursor(&self, ctx: &Context<'_>) -> Result<String> {
        ContentChange::newest(ctx).await
    }

    /// The sections at the top, in order; each has its children. / Các chuyên mục gốc.
    async fn sections(&self, ctx: &Context<'_>) -> Result<Vec<Section>> {
        let all = vocabulary::all::<section::Entity>(&ctx.session()).await?;
        Ok(all
            .into_iter()
            .filter(|section| section.parent_code.is_none())
            .map(Section)
            .collect())
    }

    /// A section by code. / Một chuyên mục theo mã.
    async fn section(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Stable code, such as `hoi-dap`. / Mã chuyên mục.")] code: String,
    ) -> Result<Option<Section>> {
        Ok(ctx
            .reader()
            .load_one(ByCode::<section::Entity>::new(code))
            .await?
            .map(Section))
    }

    /// What a path leads to; null where it was never used (404). / Kết quả của một đường dẫn; rỗng nếu chưa từng có.
    async fn resource(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Path from `/`. / Đường dẫn từ `/`.")] path: String,
    ) -> Result<Option<Resource>> {
        resource::at(ctx, path).await
    }

    /// What a global id names. / Đối tượng theo mã định danh toàn cục.
    async fn node(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Global id. / Mã định danh toàn cục.")] id: ID,
    ) -> Result<Option<Node>> {
        node::by_id(ctx, &id).await
    }

    /// What global ids name, at most 100; null where nothing is. / Các đối tượng theo mã, tối đa 100.
    async fn nodes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Global ids, at most 100. / Mã định danh toàn cục, tối đa 100.")] ids: Vec<
            ID,
        >,
    ) -> Result<Vec<Option<Node>>> {
        if ids.len() > MAX_NODES {
            let given = ids.len();
            let message = (
                format!("at most {MAX_NODES} ids; {given} were given"),
                format!("tối đa {MAX_NODES} mã định danh; đã cho {given} mã"),
            );
            return Err(Error::invalid("ids", message).into());
        }
        let found = futures_util::future::join_all(ids.iter().map(|id| node::by_id(ctx, id))).await;
        found.into_iter().collect()
    }

    /// Published contents of every kind. / Nội dung đã công bố thuộc mọi loại.
    #[expect(clippy::too_many_arguments, reason = "Relay's page arguments")]
    async fn contents(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Narrows the list. / Bộ lọc.")] filter: Option<ContentFilter>,
        #[graphql(desc = "Order. / Thứ tự.", default)] sort: ContentSort,
        #[graphql(desc = "Items from the beginning, 1–100 (default 20). / Số mục từ đầu.")]
        first: Option<i32>,
        #[graphql(desc = "After this cursor. / Sau con trỏ này.")] after: Option<String>,
        #[graphql(desc = "Items from the end, 1–100. / Số mục từ cuối.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor. / Trước con trỏ này.")] before: Option<String>,
        #[graphql(desc = "Leave out so many, at most 10,000. / Bỏ qua số mục này, tối đa 10.000.")]
        offset: Option<i32>,
    ) -> Result<ContentConnection> {
        let args = ContentArgs {
            filter,
            sort,
            first,
            after,
            last,
            before,
            offset,
        };
        args.page(ctx, Vec::new()).await
    }

    /// Legal documents; a number is not unique. / Văn bản pháp luật; số ký hiệu không duy nhất.
    #[expect(clippy::too_many_arguments, reason = "Relay's page arguments")]
    async fn legal_documents(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Number, in any spelling. / Số ký hiệu, viết cách nào cũng được.")] number: Option<String>,
        #[graphql(desc = "Narrows the list. / Bộ lọc.")] filter: Option<LegalDocumentFilter>,
        #[graphql(desc = "Order. / Thứ tự.", default)] sort: LegalDocumentSort,
        #[graphql(desc = "Items from the beginning, 1–100 (default 20). / Số mục từ đầu.")]
        first: Option<i32>,
        #[graphql(desc = "After this cursor. / Sau con trỏ này.")] after: Option<String>,
        #[graphql(desc = "Items from the end, 1–100. / Số mục từ cuối.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor. / Trước con trỏ này.")] before: Option<String>,
        #[graphql(desc = "Leave out so many, at most 10,000. / Bỏ qua số mục này, tối đa 10.000.")]
        offset: Option<i32>,
    ) -> Result<Connection<Item<LegalDocumentFields>>> {
        let page = PageArgs {
            first,
            after,
            last,
            before,
            offset,
        };
        LegalDocumentArgs {
            number,
            filter,
            sort,
            page,
        }
        .page(ctx)
        .await
    }

    /// A provision of a legal document. / Một điều khoản của văn bản.
    async fn provision(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Id of a `LegalDocument`. / Mã của văn bản.")] document: ID,
        #[graphql(
            desc = "Path, such as `dieu-5/khoan-2/diem-a`; điểm đ is `diem-dd`. / Đường dẫn của điều khoản."
        )]
        path: String,
    ) -> Result<Option<Provision>> {
        let id = NodeId::content("document", &document)?;
        match asked::by_id(ctx, id).await? {
            Some(live) => provision_at(ctx, &live, &path).await,
            None => Ok(None),
        }
    }

    /// Published questions with their answers. / Câu hỏi và câu trả lời đã công bố.
    #[expect(clippy::too_many_arguments, reason = "Relay's page arguments")]
    async fn questions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Narrows the list. / Bộ lọc.")] filter: Option<ContentFilter>,
        #[graphql(desc = "Order. / Thứ tự.", default)] sort: ContentSort,
        #[graphql(desc = "Items from the beginning, 1–100 (default 20). / Số mục từ đầu.")]
        first: Option<i32>,
        #[graphql(desc = "After this cursor. / Sau con trỏ này.")] after: Option<String>,
        #[graphql(desc = "Items from the end, 1–100. / Số mục từ cuối.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor. / Trước con trỏ này.")] before: Option<String>,
    ) -> Result<Connection<Item<LegalQuestionFields>>> {
        let base = vec![Scope::kind_of(entity::value::ContentKind::LegalQuestion)];
        let selection = filter.unwrap_or_default().selection(ctx, base).await?;
        let args = PageArgs {
            first,
            after,
            last,
            before,
            offset: None,
        };
        page_of(
            ctx,
            selection,
            sort.into(),
            &args,
            Content::into_legal_question,
        )
        .await
    }

    /// Policy dialogues and consultations on drafts. / Đối thoại chính sách, lấy ý kiến dự thảo.
    #[expect(clippy::too_many_arguments, reason = "Relay's page arguments")]
    async fn dialogues(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Narrows the list. / Bộ lọc.")] filter: Option<ContentFilter>,
        #[graphql(desc = "Order. / Thứ tự.", default)] sort: ContentSort,
        #[graphql(desc = "Items from the beginning, 1–100 (default 20). / Số mục từ đầu.")]
        first: Option<i32>,
        #[graphql(desc = "After this cursor. / Sau con trỏ này.")] after: Option<String>,
        #[graphql(desc = "Items from the end, 1–100. / Số mục từ cuối.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor. / Trước con trỏ này.")] before: Option<String>,
    ) -> Result<Connection<Item<DialogueFields>>> {
        let base = vec![Scope::kind_of(entity::value::ContentKind::Dialogue)];
        let selection = filter.unwrap_or_default().selection(ctx, base).await?;
        let args = PageArgs {
            first,
            after,
            last,
            before,
            offset: None,
        };
        page_of(ctx, selection, sort.into(), &args, Content::into_dialogue).await
    }
}
