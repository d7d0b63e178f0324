//! How long a value without a name lives.

use std::cell::{Ref, RefCell};

use visualize_future_tests::case;
use visualize_future_tests::case::Case;
use visualize_future_tests::io::{Failure, Io, fallible, io, io_of};
use visualize_future_tests::noisy::{Noisy, look, noisy};
use visualize_future_tests::world::{flag, step};

use super::machine;

struct Cell {
    inner: RefCell<Noisy>,
    number: usize,
}

impl Cell {
    fn new(name: &str) -> Cell {
        Cell {
            inner: RefCell::new(noisy(name)),
            number: name.len(),
        }
    }

    fn get(&self) -> Ref<'_, Noisy> {
        step("get");
        self.inner.borrow()
    }

    fn found(&self) -> Option<Guard<'_>> {
        flag().then(|| Guard(self, noisy("guard")))
    }
}

struct Guard<'a>(&'a Cell, Noisy);

impl Guard<'_> {
    fn number(&self) -> usize {
        self.0.number + look(&self.1)
    }

    fn next(&self) -> Option<usize> {
        flag().then(|| look(&self.1))
    }

    fn io(&self) -> Io<usize> {
        io_of("of guard", self.number())
    }
}

fn guard(cell: &Cell) -> Guard<'_> {
    Guard(cell, noisy("guard"))
}

#[machine]
async fn references_to_references(n: usize) -> usize {
    let one = &&n;
    let two = &mut &mut noisy("two");
    let three = &&&noisy("three");
    let both = &(&noisy("left"), &noisy("right"));
    let listed = &[&noisy("in a list")];
    let behind = noisy("behind");
    io("x").await;
    two.change();
    **one + look(two) + look(three) + look(both.0) + look(both.1) + look(listed[0]) + look(&behind)
}

#[machine]
async fn reference_to_a_reference(n: usize) -> usize {
    let kept = noisy("kept");
    let one = &&kept;
    io("x").await;
    look(one) + n
}

#[machine]
async fn references_as_operands(n: usize) -> usize {
    fn sum(a: &&usize, b: usize, c: &mut &Noisy) -> usize {
        **a + b + look(c)
    }
    let kept = noisy("kept");
    let one = sum(&&n, io("x").await, &mut &kept);
    one + (&&n, io("y").await, step("in a tuple")).1
}

trait Reads {
    fn reads(&mut self) -> Reading<'_, Self>;
}

impl Reads for &Noisy {
    fn reads(&mut self) -> Reading<'_, Self> {
        Reading(self, io("reading"))
    }
}

struct Reading<'a, T: ?Sized>(&'a mut T, Io<usize>);

impl std::future::Future for Reading<'_, &Noisy> {
    type Output = usize;

    fn poll(
        mut self: std::pin::Pin<&mut Self>,
        cx: &mut std::task::Context<'_>,
    ) -> std::task::Poll<usize> {
        look(self.0);
        std::pin::Pin::new(&mut self.1).poll(cx)
    }
}

async fn of_two(one: &&Noisy, two: &mut &Noisy) -> usize {
    look(one) + io("of two").await + look(two)
}

#[machine]
async fn awaited_behind_references() -> usize {
    let kept = noisy("kept");
    let n = of_two(&&kept, &mut &kept).await;
    let m = (&kept).reads().await;
    io("x").await;
    n + m + look(&kept)
}

#[machine]
async fn references_in_structs() -> usize {
    struct Holds<'a> {
        one: &'a Noisy,
        two: (&'a Noisy, usize),
    }
    let holds = Holds {
        one: &noisy("one"),
        two: (&noisy("two"), io("x").await),
    };
    let _behind = noisy("behind");
    io("y").await;
    look(holds.one) + look(holds.two.0) + holds.two.1
}

#[machine]
async fn references_from_blocks() -> usize {
    let a = noisy("a");
    let chosen = if flag() { &a } else { &noisy("other") };
    let block = &{
        let inner = noisy("inner");
        look(&inner);
        noisy("from a block")
    };
    let matched = match look(chosen) {
        1 => &noisy("matched"),
        _ => block,
    };
    io("x").await;
    look(chosen) + look(block) + look(matched)
}

#[machine]
async fn matched_on_a_guard() -> usize {
    let cell = Cell::new("cell");
    let n = match guard(&cell).next() {
        Some(n) => n + io("some").await,
        None => io("none").await,
    };
    step("the guard is gone");
    let m = match cell.get().name() {
        "cell" => io("at the end").await,
        _ => 0,
    };
    n + m
}

#[machine]
async fn else_of_if_let() -> usize {
    let cell = Cell::new("cell");
    let n = if let Some(n) = guard(&cell).next() {
        n + io("then").await
    } else if let Some(found) = cell.found() {
        found.io().await
    } else if guard(&cell).number() > 3 {
        io("number").await
    } else {
        io("else").await
    };
    step("behind");
    n
}

#[machine]
async fn loops_on_guards() -> usize {
    let cell = Cell::new("cell");
    let mut sum = 0;
    while let Some(n) = guard(&cell).next() {
        sum += n + io("turn").await;
        if sum > 20 {
            break;
        }
    }
    while guard(&cell).number() < 5 {
        sum += io("never").await;
    }
    for n in guard(&cell).next().into_iter().chain(Some(1)) {
        sum += n + io("for").await;
    }
    sum
}

#[machine]
async fn operands_hold_guards() -> usize {
    let cell = Cell::new("cell");
    let n = guard(&cell).number() + io("x").await + cell.get().look();
    let m = (guard(&cell).io().await, step("in a tuple")).0;
    let flagged = guard(&cell).number() > 2 && io("y").await > 0 || guard(&cell).io().await > 1;
    step("behind");
    n + m + usize::from(flagged)
}

#[machine]
async fn guards_before_question_marks() -> Result<usize, Failure> {
    let cell = Cell::new("cell");
    let n = guard(&cell).number() + fallible("x").await?;
    let m = guard(&cell).next().ok_or(Failure("none"))? + fallible("y").await?;
    let last = cell.get().look();
    Ok(n + m + last)
}

#[machine]
async fn ends_of_blocks_hold_guards() -> usize {
    let cell = Cell::new("cell");
    let n = {
        let _inner = noisy("inner");
        guard(&cell).io().await
    };
    let m = {
        let inner = Cell::new("inner cell");
        let n = inner.get().look() + io("x").await;
        n
    };
    step("behind");
    n + m
}

#[machine]
async fn returned_with_guards() -> usize {
    let cell = Cell::new("cell");
    if flag() {
        return guard(&cell).io().await;
    }
    let n = 'a: {
        if flag() {
            break 'a guard(&cell).number() + io("broken").await;
        }
        io("to the end").await
    };
    step("behind");
    n
}

#[machine]
async fn shadowed_in_scopes(a: Noisy) -> usize {
    let mut n = look(&a);
    {
        let a = noisy("inner");
        io("x").await;
        {
            let a = (look(&a), noisy("innermost"));
            io("y").await;
            n += a.0 + look(&a.1);
        }
        n += look(&a);
    }
    for a in 0..2_usize {
        let a = a + io("turn").await;
        n += a;
    }
    let a = { a };
    io("z").await;
    n + look(&a)
}

#[machine]
async fn arguments_that_borrow() -> usize {
    fn three(a: &Noisy, n: usize, b: &Noisy) -> usize {
        step("three");
        look(a) + n + look(b)
    }
    let n = three(&noisy("a"), io("x").await, &noisy("b"));
    let m = three(&noisy("c"), n, &io_of("y", noisy("d")).await);
    step("behind");
    n + m
}

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case!(references_to_references: Compiler, references_to_references(3)),
        case!(reference_to_a_reference: Compiler, reference_to_a_reference(2)),
        case!(references_as_operands: Since2024, references_as_operands(2)),
        case!(awaited_behind_references: Explicit, awaited_behind_references()),
        case!(references_in_structs: Compiler, references_in_structs()),
        case!(references_from_blocks: Compiler, references_from_blocks()),
        case!(matched_on_a_guard: Explicit, matched_on_a_guard()),
        case!(else_of_if_let: Explicit, else_of_if_let()),
        case!(loops_on_guards: Explicit, loops_on_guards()),
        case!(operands_hold_guards: Explicit, operands_hold_guards()),
        case!(guards_before_question_marks: Explicit, guards_before_question_marks()),
        case!(ends_of_blocks_hold_guards: Explicit, ends_of_blocks_hold_guards()),
        case!(returned_with_guards: Explicit, returned_with_guards()),
        case!(shadowed_in_scopes: Explicit, shadowed_in_scopes(noisy("given"))),
        case!(arguments_that_borrow: Explicit, arguments_that_borrow()),
    ]
}
