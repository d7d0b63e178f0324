//! What rustc and clippy have to say, asked for more than most people ask for.

use std::collections::BTreeMap;

use crate::build;
use crate::mode::Mode;
use crate::package::Package;
use crate::verdict::Verdict;

/// The lints that are asked for.
const LINTS: &[&str] = &[
    "clippy::pedantic",
    "clippy::nursery",
    "unused",
    "missing_docs",
    "unreachable_pub",
    "unused_qualifications",
    "unused_lifetimes",
    "let_underscore",
    "rust_2018_idioms",
    "rust_2024_compatibility",
    "future_incompatible",
    "nonstandard_style",
];

/// Messages, and how often they came.
type Messages = BTreeMap<String, usize>;

/// Whether the attribute adds nothing to what is said.
pub(crate) fn compare(package: &Package<'_>, modes: &[Mode]) -> Result<bool, String> {
    let plain = messages(package, Mode::Plain)?;
    println!(
        "  {:9} {} lints",
        Mode::Plain.name(),
        plain.values().sum::<usize>()
    );
    let mut all_is_well = true;
    for mode in [Mode::Auto, Mode::Compiler] {
        if !modes.is_empty() && !modes.contains(&mode) {
            continue;
        }
        let annotated = messages(package, mode)?;
        let verdict = Verdict::of_messages(&plain, &annotated);
        println!(
            "  {:9} {} lints{verdict}",
            mode.name(),
            annotated.values().sum::<usize>()
        );
        all_is_well &= verdict.is_well();
    }
    Ok(all_is_well)
}

fn messages(package: &Package<'_>, mode: Mode) -> Result<Messages, String> {
    let copy = package.copy(mode)?;
    let command = copy.cargo(&["clippy", "--message-format=json"]);
    // What a crate's authors deny is to be told, and to stop nothing.
    let mut arguments = vec!["--", "--cap-lints=warn"];
    arguments.extend(LINTS.iter().flat_map(|lint| ["-W", lint]));
    let build = build::listen(&copy, command, &arguments)?;
    Ok(build.messages)
}
