//! Variables that are given a value later, perhaps, or again: what an assignment drops, and when.

use visualize_future_tests::case;
use visualize_future_tests::case::Case;
use visualize_future_tests::io::{Failure, fallible, io, io_of};
use visualize_future_tests::noisy::{Noisy, look, noisy};
use visualize_future_tests::world::{flag, step};

use super::machine;

struct Pair {
    left: Noisy,
    right: Noisy,
}

#[machine]
async fn assigned_on_one_way() -> usize {
    let a;
    let _behind = noisy("behind");
    if flag() {
        a = noisy("a");
        io("with a").await;
        look(&a);
    }
    io("perhaps with a").await
}

#[machine]
async fn assigned_before_a_loop_is_left() -> usize {
    let found;
    let mut n = 0;
    loop {
        n += io("turn").await;
        if n > 6 || flag() {
            found = noisy("found");
            break;
        }
        step("again");
    }
    io("left").await;
    n + look(&found)
}

#[machine]
async fn assigned_in_arms() -> usize {
    let (a, b);
    match io("which").await + usize::from(flag()) {
        5 => {
            a = noisy("five");
            b = io("b of five").await;
        }
        _ => {
            b = 1;
            a = noisy("other");
        }
    }
    io("behind").await;
    look(&a) + b
}

#[machine]
async fn assigned_by_what_is_awaited() -> usize {
    let mut a = noisy("old");
    let _b = noisy("b");
    look(&a);
    a = {
        step("before the await");
        io_of("x", noisy("new")).await
    };
    look(&a);
    a = io_of("y", noisy(if flag() { "newer" } else { "newest" })).await;
    io("z").await;
    look(&a)
}

#[machine]
async fn assigned_and_failed() -> Result<usize, Failure> {
    let mut a = noisy("first");
    let mut n = 0;
    n += look(&a);
    a = noisy(if fallible("x").await? > 0 {
        "second"
    } else {
        "never"
    });
    n += fallible("y").await?;
    Ok(n + look(&a))
}

#[machine]
async fn assigned_fields() -> usize {
    let mut pair = Pair {
        left: noisy("left"),
        right: noisy("right"),
    };
    io("x").await;
    pair.left = noisy("new left");
    pair.right = io_of("y", noisy("new right")).await;
    io("z").await;
    look(&pair.left) + look(&pair.right)
}

#[machine]
async fn assigned_elements() -> usize {
    let mut all = vec![noisy("zero"), noisy("one")];
    let mut numbers = [1, 2, 3];
    all[usize::from(flag())] = io_of("x", noisy("new")).await;
    numbers[io("y").await] += io("z").await;
    numbers[0] -= 1;
    all.iter().map(look).sum::<usize>() + numbers.iter().sum::<usize>()
}

#[machine]
async fn assigned_through_references() -> usize {
    let mut a = noisy("a");
    let borrowed = &mut a;
    io("x").await;
    *borrowed = noisy("through");
    let again = &mut *borrowed;
    *again = io_of("y", noisy("through both")).await;
    io("z").await;
    look(&a)
}

#[machine]
async fn option_assigned() -> usize {
    let mut kept = None;
    for name in ["one", "two"].iter() {
        let new = noisy(name);
        io("turn").await;
        if flag() {
            continue;
        }
        kept = Some(new);
        io("kept").await;
    }
    kept.as_ref().map_or(0, look)
}

#[machine]
async fn moved_and_perhaps_assigned(a: Noisy) -> usize {
    let mut a = a;
    let n = a.consume();
    io("moved").await;
    if flag() {
        a = noisy("again");
        io("again").await;
        look(&a);
    }
    io("behind").await;
    n
}

#[machine]
async fn swapped_by_tuples() -> usize {
    let (mut a, mut b) = (noisy("a"), noisy("b"));
    io("x").await;
    (a, b) = (b, a);
    io("y").await;
    a.change();
    let n = look(&a) * 10 + look(&b);
    (a, b) = (noisy("c"), noisy("d"));
    let _ = (&a, &b);
    io("z").await;
    n
}

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case!(assigned_on_one_way: Explicit, assigned_on_one_way()),
        case!(assigned_before_a_loop_is_left: Explicit, assigned_before_a_loop_is_left()),
        case!(assigned_in_arms: Explicit, assigned_in_arms()),
        // The value of an await leaks when the drop of its awaitee panics.
        case!(assigned_by_what_is_awaited: Explicit, assigned_by_what_is_awaited())
            .without_panics_in_drops(),
        case!(assigned_and_failed: Explicit, assigned_and_failed()),
        // The value of an await leaks when the drop of its awaitee panics.
        case!(assigned_fields: Explicit, assigned_fields()).without_panics_in_drops(),
        case!(assigned_elements: Explicit, assigned_elements()),
        // The value of an await leaks when the drop of its awaitee panics.
        case!(assigned_through_references: Explicit, assigned_through_references())
            .without_panics_in_drops(),
        case!(option_assigned: Explicit, option_assigned()),
        case!(moved_and_perhaps_assigned: Explicit, moved_and_perhaps_assigned(noisy("given"))),
        case!(swapped_by_tuples: Explicit, swapped_by_tuples()),
    ]
}
