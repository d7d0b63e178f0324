//! What the documented functions mention and do not define.

use std::task::Poll;

pub(crate) use std::future::Future;
pub(crate) use std::num::ParseIntError;

pub(crate) use tokio::join;

/// Something to wait for once.
pub(crate) async fn some_io() {
    let mut waited = false;
    std::future::poll_fn(|cx| {
        if std::mem::replace(&mut waited, true) {
            return Poll::Ready(());
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

/// Lines that arrive one by one.
pub(crate) struct Lines(std::vec::IntoIter<String>);

impl Lines {
    /// The words of a text, each as a line.
    pub(crate) fn of(text: &str) -> Self {
        let lines: Vec<String> = text.split(' ').map(str::to_owned).collect();
        Lines(lines.into_iter())
    }

    pub(crate) async fn next_line(&mut self) -> Option<String> {
        some_io().await;
        self.0.next()
    }
}

pub(crate) enum Request {
    #[expect(dead_code, reason = "the run takes the other arm")]
    Get(String),
    Put(String, String),
}

pub(crate) async fn read(key: String) -> String {
    some_io().await;
    format!("the value of {key}")
}

pub(crate) async fn write(_name: &str, value: String) {
    some_io().await;
    drop(value);
}

/// Something that is sent away.
pub(crate) struct Message(String);

impl Message {
    pub(crate) fn of(text: &str) -> Self {
        Message(text.to_owned())
    }

    /// Uses it up.
    pub(crate) fn send(self) -> usize {
        self.0.len()
    }
}

/// A shelf, with a label.
#[derive(Debug)]
pub(crate) struct Shelf;

impl Shelf {
    pub(crate) fn label(&self) -> String {
        String::from("books")
    }
}

/// How many books there are.
pub(crate) async fn books() -> usize {
    some_io().await;
    3
}

pub(crate) fn weigh(label: &str, books: usize) -> usize {
    label.len() + books
}
