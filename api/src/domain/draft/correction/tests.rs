//! Corrections outlive changes of the text.
use super::*;

const TEXT: &str = "Chương I\nCHỢ\nĐiều 1. Phạm vi\n1. Chợ gồm:\na) chợ đêm;\nb) chợ sáng.\n2. Hội chợ không là chợ.\n\
    Điều 2. Hiệu lực\nTừ nay.\nKý tên.";

fn correction(text: &str, path: &str, change: ProvisionChange) -> Correction {
    let nodes = parsed(text.to_owned()).expect("short enough");
    let node = nodes.iter().find(|node| node.path == path);
    Correction {
        path: path.to_owned(),
        fingerprint: fingerprint(node.expect("a node")),
        change,
        note: None,
    }
}

fn paths(corrected: &Corrected) -> Vec<&str> {
    let nodes = corrected.provisions.iter();
    nodes.map(|node| node.path.as_str()).collect()
}

fn document(text: &str, corrections: &[Correction]) -> LegalDocumentDraft {
    LegalDocumentDraft {
        text: Some(text.to_owned()),
        corrections: corrections.to_vec(),
        ..LegalDocumentDraft::default()
    }
}

fn made(text: &str, corrections: &[Correction]) -> Corrected {
    document(text, corrections)
        .corrected()
        .expect("short enough")
}

fn relabel(kind: Option<ProvisionKind>, number: &str) -> ProvisionChange {
    ProvisionChange::Relabel {
        kind,
        number: Some(number.to_owned()),
        label: None,
        heading: None,
    }
}

#[test]
fn a_node_gets_another_number_and_what_is_in_it_follows() {
    let found = made(TEXT, &[correction(TEXT, "dieu-1", relabel(None, "1a"))]);
    assert_eq!(
        paths(&found),
        [
            "chuong-1",
            "dieu-1a",
            "dieu-1a/khoan-1",
            "dieu-1a/khoan-1/diem-a",
            "dieu-1a/khoan-1/diem-b",
            "dieu-1a/khoan-2",
            "dieu-2",
        ]
    );
    let parent = found.provisions[2].parent.as_deref();
    assert_eq!((parent, &found.applied), (Some("dieu-1a"), &vec![true]));
    assert!(
        found
            .provisions
            .is_sorted_by(|one, other| one.sort_key < other.sort_key)
    );
}

#[test]
fn what_is_no_node_goes_on_what_stands_before_it() {
    let merge = correction(TEXT, "dieu-1/khoan-2", ProvisionChange::MergeIntoPrevious);
    let found = made(TEXT, &[merge]);
    let before = found
        .provisions
        .iter()
        .find(|node| node.path == "dieu-1/khoan-1/diem-b");
    assert_eq!(
        before.expect("a node").text,
        "chợ sáng.\n2. Hội chợ không là chợ."
    );
    assert_eq!(paths(&found).len(), 6);
}

#[test]
fn a_text_is_split_where_a_node_begins() {
    let split = ProvisionChange::SplitAt {
        paragraphs: 1,
        kind: ProvisionKind::Clause,
        number: "1".to_owned(),
    };
    let found = made(TEXT, &[correction(TEXT, "dieu-2", split)]);
    let last = found.provisions.last().expect("a node");
    assert_eq!(
        (last.path.as_str(), last.text.as_str()),
        ("dieu-2/khoan-1", "Ký tên.")
    );
    assert_eq!(last.parent.as_deref(), Some("dieu-2"));
}

#[test]
fn a_node_is_moved_where_it_may_stand() {
    let under = |parent: &str| ProvisionChange::MoveUnder {
        parent: Some(parent.to_owned()),
    };
    let moved = correction(TEXT, "dieu-1/khoan-2", under("dieu-1/khoan-1"));
    let found = made(TEXT, &[moved]);
    assert_eq!(found.applied, [true]);
    assert!(paths(&found).contains(&"dieu-1/khoan-1/khoan-2"));
    let ahead = correction(TEXT, "dieu-1/khoan-1", under("dieu-2"));
    assert_eq!(made(TEXT, &[ahead]).applied, [false]);
    let into_itself = correction(TEXT, "dieu-1", under("dieu-1/khoan-1"));
    assert_eq!(made(TEXT, &[into_itself]).applied, [false]);
}

#[test]
fn what_is_taken_out_leaves_what_is_in_it() {
    let found = made(
        TEXT,
        &[correction(TEXT, "chuong-1", ProvisionChange::Remove)],
    );
    assert_eq!(
        (paths(&found)[0], &found.provisions[0].parent),
        ("dieu-1", &None)
    );
}

#[test]
fn corrections_survive_changes_of_the_text_around_and_within() {
    let corrections = [
        correction(TEXT, "dieu-1/khoan-2", relabel(None, "3")),
        correction(
            TEXT,
            "dieu-2",
            ProvisionChange::Text {
                text: "Từ mai.".to_owned(),
            },
        ),
    ];
    let above = TEXT
        .replace("Điều 1. Phạm vi", "Điều 1. Tên\nx\nĐiều 2. Phạm vi")
        .replace("Điều 2. Hiệu", "Điều 3. Hiệu");
    let below = format!("{TEXT}\nĐiều 3. Thêm\ny");
    let within = TEXT.replace("a) chợ đêm", "a) chợ đêm và chợ nổi");
    for text in [TEXT, &below, &within] {
        let found = made(text, &corrections);
        assert_eq!(found.applied, [true, true], "{text}");
        assert!(paths(&found).contains(&"dieu-1/khoan-3"), "{text}");
    }
    let found = made(&above, &corrections);
    assert_eq!(
        found.applied,
        [true, false],
        "the label of the second is another"
    );
    assert!(paths(&found).contains(&"dieu-2/khoan-3"));
    let gone = made("Điều 1. Khác\nx", &corrections);
    assert_eq!(
        (gone.applied, paths(&made("Điều 1. Khác\nx", &[]))),
        (vec![false, false], vec!["dieu-1"])
    );
}

#[test]
fn two_that_say_the_same_are_not_told_apart_by_what_they_say() {
    let text = "Điều 1. A\n1. Bãi bỏ.\nĐiều 2. B\n1. Bãi bỏ.";
    let mut lost = correction(text, "dieu-1/khoan-1", ProvisionChange::Remove);
    assert_eq!(made(text, std::slice::from_ref(&lost)).applied, [true]);
    lost.path = "dieu-9/khoan-1".to_owned();
    assert_eq!(made(text, &[lost]).applied, [false]);
}

#[test]
fn a_correction_is_kept_as_it_is_made_and_taken_back_by_its_number() {
    let mut document = document(TEXT, &[]);
    let path = || "dieu-1/khoan-2".to_owned();
    document
        .correct(path(), relabel(None, "3"), None)
        .expect("made");
    let again = document.correct(path(), ProvisionChange::Remove, None);
    assert!(
        matches!(again, Err(Error::Faults(_))),
        "it is called otherwise now"
    );
    let out = ProvisionChange::MergeIntoPrevious;
    document
        .correct("dieu-1/khoan-3".to_owned(), out, None)
        .expect("made");
    assert_eq!(
        document.corrected().expect("a structure").applied,
        [true, true]
    );
    document.uncorrect(1).expect("taken back");
    assert!(document.uncorrect(2).is_err() && document.uncorrect(0).is_err());
    let left = document.corrected().expect("a structure");
    assert_eq!((left.applied.len(), left.provisions.len()), (1, 6));
}

#[test]
fn an_article_that_stands_in_a_clause_ends_it_and_takes_what_follows() {
    let text = "Điều 1. A\n1. Một.\nĐiều hai. B\n2. Hai.\nĐiều 2. C\nBa.";
    let split = ProvisionChange::SplitAt {
        paragraphs: 1,
        kind: ProvisionKind::Article,
        number: "1a".to_owned(),
    };
    let found = made(text, &[correction(text, "dieu-1/khoan-1", split)]);
    assert_eq!(
        paths(&found),
        [
            "dieu-1",
            "dieu-1/khoan-1",
            "dieu-1a",
            "dieu-1a/khoan-2",
            "dieu-2"
        ]
    );
    assert_eq!(found.provisions[2].parent, None);
}

#[test]
fn what_a_node_holds_goes_where_it_may_stand_when_the_node_is_none() {
    let text = "Điều 1. A\n1. Một:\na) a;\n2. Hai:\nb) b;\nc) c.";
    let parsed = made(text, &[]);
    let merge = correction(text, "dieu-1/khoan-2", ProvisionChange::MergeIntoPrevious);
    let found = made(text, &[merge]);
    assert_eq!(found.applied, [true], "{:?}", paths(&parsed));
    let all = paths(&found);
    assert!(
        all.iter().all(|path| !path.starts_with("dieu-1/khoan-2")),
        "{all:?}"
    );
    let parents = found
        .provisions
        .iter()
        .filter_map(|node| node.parent.as_deref());
    assert!(
        parents.clone().all(|parent| all.contains(&parent)),
        "{all:?}"
    );
}
