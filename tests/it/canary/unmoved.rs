//! What is hidden moves nothing: whatever lists are sorted or narrowed by, rows, counts and order are the same with it
//! as without.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use entity::value::AccountRole::{AgencyReviewer, Auditor, Contributor, Publisher};
use serde_json::{Value, json};

use super::ELSEWHERE;
use super::busy::{self, HERE};
use super::reader::asks_for_an_agency;
use super::schema;
use super::sown::WORD;
use crate::export;
use crate::public::walk::{List, Types, array, ids_by_type, named, text};
use crate::search;
use crate::support::desk::{Colleague, SECTION, desk_id};
use crate::support::province::{Province, for_both};

/// What filters are given, by the names of their fields; `$` begins what only the story knows.
const VALUES: &[(&str, &str)] = &[
    ("sections", SECTION),
    ("section", SECTION),
    ("agencies", HERE),
    ("agency", "$agency"),
    ("areas", "04"),
    ("area", "$area"),
    ("audiences", "nhan-dan"),
    ("topics", "hoa-giai-o-co-so"),
    ("topic", "hoa-giai-o-co-so"),
    ("languages", "vi"),
    ("about", "$document"),
    ("AgencyFilter.parent", "$agency"),
    ("AreaFilter.parent", "$area"),
    ("AgencyFilter.type", "so"),
    ("types", "nghi-quyet"),
    ("issuers", "hdnd-tinh"),
    ("author", "$account"),
    ("account", "$account"),
    ("item", "$item"),
    ("called", WORD),
];

#[tokio::test]
async fn no_list_of_the_public_is_moved_by_what_is_hidden() {
    for_both(async |province| {
        let types = Types::of(province).await;
        let known = known(province).await;
        let before = everything(province, &types, &known).await;
        assert!(!before.contains(WORD) && before.len() > 100_000, "{}", before.len());
        let columns = schema::columns(province).await;
        busy::copy_editions(province, &columns).await;
        let items = busy::work(province).await;
        let after = everything(province, &types, &known).await;
        assert!(!after.contains(WORD), "{:?}: the canary sings", province.backend);
        assert!(after == before, "{:?}: {}", province.backend, first_difference(&before, &after));
        for item in items {
            let mut id = URL_SAFE_NO_PAD.decode(item).expect("an id");
            id[0] = b'c';
            let query = "query ($id: ID!) { node(id: $id) { id } nodes(ids: [$id]) { id }
                about: contents(filter: { about: $id }) { totalCount nodes { id } }
                provision(document: $id, path: \"dieu-1\") { text } }";
            let data = province.ask_with(query, json!({ "id": URL_SAFE_NO_PAD.encode(id) })).await;
            let nothing = json!({ "node": null, "nodes": [null], "about": { "totalCount": 0, "nodes": [] },
                "provision": null });
            assert_eq!(data, nothing);
        }
    })
    .await;
}

#[tokio::test]
async fn no_list_of_the_desk_is_moved_by_what_is_out_of_reach() {
    for_both(async |province| {
        let types = Types::of(province).await;
        let hoa = province.colleague(WORD, &[(Contributor, HERE)]).await;
        let item = hoa.begin("ARTICLE", WORD, HERE).await;
        let mut known = known(province).await;
        known.push(("$account", desk_id('A', hoa.access.account)));
        known.push(("$item", item.id));
        let mut readers = vec![province.colleague("An", &[]).await];
        for role in [Contributor, AgencyReviewer, Publisher] {
            readers.push(province.colleague("An", &[(role, ELSEWHERE)]).await);
        }
        let mut before = Vec::new();
        for reader in &readers {
            before.push(desk(reader, &types, &known).await);
        }
        busy::work(province).await;
        for (reader, before) in readers.iter().zip(before) {
            let after = desk(&reader.renewed().await, &types, &known).await;
            assert!(
                after == before,
                "{:?}: {}",
                province.backend,
                first_difference(&before, &after)
            );
        }
        let auditor = province.colleague("Kiểm", &[(Auditor, ELSEWHERE)]).await;
        let all = desk(&auditor, &types, &known).await;
        assert!(
            all.matches(WORD).count() > 10,
            "whoever may read all is shown it: {all}"
        );
    })
    .await;
}

/// What filters can name.
async fn known(province: &Province) -> Vec<(&'static str, String)> {
    let ids = ids_by_type(province).await;
    let id = |of: &str| ids[of].as_str().expect("an id").to_owned();
    let agency = province.agency(HERE).await;
    vec![
        ("$agency", agency),
        ("$area", id("Area")),
        ("$document", id("LegalDocument")),
    ]
}

/// All that lists of every kind, order and filter show, the trees, every node by its id, and an export.
async fn everything(province: &Province, types: &Types, known: &[(&str, String)]) -> String {
    let mut found = String::new();
    for list in types.lists(province).await {
        let page = format!(
            "totalCount nodes {{ {} }} edges {{ cursor }}",
            scalars(types, &list.item)
        );
        for asked in asked(types, &list, known) {
            let data = province.ask(&list.query(&asked, &page)).await;
            found.extend([
                &list.name(),
                "(",
                &asked,
                "): ",
                &list.page(&data).to_string(),
                "\n",
            ]);
        }
    }
    for text in [WORD, "pháp luật"] {
        let query = "query ($text: String!) { search(text: $text) { totalCount nodes { path heading { text } excerpt { text } } } }";
        found += &search::found(province, query, json!({ "text": text }))
            .await
            .to_string();
        found.push('\n');
    }
    for id in ids_by_type(province).await.values() {
        let query = "query ($id: ID!) { node(id: $id) { __typename id ... on Content { path title summary
            translations { title } related(first: 100) { title } cites { totalCount nodes { text document { title } } } }
            ... on LegalDocument { briefings(first: 100) { title } mentions(first: 100) { totalCount nodes { title } }
                relations { totalCount nodes { other { title document { title } } } } } } }";
        found += &province
            .ask_with(query, json!({ "id": id }))
            .await
            .to_string();
        found.push('\n');
    }
    found += &export::lines(province.database()).await.concat();
    let latest = "{ sections { code latest(first: 100) { path title summary }
        children { code latest(first: 100) { path title } } } }";
    found + &province.ask(latest).await.to_string()
}

/// The arguments that a list is asked with: in each order, and narrowed by each field of its filter.
fn asked(types: &Types, list: &List, known: &[(&str, String)]) -> Vec<String> {
    let mut asked = vec!["first: 100".to_owned()];
    asked.extend(
        list.sorts
            .iter()
            .map(|sort| format!("first: 100, sort: {sort}")),
    );
    if let Some(filter) = list.arguments.get("filter") {
        let filters = filters(types, filter, known).into_iter();
        asked.extend(filters.map(|filter| format!("first: 100, filter: {filter}")));
    }
    asked
}

/// All lists of the desk that a reader is shown, narrowed by each field of their filters, and its counts.
async fn desk(reader: &Colleague<'_>, types: &Types, known: &[(&str, String)]) -> String {
    let mut found = String::new();
    let agency = &known[0].1;
    let mut documents = vec![
        "counts { state count }".to_owned(),
        format!("counts(agency: \"{agency}\") {{ count }}"),
    ];
    for field in array(&types.definition("Desk")["fields"]) {
        let Some(item) = types.item_of(named(&field["type"])) else {
            continue;
        };
        let name = text(field, "name");
        let page = format!("totalCount nodes {{ {} }}", scalars(types, item));
        let filter = array(&field["args"]).find(|argument| text(argument, "name") == "filter");
        let mut asked = vec!["first: 100".to_owned()];
        if let Some(filter) = filter {
            let filters = filters(types, named(&filter["type"]), known).into_iter();
            asked.extend(filters.map(|filter| format!("first: 100, filter: {filter}")));
        }
        let of_agency = array(&field["args"]).any(|argument| text(argument, "name") == "agency");
        let of_agency = if of_agency {
            format!(", agency: \"{agency}\"")
        } else {
            String::new()
        };
        documents.extend(
            asked
                .iter()
                .map(|asked| format!("{name}({asked}{of_agency}) {{ {page} }}")),
        );
    }
    for document in documents {
        let reply = reader.send(&format!("{{ desk {{ {document} }} }}")).await;
        assert!(reply.status < 500, "{document}: {}", reply.text());
        let answer = reply.json();
        let codes: Vec<&Value> = array(&answer["errors"])
            .filter(|error| !asks_for_an_agency(error))
            .map(|error| &error["extensions"]["code"])
            .collect();
        // A list of what is worked on refuses other states, whoever asks.
        let expected = |code: &&Value| match code.as_str() {
            Some("NOT_FOUND" | "FORBIDDEN") => true,
            Some("BAD_USER_INPUT") => document.contains("filter: { states: "),
            _ => false,
        };
        assert!(codes.iter().all(expected), "{document}: {codes:?}");
        found.extend([
            &document,
            ": ",
            &answer["data"].to_string(),
            &format!(" {codes:?}\n"),
        ]);
    }
    found
}

/// A filter for every field of a type of filters, and for every value where there is a set of them.
fn filters(types: &Types, input: &str, known: &[(&str, String)]) -> Vec<String> {
    let mut filters = Vec::new();
    for field in array(&types.definition(input)["inputFields"]) {
        let name = text(field, "name");
        let kind = named(&field["type"]);
        let values = match text(types.definition(kind), "kind") {
            "ENUM" => types.values(kind),
            "INPUT_OBJECT" => self::filters(types, kind, known),
            _ => match kind {
                "Boolean" => vec!["true".to_owned(), "false".to_owned()],
                "Date" => vec!["\"2026-01-01\"".to_owned()],
                "DateTime" => vec!["\"2026-01-01T00:00:00Z\"".to_owned()],
                _ => vec![format!("\"{}\"", value(input, name, known))],
            },
        };
        filters.extend(values.iter().map(|value| format!("{{ {name}: {value} }}")));
    }
    filters
}

/// What a field of a filter is given.
fn value<'a>(input: &str, name: &str, known: &'a [(&str, String)]) -> &'a str {
    let place = format!("{input}.{name}");
    let given = VALUES.iter().find(|(of, _)| *of == name || *of == place);
    let (_, given) = given.unwrap_or_else(|| panic!("say what {place} is asked with"));
    known
        .iter()
        .find(|(of, _)| of == given)
        .map_or(given, |(_, value)| value)
}

/// The fields of a type that need neither arguments nor a selection.
fn scalars(types: &Types, name: &str) -> String {
    let plain = |field: &&Value| {
        let kind = types.definition(named(&field["type"]));
        ["SCALAR", "ENUM"].contains(&text(kind, "kind"))
    };
    let fields: Vec<&str> = array(&types.definition(name)["fields"])
        .filter(plain)
        .map(|field| text(field, "name"))
        .collect();
    fields.join(" ")
}

/// The first line in which two texts differ.
fn first_difference(before: &str, after: &str) -> String {
    let mut lines = before.lines().zip(after.lines());
    let differs = lines.find(|(before, after)| before != after);
    differs.map_or_else(
        || "one is longer".to_owned(),
        |(before, after)| format!("{before}\nis now\n{after}"),
    )
}
