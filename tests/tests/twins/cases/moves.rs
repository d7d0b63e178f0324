//! Moves: what a macro cannot see, and must not guess.

use visualize_future_tests::case;
use visualize_future_tests::case::Case;
use visualize_future_tests::io::io;
use visualize_future_tests::noisy::{Noisy, look, noisy};
use visualize_future_tests::world::{FaultInjected, flag, step};

use super::machine;

fn swallow(value: Noisy) -> usize {
    value.look()
}

struct Pair {
    left: Noisy,
    right: Noisy,
}

#[machine]
async fn moved_before(a: Noisy) -> usize {
    let n = swallow(a);
    io("x").await;
    n
}

#[machine]
async fn moved_after(a: Noisy) -> usize {
    let b = noisy("b");
    io("x").await;
    let n = swallow(a);
    io("y").await;
    n + swallow(b)
}

#[machine]
async fn moved_in_one_branch(a: Noisy) -> usize {
    let _z = noisy("z");
    if flag() {
        swallow(a);
    }
    io("x").await;
    step("a may be gone");
    io("y").await;
    3
}

#[machine]
async fn moved_then_assigned(mut a: Noisy) -> usize {
    swallow(a);
    io("gone").await;
    a = noisy("new");
    io("back").await;
    look(&a)
}

#[machine]
async fn moved_and_assigned_in_loop() -> usize {
    let mut sum = 0;
    let mut carried = noisy("c0");
    for name in ["c1", "c22"].iter() {
        sum += swallow(carried);
        io("turn").await;
        carried = noisy(name);
        io("turned").await;
    }
    sum + look(&carried)
}

#[machine]
async fn assignment_drops_the_old() -> usize {
    let mut a = noisy("old");
    look(&a);
    io("x").await;
    a = noisy("new");
    io("y").await;
    look(&a)
}

#[machine]
async fn assigned_late() -> usize {
    let a;
    let _b = noisy("b");
    io("x").await;
    if flag() {
        a = noisy("yes");
    } else {
        io("else").await;
        a = noisy("no");
    }
    io("y").await;
    look(&a)
}

#[machine]
async fn explicit_drop() -> usize {
    let a = noisy("a");
    let b = noisy("b");
    io("x").await;
    drop(a);
    io("y").await;
    look(&b)
}

#[machine]
async fn returned_local() -> Noisy {
    let a = noisy("a");
    let b = noisy("b");
    io("x").await;
    look(&b);
    a
}

#[machine]
async fn partial_move() -> usize {
    let pair = Pair {
        left: noisy("left"),
        right: noisy("right"),
    };
    io("x").await;
    let n = swallow(pair.left);
    io("y").await;
    n + look(&pair.right)
}

#[machine]
async fn destructured() -> usize {
    let pair = Pair {
        left: noisy("left"),
        right: noisy("right"),
    };
    let Pair { left, .. } = pair;
    io("x").await;
    look(&left)
}

#[machine]
async fn consuming_receiver() -> usize {
    let a = noisy("a");
    io("x").await;
    let n = a.consume();
    io("y").await;
    n
}

#[machine]
async fn borrowing_receiver_last() -> usize {
    let a = noisy("a");
    io("x").await;
    let n = a.look();
    step("a is still there");
    io("y").await;
    n
}

#[machine]
async fn matched_last() -> usize {
    let a = Some(noisy("a"));
    io("x").await;
    let n = match a {
        Some(inner) => inner.look(),
        None => 0,
    };
    step("a is gone");
    io("y").await;
    n
}

#[machine]
async fn matched_by_reference() -> usize {
    let a = Some(noisy("a"));
    io("x").await;
    let n = match &a {
        Some(inner) => look(&inner),
        None => 0,
    };
    step("a is still there");
    io("y").await;
    n
}

#[machine]
async fn copies() -> usize {
    let n = 5_usize;
    let t = (1_u8, 'c');
    io("x").await;
    let m = n;
    let u = t;
    io("y").await;
    n + m + usize::from(t.0) + usize::from(u.0)
}

#[machine]
async fn shadowed() -> usize {
    let a = noisy("a1");
    io("x").await;
    let a = swallow(a);
    io("y").await;
    let a = noisy(if a > 1 { "a2" } else { "a3" });
    {
        let a = noisy("inner");
        io("z").await;
        look(&a);
    }
    let b = look(&a);
    let a = b + 1;
    io("w").await;
    a
}

#[machine]
async fn shadowed_by_itself() -> String {
    let text = String::from("a");
    let text = format!("{text}b");
    io("x").await;
    let text = { text } + "c";
    io("y").await;
    text
}

#[machine]
async fn captured_by_move() -> usize {
    let a = noisy("a");
    let b = noisy("b");
    io("x").await;
    let f = move || look(&a);
    io("y").await;
    f() + look(&b)
}

#[machine]
async fn captured_by_reference() -> usize {
    let a = noisy("a");
    let f = || look(&a);
    io("x").await;
    let n = f();
    io("y").await;
    n + look(&a)
}

#[machine]
async fn wildcards() -> usize {
    let _ = noisy("dropped at once");
    let _kept = noisy("kept");
    io("x").await;
    let _ = io("result dropped").await;
    let (_, second) = (noisy("first"), noisy("second"));
    io("y").await;
    look(&second)
}

#[machine]
async fn moved_into_future() -> usize {
    let a = noisy("a");
    let held = async move {
        io("held").await;
        look(&a)
    };
    step("made");
    held.await
}

#[machine]
async fn option_take_and_replace() -> usize {
    let mut a = Some(noisy("a"));
    io("x").await;
    let taken = a.take();
    io("y").await;
    let n = taken.map_or(0, Noisy::consume);
    a.replace(noisy("b"));
    io("z").await;
    n
}

#[machine]
async fn moved_in_match_arm(a: Noisy) -> usize {
    io("x").await;
    let n = match io("m").await {
        1 => {
            let n = swallow(a);
            io("in arm").await;
            n
        }
        _ => 0,
    };
    io("y").await;
    n
}

#[machine]
async fn moved_on_return(a: Noisy) -> Noisy {
    let b = noisy("b");
    io("x").await;
    if flag() {
        return a;
    }
    io("y").await;
    b
}

#[machine]
async fn pushed_into_vec() -> Vec<Noisy> {
    let mut all = Vec::new();
    for name in ["a", "b"].iter() {
        let item = noisy(name);
        io("x").await;
        all.push(item);
    }
    all
}

fn give_up() -> ! {
    step("give up");
    std::panic::resume_unwind(Box::new(FaultInjected))
}

#[machine]
async fn moved_before_giving_up(a: Noisy) -> usize {
    let _z = noisy("z");
    if flag() {
        swallow(a);
        io("gone").await;
        give_up();
    }
    io("there").await;
    look(&a)
}

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case!(moved_in_match_arm: Explicit, moved_in_match_arm(noisy("a"))),
        case!(moved_before: Explicit, moved_before(noisy("a"))),
        case!(moved_after: Explicit, moved_after(noisy("a"))),
        case!(moved_in_one_branch: Explicit, moved_in_one_branch(noisy("a"))),
        case!(moved_then_assigned: Explicit, moved_then_assigned(noisy("a"))),
        case!(moved_and_assigned_in_loop: Explicit, moved_and_assigned_in_loop()),
        case!(assignment_drops_the_old: Explicit, assignment_drops_the_old()),
        case!(assigned_late: Explicit, assigned_late()),
        case!(explicit_drop: Explicit, explicit_drop()),
        case!(returned_local: Explicit, returned_local()),
        case!(partial_move: Explicit, partial_move()),
        case!(destructured: Compiler, destructured()),
        case!(consuming_receiver: Explicit, consuming_receiver()),
        case!(borrowing_receiver_last: Explicit, borrowing_receiver_last()),
        case!(matched_last: Explicit, matched_last()),
        case!(matched_by_reference: Explicit, matched_by_reference()),
        case!(copies: Explicit, copies()),
        case!(shadowed: Explicit, shadowed()),
        case!(shadowed_by_itself: Explicit, shadowed_by_itself()),
        case!(captured_by_move: Explicit, captured_by_move()),
        case!(captured_by_reference: Explicit, captured_by_reference()),
        case!(wildcards: Explicit, wildcards()),
        case!(moved_into_future: Explicit, moved_into_future()),
        case!(option_take_and_replace: Explicit, option_take_and_replace()),
        case!(moved_on_return: Explicit, moved_on_return(noisy("a"))),
        case!(moved_before_giving_up: Explicit, moved_before_giving_up(noisy("a"))),
        case!(pushed_into_vec: Explicit, pushed_into_vec()),
    ]
}
