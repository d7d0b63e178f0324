//! Why an enum and a coroutine are not laid out alike.

use std::fmt;

/// Why the enum and the coroutine are not laid out alike.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Difference {
    /// The enum counts its polls and has a number in the trace, in so many bytes.
    Watch(u64),
    /// rustc keeps the place of an argument that has been moved to a local: of these names, with
    /// the bytes that this takes.
    ArgumentsTwice(Vec<String>, u64),
    /// A local that rustc saves in states although nothing mentions it after them: it keeps what
    /// was borrowed, or is still to be dropped, until the end of its scope. The name, and the
    /// states.
    KeptLonger(String, Vec<String>),
    /// A local that the enum has a field for in states in which rustc does not save it. The name,
    /// and the states.
    KeptInEnum(String, Vec<String>),
    /// What each has for itself: flags that say whether a local is still to be dropped, and values
    /// without a name in the source.
    Own {
        /// Of the enum.
        explicit: Vec<String>,
        /// Of the coroutine.
        compiler: Vec<String>,
    },
    /// rustc puts its fields in order so that there are few gaps, bytes in these many states; in
    /// the enum, what states share comes first. The padding of the largest state of each.
    Order {
        /// Of the enum.
        explicit: u64,
        /// Of the coroutine.
        compiler: u64,
    },
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |names: &[String]| {
            let quoted: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
            quoted.join(", ")
        };
        match self {
            Difference::Watch(bytes) => write!(
                f,
                "the enum begins with {bytes} bytes that count its polls and number it in the trace"
            ),
            Difference::ArgumentsTwice(names, bytes) => write!(
                f,
                "rustc moves arguments to locals by the first poll and keeps their first place, \
                 too: {bytes} bytes, of {}",
                list(names)
            ),
            Difference::KeptLonger(name, states) => write!(
                f,
                "rustc saves `{name}` in {}, though nothing mentions it afterwards: its scope has \
                 not ended, and it was borrowed, or is dropped there",
                states.join(", ")
            ),
            Difference::KeptInEnum(name, states) => write!(
                f,
                "the enum has a field for `{name}` in {}, too: what it stands before must lie \
                 where it does in other states, or its type may have something to drop",
                states.join(", ")
            ),
            Difference::Own { explicit, compiler } => {
                f.write_str(
                    "each has flags of what is still to be dropped, and values without a name: ",
                )?;
                match (explicit.is_empty(), compiler.is_empty()) {
                    (false, false) => {
                        write!(f, "the enum {}, rustc {}", list(explicit), list(compiler))
                    }
                    (false, true) => write!(f, "the enum {}", list(explicit)),
                    _ => write!(f, "rustc {}", list(compiler)),
                }
            }
            Difference::Order { explicit, compiler } => write!(
                f,
                "the enum puts first what its states share, and rustc what fits best: in the \
                 largest state {explicit} and {compiler} bytes are padding"
            ),
        }
    }
}
