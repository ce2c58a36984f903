//! One spelling for each word, everywhere.

use std::path::Path;

use crate::root;

/// Names that say nothing.
const EMPTY: [&str; 8] = ["util", "utils", "helper", "helpers", "common", "manager", "core", "misc"];

/// Where Shopify's templates are spoken: its variables are spelled as it spells them.
const SHOPIFYS: [&str; 2] = ["shared/templates/src", "tests/templates"];

#[test]
fn ours_is_fulfil_and_no_file_is_called_by_a_name_that_says_nothing() {
    // Put together here, so that this file does not hold what it looks for.
    let foreign = ["fulfil", "lment"].concat();
    let mut read = 0;
    for folder in ["functions", "shared", "infra", "tests", "events"] {
        read += visit(&root().join(folder), &foreign);
    }
    assert!(read > 100, "{read} files");
}

fn visit(folder: &Path, foreign: &str) -> usize {
    let mut read = 0;
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            read += visit(&path, foreign);
            continue;
        }
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        assert!(!EMPTY.contains(&stem.as_str()), "{}", path.display());
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        let quoted = SHOPIFYS.iter().any(|folder| path.starts_with(root().join(folder)));
        assert!(quoted || !text.to_lowercase().contains(foreign), "{}: a foreign spelling", path.display());
        read += 1;
    }
    read
}
