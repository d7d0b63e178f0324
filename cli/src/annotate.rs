//! Puts the attribute on functions, and takes it off again, in place.

mod edits;
mod filter;
mod report;

use std::fs;
use std::path::{Path, PathBuf};

use visualize_future_lowering::input::{Input, is_ours};

use crate::functions::{self, Function};
use crate::sources::{self, Source};
use edits::Edits;
pub use filter::Choice;
use filter::Filter;
pub use report::Report;

/// Puts `#[visualize_future]` on every `async fn` of a source tree, or takes it off again.
///
/// Files are changed in place, and only where an attribute comes or goes. It is written above
/// attributes that replace the function, such as `#[tokio::test]`, and below documentation. What
/// has been annotated so is, after --remove, byte by byte what it was before.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Takes the attribute off, under whatever path and with whatever arguments it was written
    #[arg(long)]
    pub remove: bool,
    /// Changes nothing, and tells where the attribute would come or go
    #[arg(long, short = 'n')]
    pub dry_run: bool,
    /// What is written between the brackets, arguments included
    #[arg(long, value_name = "TEXT", default_value = DEFAULT_ATTRIBUTE)]
    pub attribute: String,
    /// Writes the attribute into the line of what follows, so that lines keep their numbers
    #[arg(long)]
    pub same_line: bool,
    /// Also functions inside of calls of macros whose tokens are items, such as `cfg_if!`-like
    /// ones; some macros may not accept the attribute there
    #[arg(long)]
    pub in_macros: bool,
    /// Which functions and files are meant
    #[command(flatten)]
    pub choice: Choice,
    /// Files, and folders with files below them
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
}

/// What is written between the brackets, if nobody says otherwise.
pub const DEFAULT_ATTRIBUTE: &str = "visualize_future::visualize_future";

/// Does as the options say, and tells what was done.
///
/// # Errors
/// A message: if there is nothing at a path, if a pattern or the attribute is none, or if a file
/// cannot be written. Files that cannot be read or parsed are told of, and left as they are.
pub fn run(options: &Options) -> Result<(), String> {
    print!("{}", annotate(options)?);
    Ok(())
}

/// Does as the options say.
///
/// # Errors
/// As [`run`].
pub fn annotate(options: &Options) -> Result<Report, String> {
    let filter = Filter::new(&options.choice)?;
    check_attribute(&options.attribute)?;
    let mut report = Report::new(options.remove, options.dry_run);
    for root in &options.paths {
        for path in sources::below(root)? {
            if filter.has_file(&path) {
                file(&path, options, &filter, &mut report)?;
            }
        }
    }
    Ok(report)
}

fn check_attribute(attribute: &str) -> Result<(), String> {
    match syn::parse_str::<syn::Meta>(attribute) {
        Ok(meta) if is_ours(&meta) => Ok(()),
        Ok(_) => Err(format!(
            "--attribute `{attribute}`: its path must end in `visualize_future`, or --remove would \
             not find it again"
        )),
        Err(error) => Err(format!("--attribute `{attribute}`: {error}")),
    }
}

fn file(
    path: &Path,
    options: &Options,
    filter: &Filter,
    report: &mut Report,
) -> Result<(), String> {
    let source = match Source::read(path) {
        Ok(source) => source,
        Err(error) => {
            report.left_out(path, &error);
            return Ok(());
        }
    };
    let mut edits = Edits::new(&source);
    let functions = functions::of(&source.file, options.in_macros).into_iter();
    for function in functions.filter(|function| filter.has_function(&function.path)) {
        if options.remove {
            for range in &function.ours {
                edits.remove(range.clone());
                report.changed(path, &function);
            }
        } else if is_wanted(path, &function, report) {
            edits.insert(
                function.start,
                &attribute(options, &function),
                options.same_line,
            );
            report.changed(path, &function);
        }
    }
    if !edits.is_empty() {
        report.file();
        if !options.dry_run {
            write(path, &edits.apply())?;
        }
    }
    // A file's text is kept for its spans, which nobody asks any more.
    drop(source);
    proc_macro2::extra::invalidate_current_thread_spans();
    Ok(())
}

fn is_wanted(path: &Path, function: &Function, report: &mut Report) -> bool {
    if !function.is_async {
        return false;
    }
    if !function.ours.is_empty() || function.is_ours_conditionally {
        report.annotated_already();
        return false;
    }
    match Input::read(function.tokens.clone()) {
        Ok(_) => true,
        Err(error) => {
            report.impossible(path, function, &error.to_string());
            false
        }
    }
}

/// What is written on a function.
fn attribute(options: &Options, function: &Function) -> String {
    let attribute = &options.attribute;
    // The attribute cannot know that it stands in a trait where nothing mentions `self`.
    let inner = match attribute.strip_suffix(')') {
        _ if !function.is_provided_without_self || attribute.contains("inspect") => {
            attribute.clone()
        }
        Some(rest) => format!("{rest}, inspect = false)"),
        None => format!("{attribute}(inspect = false)"),
    };
    format!("#[{inner}]")
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    let failed = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    // Nobody's file is to be broken by a mistake of ours.
    syn::parse_file(text).map_err(|error| {
        failed(&format_args!("left as it is, since it would not parse any more, which is a mistake of this program's: {error}"))
    })?;
    fs::write(path, text).map_err(|error| failed(&error))
}
