//! When and in which order things are dropped.

use visualize_future_tests::case;
use visualize_future_tests::case::Case;
use visualize_future_tests::io::{Failure, Io, fallible, io, io_of};
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

#[derive(Debug)]
struct Kept {
    one: Noisy,
    other: usize,
}

impl Kept {
    fn parts(&self) -> (&Noisy, Noisy) {
        (&self.one, noisy("made of it"))
    }
}

async fn kept(name: &'static str) -> Kept {
    Kept {
        other: io(name).await,
        one: noisy(name),
    }
}

#[machine]
async fn extended_by_let() -> usize {
    let before = noisy("before");
    let awaited = &kept("awaited").await;
    let between = noisy("between");
    let part = &kept("part").await.one;
    let changed = &mut noisy("changed");
    let listed = &[noisy("listed"), noisy(before.name())];
    let behind = noisy("behind");
    io("x").await;
    changed.change();
    look(&awaited.one)
        + look(part)
        + look(changed)
        + look(&listed[1])
        + look(&between)
        + look(&behind)
}

#[machine]
async fn extended_and_hidden(text: Noisy) -> usize {
    let text = &text.clone();
    io("x").await;
    let text = &(look(text), noisy("hides")).1;
    io("y").await;
    look(text)
}

#[machine]
async fn extended_through_pointers(given: Kept) -> usize {
    let boxed = &*Box::new(noisy(given.one.name()));
    let one = &given.parts().0;
    let made = noisy("made");
    let mine = &given.parts().1;
    let item = &mut vec![noisy("first"), noisy("second")][usize::from(flag())];
    io("x").await;
    item.change();
    look(boxed) + look(one) + look(&made) + look(mine) + look(item) + given.other
}

#[machine]
async fn extended_and_failed() -> Result<usize, Failure> {
    let first = &mut noisy("first");
    let n = &fallible("x").await?;
    let second = &mut (noisy("second"), fallible("y").await?);
    io("z").await;
    Ok(look(first) + *n + look(&second.0) + second.1)
}

#[machine]
async fn extended_in_loop() -> usize {
    let mut sum = 0;
    for n in 0..2 {
        let made = &Kept {
            one: noisy("one"),
            other: n,
        };
        if flag() {
            continue;
        }
        let text = &format!("text {}", io("x").await);
        io("y").await;
        sum += look(&made.one) + text.len() + made.other;
    }
    sum
}

#[machine]
async fn extended_constants() -> (&'static [usize], &'static Option<u8>) {
    let list = &[1, 2, 3];
    let none = &None;
    let empty = &mut [];
    io("x").await;
    let _: &'static mut [u8; 0] = empty;
    (list, none)
}

impl Kept {
    async fn borrow(&self, n: usize) -> usize {
        look(&self.one) + io("borrow").await + n
    }

    async fn change(&mut self) -> Result<Kept, Failure> {
        self.one.change();
        Ok(Kept {
            one: noisy("changed"),
            other: fallible("change").await?,
        })
    }

    async fn consume(self) -> usize {
        let n = io("consume").await;
        self.one.consume() + n
    }

    fn again(&self) -> Kept {
        Kept {
            one: noisy("again"),
            other: look(&self.one),
        }
    }

    fn same(&self) -> &Kept {
        self
    }
}

#[machine]
async fn receiver_at_end(given: Kept) -> usize {
    let before = noisy("before");
    let n = io("x").await;
    given.again().borrow(n + look(&before)).await
}

#[machine]
async fn moved_receiver_at_end(given: Kept) -> usize {
    let _before = noisy("before");
    io("x").await;
    given.same().again().consume().await
}

#[machine]
async fn receivers_at_end(given: Kept) -> Result<Kept, Failure> {
    let _before = noisy("before");
    if flag() {
        return Err(Failure("early"));
    }
    let _between = noisy("between");
    Ok(given.again().change().await?.again().change().await?)
}

#[machine]
async fn receiver_behind_pattern((given, other): (Kept, Noisy), _: Noisy) -> usize {
    let _before = other;
    given.same().same().borrow(1).await
}

fn given() -> Kept {
    Kept {
        one: noisy("given"),
        other: 2,
    }
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
        case!(extended_by_let: Explicit, extended_by_let()),
        case!(extended_and_hidden: Explicit, extended_and_hidden(noisy("text"))),
        case!(extended_through_pointers: Explicit, extended_through_pointers(Kept {
            one: noisy("given"),
            other: 2,
        })),
        case!(extended_and_failed: Explicit, extended_and_failed()),
        case!(extended_in_loop: Explicit, extended_in_loop()),
        case!(extended_constants: Explicit, extended_constants()),
        case!(receiver_at_end: Explicit, receiver_at_end(given())),
        case!(moved_receiver_at_end: Explicit, moved_receiver_at_end(given())),
        case!(receivers_at_end: Explicit, receivers_at_end(given())),
        case!(receiver_behind_pattern: Explicit, receiver_behind_pattern(
            (given(), noisy("other")),
            noisy("unnamed")
        )),
    ]
}
