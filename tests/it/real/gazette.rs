//! The gazette's real documents, against a table made by reading them; other real texts for
//! soundness. `NGUONLUAT_REAL_DATA` names the folder; where it is unset the tests say SKIPPED.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use nguonluat::import::gazette::GazetteDocument;
use nguonluat::text::normalize::normalize;
use nguonluat::text::number::{DocumentNumber, DocumentType};
use nguonluat::text::structure::{Structure, headings, parse};

/// Number, type, issuer and date right; articles complete and in order; words given back.
const METADATA: f64 = 0.98;
const ARTICLES: f64 = 0.97;
const WORDS: f64 = 0.995;

fn folder() -> Option<PathBuf> {
    let folder = std::env::var_os("NGUONLUAT_REAL_DATA").map(PathBuf::from);
    if folder.is_none() {
        println!("SKIPPED: NGUONLUAT_REAL_DATA names no folder");
    }
    folder
}

/// What the table says of a document.
struct Gold<'a> {
    file: &'a str,
    number: &'a str,
    document_type: &'a str,
    issuer: &'a str,
    issued_on: &'a str,
    last_article: &'a str,
    articles: usize,
}

fn gold() -> Vec<Gold<'static>> {
    include_str!("../../real/gazette.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .skip(1)
        .map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            Gold {
                file: cells[0],
                number: cells[1],
                document_type: cells[2],
                issuer: cells[3],
                issued_on: cells[4],
                last_article: cells[5],
                articles: cells[6].parse().unwrap_or(0),
            }
        })
        .collect()
}

/// How many documents are right in one respect, and what is wrong in the others.
#[derive(Default)]
struct Figure {
    right: usize,
    all: usize,
    wrong: Vec<String>,
}

impl Figure {
    fn count(&mut self, file: &str, right: bool, found: impl FnOnce() -> String) {
        self.all += 1;
        if right {
            self.right += 1;
        } else {
            self.wrong.push(format!("{file}: {}", found()));
        }
    }

    fn print(&self, name: &str, enough: f64) {
        let share = self.share();
        println!(
            "{name}: {} of {} ({:.1} %, wanted {:.1} %)",
            self.right,
            self.all,
            100.0 * share,
            100.0 * enough
        );
        for wrong in &self.wrong {
            println!("  {wrong}");
        }
        assert!(share >= enough, "{name}");
    }

    #[expect(clippy::cast_precision_loss, reason = "counts of documents")]
    fn share(&self) -> f64 {
        self.right as f64 / self.all as f64
    }
}

#[test]
fn gazette_documents_against_the_table() {
    let Some(folder) = folder() else { return };
    let [
        mut number,
        mut kind,
        mut issuer,
        mut date,
        mut articles,
        mut words,
    ] = <[Figure; 6]>::default();
    for gold in gold() {
        let json = std::fs::read_to_string(folder.join("congbao").join(gold.file))
            .expect("a document of the table");
        let document = match GazetteDocument::parse(&json) {
            Ok(document) => document,
            Err(refusal) => {
                for figure in [
                    &mut number,
                    &mut kind,
                    &mut issuer,
                    &mut date,
                    &mut articles,
                    &mut words,
                ] {
                    figure.count(gold.file, false, || refusal.to_string());
                }
                continue;
            }
        };
        sound(&document.text, &document.structure);
        number.count(
            gold.file,
            document.number.to_string() == gold.number,
            || document.number.to_string(),
        );
        let expected = type_of(&gold);
        kind.count(gold.file, document.document_type == expected, || {
            document.document_type.code().to_owned()
        });
        issuer.count(
            gold.file,
            document.issuers.join("; ") == gold.issuer,
            || document.issuers.join("; "),
        );
        let issued_on = document
            .issued_on
            .map(|day| day.to_string())
            .unwrap_or_default();
        date.count(gold.file, issued_on == gold.issued_on, || issued_on.clone());
        let numbers: Vec<&str> = document
            .structure
            .articles()
            .filter_map(|article| article.number.as_deref())
            .collect();
        let keys: Vec<&str> = document
            .structure
            .articles()
            .map(|article| article.sort_key.as_str())
            .collect();
        let complete = numbers.len() == gold.articles
            && numbers.last().copied().unwrap_or_default() == gold.last_article;
        articles.count(gold.file, complete && keys.is_sorted(), || {
            numbers.join(", ")
        });
        let given_back = given_back(&document.text, &document.structure);
        words.count(gold.file, given_back >= WORDS, || {
            format!("{given_back:.4}")
        });
    }
    number.print("gazette numbers", METADATA);
    kind.print("gazette types", METADATA);
    issuer.print("gazette issuers", METADATA);
    date.print("gazette issue dates", METADATA);
    articles.print("gazette articles complete and in order", ARTICLES);
    words.print("gazette texts given back by their nodes", 1.0);
    assert!(number.all > 100, "the table is the whole one");
}

fn type_of(gold: &Gold<'_>) -> DocumentType {
    let number = DocumentNumber::parse(gold.number).expect("a number in the table");
    if gold.document_type == "Văn bản hợp nhất" {
        return DocumentType::ConsolidatedText;
    }
    DocumentType::infer(Some(gold.document_type), Some(&number)).expect("a type in the table")
}

/// Real laws and plans of other sources are parsed whole.
#[test]
fn other_real_texts_are_sound() {
    let Some(folder) = folder() else { return };
    let mut articles = 0;
    let mut texts = 0;
    for folder in ["phapluat_gov_vn", "plans"].map(|name| folder.join(name)) {
        for path in text_files(&folder) {
            let text = normalize(&std::fs::read_to_string(&path).expect("a text"));
            let structure = parse(&text);
            sound(&text, &structure);
            sound(&text, &headings(&text));
            assert!(structure.nodes.len() > 10, "{}", path.display());
            articles += structure.articles().count();
            texts += 1;
        }
    }
    println!("other texts: {texts}, {articles} articles");
    let laws = std::fs::read_to_string(folder.join("search_eval/law.json")).expect("the laws");
    let laws: serde_json::Value = serde_json::from_str(&laws).expect("JSON");
    let (mut expected, mut found) = (0, 0);
    for law in laws.as_array().into_iter().flatten() {
        let articles = law["articles"].as_array().map_or(&[][..], Vec::as_slice);
        let numbers: Vec<&str> = articles
            .iter()
            .filter_map(|article| article["id"].as_str())
            .collect();
        let article = |article: &serde_json::Value| {
            format!(
                "Điều {}. {}\n",
                article["id"].as_str().unwrap_or_default(),
                article["text"].as_str().unwrap_or_default()
            )
        };
        let text = normalize(&articles.iter().map(article).collect::<String>());
        let structure = parse(&text);
        sound(&text, &structure);
        let parsed: HashSet<&str> = structure
            .articles()
            .filter_map(|article| article.number.as_deref())
            .collect();
        expected += numbers.len();
        found += numbers
            .iter()
            .filter(|number| parsed.contains(*number))
            .count();
    }
    println!("laws: {found} of {expected} articles");
    assert_eq!(found, expected);
}

fn text_files(folder: &Path) -> Vec<PathBuf> {
    std::fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect()
}

/// Every structure's nodes cover the text in order, under paths of their own.
fn sound(text: &str, structure: &Structure) {
    let mut end = 0;
    let mut paths = HashSet::new();
    for node in &structure.nodes {
        assert_eq!(node.range.start, end, "{}", node.path);
        assert!(paths.insert(&node.path), "{}", node.path);
        end = node.range.end;
    }
    assert_eq!(end, text.len());
    assert!(given_back(text, structure) >= WORDS);
}

/// The share of the text's letters and signs that the nodes' labels, headings and texts give back.
#[expect(clippy::cast_precision_loss, reason = "counts of characters")]
fn given_back(text: &str, structure: &Structure) -> f64 {
    let signs = |text: &str| {
        text.chars()
            .filter(|character| !character.is_whitespace())
            .count()
    };
    let given: usize = structure
        .nodes
        .iter()
        .map(|node| {
            signs(&node.label) + node.heading.as_deref().map_or(0, signs) + signs(&node.text)
        })
        .sum();
    if text.trim().is_empty() {
        1.0
    } else {
        given as f64 / signs(text) as f64
    }
}
