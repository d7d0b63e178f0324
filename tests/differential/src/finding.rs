//! What the fuzzer finds.

/// A finding: what is wrong with one function.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The function.
    pub name: String,
    /// What is wrong.
    pub kind: Kind,
    /// The whole message or log.
    pub text: String,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The twin of this name does not compile; the error's code or message.
    Refused(String, String),
    /// The twin of this name behaves differently: what the first line that differs shows.
    Differs(String, String),
    /// The same, only where the drop of a value panics.
    DiffersInDrops(String, String),
    /// A twin crashed, or did not end.
    Crashed(String),
    /// The lowering panicked.
    LoweringPanicked(String),
}

impl Kind {
    /// Whether `other` is the same problem, as far as one can tell.
    pub fn is_like(&self, other: &Kind) -> bool {
        use Kind::*;
        match (self, other) {
            (Differs(a, _), Differs(b, _)) | (DiffersInDrops(a, _), DiffersInDrops(b, _)) => a == b,
            (a, b) => a == b,
        }
    }

    /// One line.
    pub fn title(&self) -> String {
        match self {
            Kind::Refused(twin, error) => format!("does not compile as {twin}: {error}"),
            Kind::Differs(twin, first) => format!("behaves differently as {twin}: {first}"),
            Kind::DiffersInDrops(twin, first) => {
                format!("behaves differently as {twin} when a drop panics: {first}")
            }
            Kind::Crashed(how) => format!("crashes or does not end: {how}"),
            Kind::LoweringPanicked(message) => format!("the lowering panics: {message}"),
        }
    }
}

/// Words of a log without their names and numbers, so that like differences look alike.
pub fn anonymous(line: &str) -> String {
    // What was freed has any name.
    if line
        .chars()
        .any(|c| c.is_control() || c == char::REPLACEMENT_CHARACTER)
    {
        return "garbage".to_owned();
    }
    let is_name = |word: &str| word.chars().any(|c| c.is_ascii_digit()) || word.starts_with('(');
    let words: Vec<&str> = line
        .split_whitespace()
        .filter(|word| !is_name(word))
        .collect();
    words.join(" ")
}
