//! Parts of variables that are moved, or perhaps only borrowed: the rest drops where the variable
//! would have.

use visualize_future_tests::case;
use visualize_future_tests::case::Case;
use visualize_future_tests::io::{Failure, fallible, io};
use visualize_future_tests::noisy::{Noisy, look, noisy};
use visualize_future_tests::world::{flag, step};

use super::machine;

fn swallow(value: Noisy) -> usize {
    value.look()
}

struct Parts {
    left: Noisy,
    middle: Option<Noisy>,
    pair: (Noisy, Noisy),
    list: Vec<Noisy>,
    number: usize,
    sum: fn(usize, usize) -> usize,
}

fn parts() -> Parts {
    Parts {
        left: noisy("left"),
        middle: Some(noisy("middle")),
        pair: (noisy("first"), noisy("second")),
        list: vec![noisy("one"), noisy("three")],
        number: 7,
        sum: |a, b| a + b,
    }
}

#[machine]
async fn part_by_value(parts: Parts) -> usize {
    io("before").await;
    let left = parts.left;
    io("moved").await;
    let first = parts.pair.0;
    io("moved again").await;
    let n = parts.number;
    step("all done");
    n + look(&left) + look(&first)
}

#[machine]
async fn by_method() -> usize {
    let parts = parts();
    let n = parts.left.look();
    io("borrowed").await;
    let m = parts.middle.map_or(0, swallow);
    io("moved").await;
    let k = parts.pair.1.consume();
    io("moved again").await;
    n + m + k
}

#[machine]
async fn by_method_with_arguments() -> usize {
    let _z = noisy("z");
    let parts = parts();
    let other = noisy("other");
    let m = parts
        .middle
        .or(Some(other))
        .map(swallow)
        .unwrap_or(io("in between").await);
    io("moved").await;
    (parts.sum)(m, parts.number)
}

#[machine]
async fn in_one_branch(parts: Parts) -> usize {
    let _z = noisy("z");
    if flag() {
        swallow(parts.left);
    } else if flag() {
        swallow(parts.pair.1);
    }
    io("some may be gone").await;
    step("the end");
    2
}

#[machine]
async fn in_both_branches(parts: Parts) -> usize {
    let n = match flag() {
        true => parts.left.consume(),
        false => {
            let left = parts.left;
            io("alone").await;
            look(&left)
        }
    };
    io("gone").await;
    n
}

#[machine]
async fn a_part_of_a_part(parts: Parts) -> usize {
    if flag() {
        swallow(parts.pair.0);
    } else {
        let (first, second) = parts.pair;
        io("both").await;
        swallow(second);
        look(&first);
    }
    io("the rest").await;
    parts.number
}

#[machine]
async fn assigned_again(mut parts: Parts) -> usize {
    let mut n = 0;
    for name in ["new", "newer"] {
        n += swallow(parts.left);
        io("gone").await;
        parts.left = noisy(name);
        io("there").await;
    }
    parts.pair.1 = noisy("replaced");
    n + look(&parts.left)
}

#[machine]
async fn assigned_again_perhaps(mut parts: Parts) -> usize {
    if flag() {
        swallow(parts.left);
        io("gone").await;
    }
    parts.left = noisy("new");
    io("there").await;
    parts.number
}

#[machine]
async fn assigned_as_a_whole(mut whole: Parts) -> usize {
    if flag() {
        swallow(whole.left);
        io("gone").await;
    }
    whole = parts();
    io("new").await;
    swallow(whole.pair.0)
}

#[machine]
async fn into_a_loop() -> usize {
    let parts = parts();
    let mut n = 0;
    for one in parts.list {
        n += look(&one);
        io("turn").await;
    }
    n + parts.left.look()
}

#[machine]
async fn by_question_mark() -> Result<usize, Failure> {
    struct Tried {
        _before: Noisy,
        result: Result<Noisy, Failure>,
        _behind: Noisy,
    }
    let tried = Tried {
        _before: noisy("before"),
        result: fallible("try").await.map(|_| noisy("tried")),
        _behind: noisy("behind"),
    };
    io("tried").await;
    let value = tried.result?;
    io("went well").await;
    Ok(swallow(value))
}

struct Shelf {
    before: Noisy,
    boxed: Box<Parts>,
    behind: Noisy,
}

#[machine]
async fn out_of_a_box() -> usize {
    let shelf = Shelf {
        before: noisy("before"),
        boxed: Box::new(parts()),
        behind: noisy("behind"),
    };
    io("filled").await;
    let left = shelf.boxed.left;
    io("moved").await;
    let n = shelf.boxed.pair.1.look() + shelf.behind.look();
    if flag() {
        swallow(shelf.boxed.pair.0);
        io("another").await;
    }
    n + look(&left) + look(&shelf.before)
}

struct Service {
    name: Noisy,
    inner: Noisy,
}

impl Service {
    #[machine]
    async fn finish(self) -> usize {
        let _guard = noisy("guard");
        io("flush").await;
        if flag() {
            return self.inner.consume();
        }
        io("close").await;
        let n = self.name.look();
        io("closed").await;
        n + swallow(self.inner)
    }
}

#[machine]
async fn in_a_statement(parts: Parts) -> usize {
    let n = noisy("temporary").look() + io("first").await + swallow(parts.left);
    io("second").await;
    let m = (
        look(&noisy("t")),
        parts.middle.map(swallow),
        io("third").await,
    )
        .0;
    io("fourth").await;
    n + m + parts.list.len()
}

#[machine]
async fn assigned_in_a_statement(mut parts: Parts) -> usize {
    if flag() {
        swallow(parts.left);
    }
    io("perhaps").await;
    let n = (look(&noisy("t")), io("in").await, {
        parts.left = noisy("new");
        1
    });
    io("behind").await;
    n.0 + n.2
}

fn service() -> Service {
    Service {
        name: noisy("name"),
        inner: noisy("inner"),
    }
}

fn make<T>(value: T) -> (T, Noisy) {
    (value, noisy("made"))
}

#[machine]
async fn generic_parts<T: AsRef<str>>(value: T) -> usize {
    let made = make(value);
    io("made").await;
    let n = made.1.consume();
    io("consumed").await;
    let value = made.0;
    n + value.as_ref().len()
}

#[machine]
async fn of_a_pattern(tuple: (Parts, Noisy)) -> usize {
    let (parts, other) = tuple;
    io("apart").await;
    let left = parts.left;
    io("moved").await;
    match flag() {
        true => swallow(left) + other.look(),
        false => swallow(parts.pair.1),
    }
}

#[machine]
async fn moved_on_the_way_out() -> Option<usize> {
    for turn in 0..2 {
        let parts = parts();
        io("turn").await;
        if flag() {
            continue;
        }
        if turn == 1 {
            return parts.middle.map(swallow);
        }
        let n = parts.left.consume();
        io("again").await;
        if n > 100 {
            break;
        }
    }
    None
}

#[machine]
async fn a_pattern_may_not_match(parts: Parts) -> usize {
    let n = if let Some(middle) = parts.middle {
        io("some").await;
        swallow(middle)
    } else {
        0
    };
    io("done").await;
    n
}

#[machine]
async fn copied_out_of_a_pattern() -> usize {
    let whole = (3_usize, noisy("n"));
    io("made").await;
    if flag() {
        let (number, n) = whole;
        io("apart").await;
        swallow(n);
        return number + whole.0;
    }
    io("together").await;
    whole.0
}

#[machine]
async fn closures_as_arguments(parts: Parts, option: Option<Noisy>) -> usize {
    let other = noisy("other");
    let more = noisy("more");
    io("begin").await;
    let n = option.map(|value| value.look() + look(&other)).unwrap_or(1);
    io("whole").await;
    let mut count = 0;
    let m = parts.middle.map_or(3, |value| {
        count += value.look();
        look(&other) + count
    });
    io("part").await;
    let k = parts.list.iter().map(|value| value.look()).sum::<usize>();
    io("borrowed").await;
    let j = parts.pair.0.clone().eq(&more);
    let l = Some(parts.left)
        .map(|left| left.look() + 1)
        .map_or(0, |n| n);
    io("end").await;
    n + m + k + l + j as usize
}

#[machine]
async fn closures_that_take(parts: Parts) -> usize {
    let taken = noisy("taken");
    io("begin").await;
    let n = parts.middle.map(move |value| value.look() + swallow(taken));
    io("taken").await;
    let last = noisy("last");
    let m = parts
        .list
        .into_iter()
        .map(move |value| value.look() + look(&last));
    io("kept").await;
    n.unwrap_or(0) + m.sum::<usize>()
}

/// Gives what it is asked for.
struct Given {
    value: Noisy,
    kept: Noisy,
    list: Vec<Noisy>,
}

fn given() -> Given {
    Given {
        value: noisy("value"),
        kept: noisy("kept"),
        list: vec![noisy("one"), noisy("two")],
    }
}

trait Give: Sized {
    fn give<T: From<usize>>(self) -> T;
}

impl Give for Noisy {
    fn give<T: From<usize>>(self) -> T {
        T::from(self.look())
    }
}

/// Only what the method's output is used for tells its type.
#[machine]
async fn of_a_type_known_later(given: Given) -> usize {
    io("begin").await;
    let n = given.value.give();
    io("moved").await;
    n
}

/// What is borrowed from a part is not borrowed where the rest drops.
#[machine]
async fn what_borrows_from_a_part(mut given: Given) -> usize {
    let mut all = given.list.iter_mut();
    let first = all.next();
    io("borrowed").await;
    let n = first.map_or(0, |value| value.look()) + all.len();
    let list = given.list.into_iter();
    io("moved").await;
    n + list.len() + given.kept.give::<usize>()
}

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case!(part_by_value: Explicit, part_by_value(parts())),
        case!(by_method: Explicit, by_method()),
        case!(by_method_with_arguments: Explicit, by_method_with_arguments()),
        case!(in_one_branch: Explicit, in_one_branch(parts())),
        case!(in_both_branches: Explicit, in_both_branches(parts())),
        case!(a_part_of_a_part: Explicit, a_part_of_a_part(parts())),
        case!(assigned_again: Explicit, assigned_again(parts())),
        case!(assigned_again_perhaps: Explicit, assigned_again_perhaps(parts())),
        case!(assigned_as_a_whole: Explicit, assigned_as_a_whole(parts())),
        case!(into_a_loop: Explicit, into_a_loop()),
        case!(by_question_mark: Explicit, by_question_mark()),
        case!(finish: Explicit, service().finish()),
        case!(out_of_a_box: Explicit, out_of_a_box()),
        case!(in_a_statement: Explicit, in_a_statement(parts())),
        case!(assigned_in_a_statement: Explicit, assigned_in_a_statement(parts())),
        case!(generic_parts: Explicit, generic_parts(String::from("text"))),
        case!(of_a_pattern: Explicit, of_a_pattern((parts(), noisy("other")))),
        case!(moved_on_the_way_out: Explicit, moved_on_the_way_out()),
        case!(
            closures_as_arguments: Explicit,
            closures_as_arguments(parts(), Some(noisy("option")))
        ),
        case!(closures_that_take: Explicit, closures_that_take(parts())),
        case!(of_a_type_known_later: Explicit, of_a_type_known_later(given())),
        case!(what_borrows_from_a_part: Explicit, what_borrows_from_a_part(given())),
        case!(a_pattern_may_not_match: Explicit, a_pattern_may_not_match(parts())),
        case!(copied_out_of_a_pattern: Compiler, copied_out_of_a_pattern()),
    ]
}
