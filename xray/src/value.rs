//! A value as it was read from memory.

use std::fmt;
use std::time::Duration;

/// A value that was read from a program's memory, as far as its type is understood.
///
/// `Display` writes it as `Debug` would.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Value {
    /// Of a type without a size, such as `()`.
    Unit(String),
    /// A `bool`.
    Bool(bool),
    /// A `char`.
    Char(char),
    /// A signed integer.
    Signed(i128),
    /// An unsigned integer.
    Unsigned(u128),
    /// A floating-point number.
    Float(f64),
    /// A `Duration`.
    Duration(Duration),
    /// A `str` or `String`.
    Text {
        /// It, or where it begins.
        text: String,
        /// How many bytes the whole has.
        length: u64,
    },
    /// An array, a slice or a `Vec`.
    List {
        /// The elements, or the first of them.
        elements: Vec<Value>,
        /// How many there are.
        length: u64,
        /// Whether all elements have the same bytes as the first, those not listed included.
        uniform: bool,
    },
    /// A struct, a tuple or a variant, with the fields that it has.
    Record {
        /// The type's or the variant's name, without its path; empty for a tuple.
        name: String,
        /// The fields by name; of tuples by `0`, `1`…
        fields: Vec<(String, Value)>,
        /// How many fields there are besides.
        more: usize,
    },
    /// Something that points elsewhere.
    Pointer {
        /// The address.
        address: u64,
        /// What is there, if it was followed.
        to: Option<Box<Value>>,
    },
    /// A future, of which the snapshot may tell more elsewhere.
    Future {
        /// The type's name, without its path.
        name: String,
        /// The state, if it is a coroutine.
        state: Option<String>,
    },
    /// The bytes of a type that is not understood, or the first of them.
    Bytes {
        /// The bytes.
        bytes: Vec<u8>,
        /// How many there are.
        length: u64,
    },
    /// Something that is not, or cannot be, shown, and why.
    Hidden(String),
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Unit(name) => f.write_str(name),
            Value::Bool(value) => write!(f, "{value}"),
            Value::Char(value) => write!(f, "{value:?}"),
            Value::Signed(value) => write!(f, "{value}"),
            Value::Unsigned(value) => write!(f, "{value}"),
            Value::Float(value) => write!(f, "{value:?}"),
            Value::Duration(value) => write!(f, "{value:?}"),
            Value::Text { text, length } => {
                write!(f, "{text:?}")?;
                match *length > text.len() as u64 {
                    true => write!(f, "… ({length} bytes)"),
                    false => Ok(()),
                }
            }
            Value::List {
                elements,
                length,
                uniform: true,
            } if *length > 1 && !elements.is_empty() => write!(f, "[{}; {length}]", elements[0]),
            Value::List {
                elements, length, ..
            } => {
                f.write_str("[")?;
                separated(f, elements, |f, element| write!(f, "{element}"))?;
                if *length > elements.len() as u64 {
                    write!(f, ", … {length} in all")?;
                }
                f.write_str("]")
            }
            Value::Record { name, fields, more } => write_record(f, name, fields, *more),
            Value::Pointer { address, to: None } => write!(f, "{address:#x}"),
            Value::Pointer { to: Some(to), .. } => write!(f, "&{to}"),
            Value::Future { name, state: None } => f.write_str(name),
            Value::Future {
                name,
                state: Some(state),
            } => write!(f, "{name} in {state}"),
            Value::Bytes { bytes, length } => {
                f.write_str("bytes")?;
                bytes.iter().try_for_each(|byte| write!(f, " {byte:02x}"))?;
                match *length > bytes.len() as u64 {
                    true => write!(f, " … {length} in all"),
                    false => Ok(()),
                }
            }
            Value::Hidden(why) => write!(f, "({why})"),
        }
    }
}

fn write_record(
    f: &mut fmt::Formatter<'_>,
    name: &str,
    fields: &[(String, Value)],
    more: usize,
) -> fmt::Result {
    let is_tuple = fields
        .first()
        .is_some_and(|(name, _)| name.starts_with(|c: char| c.is_ascii_digit()));
    f.write_str(name)?;
    if fields.is_empty() && more == 0 {
        return Ok(());
    }
    let (open, close) = match (is_tuple, name.is_empty()) {
        (true, _) => ("(", ")"),
        (false, true) => ("{ ", " }"),
        (false, false) => (" { ", " }"),
    };
    f.write_str(open)?;
    separated(f, fields, |f, (name, value)| match is_tuple {
        true => write!(f, "{value}"),
        false => write!(f, "{name}: {value}"),
    })?;
    if more > 0 {
        write!(f, ", … {more} more")?;
    }
    f.write_str(close)
}

fn separated<T>(
    f: &mut fmt::Formatter<'_>,
    items: &[T],
    mut write: impl FnMut(&mut fmt::Formatter<'_>, &T) -> fmt::Result,
) -> fmt::Result {
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            f.write_str(", ")?;
        }
        write(f, item)?;
    }
    Ok(())
}
