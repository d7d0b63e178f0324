//! A machine's enum, as Rust.

use std::fmt::{self, Write as _};

use visualize_future::Layout;

/// The enum that a machine of the explicit lowering is, with the types that inference gave its
/// fields, and where each field lies. (In the expansion, each field is a `Slot` of its type.)
pub fn enum_text(layout: &Layout) -> String {
    let mut out = String::new();
    let _ = write_enum(&mut out, layout);
    out
}

fn write_enum(out: &mut String, layout: &Layout) -> fmt::Result {
    writeln!(out, "#[repr(u8)]")?;
    writeln!(out, "enum {}Future {{", camel_case(layout.machine.name()))?;
    for (number, state) in layout.states.iter().enumerate() {
        if state.fields.is_empty() {
            writeln!(out, "    {} = {number},", state.name)?;
            continue;
        }
        writeln!(out, "    {} {{", state.name)?;
        let fields: Vec<String> = state
            .fields
            .iter()
            .map(|field| format!("{}: {},", field.name, field.short_type_name()))
            .collect();
        let widest = fields.iter().map(String::len).max().unwrap_or(0);
        for (text, field) in fields.iter().zip(&state.fields) {
            let (offset, size) = (field.offset, field.size);
            writeln!(out, "        {text:widest$}  // {size} bytes at +{offset}")?;
        }
        let awaiting = state.state().awaiting;
        if awaiting.is_empty() {
            writeln!(out, "    }} = {number},")?;
        } else {
            let line = state.state().location.line;
            writeln!(
                out,
                "    }} = {number}, // waits at line {line}: {awaiting}.await"
            )?;
        }
    }
    writeln!(out, "}}")
}

/// `read_all` as a type is called: `ReadAll`.
fn camel_case(name: &str) -> String {
    let words = name.split('_').map(|word| {
        let mut letters = word.chars();
        let first = letters.next().map(|first| first.to_ascii_uppercase());
        first.into_iter().chain(letters).collect::<String>()
    });
    words.collect()
}

#[cfg(test)]
mod tests {
    use super::camel_case;

    #[test]
    fn a_function_name_becomes_a_type_name() {
        assert_eq!(camel_case("read_all"), "ReadAll");
    }
}
