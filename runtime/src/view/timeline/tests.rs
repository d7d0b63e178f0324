//! What is hard to bring about from outside: several threads in a fixed order, an unwinding
//! poll, moves.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use super::*;

#[derive(Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What a timeline writes about the happenings that `story` tells it.
fn told(times: bool, story: impl FnOnce(&mut Timeline)) -> String {
    let written = Written::default();
    let mut page = Page::new(Box::new(written.clone()), false);
    page.times = times;
    story(&mut Timeline::new(page));
    String::from_utf8(written.0.lock().unwrap().clone()).unwrap()
}

fn created() -> Happening {
    Happening::Created {
        size: Some(1064),
        arguments: vec![("url".to_owned(), "https://example.org".to_owned())],
        parent: None,
        place: Some(Place("src/shop.rs:12:10".to_owned())),
    }
}

fn poll(poll: u64, address: u64) -> Happening {
    Happening::PollStarted {
        poll,
        address: Some(address),
    }
}

fn pending() -> Happening {
    Happening::PollEnded {
        result: "Pending".to_owned(),
        busy: Some(Duration::from_micros(2)),
    }
}

fn moved(from: &str, to: &str, awaiting: &str) -> Happening {
    Happening::Moved(Transition {
        from: from.to_owned(),
        to: to.to_owned(),
        awaiting: Some(awaiting.to_owned()),
        place: Some(Place("src/shop.rs:15:17".to_owned())),
        dwell: Some(Duration::from_millis(20)),
    })
}

fn returned() -> Happening {
    Happening::Moved(Transition {
        from: "Suspend0".to_owned(),
        to: "Returned".to_owned(),
        awaiting: None,
        place: None,
        dwell: None,
    })
}

fn ended(end: &str) -> Happening {
    Happening::Ended {
        function: None,
        end: end.to_owned(),
        state: Some("Suspend0".to_owned()),
        awaiting: Some("some_io()".to_owned()),
        place: Some(Place("src/shop.rs:15:17".to_owned())),
        polls: Some(2),
        busy: Some(Duration::from_micros(4)),
        idle: Some(Duration::from_millis(20)),
    }
}

#[test]
fn a_child_stands_inside_the_poll_that_polls_it() {
    let told = told(false, |timeline| {
        timeline.meet(1, "parent", None);
        timeline.tell(Some(1), created());
        timeline.tell(Some(1), poll(1, 0x10));
        timeline.meet(2, "child", None);
        timeline.tell(Some(2), poll(1, 0x20));
        timeline.tell(
            Some(2),
            moved("Unresumed", "Suspend0", "sleep(Duration::from_millis(20))"),
        );
        timeline.tell(Some(2), pending());
        timeline.tell(Some(1), moved("Unresumed", "Suspend0", "child()"));
        timeline.tell(Some(1), pending());
    });
    assert_eq!(
        told,
        "\
parent#1    created with url=https://example.org, 1,064 bytes  src/shop.rs:12:10
parent#1    ╭ poll 1
child#2     │ ╭ poll 1
child#2     │ ╰ pending, Unresumed -> Suspend0
            │     waiting for sleep(Duration::from_millis(20))
            │                                                  src/shop.rs:15:17
parent#1    ╰ pending, Unresumed -> Suspend0
                waiting for child()                            src/shop.rs:15:17
"
    );
}

#[test]
fn instances_on_two_threads_do_not_stand_inside_each_other() {
    let told = told(false, |timeline| {
        timeline.meet(1, "here", None);
        timeline.meet(2, "there", None);
        timeline.tell(Some(1), poll(1, 0x10));
        let there = thread::Builder::new().name("worker".to_owned());
        thread::scope(|scope| {
            let there = there.spawn_scoped(scope, || {
                timeline.tell(Some(2), poll(1, 0x20));
                timeline.tell(Some(2), pending());
                timeline.tell(Some(2), poll(2, 0x20));
                timeline.tell(Some(2), pending());
            });
            there.unwrap().join().unwrap();
        });
        timeline.tell(Some(1), pending());
    });
    assert_eq!(
        told,
        "\
here#1      ╭ poll 1
there#2     T2 ╭ poll 1 on thread worker
there#2        ╰ pending
there#2        ╭ poll 2 at the same address
there#2        ╰ pending
here#1      T1 ╰ pending
"
    );
}

#[test]
fn a_poll_that_unwinds_is_closed() {
    let told = told(false, |timeline| {
        timeline.meet(1, "example", None);
        timeline.tell(Some(1), poll(2, 0x10));
        timeline.tell(
            Some(1),
            Happening::PollEnded {
                result: "Panicked".to_owned(),
                busy: None,
            },
        );
        timeline.tell(Some(1), ended("Panicked"));
        timeline.meet(2, "next", None);
        timeline.tell(Some(2), poll(1, 0x20));
    });
    assert_eq!(
        told,
        "\
example#1   ╭ poll 2
example#1   ╰ panicked
example#1   panicked after some_io().await, 2 polls            src/shop.rs:15:17
next#2      ╭ poll 1
"
    );
}

#[test]
fn transitions_are_told_where_polls_are_not_listened_to() {
    let told = told(false, |timeline| {
        timeline.meet(1, "example", None);
        timeline.tell(Some(1), moved("Unresumed", "Suspend0", "some_io()"));
        timeline.tell(Some(1), returned());
        timeline.tell(Some(1), ended("Returned"));
    });
    assert_eq!(
        told,
        "\
example#1   Unresumed -> Suspend0 waiting for some_io()        src/shop.rs:15:17
example#1   Suspend0 -> Returned
example#1   returned, 2 polls
"
    );
}

#[test]
fn durations_stand_with_what_took_them() {
    let told = told(true, |timeline| {
        timeline.meet(1, "example", None);
        timeline.tell(Some(1), poll(1, 0x10));
        timeline.tell(Some(1), moved("Unresumed", "Suspend0", "some_io()"));
        timeline.tell(Some(1), pending());
        timeline.tell(Some(1), poll(2, 0x20));
        timeline.tell(Some(1), pending());
        timeline.tell(Some(1), ended("Cancelled"));
    });
    // The first column is the time since the start, which differs from run to run.
    let told: Vec<String> = told
        .lines()
        .map(|line| line.chars().skip(12).collect())
        .collect();
    assert_eq!(
        told,
        [
            "example#1   ╭ poll 1 at 0x10",
            "example#1   ╰ pending in 2.00 µs, Unresumed (20.0 ms) -> Suspend0",
            "                waiting for some_io()              src/shop.rs:15:17",
            "example#1   ╭ poll 2 at another address: 0x20",
            "example#1   ╰ pending in 2.00 µs, still waiting for some_io()",
            "example#1   cancelled in Suspend0 while waiting for some_io(),",
            "              2 polls, busy 4.00 µs, idle 20.0 ms  src/shop.rs:15:17",
        ]
    );
}
