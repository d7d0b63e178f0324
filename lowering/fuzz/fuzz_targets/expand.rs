//! Inputs of `tests/fuzz`, of which libFuzzer keeps those that reach new code.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::{Corpus, fuzz_mutator, fuzz_target};
use visualize_future_fuzz::check::check;
use visualize_future_fuzz::corpus::{self, Seed};
use visualize_future_fuzz::input::Input;
use visualize_future_fuzz::mutate;

static SEEDS: LazyLock<Vec<Seed>> = LazyLock::new(|| corpus::collect(&[]));

fuzz_target!(|text: &str| -> Corpus {
    let Some(input) = Input::of_text(text) else {
        return Corpus::Reject;
    };
    if let Err(problem) = check(&input) {
        panic!("{problem}\n{input}");
    }
    Corpus::Keep
});

// Changes of bytes would hardly ever be tokens.
fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    let before = std::str::from_utf8(&data[..size]).ok();
    let before = before.and_then(Input::of_text);
    let after = mutate::change(&SEEDS, before, seed.into()).to_string();
    if after.len() > max_size.min(data.len()) {
        return size;
    }
    data[..after.len()].copy_from_slice(after.as_bytes());
    after.len()
});
