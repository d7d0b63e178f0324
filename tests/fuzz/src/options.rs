//! The command line.

use std::path::PathBuf;

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Options {
    /// How many inputs are tried.
    pub count: u64,
    /// From which everything follows.
    pub seed: u64,
    /// Further source trees with functions to change.
    pub paths: Vec<PathBuf>,
    /// What is done.
    pub mode: Mode,
}

/// What is done.
#[derive(Debug, Clone)]
pub enum Mode {
    /// Workers are started, and watched.
    Watch,
    /// This is a worker, which begins at that input.
    Work {
        /// The number of the first input.
        first: u64,
    },
    /// One input from a file is checked.
    Replay(PathBuf),
    /// rustc's parser, and not only syn's, reads what becomes of inputs that it reads.
    Rustc,
}

const USAGE: &str = "\
cargo fuzz-macro [--smoke] [--count N] [--seed S] [--rustc] [--replay FILE] [PATH…]

  --count N        how many inputs to try (100000)
  --seed S         where to start (random; printed)
  --rustc          has rustc parse what becomes of the inputs, too
  --replay FILE    checks the input in a file, which looks like a regression's
  --smoke          a short run from a fixed seed, for CI
  PATH…            more source trees whose functions are changed
";

impl Options {
    /// From the command line's arguments.
    ///
    /// # Errors
    /// With what to tell the user.
    pub fn parse(mut arguments: impl Iterator<Item = String>) -> Result<Options, String> {
        let mut options = Options {
            count: 100_000,
            seed: fastrand::u64(..1_000_000),
            paths: Vec::new(),
            mode: Mode::Watch,
        };
        while let Some(argument) = arguments.next() {
            let mut number = || {
                let value = arguments.next().ok_or(USAGE)?;
                value
                    .parse::<u64>()
                    .map_err(|_| format!("no number: {value}\n"))
            };
            match argument.as_str() {
                "--smoke" => (options.count, options.seed) = (1500, 1),
                "--count" => options.count = number()?,
                "--seed" => options.seed = number()?,
                "--work" => options.mode = Mode::Work { first: number()? },
                "--rustc" => options.mode = Mode::Rustc,
                "--replay" => {
                    options.mode = Mode::Replay(arguments.next().ok_or(USAGE)?.into());
                }
                _ if argument.starts_with('-') => return Err(USAGE.to_owned()),
                path => options.paths.push(path.into()),
            }
        }
        Ok(options)
    }
}
