//! The command line.

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Options {
    /// How many functions are tried.
    pub functions: usize,
    /// From which everything follows.
    pub seed: u64,
    /// How many functions are compiled at once.
    pub batch: usize,
    /// How many of a hundred functions may be ones that keep the compiler lowering.
    pub compiler_share: usize,
    /// How many findings are made small.
    pub shrink: usize,
    /// The edition, if it is not to change from batch to batch.
    pub edition: Option<String>,
    /// Prints a function instead of trying it.
    pub show: Option<String>,
    /// Compares the function in this file instead.
    pub replay: Option<String>,
    /// The start of the names under which findings are kept as regressions.
    pub keep: Option<String>,
}

const USAGE: &str = "\
cargo differential [--smoke] [--functions N] [--seed S] [--batch N] [--compiler-share PERCENT]
                   [--edition E] [--shrink N] [--keep PREFIX] [--show NAME]
                   [--replay FILE]

  --functions N        how many functions to try (2000)
  --seed S             where to start (random; printed)
  --batch N            how many functions to compile at once (250)
  --compiler-share P   how many of a hundred may keep the compiler lowering (15)
  --edition E          the edition (batches take turns with 2024 and 2021)
  --shrink N           how many findings to make small (8)
  --keep PREFIX        stores small findings as tests/differential/regressions/PREFIX_N.rs
  --show NAME          prints a function of the given seed: --seed S --show f2_17
  --replay FILE        compares the function in a file, which looks like a regression's
  --smoke              a short run from a fixed seed, for CI
";

impl Options {
    /// From the command line's arguments.
    ///
    /// # Errors
    /// With what to tell the user.
    pub fn parse(mut arguments: impl Iterator<Item = String>) -> Result<Options, String> {
        let mut options = Options {
            functions: 2000,
            seed: fastrand::u64(..1_000_000),
            batch: 250,
            compiler_share: 15,
            shrink: 8,
            edition: None,
            show: None,
            replay: None,
            keep: None,
        };
        while let Some(argument) = arguments.next() {
            if argument == "--smoke" {
                options.functions = 150;
                options.batch = 150;
                options.seed = 1;
                options.shrink = 1;
                continue;
            }
            let value = arguments.next().ok_or(USAGE)?;
            let number = || {
                value
                    .parse::<usize>()
                    .map_err(|_| format!("no number: {value}"))
            };
            match argument.as_str() {
                "--functions" => options.functions = number()?,
                "--seed" => options.seed = value.parse().map_err(|_| USAGE)?,
                "--batch" => options.batch = number()?,
                "--compiler-share" => options.compiler_share = number()?,
                "--shrink" => options.shrink = number()?,
                "--edition" => options.edition = Some(value),
                "--show" => options.show = Some(value),
                "--replay" => options.replay = Some(value),
                "--keep" => options.keep = Some(value),
                _ => return Err(USAGE.to_owned()),
            }
        }
        Ok(options)
    }
}
