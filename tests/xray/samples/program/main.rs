//! Coroutines of all kinds, which the test compiles in many ways and whose layouts it compares.
//!
//! Each module has a list `all` of its futures. The program polls them to their ends, so that
//! rustc has to compile each of them, and then returns.

mod blocks;
mod captures;
mod closures;
mod contents;
mod control;
mod dependencies;
mod drops;
mod functions;
mod generics;
mod hygiene;
mod many_states;
mod methods;
mod nesting;
mod recursion;
mod same_names;
mod temporaries;
mod together;
mod world;

use world::{List, run};

fn main() {
    let lists: [fn() -> List; 17] = [
        blocks::all,
        captures::all,
        closures::all,
        contents::all,
        control::all,
        dependencies::all,
        drops::all,
        functions::all,
        generics::all,
        hygiene::all,
        many_states::all,
        methods::all,
        nesting::all,
        recursion::all,
        same_names::all,
        temporaries::all,
        together::all,
    ];
    let mut polls = 0;
    for list in lists {
        for future in list() {
            polls += run(future);
        }
    }
    println!("{polls} polls");
}
