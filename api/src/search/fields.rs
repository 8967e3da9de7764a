//! What the index keeps of each find: a content as a whole, or an article of a legal text.
use tantivy::schema::{
    Field, INDEXED, IndexRecordOption, NumericOptions, STORED, STRING, Schema, SchemaBuilder,
    TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{TextAnalyzer, TokenizerManager};

use super::facets::Facet;
use super::terms::{Cutter, Spelling};

/// Rises when an index that was made before has to be made anew.
pub(super) const VERSION: u32 = 2;

/// The fields of the index.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields {
    /// The content's id.
    pub content: Field,
    /// The edition's id.
    pub edition: Field,
    /// The provision's path; absent for a content as a whole.
    pub provision: Field,
    /// The lists that hold the content.
    pub scope: Field,
    /// The number of a document, in its forms.
    pub number: Field,
    /// When it was published, as lists sort it.
    pub published: Field,
    /// Its own date, as lists sort it.
    pub date: Field,
    /// First day in force, and first day no longer in force.
    pub force: (Field, Field),
    /// Of a content as a whole.
    pub whole: Field,
    /// By what finds are counted.
    pub facets: [Field; Facet::ALL.len()],
    /// Its heading, as it is shown.
    pub heading: Field,
    /// Its text, as it is shown.
    pub text: Field,
    /// What is searched, without diacritics.
    pub folded: Searched,
    /// What is searched, with them.
    pub exact: Searched,
}

/// What is searched, in one spelling.
#[derive(Clone, Copy, Debug)]
pub(super) struct Searched {
    /// Heading and text.
    pub all: Field,
    /// The heading alone.
    pub heading: Field,
    /// What an article belongs to: its law's title and number.
    pub context: Field,
}

impl Fields {
    /// The fields, and the schema that holds them.
    pub(super) fn new() -> (Self, Schema) {
        let mut schema = Schema::builder();
        let counted = TextOptions::default().set_fast("raw");
        let number = NumericOptions::default().set_fast().set_indexed();
        let fields = Self {
            content: schema.add_text_field("content", STRING | STORED),
            edition: schema.add_text_field("edition", STORED),
            provision: schema.add_text_field("provision", STORED),
            scope: schema.add_text_field("scope", STRING),
            number: schema.add_text_field("number", STRING),
            published: schema.add_i64_field("published", number.clone()),
            date: schema.add_i64_field("date", number.clone()),
            force: (
                schema.add_i64_field("force_from", number.clone()),
                schema.add_i64_field("force_until", number),
            ),
            whole: schema.add_bool_field("whole", INDEXED),
            facets: Facet::ALL.map(|facet| schema.add_text_field(facet.name(), counted.clone())),
            heading: schema.add_text_field("heading", STORED),
            text: schema.add_text_field("text", STORED),
            folded: Searched::new(&mut schema, Spelling::Folded),
            exact: Searched::new(&mut schema, Spelling::Exact),
        };
        (fields, schema.build())
    }

    /// The fields of a spelling.
    pub(super) fn searched(&self, spelling: Spelling) -> Searched {
        match spelling {
            Spelling::Exact => self.exact,
            Spelling::Folded => self.folded,
        }
    }
}

impl Searched {
    fn new(schema: &mut SchemaBuilder, spelling: Spelling) -> Self {
        let mut add = |name: &str, with: IndexRecordOption| {
            let indexing = TextFieldIndexing::default()
                .set_tokenizer(spelling.name())
                .set_index_option(with);
            let options = TextOptions::default().set_indexing_options(indexing);
            schema.add_text_field(&format!("{name}_{}", spelling.name()), options)
        };
        Self {
            // Phrases are looked for here.
            all: add("all", IndexRecordOption::WithFreqsAndPositions),
            heading: add("heading", IndexRecordOption::WithFreqs),
            context: add("context", IndexRecordOption::WithFreqs),
        }
    }
}

/// How the index cuts texts.
pub(super) fn tokenizers() -> TokenizerManager {
    let tokenizers = TokenizerManager::default();
    for spelling in [Spelling::Exact, Spelling::Folded] {
        let cutter = TextAnalyzer::from(Cutter(spelling));
        tokenizers.register(spelling.name(), cutter);
    }
    tokenizers
}
