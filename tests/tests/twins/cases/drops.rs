//! When and in which order things are dropped.

use visualize_future_tests::case;
use visualize_future_tests::case::Case;
use visualize_future_tests::io::{Io, io, io_of};
use visualize_future_tests::noisy::{Noisy, look, noisy};
use visualize_future_tests::world::{flag, step};

use super::machine;

fn both(a: Noisy, n: usize) -> usize {
    step("call");
    a.look() + n
}

fn borrowing(a: &Noisy) -> Io<usize> {
    io_of("borrowing", a.look())
}

struct Holder {
    first: Noisy,
    number: usize,
    last: Noisy,
}

#[machine]
async fn reverse_order() {
    let _a = noisy("a");
    let _b = noisy("b");
    io("x").await;
    let _c = noisy("c");
    io("y").await;
    let _d = noisy("d");
}

#[machine]
async fn unused_parameters(_: Noisy, _b: Noisy, c: Noisy) {
    io("x").await;
    look(&c);
    io("y").await;
}

#[machine]
async fn parameter_patterns((a, _): (Noisy, Noisy), [b, _]: [Noisy; 2], mut c: Noisy) -> usize {
    io("x").await;
    c.change();
    look(&a) + look(&b) + look(&c)
}

#[machine]
async fn temporary_of_statement() -> usize {
    borrowing(&noisy("temporary")).await;
    step("next statement");
    let n = borrowing(&noisy("in let")).await;
    step("after let");
    n
}

#[machine]
async fn extended_temporary() -> usize {
    let held = &noisy("extended");
    io("x").await;
    look(&held)
}

#[machine]
async fn temporary_of_scrutinee() -> usize {
    match borrowing(&noisy("scrutinee")).await {
        9 => {
            step("arm");
            io("in arm").await
        }
        n => n,
    }
}

#[machine]
async fn temporary_of_condition() -> usize {
    if borrowing(&noisy("condition")).await > 3 {
        io("then").await
    } else {
        0
    }
}

#[machine]
async fn temporary_of_if_let() -> usize {
    if let Some(n) = Some(noisy("if let").look()) {
        io("inside").await;
        n
    } else {
        0
    }
}

#[machine]
async fn temporary_of_tail() -> usize {
    let _a = noisy("a");
    borrowing(&noisy("tail")).await
}

#[machine]
async fn temporary_of_while_let() -> usize {
    let mut n = 0;
    while let Some(m) = noisy("turn").look().checked_sub(n) {
        io("inside").await;
        n += 1;
        if m < 3 || flag() {
            break;
        }
    }
    n
}

#[machine]
async fn arguments_before_await() -> usize {
    both(noisy("first"), io("second").await)
}

#[machine]
async fn operands_around_await() -> usize {
    noisy("l").look() + io("m").await * noisy("r").look()
}

#[machine]
async fn short_circuit() -> bool {
    flag() && io("and").await > 1 || io("or").await > 9
}

#[machine]
async fn tuple_of_awaits() -> (usize, Noisy, usize) {
    (io("a").await, noisy("b"), io("cc").await)
}

#[machine]
async fn array_of_awaits() -> usize {
    let all = [io("a").await, noisy("b").look(), io("ccc").await];
    step("all");
    all.iter().sum()
}

#[machine]
async fn struct_of_awaits() -> usize {
    let holder = Holder {
        first: noisy("first"),
        number: io("number").await,
        last: noisy("last"),
    };
    io("x").await;
    look(&holder.first) + holder.number + look(&holder.last)
}

#[machine]
async fn scope_ends_before_await() -> usize {
    let n = {
        let a = noisy("a");
        look(&a)
    };
    io("x").await;
    n
}

#[machine]
async fn boxed_local() -> usize {
    let a: Box<Noisy> = Box::new(noisy("boxed"));
    io("x").await;
    look(&a)
}

#[machine]
async fn vec_of_noisy() -> usize {
    let all = vec![noisy("1"), noisy("2"), noisy("3")];
    io("x").await;
    let n = all.len();
    io("y").await;
    n
}

#[machine]
async fn awaitee_held() -> usize {
    let first = io("first");
    let second = io("second");
    step("both made");
    let b = second.await;
    let a = first.await;
    a * 10 + b
}

#[machine]
async fn awaitee_never_polled() -> usize {
    let unused = io("unused");
    io("x").await;
    if flag() {
        return unused.await;
    }
    1
}

#[machine]
async fn nested_machines() -> usize {
    let _a = noisy("outer");
    let n = reverse_order_of(noisy("given")).await;
    step("between");
    n + reverse_order_of(noisy("again")).await
}

#[machine]
async fn reverse_order_of(given: Noisy) -> usize {
    let _inner = noisy("inner");
    io("x").await;
    look(&given)
}

#[machine]
async fn condition_guard() -> usize {
    let cell = std::cell::RefCell::new(3);
    let _late = noisy("late");
    {
        let mut held = cell.borrow_mut();
        *held += io("held").await;
    }
    io("free").await;
    let n = *cell.borrow();
    n
}

#[machine]
async fn mutex_guard(lock: &std::sync::Mutex<usize>) -> usize {
    let guard = lock.lock().unwrap();
    let n = *guard;
    drop(guard);
    io("x").await;
    step(if lock.try_lock().is_ok() {
        "free"
    } else {
        "held"
    });
    let mut guard = lock.lock().unwrap();
    *guard += n;
    *guard
}

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case!(reverse_order: Explicit, reverse_order()),
        case!(unused_parameters: Explicit, unused_parameters(noisy("1"), noisy("2"), noisy("3"))),
        case!(
            parameter_patterns: Compiler,
            parameter_patterns(
                (noisy("1"), noisy("2")),
                [noisy("3"), noisy("4")],
                noisy("5")
            )
        ),
        case!(temporary_of_statement: Explicit, temporary_of_statement()),
        case!(extended_temporary: Compiler, extended_temporary()),
        case!(temporary_of_scrutinee: Explicit, temporary_of_scrutinee()),
        case!(temporary_of_condition: Explicit, temporary_of_condition()),
        case!(temporary_of_if_let: Explicit, temporary_of_if_let()),
        case!(temporary_of_tail: Since2024, temporary_of_tail()),
        case!(temporary_of_while_let: Explicit, temporary_of_while_let()),
        case!(arguments_before_await: Explicit, arguments_before_await()),
        case!(operands_around_await: Explicit, operands_around_await()),
        case!(short_circuit: Explicit, short_circuit()),
        case!(tuple_of_awaits: Explicit, tuple_of_awaits()),
        case!(array_of_awaits: Explicit, array_of_awaits()),
        case!(struct_of_awaits: Explicit, struct_of_awaits()),
        case!(scope_ends_before_await: Explicit, scope_ends_before_await()),
        case!(boxed_local: Explicit, boxed_local()),
        case!(vec_of_noisy: Explicit, vec_of_noisy()),
        case!(awaitee_held: Explicit, awaitee_held()),
        case!(awaitee_never_polled: Explicit, awaitee_never_polled()),
        case!(nested_machines: Since2024, nested_machines()),
        case!(reverse_order_of: Explicit, reverse_order_of(noisy("given"))),
        case!(condition_guard: Explicit, condition_guard()),
        case!(mutex_guard: Explicit, async {
            let lock = std::sync::Mutex::new(3);
            visualize_future_tests::observed!(mutex_guard(&lock)).await
        }),
    ]
}
