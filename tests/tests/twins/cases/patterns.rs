//! Patterns: what they bind, what they leave, and in which order that is dropped.

use visualize_future_tests::case;
use visualize_future_tests::case::Case;
use visualize_future_tests::io::{io, io_of};
use visualize_future_tests::noisy::{Noisy, look, noisy};
use visualize_future_tests::world::{flag, step};

use super::machine;

struct Three {
    one: Noisy,
    two: (Noisy, Noisy),
    three: [Noisy; 2],
}

fn three(name: &str) -> Three {
    Three {
        one: noisy(&format!("{name} one")),
        two: (noisy(&format!("{name} two")), noisy(&format!("{name} 2"))),
        three: [noisy(&format!("{name} three")), noisy(&format!("{name} 3"))],
    }
}

#[allow(dead_code)]
enum Shape {
    Dot,
    Line(Noisy, Noisy),
    Named { name: Noisy, size: usize },
}

fn shape() -> Shape {
    match (flag(), flag()) {
        (false, false) => Shape::Dot,
        (false, true) => Shape::Line(noisy("from"), noisy("to")),
        _ => Shape::Named {
            name: noisy("name"),
            size: 3,
        },
    }
}

#[machine]
async fn nested_in_parameters(
    Three {
        one: _,
        two: (mut two, _),
        three: [_unused, ref three],
    }: Three,
    _: Noisy,
    (ref mut a, _b): (Noisy, Noisy),
    _last: Noisy,
) -> usize {
    io("x").await;
    two.change();
    a.change();
    look(&two) + look(three) + look(a)
}

#[machine]
async fn ignored_in_parameters(
    _: Noisy,
    (_, _): (Noisy, Noisy),
    Three { .. }: Three,
    [..]: [Noisy; 2],
) {
    let _a = noisy("a");
    io("x").await;
}

#[machine]
async fn nested_in_let() -> usize {
    let Three {
        one,
        two: (two, _),
        three: [_, last],
    } = three("a");
    let _last_but_one = noisy("between");
    io("x").await;
    look(&one) + look(&two) + look(&last)
}

#[machine]
async fn wildcards_in_let(given: (Noisy, Noisy)) -> usize {
    let _ = noisy("dropped at once");
    let (_, a) = (noisy("in a tuple"), noisy("a"));
    let (_, b) = given;
    let _kept = noisy("kept");
    io("x").await;
    look(&a) + look(&b)
}

#[machine]
async fn bound_as_a_whole() -> usize {
    let all @ (n, _) = (io("x").await, 2);
    let given = flag().then(|| noisy("some"));
    let some @ Some(_) = &given else {
        io("none").await;
        return n;
    };
    io("y").await;
    all.0 + n + some.as_ref().map_or(0, look)
}

#[machine]
async fn arms_with_awaits() -> usize {
    let given = shape();
    io("x").await;
    match given {
        Shape::Dot => io("dot").await,
        Shape::Line(_, to) => {
            io("line").await;
            look(&to)
        }
        Shape::Named { name, size } if size > 2 => io_of("named", look(&name)).await + size,
        Shape::Named { .. } => 0,
    }
}

#[machine]
async fn arms_of_several_patterns() -> usize {
    let n = io("x").await;
    let pair = match (n, flag()) {
        (0, true) | (1, false) => (noisy("first"), 1),
        (k @ 1..=4, _) => (noisy("second"), k),
        (_, given) if given => (noisy("third"), n),
        _ => return 0,
    };
    io("y").await;
    look(&pair.0) + pair.1
}

#[machine]
async fn guard_with_side_effects() -> usize {
    let given = Some(noisy("given"));
    io("x").await;
    let n = match given {
        Some(ref a)
            if {
                step("first guard");
                look(a) > 9
            } =>
        {
            1
        }
        Some(a) if flag() => {
            io("in arm").await;
            a.consume()
        }
        Some(_) => 2,
        None => 3,
    };
    io("y").await;
    n
}

#[machine]
async fn slices() -> usize {
    let all = [noisy("a"), noisy("b"), noisy("c"), noisy("d")];
    let n = match &all[usize::from(flag())..] {
        [first, middle @ .., last] => {
            io("slice").await;
            look(first) + middle.len() + look(last)
        }
        [] | [_] => 0,
    };
    let [a, .., d] = all;
    io("array").await;
    n + look(&a) + look(&d)
}

#[machine]
async fn boxed_patterns() -> usize {
    let given = Box::new((noisy("a"), Some(noisy("b"))));
    io("x").await;
    let (a, b) = *given;
    io("y").await;
    if let Some(b) = b {
        io("z").await;
        return look(&a) + look(&b);
    }
    look(&a)
}

#[machine]
async fn references_in_patterns() -> usize {
    let pairs = [(1_usize, noisy("one")), (2, noisy("two"))];
    let mut sum = 0;
    for &(n, ref name) in pairs.iter() {
        sum += n + io("turn").await;
        sum += look(name);
    }
    let (&first, second) = (&pairs[0].0, &pairs[1].1);
    io("x").await;
    sum + first + look(second)
}

#[machine]
async fn updated_structs() -> usize {
    let base = three("base");
    let made = Three {
        one: io_of("x", noisy("new one")).await,
        ..base
    };
    io("y").await;
    let again = Three {
        two: (noisy("a"), io_of("z", noisy("b")).await),
        ..three("temporary")
    };
    io("w").await;
    look(&made.one) + look(&made.two.0) + look(&again.two.1) + look(&again.three[0])
}

#[machine]
async fn parts_of_tuples(given: (Noisy, (Noisy, Noisy), usize)) -> usize {
    io("x").await;
    let inner = given.1;
    io("y").await;
    let moved = inner.0;
    io("z").await;
    drop(moved);
    io("w").await;
    look(&given.0) + look(&inner.1) + given.2
}

#[machine]
async fn closures_in_patterns() -> usize {
    let (call, kept) = (|n: usize| n + 1, noisy("kept"));
    let n = call(io("x").await);
    let add = move |m: usize| look(&kept) + m;
    io("y").await;
    add(n)
}

#[machine]
async fn empty_matches(given: Result<usize, std::convert::Infallible>) -> usize {
    let n = match given {
        Ok(n) => n + io("x").await,
        Err(never) => match never {},
    };
    let Ok(m) = Ok::<usize, std::convert::Infallible>(n);
    io("y").await + m
}

fn given() -> Three {
    three("given")
}

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case!(nested_in_parameters: Compiler, nested_in_parameters(
            given(),
            noisy("unnamed"),
            (noisy("a"), noisy("b")),
            noisy("last"),
        )),
        case!(ignored_in_parameters: Explicit, ignored_in_parameters(
            noisy("unnamed"),
            (noisy("a"), noisy("b")),
            given(),
            [noisy("c"), noisy("d")],
        )),
        case!(nested_in_let: Explicit, nested_in_let()),
        case!(wildcards_in_let: Compiler, wildcards_in_let((noisy("left"), noisy("right")))),
        case!(bound_as_a_whole: Explicit, bound_as_a_whole()),
        case!(arms_with_awaits: Compiler, arms_with_awaits()),
        case!(arms_of_several_patterns: Explicit, arms_of_several_patterns()),
        case!(guard_with_side_effects: Compiler, guard_with_side_effects()),
        case!(slices: Compiler, slices()),
        case!(boxed_patterns: Compiler, boxed_patterns()),
        case!(references_in_patterns: Compiler, references_in_patterns()),
        case!(updated_structs: Compiler, updated_structs()),
        case!(parts_of_tuples: Explicit, parts_of_tuples((
            noisy("a"),
            (noisy("b"), noisy("c")),
            3
        ))),
        case!(closures_in_patterns: Explicit, closures_in_patterns()),
        case!(empty_matches: Explicit, empty_matches(Ok(2))),
    ]
}
