//! A heading (đề mục) of the codification as it is laid out: its articles in order, each with key,
//! source note, text and cross-references.

use std::sync::LazyLock;

use regex::Regex;
use scraper::{ElementRef, Html, Node, Selector};

use super::super::Refusal;
use super::super::paragraphs::{line_of, of_element, of_text, page};
use crate::text::pattern::pattern;

static TITLE: LazyLock<Selector> = LazyLock::new(|| selector("h3"));
static CONTENT: LazyLock<Selector> = LazyLock::new(|| selector("._content"));
static LINK: LazyLock<Selector> = LazyLock::new(|| selector("a"));
static ITEM_ID: LazyLock<Regex> = LazyLock::new(|| pattern(r"ItemID=(\w+)"));
static ANCHORED_ARTICLE: LazyLock<Regex> = LazyLock::new(|| pattern(r"#(?:.*_)?Dieu_(\w+)$"));

fn selector(selector: &str) -> Selector {
    Selector::parse(selector).expect("a constant selector")
}

/// A heading of the codification.
#[derive(Debug)]
pub(super) struct Heading {
    /// Its code, such as `44.8`.
    pub code: String,
    /// Its name, such as "Phổ biến, giáo dục pháp luật".
    pub name: String,
    /// Its articles in order.
    pub articles: Vec<Article>,
}

/// An article as the codification gathers it.
#[derive(Debug, Default)]
pub(super) struct Article {
    /// The key, such as `44.8.NĐ.1.4`.
    pub key: String,
    /// What it is about.
    pub heading: String,
    /// The source note: which article of which document it is.
    pub note: String,
    /// The document in the national database of legal documents.
    pub item_id: Option<String>,
    /// The lines of its text.
    pub paragraphs: Vec<String>,
    /// What its cross-reference list points at.
    pub references: Vec<Link>,
}

impl Article {
    /// The key of its document within the heading, such as `44.8.NĐ.1`; the document of the whole
    /// heading has no ordinal (`44.8.LQ`).
    pub fn document_key(&self) -> &str {
        self.key
            .rsplit_once('.')
            .map_or("", |(document, _)| document)
    }

    /// The key's own number.
    pub fn ordinal(&self) -> &str {
        self.key.rsplit_once('.').map_or("", |(_, ordinal)| ordinal)
    }
}

/// A link of a cross-reference list.
#[derive(Debug)]
pub(super) struct Link {
    /// What it says.
    pub text: String,
    /// The document it leads to in the national database of legal documents.
    pub item_id: Option<String>,
    /// The article it leads to there.
    pub article: Option<String>,
}

impl Heading {
    /// Reads a page.
    ///
    /// # Errors
    /// [`Refusal`] where it is not laid out as a heading, or nests too deep to be read.
    pub fn parse(html: &str) -> Result<Self, Refusal> {
        let page = page(html.trim_start_matches('\u{feff}'))?;
        Self::of_page(&page).ok_or_else(|| {
            let problem =
                "it lacks the title \u{201c}Đề mục …\u{201d} or the block of class `_content`";
            Refusal::malformed("a heading of the codification", problem)
        })
    }

    fn of_page(page: &Html) -> Option<Self> {
        let title = of_element(page.select(&TITLE).next()?);
        let code = title.first()?.strip_prefix("Đề mục")?.trim().to_owned();
        let mut pages = Pages::default();
        for child in page.select(&CONTENT).next()?.children() {
            match child.value() {
                Node::Text(text) => pages.text(of_text(text)),
                Node::Element(_) => pages.element(ElementRef::wrap(child)?),
                _ => {}
            }
        }
        Some(Self {
            code,
            name: title[1..].join(" "),
            articles: pages.articles,
        })
    }
}

/// The articles read so far.
#[derive(Default)]
struct Pages {
    articles: Vec<Article>,
    /// Whether a chapter has been opened since the last article.
    in_chapter: bool,
    /// Whether what comes next is the text of the last article.
    in_text: bool,
}

impl Pages {
    fn element(&mut self, element: ElementRef<'_>) {
        let class = element.value().attr("class").unwrap_or_default();
        match class {
            "pChuong" => {
                self.in_text = false;
                self.in_chapter = true;
            }
            "pDieu" => self.open_article(&line_of(element)),
            "pGhiChu" => {
                if let Some(article) = self.articles.last_mut() {
                    article.note = line_of(element);
                    article.item_id = element.select(&LINK).find_map(item_id);
                }
            }
            "pNoiDung" => {
                self.in_text = true;
                self.text(of_element(element));
            }
            // The list of a whole chapter stands between its title and its first article.
            "pChiDan" => {
                self.in_text = false;
                if let (false, Some(article)) = (self.in_chapter, self.articles.last_mut()) {
                    article.references.extend(element.select(&LINK).map(link));
                }
            }
            _ => self.text(of_element(element)),
        }
    }

    fn text(&mut self, paragraphs: Vec<String>) {
        if let (true, Some(article)) = (self.in_text, self.articles.last_mut()) {
            article.paragraphs.extend(paragraphs);
        }
    }

    /// Opens an article by its line, `Điều 44.8.NĐ.1.4. Trách nhiệm …`.
    fn open_article(&mut self, line: &str) {
        self.in_text = false;
        self.in_chapter = false;
        let numbered = line.strip_prefix("Điều").unwrap_or(line).trim_start();
        let (key, heading) = numbered.split_once(' ').unwrap_or((numbered, ""));
        self.articles.push(Article {
            key: key.trim_end_matches('.').to_owned(),
            heading: heading.trim().to_owned(),
            ..Article::default()
        });
    }
}

fn link(element: ElementRef<'_>) -> Link {
    let address = element.value().attr("href").unwrap_or_default();
    Link {
        text: line_of(element),
        item_id: item_id(element),
        article: ANCHORED_ARTICLE
            .captures(address)
            .map(|found| found[1].to_owned()),
    }
}

fn item_id(element: ElementRef<'_>) -> Option<String> {
    let address = element.value().attr("href")?;
    ITEM_ID.captures(address).map(|found| found[1].to_owned())
}
