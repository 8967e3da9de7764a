//! Builds anew when `GraphiQL` was built, or was removed: its files are embedded in the binary.

use std::path::Path;

fn main() {
    // Cargo takes a missing path for changed each time, so the folder above stands in for it.
    let bundle = "../web/dist";
    let watched = if Path::new(bundle).exists() {
        bundle
    } else {
        "../web"
    };
    println!("cargo::rerun-if-changed={watched}");
}
