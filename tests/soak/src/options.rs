//! The command line.

use std::time::Duration;

/// What is asked for.
#[derive(Debug, Clone)]
pub(crate) struct Options {
    /// From which the decisions follow.
    pub(crate) seed: u64,
    /// The first round.
    pub(crate) from: u64,
    /// How many rounds at most.
    pub(crate) rounds: u64,
    /// How long at most.
    pub(crate) time: Duration,
}

const USAGE: &str = "\
cargo soak [--smoke] [--minutes N] [--rounds N] [--seed S] [--from ROUND]

  --minutes N    for how long (1)
  --rounds N     how many rounds at most
  --seed S       where to start (random; printed)
  --from ROUND   skips the rounds before, to repeat a finding
  --smoke        a short run from a fixed seed, for CI
";

impl Options {
    /// From the command line's arguments.
    ///
    /// # Errors
    /// With what to tell the user.
    pub(crate) fn parse(mut arguments: impl Iterator<Item = String>) -> Result<Options, String> {
        let mut options = Options {
            seed: fastrand::u64(..1_000_000),
            from: 0,
            rounds: u64::MAX,
            time: Duration::from_secs(60),
        };
        while let Some(argument) = arguments.next() {
            if argument == "--smoke" {
                options.seed = 1;
                options.time = Duration::from_secs(20);
                continue;
            }
            let value = arguments.next().ok_or(USAGE)?;
            let number = value.parse::<u64>().map_err(|_| USAGE)?;
            match argument.as_str() {
                "--minutes" => options.time = Duration::from_secs(60 * number),
                "--rounds" => options.rounds = number,
                "--seed" => options.seed = number,
                "--from" => options.from = number,
                _ => return Err(USAGE.to_owned()),
            }
        }
        Ok(options)
    }
}
