//! From functions to the source of a program that compares them.

use std::fmt::Write as _;

/// A function to be compiled thrice: its items, `fn start` among them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// The name of its module.
    pub name: String,
    /// Its items; the function carries `#[machine]`.
    pub items: String,
}

/// The twins, by the names of their modules.
pub const TWINS: [&str; 3] = ["plain", "auto", "compiler"];

/// What a batch's file `TWIN.rs` holds, and the lines at which each case starts.
pub fn twin(twin: &str, cases: &[Case]) -> (String, Vec<usize>) {
    let machine = match twin {
        "plain" => "visualize_future_tests_attributes::plain",
        "auto" => "visualize_future::visualize_future",
        _ => "visualize_future_tests_attributes::compiler",
    };
    let mut text = format!("pub(crate) use {machine} as machine;\n");
    let mut starts = Vec::new();
    for case in cases {
        starts.push(text.lines().count() + 1);
        let _ = writeln!(
            text,
            "pub(crate) mod {} {{\nuse super::machine;\nuse visualize_future_differential::vocabulary::*;\n{}}}",
            case.name, case.items
        );
    }
    (text, starts)
}

/// What a batch's `main.rs` holds.
pub fn main(cases: &[Case], twins: &[&str]) -> String {
    let mut text = String::from("#![allow(warnings)]\n#![recursion_limit = \"512\"]\n");
    for twin in twins {
        let _ = writeln!(text, "mod {twin};");
    }
    if twins.len() == 1 {
        text += "fn main() {}\n";
        return text;
    }
    text += "fn main() {\n\
             visualize_future_differential::harness::main(&[\n";
    for Case { name, .. } in cases {
        let _ = write!(
            text,
            "visualize_future_differential::harness::Twins {{ name: \"{name}\", plain: \
             plain::{name}::start, others: &["
        );
        for twin in &twins[1..] {
            let _ = write!(text, "(\"{twin}\", {twin}::{name}::start), ");
        }
        text += "] },\n";
    }
    text + "]);\n}\n"
}
