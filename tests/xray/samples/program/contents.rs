//! What locals can be: without a size, over-aligned, large, of every kind of type.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::marker::PhantomData;
use std::num::NonZeroU32;
use std::rc::Rc;
use std::sync::{Arc, Mutex};

use crate::world::{Guard, Line, List, Nothing, give, look, pause, sample};

async fn without_size(unit: (), nothing: Nothing) -> usize {
    let phantom = PhantomData::<String>;
    let empty = [0u64; 0];
    let function = look::<u8>;
    pause().await;
    look(&unit) + look(&nothing) + look(&phantom) + look(&empty) + function(&1)
}

async fn over_aligned(line: Line, small: u8) -> usize {
    let other = Line(small);
    pause().await;
    let third = [Line(1), Line(2)];
    pause().await;
    look(&line) + look(&other) + look(&third) + look(&small)
}

#[repr(C, packed)]
#[derive(Clone, Copy)]
struct Packed {
    small: u8,
    large: u64,
}

async fn packed(value: Packed) -> u64 {
    let copy = value;
    pause().await;
    u64::from(copy.small) + copy.large + value.large
}

enum Large {
    Bytes([u8; 700]),
    Text(String, u8),
    Number(u128),
    Empty,
}

async fn large_enum(which: u8) -> usize {
    let value = match which {
        0 => Large::Bytes([1; 700]),
        1 => Large::Text(String::from("text"), 1),
        2 => Large::Number(9),
        _ => Large::Empty,
    };
    pause().await;
    match value {
        Large::Bytes(bytes) => look(&bytes),
        Large::Text(text, number) => text.len() + number as usize,
        Large::Number(number) => number as usize,
        Large::Empty => 0,
    }
}

async fn niches(some: Option<Box<u8>>, number: Option<NonZeroU32>) -> usize {
    let other = Some(String::from("niche"));
    pause().await;
    look(&some) + look(&number) + look(&other)
}

async fn arrays(seed: u8) -> usize {
    let bytes = [seed; 5];
    let words = [u16::from(seed); 3];
    let nested = [[u32::from(seed); 2]; 3];
    let guards = [Guard(1), Guard(2)];
    pause().await;
    let slice = &words[1..];
    pause().await;
    look(&bytes) + look(&nested) + look(&guards) + look(slice)
}

async fn pointers(text: Box<str>, shared: Rc<Cell<u8>>) -> usize {
    let object: Box<dyn Fn(u8) -> u8> = Box::new(|number| number + 1);
    let pointer: *const u8 = text.as_ptr();
    let function: fn(&str) -> usize = str::len;
    pause().await;
    shared.set(object(shared.get()));
    pause().await;
    function(&text) + look(&pointer) + shared.get() as usize
}

async fn containers() -> usize {
    let mut map = BTreeMap::new();
    map.insert(1u8, String::from("one"));
    let cell = RefCell::new(vec![1u64]);
    let lock = Arc::new(Mutex::new(0u32));
    pause().await;
    cell.borrow_mut().push(2);
    let held = lock.lock().unwrap();
    pause().await;
    look(&*held) + map.len() + cell.borrow().len()
}

union Either {
    number: u64,
    bytes: [u8; 12],
}

async fn unions(number: u64) -> u64 {
    let either = Either { number };
    pause().await;
    // SAFETY: both fields hold any bits, and the first eight bytes are there.
    let bytes = unsafe { either.bytes };
    pause().await;
    u64::from(bytes[0])
}

struct Long<'a, T: ?Sized, const N: usize> {
    lent: &'a T,
    bytes: [u8; N],
}

async fn generic_contents() -> usize {
    let long = Long::<'_, str, 19> {
        lent: "text",
        bytes: [3; 19],
    };
    let tuple = (1u8, 2u64, 'c', true, "str");
    pause().await;
    let range = 0..long.bytes.len();
    pause().await;
    range.len() + long.lent.len() + look(&tuple)
}

async fn large_array() -> usize {
    let bytes = give([1u16; 5000]).await;
    pause().await;
    look(&bytes)
}

pub fn all() -> List {
    vec![
        sample(without_size((), Nothing)),
        sample(over_aligned(Line(1), 2)),
        sample(packed(Packed { small: 1, large: 2 })),
        sample(large_enum(0)),
        sample(large_enum(1)),
        sample(niches(None, NonZeroU32::new(1))),
        sample(arrays(1)),
        sample(pointers("text".into(), Rc::new(Cell::new(1)))),
        sample(containers()),
        sample(unions(1)),
        sample(generic_contents()),
        sample(large_array()),
    ]
}
