//! The edition in which a file is written.

use std::path::Path;

use visualize_future_lowering::edition::Edition;

/// That of the package to which the file belongs, as the manifest above it says; the latest where
/// there is no manifest, or where it leaves that to its workspace.
pub(crate) fn of(file: &Path) -> Edition {
    let manifests = file.ancestors().map(|folder| folder.join("Cargo.toml"));
    let text = manifests.filter_map(|manifest| std::fs::read_to_string(manifest).ok());
    let edition = text.filter_map(|text| edition(&text)).next();
    edition.map_or(Edition::default(), |edition| Edition::of(&edition))
}

/// The value of `edition = "…"`.
fn edition(manifest: &str) -> Option<String> {
    let mut values = manifest.lines().filter_map(|line| {
        let (key, value) = line.split_once('=')?;
        (key.trim() == "edition").then(|| value.trim().trim_matches('"').to_owned())
    });
    values.next()
}
