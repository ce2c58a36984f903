//! The parts agree: the folders, the template, the functions, the routes, the events, the API document and the
//! README say the same (promise 8).
#![expect(clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test that cannot go on stops")]

mod agreement;
mod document;
mod permissions;
mod words;

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// The checkout.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests is in the checkout").to_owned()
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The names in a folder, sorted.
fn names(folder: &str) -> Vec<String> {
    let entries = fs::read_dir(root().join(folder)).unwrap_or_else(|error| panic!("{folder}: {error}"));
    let name =
        |entry: std::io::Result<fs::DirEntry>| entry.expect("an entry").file_name().to_string_lossy().into_owned();
    let mut names: Vec<_> = entries.map(name).collect();
    names.sort();
    names
}

fn template() -> Value {
    serde_saphyr::from_str(&read("infra/template.yaml")).expect("the template is YAML")
}

/// `fulfil` is `FulfilFunction`.
fn logical_id(function: &str) -> String {
    let camel = |part: &str| part[..1].to_uppercase() + &part[1..];
    function.split('_').map(camel).collect::<String>() + "Function"
}
