//! What `why_large` says that a change saves is what it saves.
#![cfg(all(target_os = "linux", target_arch = "x86_64"))]
#![allow(clippy::manual_async_fn, reason = "that is one of the changes")]

use std::future::Future;
use std::hint::black_box;
use std::pin::pin;

use visualize_future_tests_snapshots::{poll_once, some_io};
use visualize_future_xray::{Change, Coroutine, Image};

/// Functions as they are, and with one thing changed.
mod scope {
    use super::*;

    pub(super) async fn before() -> usize {
        let buffer = [1_u8; 500];
        let length = black_box(&buffer).len();
        some_io().await;
        length
    }

    pub(super) async fn after() -> usize {
        let length = {
            let buffer = [1_u8; 500];
            black_box(&buffer).len()
        };
        some_io().await;
        length
    }
}

mod scope_of_two {
    use super::*;

    pub(super) async fn before() -> usize {
        let large = [1_u8; 300];
        let length = black_box(&large).len();
        some_io().await;
        let other = [2_u32; 50];
        some_io().await;
        length + black_box(&other).len()
    }

    pub(super) async fn after() -> usize {
        let length = {
            let large = [1_u8; 300];
            black_box(&large).len()
        };
        some_io().await;
        let other = [2_u32; 50];
        some_io().await;
        length + black_box(&other).len()
    }
}

mod boxed_local {
    use super::*;

    pub(super) async fn before() -> u8 {
        let large = [1_u8; 600];
        some_io().await;
        black_box(&large)[0]
    }

    pub(super) async fn after() -> u8 {
        let large = Box::new([1_u8; 600]);
        some_io().await;
        black_box(&large)[0]
    }
}

mod boxed_awaitee {
    use super::*;

    async fn large() -> u8 {
        let large = [1_u64; 100];
        some_io().await;
        black_box(&large)[0] as u8
    }

    pub(super) async fn before() -> u8 {
        let held = [1_u16; 20];
        large().await + black_box(&held)[0] as u8
    }

    pub(super) async fn after() -> u8 {
        let held = [1_u16; 20];
        Box::pin(large()).await + black_box(&held)[0] as u8
    }
}

mod argument {
    use super::*;

    pub(super) async fn before(text: [u64; 20]) -> u64 {
        some_io().await;
        black_box(&text)[0]
    }

    pub(super) fn after(text: [u64; 20]) -> impl Future<Output = u64> {
        async move {
            some_io().await;
            black_box(&text)[0]
        }
    }
}

mod awaited_directly {
    use super::*;

    async fn large() -> u8 {
        let large = [1_u64; 100];
        some_io().await;
        black_box(&large)[0] as u8
    }

    pub(super) async fn before() -> u8 {
        let future = large();
        black_box(&future);
        future.await
    }

    pub(super) async fn after() -> u8 {
        large().await
    }
}

#[test]
fn changes_save_what_they_are_said_to() {
    poll_once(pin!(scope::before()));
    poll_once(pin!(scope::after()));
    poll_once(pin!(scope_of_two::before()));
    poll_once(pin!(scope_of_two::after()));
    poll_once(pin!(boxed_local::before()));
    poll_once(pin!(boxed_local::after()));
    poll_once(pin!(boxed_awaitee::before()));
    poll_once(pin!(boxed_awaitee::after()));
    poll_once(pin!(argument::before([0; 20])));
    poll_once(pin!(argument::after([0; 20])));
    poll_once(pin!(awaited_directly::before()));
    poll_once(pin!(awaited_directly::after()));

    let image = Image::open("/proc/self/exe").expect("the program itself");
    let all = image.coroutines().expect("debug info");
    let of = |module: &str, function: &str| -> &Coroutine {
        let path = format!("savings::{module}::{function}");
        let found = all.iter().find(|found| found.path() == path);
        found.unwrap_or_else(|| panic!("{path} is not listed"))
    };
    let saves = |module: &str, is_change: fn(&Change) -> bool| {
        let (before, after) = (of(module, "before"), of(module, "after"));
        let why = before.why_large();
        let saving = why.savings.iter().find(|saving| is_change(&saving.change));
        let saving = saving.unwrap_or_else(|| panic!("{module} has no such saving:\n{why}"));
        assert_eq!(
            before.size - saving.bytes,
            after.size,
            "{module}:\n{why}\n{after}"
        );
    };
    saves(
        "scope",
        |change| matches!(change, Change::EndScope { name, .. } if name == "buffer"),
    );
    saves(
        "scope_of_two",
        |change| matches!(change, Change::EndScope { name, states, .. } if name == "large" && states.len() == 2),
    );
    saves(
        "boxed_local",
        |change| matches!(change, Change::BoxLocal(name) if name == "large"),
    );
    saves("boxed_awaitee", |change| {
        matches!(change, Change::BoxAwaitee(..))
    });
    saves(
        "argument",
        |change| matches!(change, Change::CaptureOnce(name) if name == "text"),
    );
    saves(
        "awaited_directly",
        |change| matches!(change, Change::AwaitDirectly(name) if name == "future"),
    );
}
