//! rustc's own parser, which takes less than syn does: it must read what becomes of whatever it
//! reads before.

use std::fmt::Write as _;
use std::fs;
use std::process::Command;

use proc_macro2::TokenStream;
use quote::quote;
use visualize_future_lowering::edition::Edition;
use visualize_future_lowering::expand_in;

use crate::check::parses;
use crate::input::Input;
use crate::options::Options;
use crate::token::to_stream;
use crate::worker::folder;
use crate::{corpus, mutate, panics};

/// How many items a call of rustc reads.
const BATCH: u64 = 400;

/// Has rustc read what becomes of the inputs; whether nothing was found.
pub fn run(options: &Options) -> bool {
    println!("seed {}", options.seed);
    panics::listen();
    let seeds = corpus::collect(&options.paths);
    let mut well = true;
    let (mut read, mut tried) = (0, 0);
    for first in (0..options.count).step_by(BATCH as usize) {
        let inputs = first..options.count.min(first + BATCH);
        let inputs = inputs.map(|number| mutate::input(&seeds, options.seed, number));
        let plain = inputs.filter(|input| parses(input.place, to_stream(&input.item)));
        let inputs: Vec<Input> = plain.collect();
        let items = inputs.iter().map(|input| to_stream(&input.item));
        let wrong = refused(&inputs, items);
        let good = inputs.iter().enumerate();
        let good = good.filter(|(index, _)| !wrong.contains_key(index));
        let inputs: Vec<Input> = good.map(|(_, input)| input.clone()).collect();
        tried += inputs.len();
        for args in [quote!(), quote!(lowering = "compiler")] {
            let expanded = inputs
                .iter()
                .map(|input| expand_in(Edition::Since2024, args.clone(), to_stream(&input.item)));
            let wrong = refused(&inputs, expanded);
            read += inputs.len() - wrong.len();
            for (index, message) in wrong {
                println!(
                    "rustc does not read what becomes of this:\n{}{message}",
                    inputs[index]
                );
                well = false;
            }
        }
    }
    println!("rustc reads {read} expansions of {tried} inputs that it reads");
    well
}

/// Those that rustc does not read, with what it says.
///
/// Each item is an argument of a macro that ignores it: so it is read, on its own, and nothing
/// else is done with it.
fn refused(
    inputs: &[Input],
    items: impl Iterator<Item = TokenStream>,
) -> std::collections::BTreeMap<usize, String> {
    let mut text = String::from("macro_rules! read { ($item:item) => {}; }\n");
    let head = text.lines().count();
    for (input, items) in inputs.iter().zip(items) {
        let item = input.place.around(items).to_string().replace('\n', " ");
        let _ = writeln!(text, "read! {{ {item} }}");
    }
    let path = folder().join("read.rs");
    let _ = fs::write(&path, text);
    let output = Command::new("rustc")
        .args([
            "--edition",
            "2024",
            "--crate-type",
            "lib",
            "--error-format",
            "short",
        ])
        .args(["--cap-lints", "allow", "--emit", "metadata", "--out-dir"])
        .arg(folder())
        .arg(&path)
        .output();
    let errors = output.map_or_else(
        |error| error.to_string(),
        |output| String::from_utf8_lossy(&output.stderr).into_owned(),
    );
    let error = |line: &str| {
        let (_, rest) = line.split_once("read.rs:")?;
        let (number, message) = rest.split_once(':')?;
        let number: usize = number.parse().ok()?;
        // Syntax that is not stable is read, and refused afterwards.
        (message.contains("error") && !message.contains("E0658"))
            .then(|| (number - 1 - head, message.to_owned()))
    };
    errors.lines().filter_map(error).collect()
}
