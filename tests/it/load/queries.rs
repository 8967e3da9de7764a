//! Every way to ask for a list that the schema's walk finds: each list, each sort, each filter.
use crate::public::walk::{List, Types, array, named, text};
use crate::support::province::Province;

/// What a page of a portal shows of a content, and what hangs on it.
pub const CONTENT: &str = "id path url title summary kind body publishedAt
    section { code name parent { code } children { code } mandate { legalBasis } } agency { code name area { code } }
    topics { code parent { code } } audiences { code } areas { code parent { code } } language { code }
    translations { id title } cover { url } attachments { url language { code } } metadata { creator publisher }
    cites(first: 3) { totalCount nodes { text document { id title } } } related(first: 3) { id title }";

const LEGAL_DOCUMENT: &str = "number status documentType { code } issuers { issuer { code } } externalIds { value }
    provisions { path children { path status effectEvents { date } } } effectEvents { date by { document { id } } }
    relations(first: 3) { totalCount nodes { type { code } other { document { id title } } } }
    incoming: relations(direction: INCOMING, first: 3) { totalCount nodes { other { document { id } } } }
    briefings(first: 2) { id } mentions(first: 2) { totalCount nodes { id } }";

const AGENCY: &str = "code name type { code } area { code } parent { code name } contact { phone }
    predecessors { agency { code } } successors { agency { code } } contents(first: 2) { totalCount nodes { id } }";

const AREA: &str =
    "code name parent { code name } predecessors { area { code } } successors { area { code } }
    contents(first: 2) { totalCount nodes { id } }";

/// A list with one way to ask for it.
pub struct Asked {
    /// What messages call it.
    pub name: String,
    list: List,
    arguments: String,
}

impl Asked {
    /// The query for a page of so many items.
    pub fn page(&self, first: usize) -> String {
        let page = format!(
            "totalCount pageInfo {{ hasNextPage }} nodes {{ {} }}",
            selection(&self.list.item)
        );
        let Self {
            list, arguments, ..
        } = self;
        list.query(&format!("first: {first}{arguments}"), &page)
    }
}

/// Every list in its usual order, in every other, and through every filter.
pub async fn all(province: &Province) -> Vec<Asked> {
    let types = Types::of(province).await;
    let mut all = Vec::new();
    let lists = types.lists(province).await;
    for list in &lists {
        let sorts = list.sorts.iter().map(|sort| format!(", sort: {sort}"));
        let mut ways: Vec<String> = sorts.collect();
        if ways.is_empty() {
            ways.push(String::new());
        }
        if let Some(filter) = list.arguments.get("filter") {
            ways.extend(filters(&types, filter).map(|filter| format!(", filter: {{ {filter} }}")));
        }
        all.extend(ways.into_iter().map(|arguments| (list.clone(), arguments)));
    }
    all.into_iter()
        .map(|(list, arguments)| Asked {
            name: format!("{}{arguments}", list.name()),
            list,
            arguments,
        })
        .collect()
}

/// A value for each field of a filter, as it stands in a document, and some for several.
fn filters(types: &Types, filter: &str) -> impl Iterator<Item = String> {
    const SEVERAL: [&str; 3] = [
        "kinds: [ARTICLE, MATERIAL], topics: [\"dat-dai\"], languages: [\"vi\"]",
        "sections: [\"tai-lieu-truc-tuyen\"], areas: [\"04\"], publishedFrom: \"2024-01-01T00:00:00Z\"",
        "agencies: [\"ubnd-tinh\"], audiences: [\"nhan-dan\"], dateTo: \"2026-01-01\"",
    ];
    let fields = array(&types.definition(filter)["inputFields"]);
    let mut filters: Vec<String> = fields
        .filter_map(|field| value(text(field, "name"), named(&field["type"])))
        .collect();
    assert!(filters.len() > 1, "{filter}");
    match filter {
        "ContentFilter" => filters.extend(SEVERAL.map(str::to_owned)),
        "LegalDocumentFilter" => {
            filters.extend(SEVERAL.map(|some| format!("content: {{ {some} }}")));
        }
        _ => {}
    }
    filters.into_iter()
}

/// None for a filter that needs an id: lists that hang from one are walked themselves.
fn value(field: &str, kind: &str) -> Option<String> {
    let value = match (field, kind) {
        (_, "ID") => return None,
        ("content", _) => "{ topics: [\"dat-dai\"] }",
        ("sections", _) => "[\"hoi-dap\", \"tin-tuc-su-kien\"]",
        ("kinds", _) => "[ARTICLE, LEGAL_QUESTION, LEGAL_DOCUMENT]",
        ("agencies", _) => "[\"ubnd-tinh\", \"so-tu-phap\"]",
        ("topics", _) => "[\"dat-dai\", \"hoa-giai-o-co-so\"]",
        ("audiences", _) => "[\"nhan-dan\"]",
        ("areas", _) => "[\"04\"]",
        ("languages", _) => "[\"en\"]",
        ("issuers", _) => "[\"ubnd-tinh-cao-bang\", \"hdnd-tinh-cao-bang\"]",
        ("types", _) => "[\"quyet-dinh-ubnd\", \"nghi-quyet-hdnd\"]",
        ("type", _) => "\"truong-tieu-hoc\"",
        ("topic", _) => "\"hoa-giai-o-co-so\"",
        ("tier", _) => "COMMUNE",
        ("includeEnded", _) => "true",
        ("role", _) => "RAPPORTEUR",
        ("dateTo" | "issuedTo", _) => "\"2025-12-31\"",
        (_, "Date") => "\"2024-06-30\"",
        ("publishedBefore", _) => "\"2026-01-01T00:00:00Z\"",
        (_, "DateTime") => "\"2024-06-30T00:00:00Z\"",
        other => panic!("no value for {other:?}"),
    };
    Some(format!("{field}: {value}"))
}

/// What a query asks of each item of a list.
fn selection(item: &str) -> String {
    match item {
        "Content" => CONTENT.to_owned(),
        "LegalDocument" => format!("{CONTENT} {LEGAL_DOCUMENT}"),
        "LegalQuestion" => format!("{CONTENT} question answer lawAsOf mayBeOutdated"),
        "Dialogue" => format!("{CONTENT} state hosts {{ code }} exchanges {{ question }}"),
        "Agency" => AGENCY.to_owned(),
        "Area" => AREA.to_owned(),
        "Communicator" => "id name agency { code } area { code } topics { code }".to_owned(),
        "Citation" => "text start end document { id title number }".to_owned(),
        "LegalRelation" => {
            "direction type { code } other { number document { id title number } }".to_owned()
        }
        other => panic!("no selection for {other}"),
    }
}
