//! From a function to another that nobody would write.

mod snippets;
mod steps;

use fastrand::Rng;
use quote::ToTokens as _;

use crate::corpus::Seed;
use crate::input::Input;
use crate::token::{self, Token};

/// How often a change is tried anew that makes of a function what is none.
const TRIES: usize = 6;

/// The input of that number.
pub fn input(seeds: &[Seed], seed: u64, number: u64) -> Input {
    change(
        seeds,
        None,
        seed.wrapping_mul(1_000_003).wrapping_add(number),
    )
}

/// Another input near that one, or near one of the functions.
pub fn change(seeds: &[Seed], input: Option<Input>, seed: u64) -> Input {
    let mut rng = Rng::with_seed(seed);
    let mut draw = || &seeds[rng.usize(..seeds.len())];
    let Seed { item, place } = draw().clone();
    let donor = draw().clone();
    let mut change = steps::Change {
        rng: &mut rng,
        donor: &donor.item,
    };
    let mut input = input.unwrap_or_else(|| Input {
        args: change.args(),
        item,
        place,
    });
    // Mostly what parses is looked at deeper; now and then, anything.
    let wild = change.rng.u8(..) < 24;
    for _ in 0..change.rng.usize(1..6) {
        for _ in 0..TRIES {
            let mut item = input.item.clone();
            change.step(&mut item);
            if wild || is_function(&item) {
                input.item = item;
                break;
            }
        }
    }
    input
}

fn is_function(item: &[Token]) -> bool {
    let stream = token::to_stream(item);
    let text = stream.to_string();
    let function = syn::parse2::<syn::ItemFn>(stream);
    // What is cut off behind the body is no change of the function.
    function.is_ok_and(|function| function.into_token_stream().to_string().len() == text.len())
}
