//! Bundles `GraphiQL` where Node.js is installed, and builds anew when it changes: it is embedded in the binary. Without
//! it, `/graphql` shows a plain page.

use std::path::Path;
use std::process::Command;

/// What it is bundled from. Not what comes of it, which is newer than the build that made it.
const SOURCES: [&str; 5] = [
    "bundle",
    "build.mjs",
    "examples",
    "package-lock.json",
    "src",
];

fn main() {
    match Command::new("../web/bundle").output() {
        Ok(done) if done.status.success() => {}
        Ok(done) => {
            let said = String::from_utf8_lossy(&done.stderr);
            let last = said.lines().last().unwrap_or_default();
            println!("cargo::warning=GraphiQL is not bundled, /graphql shows a plain page: {last}");
        }
        Err(error) => println!("cargo::warning=GraphiQL is not bundled: {error}"),
    }
    if Path::new("../web/dist").exists() {
        for source in SOURCES {
            println!("cargo::rerun-if-changed=../web/{source}");
        }
    } else {
        // Cargo takes a missing path for changed each time, so the folder above stands in for it.
        println!("cargo::rerun-if-changed=../web");
    }
}
