//! The state machines that the compiler built, read from a program's debug info.

mod idle;
mod program;
mod table;

use std::io::{self, Write};

use visualize_future_xray::{Comparison, Coroutine, Image};

use idle::Sources;

/// Shows the state machines that the compiler built: which futures a program has, how large they
/// are, what they hold in each state, and why they are so large.
///
/// Everything is read from the program's debug info; no function needs the attribute, and nothing
/// is run. Without a program, the package in this folder is built, with debug info, and its
/// programs are read.
///
/// With a pattern, tells what each future whose name has it holds, state by state.
#[derive(Debug, clap::Args)]
pub struct Options {
    #[command(flatten)]
    program: program::Which,
    /// Only futures whose path has this in it, such as `shop::cart` or `checkout`
    #[arg(long, short = 'f', value_name = "PATTERN")]
    filter: Option<String>,
    /// Tells why each is so large, and what would make it smaller
    #[arg(long)]
    why: bool,
    /// Shows each annotated function's enum beside the compiler's coroutine
    #[arg(long, conflicts_with = "why")]
    compare: bool,
    /// How many are told of, the largest first
    #[arg(long, value_name = "N", default_value_t = 25)]
    top: usize,
    /// Also futures of dependencies and of the standard library
    #[arg(long)]
    all: bool,
}

/// Reads the programs and prints what was asked for.
///
/// # Errors
/// A message, if there is no program, or if its debug info does not tell.
pub fn run(options: &Options) -> Result<(), String> {
    for path in program::find(&options.program)? {
        let image = Image::open(&path).map_err(|error| error.to_string())?;
        println!("{}", path.display());
        let result = match options.compare {
            true => compare(&image, options)?,
            false => list(&image, options)?,
        };
        // Whoever reads this may have seen enough.
        if result.is_err_and(|error| error.kind() != io::ErrorKind::BrokenPipe) {
            return Err("the output cannot be written".to_owned());
        }
    }
    Ok(())
}

fn list(image: &Image, options: &Options) -> Result<io::Result<()>, String> {
    let all = image.coroutines().map_err(|error| error.to_string())?;
    let mut found: Vec<_> = all
        .iter()
        .filter(|found| is_asked_for(found, options))
        .collect();
    found.sort_by_key(|found| std::cmp::Reverse(found.size));
    let left_out = found.len().saturating_sub(options.top);
    found.truncate(options.top);
    let mut sources = Sources::default();
    let mut out = io::stdout().lock();
    let mut write = || {
        if options.why {
            for coroutine in &found {
                let idle = sources.of(coroutine);
                writeln!(
                    out,
                    "\n{}",
                    coroutine.why_large_if(|state, slot| idle.says(state, slot))
                )?;
            }
        } else if options.filter.is_some() {
            for coroutine in &found {
                writeln!(out, "\n{coroutine}")?;
            }
        } else {
            table::write(&mut out, &found)?;
        }
        match left_out {
            0 if found.is_empty() => writeln!(out, "no futures of that name; --all looks further"),
            0 => Ok(()),
            more => writeln!(out, "… and {more} more: --top {}", more + found.len()),
        }
    };
    Ok(write())
}

fn compare(image: &Image, options: &Options) -> Result<io::Result<()>, String> {
    let all = image.comparisons().map_err(|error| error.to_string())?;
    let asked = |found: &&Comparison| has_pattern(&found.compiler, options);
    let mut out = io::stdout().lock();
    let mut found = all.iter().filter(asked).peekable();
    let write = || {
        if found.peek().is_none() {
            return writeln!(out, "no annotated function of that name runs as an enum");
        }
        found
            .take(options.top)
            .try_for_each(|found| writeln!(out, "\n{found}"))
    };
    Ok(write())
}

fn is_asked_for(found: &Coroutine, options: &Options) -> bool {
    let is_dependency = || {
        let file = found
            .location
            .as_ref()
            .map_or("", |location| &location.file);
        file.starts_with("/rustc/")
            || file.contains("/registry/src/")
            || file.contains("/git/checkouts/")
    };
    has_pattern(found, options) && !found.is_of_attribute() && (options.all || !is_dependency())
}

fn has_pattern(found: &Coroutine, options: &Options) -> bool {
    let pattern = options.filter.as_deref().unwrap_or_default();
    found.path().contains(pattern)
}
