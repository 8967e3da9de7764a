//! The schema's fields as a table: what an estimate and an answer's completion have to know of them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use async_graphql::{
    Positioned, Value,
    parser::{
        self,
        types::{
            BaseType, FieldDefinition, OperationType, ServiceDocument, Type, TypeKind,
            TypeSystemDefinition,
        },
    },
};

/// Items assumed in a list that has neither a page size nor an entry of its own.
const LIST: u64 = 10;

/// The shape of introspection, which an SDL does not print.
const INTROSPECTION: &str = "
type __Schema { types: [__Type!]! queryType: __Type! mutationType: __Type subscriptionType: __Type directives: [__Directive!]! }
type __Type { fields: [__Field!] interfaces: [__Type!] possibleTypes: [__Type!] enumValues: [__EnumValue!] inputFields: [__InputValue!] ofType: __Type }
type __Field { args: [__InputValue!]! type: __Type! }
type __InputValue { type: __Type! }
type __EnumValue { name: String! }
type __Directive { args: [__InputValue!]! }
";

/// A field.
#[derive(Debug)]
pub struct Field {
    /// The name of the type it returns, without list and non-null marks.
    pub type_name: String,
    /// Whether the value may be null, then whether a list's items may, and so on inwards.
    pub nullable: Vec<bool>,
    /// How many objects it returns.
    pub shape: Shape,
    /// The default values of its arguments.
    pub defaults: BTreeMap<String, Value>,
}

/// How many objects a field returns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// None.
    Scalar,
    /// One.
    Single,
    /// As many as its page size says, else as given here.
    List(u64),
    /// One page: the lists within it have its size.
    Connection,
}

#[derive(Debug, Default)]
struct ObjectType {
    fields: HashMap<String, Field>,
    /// Concrete types; the type itself where it is one.
    possible: BTreeSet<String>,
    connection: bool,
}

/// A table of the schema's fields, made once from its SDL.
#[derive(Debug)]
pub struct SchemaTable {
    types: HashMap<String, ObjectType>,
    query: String,
    mutation: String,
    subscription: String,
    introspection_limit: u64,
}

impl SchemaTable {
    /// Reads the table from `sdl`. `sizes` gives, as `("Type.field", items)`, how long lists without
    /// a page size are expected to be, an interface's for all that implement it; other lists count as ten.
    ///
    /// # Errors
    /// Where `sdl` is not a schema.
    pub fn new(sdl: &str, sizes: &[(&str, u64)]) -> Result<Self, parser::Error> {
        let schema = parser::parse_schema(sdl)?;
        let introspection = parser::parse_schema(INTROSPECTION)?;
        let mut table = Self {
            types: HashMap::new(),
            query: "Query".into(),
            mutation: "Mutation".into(),
            subscription: "Subscription".into(),
            introspection_limit: 0,
        };
        let mut sizes: HashMap<String, u64> = sizes
            .iter()
            .map(|(field, items)| ((*field).to_owned(), *items))
            .collect();
        sizes.extend(introspection_sizes(&schema));
        table.introspection_limit = sizes
            .get("__Schema.types")
            .map_or(0, |types| types.saturating_mul(2_000))
            .max(100_000);

        table.add_types(&schema, &sizes);
        table.add_types(&introspection, &sizes);
        let query = table.types.entry(table.query.clone()).or_default();
        for (name, type_name) in [("__schema", "__Schema"), ("__type", "__Type")] {
            let field = Field {
                type_name: type_name.into(),
                nullable: vec![true],
                shape: Shape::Single,
                defaults: BTreeMap::new(),
            };
            query.fields.insert(name.into(), field);
        }
        Ok(table)
    }

    fn add_types(&mut self, schema: &ServiceDocument, sizes: &HashMap<String, u64>) {
        let composite: BTreeSet<&str> = definitions(schema)
            .filter(|(_, kind)| {
                matches!(
                    kind,
                    TypeKind::Object(_) | TypeKind::Interface(_) | TypeKind::Union(_)
                )
            })
            .map(|(name, _)| name)
            .collect();
        for definition in &schema.definitions {
            if let TypeSystemDefinition::Schema(roots) = definition {
                let roots = &roots.node;
                for (root, name) in [
                    (&mut self.query, &roots.query),
                    (&mut self.mutation, &roots.mutation),
                    (&mut self.subscription, &roots.subscription),
                ] {
                    if let Some(name) = name {
                        *root = name.node.to_string();
                    }
                }
            }
        }
        for (name, kind) in definitions(schema) {
            let fields = fields(kind);
            let connection = is_connection(name, fields);
            let holders: Vec<&str> = std::iter::once(name).chain(interfaces(kind)).collect();
            let read = |field: &Positioned<FieldDefinition>| {
                let field = &field.node;
                let size = holders
                    .iter()
                    .find_map(|holder| sizes.get(&format!("{holder}.{}", field.name.node)));
                let read = read_field(field, &composite, size.copied());
                (field.name.node.to_string(), read)
            };
            let entry = self.types.entry(name.to_owned()).or_default();
            entry.connection = connection;
            entry.fields.extend(fields.iter().map(read));
            match kind {
                TypeKind::Object(_) => {
                    entry.possible.insert(name.to_owned());
                    for interface in interfaces(kind) {
                        let interface = self.types.entry(interface.to_owned()).or_default();
                        interface.possible.insert(name.to_owned());
                    }
                }
                TypeKind::Union(union) => {
                    let members = union.members.iter().map(|member| member.node.to_string());
                    entry.possible.extend(members);
                }
                _ => {}
            }
        }
    }

    /// The root type of queries, mutations or subscriptions.
    #[must_use]
    pub fn root(&self, kind: OperationType) -> &str {
        match kind {
            OperationType::Query => &self.query,
            OperationType::Mutation => &self.mutation,
            OperationType::Subscription => &self.subscription,
        }
    }

    /// The field of a type.
    #[must_use]
    pub fn field(&self, type_name: &str, field: &str) -> Option<&Field> {
        self.types.get(type_name)?.fields.get(field)
    }

    /// The concrete types of an object, interface or union type.
    pub fn possible(&self, type_name: &str) -> impl Iterator<Item = &str> {
        let possible = self.types.get(type_name).map(|found| &found.possible);
        possible.into_iter().flatten().map(String::as_str)
    }

    /// Whether an object of the concrete type `object` is a `type_name`.
    #[must_use]
    pub fn is_a(&self, object: &str, type_name: &str) -> bool {
        let found = self.types.get(type_name);
        found.is_some_and(|found| found.possible.contains(object))
    }

    /// Whether the type is a connection's page.
    #[must_use]
    pub fn is_connection(&self, type_name: &str) -> bool {
        self.types
            .get(type_name)
            .is_some_and(|found| found.connection)
    }

    /// The largest number of fields of introspection.
    #[must_use]
    pub fn introspection_limit(&self) -> u64 {
        self.introspection_limit
    }
}

fn definitions(schema: &ServiceDocument) -> impl Iterator<Item = (&str, &TypeKind)> {
    schema
        .definitions
        .iter()
        .filter_map(|definition| match definition {
            TypeSystemDefinition::Type(definition) => {
                Some((definition.node.name.node.as_str(), &definition.node.kind))
            }
            _ => None,
        })
}

fn fields(kind: &TypeKind) -> &[Positioned<FieldDefinition>] {
    match kind {
        TypeKind::Object(object) => &object.fields,
        TypeKind::Interface(interface) => &interface.fields,
        _ => &[],
    }
}

/// The interfaces that an object implements.
fn interfaces(kind: &TypeKind) -> impl Iterator<Item = &str> {
    let implemented = match kind {
        TypeKind::Object(object) => object.implements.as_slice(),
        _ => &[],
    };
    implemented.iter().map(|interface| interface.node.as_str())
}

/// Relay's definition: the name's ending and a `pageInfo`.
fn is_connection(name: &str, fields: &[Positioned<FieldDefinition>]) -> bool {
    name.ends_with("Connection")
        && fields
            .iter()
            .any(|field| field.node.name.node == "pageInfo")
}

fn read_field(field: &FieldDefinition, composite: &BTreeSet<&str>, size: Option<u64>) -> Field {
    let mut nullable = Vec::new();
    let type_name = unwrapped(&field.ty.node, &mut nullable);
    let shape = if !composite.contains(type_name) {
        Shape::Scalar
    } else if nullable.len() > 1 {
        Shape::List(size.unwrap_or(LIST))
    } else if type_name.ends_with("Connection") {
        Shape::Connection
    } else {
        Shape::Single
    };
    let defaults = field.arguments.iter().filter_map(|argument| {
        let value = argument.node.default_value.as_ref()?;
        Some((argument.node.name.node.to_string(), value.node.clone()))
    });
    Field {
        type_name: type_name.to_owned(),
        nullable,
        shape,
        defaults: defaults.collect(),
    }
}

/// The name within the lists; whether each level may be null goes into `nullable`.
fn unwrapped<'a>(of: &'a Type, nullable: &mut Vec<bool>) -> &'a str {
    nullable.push(of.nullable);
    match &of.base {
        BaseType::Named(name) => name.as_str(),
        BaseType::List(inner) => unwrapped(inner, nullable),
    }
}

/// The lengths of introspection's lists: what this schema has on average.
fn introspection_sizes(schema: &ServiceDocument) -> Vec<(String, u64)> {
    let (mut types, mut objects, mut count, mut arguments, mut inputs, mut values) =
        (0_u64, 0_u64, 0_u64, 0_u64, 0_u64, 0_u64);
    for (_, kind) in definitions(schema) {
        types += 1;
        match kind {
            TypeKind::InputObject(input) => inputs += input.fields.len() as u64,
            TypeKind::Enum(listed) => values += listed.values.len() as u64,
            other => {
                let fields = fields(other);
                objects += u64::from(!fields.is_empty());
                count += fields.len() as u64;
                arguments += fields
                    .iter()
                    .map(|field| field.node.arguments.len() as u64)
                    .sum::<u64>();
            }
        }
    }
    let average = |total: u64, of: u64| total.div_ceil(of.max(1)).max(1);
    [
        ("__Schema.types", types),
        ("__Schema.directives", 5),
        ("__Type.fields", average(count, objects)),
        ("__Type.inputFields", average(inputs, types)),
        ("__Type.enumValues", average(values, types)),
        ("__Type.interfaces", 1),
        ("__Type.possibleTypes", 1),
        ("__Field.args", average(arguments, count)),
        ("__Directive.args", 1),
    ]
    .map(|(field, items)| (field.to_owned(), items))
    .to_vec()
}
