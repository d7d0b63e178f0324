//! Borrows held across suspension points: the self-references that `Pin` exists for.

use std::rc::Rc;

use visualize_future_tests::case::Case;
use visualize_future_tests::io::{io, io_of, io_pending};
use visualize_future_tests::noisy::{Noisy, look, noisy};
use visualize_future_tests::world::{flag, step};
use visualize_future_tests::{case, observed};

use super::machine;

struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    fn next(&mut self) -> Option<&'a str> {
        let text: &'a str = self.text;
        let part = text.get(self.at..=self.at);
        self.at += 1;
        part
    }
}

#[machine]
async fn self_reference() -> usize {
    let x = [3_u8; 64];
    let y = &x;
    io("x").await;
    y.iter().map(|&n| usize::from(n)).sum()
}

#[machine]
async fn reference_to_noisy() -> usize {
    let x = noisy("x");
    let y = &x;
    let z = &y;
    io("x").await;
    let n = look(&z);
    io("y").await;
    n + look(&y)
}

#[machine]
async fn mutable_self_reference() -> u32 {
    let mut x = noisy("x");
    let y = &mut x;
    y.change();
    io("x").await;
    y.change();
    io("y").await;
    y.change();
    x.touched()
}

#[machine]
async fn reborrowed() -> Vec<usize> {
    let mut all = vec![1, 2, 3];
    let slice = &mut all[..2];
    io("x").await;
    {
        let first = &mut slice[0];
        io("y").await;
        *first += 10;
    }
    slice[1] += 20;
    io("z").await;
    all.push(4);
    all
}

#[machine]
async fn borrowed_field() -> usize {
    let pair = (noisy("left"), noisy("right"));
    let right = &pair.1;
    io("x").await;
    let n = look(&right);
    io("y").await;
    n + look(&pair.0)
}

#[machine]
async fn reference_parameters(a: &str, b: &mut Vec<String>, c: &Noisy) -> usize {
    b.push(a.to_string());
    io("x").await;
    b.push(format!("{a} again"));
    io("y").await;
    look(&c) + b.len()
}

#[machine]
async fn returns_borrow<'a>(text: &'a str, _other: &str) -> &'a str {
    io("x").await;
    &text[1..]
}

#[machine]
async fn iterates_borrowed(all: &[Noisy]) -> usize {
    let mut sum = 0;
    for one in all {
        io("x").await;
        sum += look(&one);
    }
    sum
}

#[machine]
async fn iterates_own_local() -> usize {
    let all = vec![String::from("a"), String::from("bb")];
    let mut sum = 0;
    for (index, one) in all.iter().enumerate() {
        io("x").await;
        sum += one.len() * (index + 1);
    }
    sum + all.len()
}

#[machine]
async fn iterates_mutably() -> Vec<u32> {
    let mut all = vec![noisy("a"), noisy("b")];
    for one in &mut all {
        io("x").await;
        one.change();
        if flag() {
            break;
        }
    }
    all.iter().map(Noisy::touched).collect()
}

#[machine]
async fn cursor_over_local() -> String {
    let text = String::from("abc");
    let mut cursor = Cursor { text: &text, at: 0 };
    let mut out = String::new();
    while let Some(part) = cursor.next() {
        io("x").await;
        out.push_str(part);
    }
    out
}

#[machine]
async fn string_slices() -> usize {
    let text = String::from("hello world");
    let (a, b) = text.split_at(5);
    io("x").await;
    let trimmed = b.trim();
    io("y").await;
    a.len() * 10 + trimmed.len()
}

#[machine]
async fn awaitee_borrows_local() -> usize {
    let x = noisy("x");
    let future = io_of("borrowed", &x);
    step("made");
    let back = future.await;
    look(&back)
}

#[machine]
async fn not_send() -> usize {
    let shared = Rc::new(noisy("shared"));
    let other = Rc::clone(&shared);
    io("x").await;
    look(&shared) + look(&other) + Rc::strong_count(&shared)
}

#[machine]
async fn send_after_scope() -> usize {
    let n = {
        let shared = Rc::new(5);
        *shared
    };
    io("x").await;
    n
}

#[machine]
async fn raw_pointer_in_scope() -> usize {
    let n = 7_usize;
    let address = {
        let pointer: *const usize = &n;
        pointer as usize
    };
    io_pending("x", 1, ()).await;
    let again = {
        let pointer: *const usize = &n;
        pointer as usize
    };
    usize::from(address == again) + n
}

#[machine]
async fn reference_assigned_later() -> usize {
    let a = noisy("a");
    let b = noisy("b");
    let mut chosen = &a;
    io("x").await;
    if flag() {
        chosen = &b;
        io("changed").await;
    }
    io("y").await;
    look(&chosen)
}

#[machine]
async fn swaps_through_references() -> (u32, u32) {
    let mut a = noisy("a");
    let mut b = noisy("b");
    a.change();
    {
        let (left, right) = (&mut a, &mut b);
        io("x").await;
        std::mem::swap(left, right);
        io("y").await;
        left.change().change();
    }
    (a.touched(), b.touched())
}

#[machine]
async fn closure_holds_borrow() -> usize {
    let mut total = 0;
    let mut add = |n: usize| total += n;
    add(io("x").await);
    add(1);
    io("y").await;
    add(2);
    total
}

#[machine]
async fn guard_across_await() -> usize {
    let cell = std::cell::RefCell::new(noisy("inside"));
    let mut guard = cell.borrow_mut();
    guard.change();
    io("x").await;
    guard.change();
    drop(guard);
    step(if cell.try_borrow_mut().is_ok() {
        "free"
    } else {
        "held"
    });
    io("y").await;
    let n = cell.borrow().look();
    n
}

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case!(self_reference: Explicit, self_reference()),
        case!(reference_to_noisy: Explicit, reference_to_noisy()),
        case!(mutable_self_reference: Explicit, mutable_self_reference()),
        case!(reborrowed: Explicit, reborrowed()),
        case!(borrowed_field: Explicit, borrowed_field()),
        case!(reference_parameters: Explicit, async {
            let mut b = Vec::new();
            let c = noisy("c");
            let n = observed!(reference_parameters("a", &mut b, &c)).await;
            (n, b)
        }),
        case!(returns_borrow: Explicit, async {
            let text = String::from("text");
            let other = String::from("other");
            let rest = observed!(returns_borrow(&text, &other)).await;
            drop(other);
            rest.len()
        }),
        case!(iterates_borrowed: Explicit, async {
            let all = [noisy("a"), noisy("bb")];
            observed!(iterates_borrowed(&all)).await
        }),
        case!(iterates_own_local: Explicit, iterates_own_local()),
        case!(iterates_mutably: Explicit, iterates_mutably()),
        case!(cursor_over_local: Explicit, cursor_over_local()),
        case!(string_slices: Explicit, string_slices()),
        case!(awaitee_borrows_local: Explicit, awaitee_borrows_local()),
        case!(not_send: Explicit, not_send()),
        case!(send_after_scope: Explicit, send_after_scope()),
        case!(raw_pointer_in_scope: Explicit, raw_pointer_in_scope()),
        case!(reference_assigned_later: Explicit, reference_assigned_later()),
        case!(swaps_through_references: Explicit, swaps_through_references()),
        case!(closure_holds_borrow: Explicit, closure_holds_borrow()),
        case!(guard_across_await: Explicit, guard_across_await()),
    ]
}
