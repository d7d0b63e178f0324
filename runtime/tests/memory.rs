//! The layout of machines, and the memory of live ones.

mod support;

use std::pin::pin;

use support::{pending, poll};
use visualize_future::{LocalKind, Memory, visualize_future};

#[visualize_future(lowering = "explicit")]
async fn guide() -> u8 {
    let x = [7u8; 1024];
    let y = &x;
    pending(1).await;
    y[0]
}

#[visualize_future(lowering = "explicit")]
async fn pair() -> u32 {
    let before = 1u64;
    let x = (1u32, 2u32);
    let second = Holder {
        zero: (),
        word: 3,
        inner: &x.1,
    };
    pending(1).await;
    let () = second.zero;
    *second.inner + u32::try_from(before + second.word).unwrap()
}

struct Holder<'a> {
    zero: (),
    word: u64,
    inner: &'a u32,
}

#[visualize_future(lowering = "explicit")]
async fn iterates() -> u64 {
    let x = [1u64, 2];
    let mut numbers = x.iter();
    let next = 5u64;
    numbers.next();
    numbers.next();
    pending(1).await;
    next + u64::try_from(numbers.len()).unwrap() + x[0]
}

#[visualize_future(lowering = "explicit")]
async fn looks_like_one() -> usize {
    let x = [1u64; 4];
    let number = std::ptr::from_ref(&x).addr();
    let numbers = [number; 3];
    let unit = ();
    let to_unit = &unit;
    pending(1).await;
    let () = *to_unit;
    number + numbers.len() + x.len()
}

#[visualize_future(lowering = "compiler")]
async fn compiled() -> u8 {
    let x = [7u8; 1024];
    let y = &x;
    pending(1).await;
    y[0]
}

fn pointers(memory: &Memory) -> Vec<String> {
    let pointers = memory.pointers.as_ref().unwrap();
    pointers.iter().map(ToString::to_string).collect()
}

#[test]
fn a_reference_to_a_local_of_the_same_future() {
    let mut future = pin!(guide());
    let memory = future.as_ref().memory();
    assert_eq!(memory.state.name, "Unresumed");
    assert_eq!(pointers(&memory), [""; 0]);

    assert!(poll(future.as_mut()).is_pending());
    let memory = future.as_ref().memory();
    assert_eq!(memory.state.name, "Suspend0");
    assert_eq!(memory.address, future.address());
    let pointer = memory.pointers.as_ref().unwrap()[0];
    assert_eq!(
        (pointer.from, pointer.at, pointer.to, pointer.offset),
        ("y", 0, "x", 0)
    );
    let x = memory
        .fields
        .iter()
        .find(|field| field.name == "x")
        .unwrap();
    let y = memory
        .fields
        .iter()
        .find(|field| field.name == "y")
        .unwrap();
    // What `y` holds is the address of `x`.
    assert_eq!(
        // SAFETY: the field is a reference, and the future is between two polls.
        unsafe { std::ptr::with_exposed_provenance::<usize>(y.address).read() },
        x.address
    );
    assert!((future.address()..future.address() + memory.layout.size).contains(&x.address));
    assert_eq!(y.borrows, ["x"]);

    let text = memory.to_string();
    let line = text.lines().find(|line| line.contains(" y: ")).unwrap();
    assert!(line.contains("y: &[u8; 1024]"), "{text}");
    assert!(line.ends_with("y -> x (+0)   self-reference"), "{text}");
    assert!(
        text.contains("state=Suspend0 @ runtime/tests/memory.rs:14:16"),
        "{text}"
    );

    assert!(poll(future.as_mut()).is_ready());
    let memory = future.as_ref().memory();
    assert_eq!((memory.state.name, memory.fields.len()), ("Returned", 0));
}

#[test]
fn into_the_middle_from_the_middle() {
    let mut future = pin!(pair());
    assert!(poll(future.as_mut()).is_pending());
    let memory = future.as_ref().memory();
    let found = memory.pointers.clone().unwrap();
    assert_eq!(found.len(), 1, "{memory}");
    assert_eq!(
        (found[0].from, found[0].to, found[0].offset),
        ("second", "x", 4)
    );
    assert_eq!(found[0].at, std::mem::offset_of!(Holder<'_>, inner));
}

#[test]
fn an_iterator_at_its_end_points_at_nothing() {
    let mut future = pin!(iterates());
    assert!(poll(future.as_mut()).is_pending());
    let memory = future.as_ref().memory();
    // The end of `x` is where another local starts, or this tests nothing.
    let x = memory
        .fields
        .iter()
        .find(|field| field.name == "x")
        .unwrap();
    let end = x.address + x.size;
    assert!(
        memory.fields.iter().any(|field| field.address == end),
        "{memory}"
    );
    assert_eq!(pointers(&memory), [""; 0], "{memory}");
}

#[test]
fn what_only_looks_like_a_pointer_is_none() {
    let mut future = pin!(looks_like_one());
    assert!(poll(future.as_mut()).is_pending());
    let memory = future.as_ref().memory();
    assert_eq!(pointers(&memory), [""; 0], "{memory}");
}

#[test]
fn the_compilers_coroutine_says_why_not() {
    let mut future = pin!(compiled());
    assert!(poll(future.as_mut()).is_pending());
    let memory = future.as_ref().memory();
    let why = memory.pointers.as_ref().unwrap_err().to_string();
    assert!(
        why.starts_with("not available, because the compiler's coroutine runs"),
        "{why}"
    );
    assert!(memory.fields.is_empty());
    let layout = future.layout();
    assert!(layout.states.is_empty());
    assert!(layout.compiler_size >= 1024);
    assert!(layout.size >= layout.compiler_size);
}

#[test]
fn sizes_and_offsets() {
    let future = guide();
    let layout = future.layout();
    assert_eq!(layout.size, size_of_val(&future));
    assert_eq!(layout.align, align_of_val(&future));
    assert!(layout.enum_size < layout.size);
    assert!(layout.compiler_size >= 1024);
    let state = &layout.states[3];
    assert_eq!(state.name, "Suspend0");
    assert!(state.size <= layout.enum_size);
    let mut end = 1;
    for field in &state.fields {
        assert!(field.offset >= end, "{layout}");
        assert_eq!(field.offset % field.align, 0);
        end = field.offset + field.size;
    }
    assert_eq!(end, state.size);
    let used: usize = state.fields.iter().map(|field| field.size).sum();
    let gaps: usize = state.padding().iter().map(|gap| gap.size).sum();
    assert_eq!(1 + used + gaps, state.size);
    let y = state.fields.iter().find(|field| field.name == "y").unwrap();
    assert_eq!(
        (y.size, y.align, y.needs_drop),
        (size_of::<usize>(), align_of::<usize>(), false)
    );
    assert_eq!((y.kind, y.type_name), (LocalKind::Local, "&[u8; 1024]"));
    assert_eq!(layout.states[1].fields.len(), 0);
    assert_eq!(layout.states[1].size, 1);
}

#[test]
fn a_map_of_all_states() {
    let text = pair().layout().to_string();
    let word = size_of::<usize>();
    if word != 8 {
        return;
    }
    for line in [
        "  Unresumed  size=1",
        "    +8   8 B  before: u64",
        "    +16  8 B  x: (u32, u32)",
        "    +40 12 B  awaitee0: future of pending",
    ] {
        assert!(
            text.lines().any(|one| one.trim_end() == line),
            "{line}\n{text}"
        );
    }
}
