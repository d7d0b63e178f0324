//! The documented expansions, `runtime/expansions`, compiled and run beside the functions under
//! the attribute: they must do the same.
//!
//! That their text is what the attribute writes is tested without rustc, and refreshed, by
//! `lowering/tests/expansion`; so a text that no longer compiles can still be refreshed.

mod scenery;

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::path::Path;
use std::task::Poll;

use visualize_future::rt::Body;
use visualize_future::{Machine, Visualized};
use visualize_future_tests::executor::Stepper;

/// Compiles each function and its expansions, and runs all of them.
///
/// Each line names the function's file, a call with an output to expect, and the lowerings
/// whose expansions are documented.
macro_rules! documented {
    ($($name:ident: $call:expr => $output:literal, [$($lowering:ident),*];)*) => {
        $(
            #[allow(clippy::needless_late_init, reason = "one of them explains it")]
            mod $name {
                use visualize_future::visualize_future;

                use super::scenery::*;

                include!(concat!(
                    env!("CARGO_MANIFEST_DIR"),
                    "/../runtime/expansions/",
                    stringify!($name),
                    ".rs"
                ));

                /// A run of the function under the attribute, and its machine.
                fn expected() -> (Vec<String>, &'static visualize_future::Machine) {
                    (crate::run($call), $call.machine())
                }

                $(
                    // The function of the same name is the one in print, which hides the one
                    // that the attribute makes.
                    #[allow(clippy::all, clippy::undocumented_unsafe_blocks, reason = "in print")]
                    #[allow(unused, non_shorthand_field_patterns, reason = "in print")]
                    mod $lowering {
                        use super::*;

                        include!(concat!(
                            env!("CARGO_MANIFEST_DIR"),
                            "/../runtime/expansions/",
                            stringify!($name),
                            ".",
                            stringify!($lowering),
                            ".rs"
                        ));

                        #[test]
                        fn does_what_the_function_under_the_attribute_does() {
                            use crate::{described, run};

                            let (expected, machine) = super::expected();
                            assert_eq!(run($call), expected);
                            assert_eq!(expected.last().map(String::as_str), Some($output));
                            let in_print = $call.machine();
                            assert_ne!(machine.path(), in_print.path(), "not that in print");
                            assert_eq!(described(machine), described(in_print));
                        }
                    }
                )*
            }
        )*

        const DOCUMENTED: &[(&str, &[&str])] =
            &[$((stringify!($name), &[$(stringify!($lowering)),*])),*];
    };
}

documented! {
    one_await: hello() => "()", [explicit];
    self_reference: example() => "7", [explicit, compiler];
    parameters: store("key".into(), "value".into()) => "16", [explicit];
    value_in_one_branch: greet(Some("you".into())) => r#""hello you""#, [explicit];
    match_with_two_awaits: serve(Request::Put("key".into(), "value".into())) =>
        r#""key""#, [explicit];
    deferred: choose(true) => "18", [explicit];
    loop_with_question_mark: sum(&mut Lines::of("1 2 3")) => "Ok(6)", [explicit];
    loop_with_break_value: first_long(Lines::of("a b long")) => r#""long, after 2""#, [explicit];
    moved_in_one_branch: maybe_send(true) => "()", [explicit];
    decided_by_rustc: finish(Message::of("text")) => "4", [explicit];
    temporary_across_an_await: total(&Shelf) => "8", [explicit];
    futures_side_by_side: both() => "35", [explicit];
    method: Counter::add(&mut Default::default(), 2) => "2", [explicit];
    generic: pair(1, std::future::ready(2)) => "(1, 1, 2)", [explicit];
}

/// The states that a future goes through, poll by poll, and its output.
fn run<B: Body>(future: Visualized<B>) -> Vec<String>
where
    B::Output: Debug,
{
    let mut stepper = Stepper::new(Box::pin(future));
    let mut seen = vec![stepper.future().state().name.to_owned()];
    loop {
        let result = stepper.poll();
        seen.push(stepper.future().state().name.to_owned());
        if let Poll::Ready(output) = result {
            seen.push(format!("{output:?}"));
            return seen;
        }
    }
}

/// What is said of a machine, but for what says where the file is and what module it is in.
fn described(machine: &Machine) -> String {
    let states = machine.states().iter().map(|state| {
        let (line, column) = (state.location.line, state.location.column);
        format!("{} {line}:{column} {}\n", state.name, state.awaiting)
    });
    let transitions = machine.transitions();
    let locals = machine.locals().iter().map(|local| local.name);
    let locals: Vec<&str> = locals.collect();
    format!("{}{transitions:?} {locals:?}", states.collect::<String>())
}

#[test]
fn the_index_names_every_file() {
    let index = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime/expansions/README.md");
    let index = std::fs::read_to_string(index).expect("there is an index");
    for (name, lowerings) in DOCUMENTED {
        let expansions = lowerings.iter().map(|it| format!("]({name}.{it}.rs)"));
        for link in std::iter::once(format!("]({name}.rs)")).chain(expansions) {
            assert!(index.contains(&link), "README.md has no {link}");
        }
    }
}

#[test]
fn every_file_of_the_folder_is_compiled_here() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime/expansions");
    let files = std::fs::read_dir(folder).expect("the folder is there");
    let files = files.map(|entry| entry.expect("the folder can be read").file_name());
    let files: BTreeSet<String> = files
        .map(|name| name.to_string_lossy().into_owned())
        .filter(|name| name != "README.md")
        .collect();
    let named = DOCUMENTED.iter().flat_map(|(name, lowerings)| {
        let expansions = lowerings.iter().map(move |it| format!("{name}.{it}.rs"));
        std::iter::once(format!("{name}.rs")).chain(expansions)
    });
    assert_eq!(files, named.collect());
}
