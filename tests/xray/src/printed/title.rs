//! What rustc calls a coroutine in print.

/// A title, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Title {
    /// What it was made of.
    pub kind: Kind,
    /// Which one it is.
    pub origin: Origin,
}

/// What a coroutine was made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// An `async fn`.
    Function,
    /// An `async` block.
    Block,
    /// An `async` closure.
    Closure,
}

/// How a title says which coroutine it is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// The function, and its generic arguments other than lifetimes.
    Function {
        /// The last segment of the path.
        name: String,
        /// Unknown where the path begins with a type, `<T as Trait>::f`, since it depends on the
        /// function whether `T` is one of them.
        arguments: Option<Vec<String>>,
    },
    /// Where the block or closure begins.
    Place {
        /// The path of the file.
        file: String,
        /// The line.
        line: u64,
    },
}

const BEGINNINGS: [(&str, Kind); 3] = [
    ("{async fn body of ", Kind::Function),
    ("{async block@", Kind::Block),
    ("{async closure body@", Kind::Closure),
];

impl Title {
    /// Whether a type's name is that of a coroutine.
    pub fn is_of_a_coroutine(title: &str) -> bool {
        BEGINNINGS
            .iter()
            .any(|(beginning, _)| title.starts_with(beginning))
    }

    /// Takes a title apart.
    pub fn read(title: &str) -> Option<Title> {
        let (beginning, kind) = *BEGINNINGS
            .iter()
            .find(|(beginning, _)| title.starts_with(beginning))?;
        let text = title[beginning.len()..].strip_suffix('}')?;
        let origin = match kind {
            Kind::Function => function(text.strip_suffix("()")?),
            Kind::Block | Kind::Closure => place(text).unwrap_or_else(|| function(enclosing(text))),
        };
        Some(Title { kind, origin })
    }
}

/// `src/main.rs:9:29: 9:34`, from where it begins to where it ends.
fn place(text: &str) -> Option<Origin> {
    let (begin, _) = text.rsplit_once(": ")?;
    let (begin, _column) = begin.rsplit_once(':')?;
    let (file, line) = begin.rsplit_once(':')?;
    Some(Origin::Place {
        file: file.to_owned(),
        line: line.parse().ok()?,
    })
}

/// The function around `crate::f::{closure#0}`, as blocks of other crates are called.
fn enclosing(path: &str) -> &str {
    path.split("::{").next().unwrap_or(path)
}

fn function(path: &str) -> Origin {
    let mut name = String::new();
    let mut arguments = Vec::new();
    let mut certain = true;
    let mut rest = path;
    while let Some(next) = rest.chars().next() {
        if next == '<' {
            let length = group(rest);
            match name.is_empty() {
                true => certain = false,
                false => arguments.extend(crate::comparison::arguments(&rest[1..length - 1])),
            }
            rest = &rest[length..];
        } else if let Some(behind) = rest.strip_prefix("::") {
            // `f::<u8>` is no segment of its own.
            if !behind.starts_with('<') {
                name.clear();
            }
            rest = behind;
        } else if next == '{' {
            rest = &rest[group(rest)..];
            name.push('_');
        } else {
            name.push(next);
            rest = &rest[next.len_utf8()..];
        }
    }
    Origin::Function {
        name,
        arguments: certain.then_some(arguments),
    }
}

/// The length of what the text begins with: a bracket, and all up to the one that closes it.
fn group(text: &str) -> usize {
    let mut depth = 0u32;
    let mut before = ' ';
    for (index, character) in text.char_indices() {
        match character {
            '<' | '{' | '(' | '[' => depth += 1,
            // Of an arrow.
            '>' if before == '-' => {}
            '>' | '}' | ')' | ']' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return index + character.len_utf8();
        }
        before = character;
    }
    text.len()
}
