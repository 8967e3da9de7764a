//! Inserting rows: gathered by table, written many in a statement.
use sea_orm::prelude::*;
use sea_orm::sea_query::{DynIden, IntoIden, Query, SimpleExpr};
use sea_orm::{ActiveModelTrait, IntoActiveModel, Iterable};

/// The most rows of a statement: the widest table has 20 columns, and `SQLite` takes 32,766 values.
const ROWS: usize = 512;

/// Rows of several tables, to be inserted together.
#[derive(Default)]
pub(in crate::domain) struct Rows {
    /// In the order of their first rows: a row follows those that it refers to.
    tables: Vec<Table>,
}

/// Rows of one table.
struct Table {
    name: &'static str,
    columns: Vec<DynIden>,
    rows: Vec<Vec<SimpleExpr>>,
}

impl Rows {
    /// Adds a row.
    pub(in crate::domain) fn add<E>(&mut self, row: E::Model)
    where
        E: EntityTrait,
        E::Model: IntoActiveModel<E::ActiveModel>,
        E::ActiveModel: ActiveModelTrait<Entity = E>,
    {
        self.extend::<E>([row]);
    }

    /// Adds rows, in order.
    pub(in crate::domain) fn extend<E>(&mut self, rows: impl IntoIterator<Item = E::Model>)
    where
        E: EntityTrait,
        E::Model: IntoActiveModel<E::ActiveModel>,
        E::ActiveModel: ActiveModelTrait<Entity = E>,
    {
        let mut rows = rows.into_iter().map(values::<E>).peekable();
        if rows.peek().is_some() {
            let columns = || E::Column::iter().map(IntoIden::into_iden).collect();
            self.table(E::default().table_name(), columns)
                .rows
                .extend(rows);
        }
    }

    /// Adds what others gathered, after what is here.
    pub(in crate::domain) fn append(&mut self, others: Self) {
        for other in others.tables {
            self.table(other.name, || other.columns)
                .rows
                .extend(other.rows);
        }
    }

    /// How many there are.
    pub(in crate::domain) fn len(&self) -> usize {
        self.tables.iter().map(|table| table.rows.len()).sum()
    }

    /// Inserts everything, table by table.
    pub(in crate::domain) async fn insert(self, db: &impl ConnectionTrait) -> Result<(), DbErr> {
        for table in self.tables {
            table.insert(db).await?;
        }
        Ok(())
    }

    fn table(&mut self, name: &'static str, columns: impl FnOnce() -> Vec<DynIden>) -> &mut Table {
        let index = self.tables.iter().position(|table| table.name == name);
        let index = index.unwrap_or_else(|| {
            let (columns, rows) = (columns(), Vec::new());
            self.tables.push(Table {
                name,
                columns,
                rows,
            });
            self.tables.len() - 1
        });
        &mut self.tables[index]
    }
}

impl Table {
    /// Statements of a power of two rows: the few texts that this makes stay prepared.
    async fn insert(self, db: &impl ConnectionTrait) -> Result<(), DbErr> {
        let mut rows = self.rows.into_iter();
        while rows.len() > 0 {
            let some = 1 << rows.len().min(ROWS).ilog2();
            let mut insert = Query::insert();
            insert.into_table(self.name).columns(self.columns.clone());
            for row in rows.by_ref().take(some) {
                insert.values_panic(row);
            }
            db.execute(&insert).await?;
        }
        Ok(())
    }
}

/// The values of a row, as the database wants them.
fn values<E>(row: E::Model) -> Vec<SimpleExpr>
where
    E: EntityTrait,
    E::Model: IntoActiveModel<E::ActiveModel>,
    E::ActiveModel: ActiveModelTrait<Entity = E>,
{
    let mut row = row.into_active_model();
    E::Column::iter()
        .filter_map(|column| Some(column.save_as(Expr::val(row.take(column).into_value()?))))
        .collect()
}

/// Inserts rows of one table, in order.
pub(in crate::domain) async fn insert_all<E>(
    db: &impl ConnectionTrait,
    rows: Vec<E::Model>,
) -> Result<(), DbErr>
where
    E: EntityTrait,
    E::Model: IntoActiveModel<E::ActiveModel>,
    E::ActiveModel: ActiveModelTrait<Entity = E>,
{
    let mut all = Rows::default();
    all.extend::<E>(rows);
    all.insert(db).await
}
