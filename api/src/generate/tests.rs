//! Tests of the module above.
use std::collections::HashSet;

use super::*;
use crate::domain::publish::demo;
use crate::exchange::{ContentRecord, Details};

fn contents(load: &Load) -> Vec<ContentRecord> {
    records(load, demo::records().expect("the demo"))
        .filter_map(|record| match record {
            Record::Content(content) => Some(*content),
            _ => None,
        })
        .collect()
}

fn load(seed: u64) -> Load {
    Load {
        items: 400,
        seed,
        kinds: Vec::new(),
        files: true,
    }
}

#[test]
fn the_same_seed_gives_the_same_records() {
    assert_eq!(contents(&load(7)), contents(&load(7)));
    assert_ne!(contents(&load(7)), contents(&load(8)));
    let moments: Vec<_> = contents(&load(7))
        .iter()
        .map(|one| one.first_published_at.date_naive())
        .collect();
    assert!(moments.is_sorted(), "as a portal grows");
}

#[test]
fn a_portal_has_every_kind_two_languages_and_documents_that_are_cited() {
    let contents = contents(&load(1));
    let kinds: HashSet<ContentKind> = contents.iter().map(|one| one.details.kind()).collect();
    assert_eq!(kinds.len(), 11);
    let ids: HashSet<_> = contents.iter().map(|one| one.id).collect();
    assert_eq!(ids.len(), contents.len());
    let works: HashSet<_> = contents.iter().filter_map(|one| one.work).collect();
    assert!(works.len() < contents.iter().filter(|one| one.work.is_some()).count());
    let numbers: HashSet<String> = contents
        .iter()
        .filter_map(|one| match &one.details {
            Details::LegalDocument(document) => document.number.clone(),
            _ => None,
        })
        .collect();
    assert!(numbers.len() > 20, "{numbers:?}");
    let cited = contents.iter().filter(|one| {
        let Some(crate::exchange::content::BodyRecord::Markdown(body)) = &one.body else {
            return false;
        };
        assert!(body.len() >= 3 * 1024, "a short body");
        numbers.iter().any(|number| body.contains(number.as_str()))
    });
    assert!(cited.count() > 300);
}

#[test]
fn one_kind_can_be_asked_for_and_files_left_out() {
    let articles = contents(&Load {
        kinds: vec![ContentKind::Article],
        files: false,
        ..load(1)
    });
    assert_eq!(articles.len(), 400);
    for article in articles {
        assert_eq!(article.details.kind(), ContentKind::Article);
        assert_eq!((article.cover, article.attachments.len()), (None, 0));
    }
}
