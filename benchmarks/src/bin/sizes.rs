//! How large the futures of many functions are, as the compiler makes them and as enums.
//!
//! `cargo sizes` prints a table, and fails if the median of the ratios is above one, or if a
//! future that is more than a quarter larger has no reason. `cargo sizes --summary` prints the
//! last lines only.

use std::process::ExitCode;

use visualize_future_benchmarks::sizes::{self, Sizes};
use visualize_future_benchmarks::table::Table;

fn main() -> ExitCode {
    let summary = match std::env::args().nth(1).as_deref() {
        None => false,
        Some("--summary") => true,
        Some(_) => {
            eprintln!("usage: sizes [--summary]");
            return ExitCode::from(2);
        }
    };
    let sizes = sizes::measure();
    if !summary {
        let mut table = Table::new(["bytes", "plain", "explicit", "ratio", "why"]);
        for of @ Sizes { name, why, .. } in &sizes {
            table.row([
                (*name).to_string(),
                of.plain.to_string(),
                of.explicit.to_string(),
                format!("{:.2}", of.ratio()),
                why.unwrap_or_default().to_string(),
            ]);
        }
        println!("{table}");
    }
    let ratios = || sizes.iter().map(Sizes::ratio);
    println!(
        "{} functions; the median of the ratios is {:.2}, the least {:.2}, the largest {:.2}",
        sizes.len(),
        sizes::median(&sizes),
        ratios().fold(f64::INFINITY, f64::min),
        ratios().fold(0.0, f64::max),
    );
    let complaints = sizes::complaints(&sizes);
    for complaint in &complaints {
        println!("{complaint}");
    }
    match complaints.is_empty() {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}
