//! A small schema to try the transport with: lists, connections, an interface, and fields that are
//! slow, fail and panic.

#![expect(clippy::unused_async, reason = "resolvers are async")]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use async_graphql::async_trait::async_trait;
use async_graphql::extensions::{Extension, ExtensionContext, ExtensionFactory, NextExecute};
use async_graphql::{
    Context, EmptySubscription, Enum, ID, InputObject, Interface, Object, Response, SimpleObject,
};
use nguonluat::domain::Error;
use nguonluat::graphql::context::ContextExt;
use nguonluat::graphql::error::Result;
use nguonluat::graphql::limits::Meter;
use sea_orm::ConnectionTrait;

/// The trial schema.
pub type Schema = async_graphql::Schema<Query, Mutation, EmptySubscription>;

/// Builds the trial schema.
#[must_use]
pub fn build(executed: Arc<AtomicUsize>) -> Schema {
    Schema::build(Query, Mutation, EmptySubscription)
        .extension(Executions(executed))
        .extension(Meter)
        .register_output_type::<Node>()
        .finish()
}

/// Something with an id.
#[derive(Interface)]
#[graphql(
    field(name = "id", ty = "ID"),
    field(
        name = "related",
        ty = "ItemConnection",
        arg(name = "first", ty = "Option<i32>")
    )
)]
pub enum Node {
    Item(Item),
    Other(Other),
}

/// An item.
pub struct Item(i32);

#[Object]
impl Item {
    async fn id(&self) -> ID {
        self.0.into()
    }
    async fn title(&self) -> String {
        format!("Item {}", self.0)
    }
    async fn related(&self, first: Option<i32>) -> ItemConnection {
        ItemConnection(first.unwrap_or(20))
    }
    async fn children(&self) -> Vec<Item> {
        vec![Item(1), Item(2)]
    }
    /// Many more than anybody would guess.
    async fn crowd(&self) -> Vec<Item> {
        (0..200).map(Item).collect()
    }
    /// A million bytes, which come together with those of other items, as from one batch.
    async fn long(&self) -> String {
        tokio::task::yield_now().await;
        "a".repeat(1_000_000)
    }
    async fn must(&self) -> async_graphql::Result<String> {
        Err(sea_orm::DbErr::Custom("secret table".into()).into())
    }
    async fn fails(&self) -> async_graphql::Result<Option<String>> {
        Err(sea_orm::DbErr::Custom("secret table".into()).into())
    }
}

/// Another.
pub struct Other;

#[Object]
impl Other {
    async fn id(&self) -> ID {
        0.into()
    }
    async fn related(&self, first: Option<i32>) -> ItemConnection {
        ItemConnection(first.unwrap_or(20))
    }
}

/// A page of items.
pub struct ItemConnection(i32);

#[Object]
impl ItemConnection {
    async fn nodes(&self) -> Vec<Item> {
        (0..self.0).map(Item).collect()
    }
    async fn edges(&self) -> Vec<ItemEdge> {
        (0..self.0).map(ItemEdge).collect()
    }
    async fn page_info(&self) -> PageInfo {
        PageInfo {
            has_next_page: false,
        }
    }
    async fn total_count(&self) -> i32 {
        self.0
    }
}

/// An edge.
pub struct ItemEdge(i32);

#[Object]
impl ItemEdge {
    async fn node(&self) -> Item {
        Item(self.0)
    }
}

/// Where a page lies.
#[derive(SimpleObject)]
pub struct PageInfo {
    has_next_page: bool,
}

/// An order.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    Up,
    Down,
}

/// A filter.
#[derive(InputObject)]
pub struct Filter {
    text: String,
}

/// Queries.
pub struct Query;

#[Object]
impl Query {
    async fn items(
        &self,
        first: Option<i32>,
        last: Option<i32>,
        filter: Option<Filter>,
        #[graphql(default_with = "Sort::Up")] sort: Sort,
    ) -> ItemConnection {
        drop((filter.map(|filter| filter.text), sort));
        ItemConnection(first.or(last).unwrap_or(20))
    }
    async fn echo(&self, text: String) -> String {
        text
    }
    async fn node(&self, id: ID) -> Option<Node> {
        Some(Node::Item(Item(id.parse().ok()?)))
    }
    async fn nodes(&self, ids: Vec<ID>) -> Vec<Option<Node>> {
        ids.iter().map(|_| Some(Node::Item(Item(1)))).collect()
    }
    async fn sleep(&self, ms: u64) -> u64 {
        tokio::time::sleep(Duration::from_millis(ms)).await;
        ms
    }
    async fn panic(&self) -> Option<bool> {
        assert!(std::hint::black_box(false), "the trial panics");
        None
    }
    async fn fail(&self) -> async_graphql::Result<Option<bool>> {
        Err(sea_orm::DbErr::Custom("secret table".into()).into())
    }
    /// Reads from the database.
    async fn sql(&self, ctx: &Context<'_>) -> Result<bool> {
        ctx.session()
            .read()
            .await?
            .execute_unprepared("SELECT 1")
            .await
            .map_err(Error::from)?;
        Ok(true)
    }
    /// Keeps the database busy for many seconds.
    async fn slow_sql(&self, ctx: &Context<'_>) -> Result<bool> {
        const FOREVER: &str = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000000) \
                               SELECT COUNT(*) FROM n";
        ctx.session()
            .read()
            .await?
            .execute_unprepared(FOREVER)
            .await
            .map_err(Error::from)?;
        Ok(true)
    }
}

/// Mutations.
pub struct Mutation;

#[Object]
impl Mutation {
    async fn touch(&self) -> bool {
        true
    }
}

/// Counts the operations that are executed.
struct Executions(Arc<AtomicUsize>);

impl ExtensionFactory for Executions {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(Self(Arc::clone(&self.0)))
    }
}

#[async_trait]
impl Extension for Executions {
    async fn execute(
        &self,
        ctx: &ExtensionContext<'_>,
        operation: Option<&str>,
        next: NextExecute<'_>,
    ) -> Response {
        self.0.fetch_add(1, Ordering::Relaxed);
        next.run(ctx, operation).await
    }
}
