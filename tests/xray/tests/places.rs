//! Where coroutines and awaits stand in the source. rustc prints no lines of awaits, so these are
//! looked up in the samples' own text.

#![cfg(target_os = "linux")]

use std::collections::HashMap;
use std::path::Path;

use visualize_future_tests_xray::build::{build, samples};
use visualize_future_tests_xray::configuration::matrix;
use visualize_future_xray::{Image, Location};

/// The samples whose awaits stand in macros: debug info has the line in the macro.
const MACROS: [&str; 2] = ["hygiene.rs", "many_states.rs"];

#[test]
fn are_those_of_the_source() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("places");
    let built = build(&matrix()[0], &folder).unwrap();
    let read = Image::open(&built.program).unwrap().coroutines().unwrap();
    let mut source = Source::default();
    let (mut coroutines, mut awaits) = (0, 0);
    for coroutine in &read {
        let name = &coroutine.type_name;
        let Some(begin) = &coroutine.location else {
            panic!("{name} stands nowhere");
        };
        if MACROS.iter().any(|file| begin.file.ends_with(file)) {
            continue;
        }
        // A block or closure begins with that word; a function's body may begin below it.
        let line = source.line(begin);
        assert!(
            line.contains("async") || line.ends_with('{'),
            "{name} at {begin}: {line}"
        );
        coroutines += 1;
        for state in coroutine.states.iter().filter(|state| state.is_suspended()) {
            let Some(at) = &state.location else {
                panic!("{} of {name} stands nowhere", state.name);
            };
            let line = source.line(at);
            assert!(
                line.contains(".await"),
                "{} of {name} at {at}: {line}",
                state.name
            );
            awaits += 1;
        }
    }
    assert!(
        coroutines > 350 && awaits > 400,
        "{coroutines} coroutines, {awaits} awaits"
    );
}

/// The lines of the samples' files.
#[derive(Default)]
struct Source(HashMap<String, Vec<String>>);

impl Source {
    fn line(&mut self, at: &Location) -> &str {
        let folder = samples();
        assert!(
            Path::new(&at.file).starts_with(&folder),
            "{at} is no sample"
        );
        let lines = self.0.entry(at.file.clone()).or_insert_with(|| {
            let text = std::fs::read_to_string(&at.file).unwrap();
            text.lines().map(str::to_owned).collect()
        });
        let index = usize::try_from(at.line).unwrap() - 1;
        lines.get(index).map_or("", String::as_str)
    }
}
