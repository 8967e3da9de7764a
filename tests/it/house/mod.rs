//! The house's rules, held by reading its sources: which way imports go, and how large a file may be.
use std::fs;
use std::path::{Path, PathBuf};

/// Who may not name what, and why the arrow would point the wrong way.
const FORBIDDEN: [(&str, &[&str]); 14] = [
    (
        "api/src/text",
        &[
            "crate::domain",
            "crate::graphql",
            "crate::http",
            "crate::import",
            "crate::exchange",
            "entity::",
        ],
    ),
    (
        "api/src/exchange",
        &[
            "crate::domain",
            "crate::graphql",
            "crate::http",
            "crate::import",
            "entity::",
            "sea_orm",
        ],
    ),
    (
        "api/src/domain",
        &[
            "crate::graphql",
            "crate::http",
            "crate::cli",
            "crate::import",
            "async_graphql",
            "actix",
        ],
    ),
    (
        "api/src/import",
        &[
            "crate::graphql",
            "crate::http",
            "crate::cli",
            "async_graphql",
            "actix",
            "begin_writing",
        ],
    ),
    (
        "api/src/export",
        &[
            "crate::graphql",
            "crate::http",
            "crate::cli",
            "entity::",
            "sea_orm",
        ],
    ),
    (
        "api/src/generate",
        &[
            "crate::graphql",
            "crate::http",
            "crate::cli",
            "crate::import",
            "sea_orm",
        ],
    ),
    (
        "api/src/search",
        &[
            "crate::graphql",
            "crate::http",
            "crate::cli",
            "crate::import",
            "async_graphql",
            "sea_orm",
            "begin_writing",
        ],
    ),
    (
        "api/src/graphql",
        &[
            "crate::http",
            "crate::cli",
            "crate::import",
            "actix",
            "sea_orm",
            "begin(",
            "begin_writing",
        ],
    ),
    (
        "api/src/http",
        &[
            "crate::cli",
            "crate::import",
            "sea_orm::Entity",
            "entity::",
            "begin_writing",
        ],
    ),
    (
        "api/src/domain/policy",
        &["sea_orm", "Database", "database::"],
    ),
    (
        "api/src/domain/workflow.rs",
        &["sea_orm", "Database", "database::"],
    ),
    ("api/src/cli", &["begin(", "begin_writing"]),
    (
        "entity/src",
        &["migration", "nguonluat", "async_graphql", "actix"],
    ),
    ("migration/src", &["entity::", "nguonluat::"]),
];

/// Lines of a Rust file; a larger one becomes a folder.
const MAX_LINES: usize = 400;

#[test]
fn imports_go_one_way() {
    let mut wrong = Vec::new();
    for (folder, names) in FORBIDDEN {
        for file in rust_files(&root().join(folder)) {
            for (number, line) in code_lines(&file) {
                let named = names.iter().filter(|name| line.contains(*name));
                wrong.extend(named.map(|name| format!("{}:{number} names {name}", file.display())));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_visibility_and_publishing_know_states_of_editions() {
    let readers = [
        "domain/visibility.rs",
        "domain/workflow.rs",
        "domain/policy",
        "domain/desk",
        "graphql/desk",
        "graphql/user_error",
        "domain/publish",
        "domain/listing",
        "domain/media.rs",
        "domain/legal/cited.rs",
        "domain/legal/relations.rs",
        "domain/questions.rs",
    ];
    let wrong: Vec<String> = rust_files(&root().join("api/src"))
        .into_iter()
        .filter(|file| {
            !readers
                .iter()
                .any(|reader| file.to_string_lossy().contains(reader))
        })
        .filter(|file| {
            code_lines(file)
                .iter()
                .any(|(_, line)| line.contains("EditionState"))
        })
        .map(|file| file.display().to_string())
        .collect();
    assert!(
        wrong.is_empty(),
        "these read editions past domain/visibility.rs: {}",
        wrong.join(", ")
    );
}

#[test]
fn only_the_policy_decides_by_roles() {
    let deciding: Vec<String> = rust_files(&root().join("api/src"))
        .into_iter()
        .filter(|file| !file.to_string_lossy().contains("domain/policy"))
        .filter(|file| {
            let lines = code_lines(file);
            lines.iter().any(|(_, line)| line.contains("AccountRole::"))
        })
        .map(|file| file.display().to_string())
        .collect();
    assert!(
        deciding.is_empty(),
        "these decide by roles past domain/policy: {}",
        deciding.join(", ")
    );
}

#[test]
fn files_stay_small() {
    let folders = ["api/src", "entity/src", "migration/src", "tests"];
    let large: Vec<String> = folders
        .iter()
        .flat_map(|folder| rust_files(&root().join(folder)))
        .filter_map(|file| {
            let lines = fs::read_to_string(&file)
                .expect("a source file")
                .lines()
                .count();
            (lines > MAX_LINES).then(|| format!("{} has {lines} lines", file.display()))
        })
        .collect();
    assert!(large.is_empty(), "{}", large.join("\n"));
}

#[test]
fn every_module_says_what_it_owns() {
    let silent: Vec<String> = ["api/src", "entity/src", "migration/src", "tests/it"]
        .iter()
        .flat_map(|folder| rust_files(&root().join(folder)))
        .filter(|file| {
            !fs::read_to_string(file)
                .expect("a source file")
                .starts_with("//!")
        })
        .map(|file| file.display().to_string())
        .collect();
    assert!(
        silent.is_empty(),
        "no module documentation: {}",
        silent.join(", ")
    );
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    if folder.is_file() {
        return vec![folder.to_owned()];
    }
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder of the project") {
        let path = entry.expect("an entry").path();
        if path.is_dir() && path.file_name().is_none_or(|name| name != "node_modules") {
            found.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found
}

/// The numbered lines that are not comments.
fn code_lines(file: &Path) -> Vec<(usize, String)> {
    let text = fs::read_to_string(file).expect("a source file");
    let lines = text
        .lines()
        .enumerate()
        .map(|(index, line)| (index + 1, line.trim().to_owned()));
    lines.filter(|(_, line)| !line.starts_with("//")).collect()
}
