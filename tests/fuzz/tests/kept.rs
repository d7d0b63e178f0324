//! What the fuzzer once found stays away, and what it looks for, it finds.

use proc_macro2::TokenStream;
use quote::quote;
use visualize_future_fuzz::check::{check, check_with};
use visualize_future_fuzz::input::Input;
use visualize_future_fuzz::{corpus, kept, mutate, panics};
use visualize_future_lowering::edition::Edition;
use visualize_future_lowering::expand_in;

/// Runs a test on a stack as large as that of rustc.
fn as_in_rustc(test: fn()) {
    let thread = std::thread::Builder::new().stack_size(8 << 20).spawn(test);
    let ended = thread.expect("a thread can be started").join();
    assert!(ended.is_ok(), "see above");
}

#[test]
fn regressions_stay_away() {
    as_in_rustc(regressions);
}

fn regressions() {
    panics::listen();
    let mut wrong = Vec::new();
    for (name, input) in kept::all() {
        if let Err(problem) = check(&input) {
            wrong.push(format!("{name}: {problem}"));
        }
    }
    wrong.iter().for_each(|problem| eprintln!("{problem}"));
    assert!(wrong.is_empty());
}

#[test]
fn some_inputs_are_all_right() {
    as_in_rustc(some_inputs);
}

fn some_inputs() {
    panics::listen();
    let seeds = corpus::collect(&[]);
    assert!(seeds.len() > 500, "{} functions are few", seeds.len());
    let (mut explicit, mut wrong) = (0, 0);
    for number in 0..60 {
        let input = mutate::input(&seeds, 7, number);
        match check(&input) {
            Ok(seen) => explicit += usize::from(seen.explicit),
            Err(problem) => {
                eprintln!("{problem}\n{input}");
                wrong += 1;
            }
        }
    }
    assert_eq!(wrong, 0);
    assert!(explicit > 20, "{explicit} enums are few");
}

fn input() -> Input {
    Input::of_text("// place: module\n// args:\nasync fn f() { io().await }")
        .expect("it is an input")
}

type Expand = fn(Edition, TokenStream, TokenStream) -> TokenStream;

fn problem(expand: Expand) -> String {
    panics::listen();
    check_with(&input(), expand).expect_err("it is wrong on purpose")
}

#[test]
fn a_lowering_that_is_wrong_is_found() {
    let problems: [(Expand, &str); 5] = [
        (|_, _, _| panic!("no"), "panics: no"),
        (
            |_, _, item| {
                let _ = std::panic::catch_unwind(|| panic!("hidden"));
                item
            },
            "panics: hidden",
        ),
        (|_, _, _| quote!(fn f ;), "does not parse"),
        (
            |_, _, _| quote!(::core::compile_error! { "no" }),
            "not kept",
        ),
        (
            |_, _, item| quote!(::core::compile_error! { "no" } #item),
            "is refused",
        ),
    ];
    for (expand, expected) in problems {
        let problem = problem(expand);
        assert!(problem.contains(expected), "{problem}");
    }
    assert!(check_with(&input(), expand_in).is_ok());
}
