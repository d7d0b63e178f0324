//! Drop flags, conditional moves, and the order of drops.

use crate::world::{Guard, List, give, look, pause, sample};

async fn moved_in_one_branch(guard: Guard, flag: bool) -> usize {
    if flag {
        drop(guard);
    }
    pause().await;
    1
}

async fn moved_in_one_branch_after_an_await(flag: bool) -> usize {
    let text = String::from("text");
    let other = Guard(1);
    pause().await;
    if flag {
        drop(text);
    } else {
        drop(other);
    }
    pause().await;
    2
}

async fn initialised_later(flag: bool) -> usize {
    let late;
    if flag {
        late = Guard(give(2u16).await);
        look(&late);
    }
    pause().await;
    3
}

async fn assigned_again() -> usize {
    let mut guard = Guard(1);
    pause().await;
    guard = Guard(give(2u16).await);
    pause().await;
    look(&guard)
}

async fn parts_moved(flag: bool) -> usize {
    let pair = (Guard(1), String::from("right"), Guard(2));
    pause().await;
    if flag {
        drop(pair.0);
    }
    pause().await;
    drop(pair.1);
    pause().await;
    4
}

async fn moved_in_a_loop(limit: u8) -> usize {
    let mut kept = Some(Guard(1));
    let held = Guard(2);
    let mut handed = Some(held);
    for number in 0..limit {
        if give(number).await == 1 {
            drop(kept.take());
            handed = None;
        }
    }
    look(&kept) + look(&handed)
}

async fn shadowed_and_still_to_drop() -> usize {
    let guard = Guard(1);
    let first = look(&guard);
    pause().await;
    let guard = String::from("another type");
    pause().await;
    first + guard.len()
}

async fn scope_of_a_lock() -> usize {
    let lock = std::sync::Mutex::new(5u64);
    {
        let held = lock.lock().unwrap();
        pause().await;
        look(&*held);
    }
    pause().await;
    look(&lock)
}

async fn boxed_and_moved_out(flag: bool) -> usize {
    let boxed = Box::new((Guard(1), String::from("text")));
    pause().await;
    if flag {
        let (guard, text) = *boxed;
        pause().await;
        return look(&guard) + text.len();
    }
    5
}

pub fn all() -> List {
    vec![
        sample(moved_in_one_branch(Guard(1), true)),
        sample(moved_in_one_branch_after_an_await(true)),
        sample(initialised_later(true)),
        sample(assigned_again()),
        sample(parts_moved(true)),
        sample(moved_in_a_loop(3)),
        sample(shadowed_and_still_to_drop()),
        sample(scope_of_a_lock()),
        sample(boxed_and_moved_out(true)),
    ]
}
