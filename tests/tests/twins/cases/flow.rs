//! Control flow.

use visualize_future_tests::case;
use visualize_future_tests::case::Case;
use visualize_future_tests::io::{io, io_pending};
use visualize_future_tests::noisy::{Noisy, look, noisy};
use visualize_future_tests::world::{decide, flag, step};

use super::machine;

#[machine]
async fn straight_line(n: usize) -> usize {
    let a = noisy("a");
    step("one");
    let x = io("x").await;
    step("two");
    let y = io("yy").await;
    step("three");
    look(&a) + n + x + y
}

#[machine]
async fn no_await(n: usize) -> usize {
    let a = noisy("a");
    step("only");
    n + look(&a)
}

#[machine]
async fn tail_await() -> usize {
    io("tail").await
}

#[machine]
async fn statement_awaits() {
    io("a").await;
    let _ = io("b").await;
    step("between");
    io("c").await;
}

#[machine]
async fn branches(n: usize) -> &'static str {
    let _a = noisy("a");
    if flag() {
        let b = noisy("b");
        io("then").await;
        look(&b);
        step("after then");
    } else if n > 3 {
        let _c = noisy("c");
        io("else if").await;
        io("again").await;
    } else {
        step("nothing");
    }
    io("join").await;
    "done"
}

#[machine]
async fn await_in_condition() -> u32 {
    let a = noisy("a");
    if io("cond").await > 3 && flag() {
        look(&a);
        io("yes").await;
        1
    } else {
        io("no").await;
        2
    }
}

#[machine]
async fn match_on_await() -> String {
    let kept = noisy("kept");
    match io("scrutinee").await + decide(3) as usize {
        9 => {
            step("nine");
            String::from("nine")
        }
        n if n > 10 => {
            let big = noisy("big");
            io("arm").await;
            format!("{n} {}", look(&big))
        }
        other => {
            io("other").await;
            format!("{other} {}", look(&kept))
        }
    }
}

#[machine]
async fn match_binds(input: Option<(usize, &'static str)>) -> usize {
    let shown = match input {
        Some((n, text)) if n > 1 => {
            io("some").await;
            step(text);
            n
        }
        Some((n, _)) => n,
        None => io("none").await,
    };
    io("after").await;
    shown
}

#[machine]
async fn loop_with_value() -> usize {
    let mut sum = 0;
    let got = loop {
        let _turn = noisy("turn");
        sum += io("turn").await;
        if flag() || sum > 8 {
            break sum * 10;
        }
        step("again");
    };
    io("after").await;
    got
}

#[machine]
async fn while_flag() -> usize {
    let mut turns = 0;
    while flag() {
        let turn = noisy("turn");
        if io("w").await == 0 {
            continue;
        }
        turns += look(&turn);
    }
    turns
}

#[machine]
async fn while_awaits() -> usize {
    let mut left = 3;
    while io("more").await > left {
        left += 1;
        io("inside").await;
    }
    left
}

#[machine]
async fn while_let_pops() -> usize {
    let mut stack = vec![noisy("1"), noisy("22"), noisy("333")];
    let mut sum = 0;
    while let Some(top) = stack.pop() {
        sum += io("pop").await * look(&top);
        if flag() {
            break;
        }
    }
    sum
}

#[machine]
async fn for_range(count: usize) -> Vec<usize> {
    let mut out = Vec::new();
    for i in 0..count {
        let each = noisy("each");
        if i == 1 && flag() {
            continue;
        }
        out.push(io("for").await + i);
        look(&each);
    }
    out
}

#[machine]
async fn labelled() -> (usize, usize) {
    let mut log = (0, 0);
    'outer: loop {
        let _o = noisy("o");
        log.0 += 1;
        loop {
            let _i = noisy("i");
            log.1 += 1;
            io("inner").await;
            match decide(3) {
                0 => break 'outer,
                1 => continue 'outer,
                _ => {
                    if log.1 > 2 {
                        break;
                    }
                }
            }
        }
        step("inner done");
        if log.0 > 2 {
            break;
        }
    }
    log
}

#[machine]
async fn labelled_block() -> usize {
    let got = 'found: {
        let _a = noisy("a");
        if flag() {
            break 'found io("early").await;
        }
        io("late").await;
        7
    };
    step("out");
    got
}

#[machine]
async fn early_return(n: usize) -> Result<usize, String> {
    let _a = noisy("a");
    if flag() {
        return Err(String::from("first"));
    }
    let got = io("mid").await;
    let _b = noisy("b");
    if flag() {
        return Ok(io("in return").await);
    }
    io("end").await;
    Ok(got + n)
}

#[machine]
async fn let_else(input: Option<usize>) -> usize {
    let _a = noisy("a");
    let Some(n) = input else {
        io("none").await;
        return 0;
    };
    let (Some(m), _b) = (flag().then_some(n), noisy("b")) else {
        return 1;
    };
    io("both").await;
    n + m
}

#[machine]
async fn if_let_chain(input: Result<usize, &'static str>) -> usize {
    if let Ok(n) = input {
        io("ok").await + n
    } else if let Err(text) = input {
        io("err").await;
        text.len()
    } else {
        0
    }
}

#[machine]
async fn nested_blocks() -> usize {
    let a = noisy("a");
    let n = {
        let b = noisy("b");
        let m = {
            let _c = noisy("c");
            io("deep").await
        };
        io("less").await;
        m + look(&b)
    };
    io("out").await;
    n + look(&a)
}

#[machine]
async fn panics_itself(n: usize) -> usize {
    let _a = noisy("a");
    io("before").await;
    assert!(!flag(), "flagged after {}", n);
    io("after").await;
    n
}

#[machine]
async fn many_awaits() -> usize {
    let mut n = 0;
    n += io_pending("1", 1, 1).await;
    n += io_pending("2", 1, 2).await;
    n += io_pending("3", 0, 3).await;
    n += io_pending("4", 1, 4).await;
    n += io_pending("5", 2, 5).await;
    n += io_pending("6", 0, 6).await;
    n += io_pending("7", 1, 7).await;
    n += io_pending("8", 1, 8).await;
    n
}

#[machine]
async fn let_else_that_waits() -> Result<usize, usize> {
    let _first = noisy("first");
    let mut sum = 0;
    for _ in 0..2 {
        let (Some(mut one), two) = (flag().then(|| noisy("one")), noisy("two")) else {
            io("none").await;
            let _left = noisy("left");
            io("leaving").await;
            return Err(sum);
        };
        io("both").await;
        sum += one.change().look() + look(&two);
    }
    let result: Result<Noisy, Noisy> = Err(noisy("error"));
    let Ok(_) = result else {
        io("no").await;
        return Err(sum);
    };
    Ok(sum)
}

#[machine]
async fn destructuring_assignment() -> usize {
    let mut a = noisy("a");
    let mut b = noisy("b");
    let mut numbers = [0; 3];
    let c;
    io("one").await;
    step(format!("{} {}", a.name(), b.name()));
    (a, b) = (noisy("new a"), noisy("new b"));
    io("two").await;
    (b, a) = (a, b);
    [numbers[0], _, numbers[1]] = [1, 2, io("three").await];
    (.., c) = (noisy("dropped"), noisy("late"), noisy("c"));
    io("four").await;
    look(&a) + look(&b) + numbers[1] + look(&c)
}

#[machine]
async fn a_guard_leaves(first: Noisy) -> usize {
    let second = noisy("second");
    io("before").await;
    let n = if flag() {
        match first {
            one if look(&one) > 9 => swallow(one),
            other if { flag() && look(&other) > 0 } => look(&second),
            last => swallow(last),
        }
    } else {
        3
    };
    io("behind").await;
    n
}

#[machine]
async fn a_statement_leaves_with_a_value() -> usize {
    let kept = noisy("kept");
    let n = 'outer: loop {
        let turn = noisy("turn");
        let first = 'inner: {
            let temporary = (noisy("temporary"), io("in").await, flag());
            if temporary.2 {
                break 'inner swallow(temporary.0);
            }
            let m = (
                look(&noisy("t")),
                io("wait").await,
                match flag() {
                    true => break 'outer look(&turn) + look(&kept),
                    false => 5,
                },
            );
            m.0 + m.2
        };
        io("turn").await;
        if first > 5 {
            break first;
        }
    };
    io("after").await;
    n
}

fn swallow(value: Noisy) -> usize {
    value.look()
}

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case!(labelled: Explicit, labelled()),
        case!(while_let_pops: Explicit, while_let_pops()),
        case!(straight_line: Explicit, straight_line(1)),
        case!(no_await: Explicit, no_await(1)),
        case!(tail_await: Explicit, tail_await()),
        case!(statement_awaits: Explicit, statement_awaits()),
        case!(branches: Explicit, branches(decide(2) as usize * 4)),
        case!(await_in_condition: Explicit, await_in_condition()),
        case!(match_on_await: Explicit, match_on_await()),
        case!(let_else_that_waits: Explicit, let_else_that_waits()),
        case!(a_guard_leaves: Compiler, a_guard_leaves(noisy("first"))),
        case!(destructuring_assignment: Explicit, destructuring_assignment()),
        case!(a_statement_leaves_with_a_value: Explicit, a_statement_leaves_with_a_value()),
        case!(match_binds: Compiler, match_binds([None, Some((1, "one")), Some((2, "two"))][decide(3) as usize])),
        case!(loop_with_value: Explicit, loop_with_value()),
        case!(while_flag: Explicit, while_flag()),
        case!(while_awaits: Explicit, while_awaits()),
        case!(for_range: Explicit, for_range(3)),
        case!(labelled_block: Explicit, labelled_block()),
        case!(early_return: Explicit, early_return(5)),
        case!(let_else: Compiler, let_else(flag().then_some(3))),
        case!(if_let_chain: Compiler, if_let_chain(if flag() { Ok(1) } else { Err("bad") })),
        case!(nested_blocks: Explicit, nested_blocks()),
        case!(panics_itself: Explicit, panics_itself(4)),
        case!(many_awaits: Explicit, many_awaits()),
    ]
}
