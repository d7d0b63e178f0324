//! The ways in which a test suite is run.

use clap::ValueEnum;

/// A way to run a test suite.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Mode {
    /// As it was published.
    Plain,
    /// With the attribute on every `async fn`.
    Auto,
    /// The same program, and a subscriber that records everything.
    Recorded,
    /// With the compiler lowering for every `async fn`.
    Compiler,
}

impl Mode {
    /// All but the one without the attribute.
    pub(crate) const ANNOTATED: [Mode; 3] = [Mode::Auto, Mode::Recorded, Mode::Compiler];

    /// As it is written in tables and on the command line.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Mode::Plain => "plain",
            Mode::Auto => "auto",
            Mode::Recorded => "recorded",
            Mode::Compiler => "compiler",
        }
    }

    /// The folder of the sources; programs that differ only in what is recorded share one.
    pub(crate) fn folder(self) -> &'static str {
        match self {
            Mode::Recorded => Mode::Auto.name(),
            other => other.name(),
        }
    }

    /// What is put on each function.
    pub(crate) fn attribute(self) -> Option<&'static str> {
        match self {
            Mode::Plain => None,
            Mode::Auto | Mode::Recorded => Some("::visualize_future::visualize_future"),
            Mode::Compiler => Some("::visualize_future::visualize_future(lowering = \"compiler\")"),
        }
    }
}
