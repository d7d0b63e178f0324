//! Judges any program: `judge PROGRAM OUTPUT`, where OUTPUT is what `rustc -Zprint-type-sizes`
//! printed when the program was compiled. What was compiled before, its dependencies, is not in
//! that print, and only counted.

use std::process::ExitCode;

use visualize_future_tests_xray::comparison::pair;
use visualize_future_tests_xray::printed::parse;
use visualize_future_tests_xray::table::{Row, table};
use visualize_future_xray::Image;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [program, output] = &arguments[..] else {
        eprintln!("usage: judge PROGRAM OUTPUT");
        return ExitCode::from(2);
    };
    match judge(program, output) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

fn judge(program: &str, output: &str) -> Result<bool, String> {
    let text = std::fs::read_to_string(output).map_err(|error| format!("{output}: {error}"))?;
    let printed = parse(&text)?;
    let read = Image::open(program).and_then(|image| image.coroutines());
    let verdict = pair(&read.map_err(|error| error.to_string())?, &printed);

    let name = program.rsplit('/').next().unwrap_or(program).to_owned();
    let result = Ok(verdict.tally);
    print!("{}", table(&[Row { name, result }]));
    println!(
        "{} not in this print, {} not in the program",
        verdict.unprinted.len(),
        verdict.missing.len()
    );
    for difference in &verdict.differences {
        println!("{difference}");
    }
    for slot in &verdict.unknown {
        println!("not known: {slot}");
    }
    Ok(verdict.differences.is_empty())
}
