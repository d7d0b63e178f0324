//! How large the futures of many functions are, as the compiler makes them and as enums.
//!
//! `cargo sizes` prints a table, which `benchmarks/SIZES.md` has, too, and fails
//! - if the median of the ratios is above one,
//! - if a future that is more than a quarter larger has no reason, or a reason is not needed,
//! - if `benchmarks/SIZES.md` has another table.
//!
//! `cargo sizes --write` writes that file. `cargo sizes --summary` prints the last lines only.

use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

use visualize_future_benchmarks::sizes;

const HEAD: &str = "\
# Sizes

The futures of [these functions](src/sizes/functions), in bytes by `size_of_val`: as the compiler \
makes them, and as enums, with a reason where the enum is more than a quarter larger. By \
`cargo sizes --write`, on x86_64.
";

fn main() -> ExitCode {
    let argument = env::args().nth(1);
    let argument = argument.as_deref();
    if !matches!(argument, None | Some("--write" | "--summary")) {
        eprintln!("usage: sizes [--write | --summary]");
        return ExitCode::from(2);
    }
    let sizes = sizes::measure();
    let (table, summary) = (sizes::table(&sizes), sizes::summary(&sizes));
    if argument != Some("--summary") {
        println!("{table}");
    }
    println!("{summary}");
    let mut complaints = sizes::complaints(&sizes);
    let text = format!("{HEAD}\n{summary}.\n\n{table}");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("SIZES.md");
    if argument == Some("--write") {
        fs::write(&path, text).expect("SIZES.md can be written");
    } else if fs::read_to_string(&path).ok() != Some(text) {
        complaints.push("benchmarks/SIZES.md says otherwise; `--write` refreshes it".to_owned());
    }
    for complaint in &complaints {
        println!("{complaint}");
    }
    match complaints.is_empty() {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}
