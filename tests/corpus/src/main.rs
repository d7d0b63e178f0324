//! The test suites of published crates, as they are, with `#[visualize_future]` on every
//! `async fn`, by either lowering, and with a subscriber that records everything.

mod build;
mod catalogue;
mod lints;
mod mode;
mod outcome;
mod package;
mod process;
mod report;
mod suite;
mod verdict;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;

use catalogue::{Catalogue, Entry};
use mode::Mode;
use outcome::Outcome;
use package::Package;
use verdict::Verdict;

/// Runs the test suites of published crates before and after annotating every `async fn`.
///
/// Fails if a test that passed before does not pass after, if what compiled does not, or if rustc
/// warns of something new.
#[derive(Debug, Parser)]
#[command(name = "cargo corpus", bin_name = "cargo corpus")]
struct Options {
    /// Only the few small crates that are tried before each change is merged
    #[arg(long)]
    smoke: bool,
    /// Only these modes, besides the one without the attribute
    #[arg(long, value_delimiter = ',')]
    modes: Vec<Mode>,
    /// Writes the table of all crates that have been run so far
    #[arg(long)]
    write: bool,
    /// Instead of running tests, compares what rustc and clippy say, with many lints turned on
    #[arg(long)]
    lints: bool,
    /// Uses what was found without the attribute in an earlier run
    #[arg(long)]
    keep_plain: bool,
    /// Only these crates of the catalogue
    #[arg(value_name = "NAME")]
    names: Vec<String>,
}

fn main() -> ExitCode {
    let options = Options::parse();
    match run(&options) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

/// Where everything lies; cargo cleans it away with the rest.
fn folder() -> PathBuf {
    workspace().join("target/corpus")
}

fn workspace() -> PathBuf {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).map_or(here.clone(), PathBuf::from)
}

fn run(options: &Options) -> Result<bool, String> {
    let catalogue = Catalogue::read()?;
    let chosen = catalogue.choose(&options.names, options.smoke)?;
    let mut all_is_well = true;
    if !options.write || !options.names.is_empty() {
        for entry in chosen {
            all_is_well &= one(entry, options)?;
        }
    }
    if options.write {
        report::write(&catalogue)?;
    }
    Ok(all_is_well)
}

/// Whether nothing has changed for a crate.
fn one(entry: &Entry, options: &Options) -> Result<bool, String> {
    println!("{} {}", entry.name, entry.version);
    let package = Package::fetch(entry)?;
    if options.lints {
        return lints::compare(&package, &options.modes);
    }
    let stored = options
        .keep_plain
        .then(|| Outcome::load(entry, Mode::Plain));
    let plain = match stored.flatten() {
        Some(plain) => plain,
        None => outcome_of(&package, Mode::Plain)?,
    };
    plain.store(entry, Mode::Plain)?;
    println!("  {:9} {}", Mode::Plain.name(), plain.summary());
    if !plain.is_complete {
        let errors = plain
            .messages
            .keys()
            .filter(|text| text.starts_with("error"));
        errors.take(5).for_each(|error| println!("    {error}"));
        println!("    cannot be tried: it does not compile as it was published");
        return Ok(false);
    }
    let mut all_is_well = true;
    for mode in Mode::ANNOTATED {
        if !options.modes.is_empty() && !options.modes.contains(&mode) {
            continue;
        }
        let mut outcome = outcome_of(&package, mode)?;
        let verdict = Verdict::of(&package, mode, &plain, &mut outcome)?;
        outcome.store(entry, mode)?;
        println!("  {:9} {}{verdict}", mode.name(), outcome.summary());
        all_is_well &= verdict.is_well();
    }
    Ok(all_is_well)
}

fn outcome_of(package: &Package<'_>, mode: Mode) -> Result<Outcome, String> {
    let copy = package.copy(mode)?;
    build::build(&copy).and_then(|build| suite::run(&copy, build))
}
