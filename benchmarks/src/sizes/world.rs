//! What the measured functions work with.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

/// What goes wrong.
#[derive(Debug)]
pub(crate) struct Failure(pub(crate) String);

impl From<std::num::ParseIntError> for Failure {
    fn from(error: std::num::ParseIntError) -> Self {
        Failure(error.to_string())
    }
}

/// A future of `N` bytes, and no more than that.
#[derive(Debug)]
pub(crate) struct Wait<const N: usize>(pub(crate) [u8; N]);

impl<const N: usize> Future for Wait<N> {
    type Output = ();

    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        Poll::Ready(())
    }
}

/// A future that owns what it delivers.
#[derive(Debug)]
pub(crate) struct Later<T>(pub(crate) Option<T>);

impl<T> Unpin for Later<T> {}

impl<T> Future for Later<T> {
    type Output = T;

    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<T> {
        self.0.take().map_or(Poll::Pending, Poll::Ready)
    }
}

/// Delivers the value later.
pub(crate) fn later<T>(value: T) -> Later<T> {
    Later(Some(value))
}

/// A short wait: eight bytes.
pub(crate) fn short() -> Wait<8> {
    Wait([0; 8])
}

/// A long wait: as large as a timer of tokio's.
pub(crate) fn long() -> Wait<112> {
    Wait([0; 112])
}

/// Sends bytes, which the future borrows.
pub(crate) async fn send(bytes: &[u8]) -> usize {
    short().await;
    bytes.len()
}

/// Fills a buffer, which the future borrows.
pub(crate) async fn fill(buffer: &mut [u8]) -> usize {
    short().await;
    buffer.len()
}

/// A connection.
#[derive(Debug)]
pub(crate) struct Connection {
    name: String,
    sent: u64,
}

impl Connection {
    /// Opens one.
    pub(crate) async fn open(name: &str) -> Result<Connection, Failure> {
        short().await;
        Ok(Connection {
            name: name.to_owned(),
            sent: 0,
        })
    }

    /// Sends a line.
    pub(crate) async fn send(&mut self, line: &str) -> Result<(), Failure> {
        short().await;
        self.sent += line.len() as u64;
        Ok(())
    }

    /// Waits for a line.
    pub(crate) async fn line(&mut self) -> Option<String> {
        short().await;
        (self.sent > 0).then(|| self.name.clone())
    }

    /// Closes it.
    pub(crate) async fn close(self) -> u64 {
        short().await;
        self.sent
    }
}

/// A request to a service.
#[derive(Debug)]
pub(crate) struct Request {
    /// Who asks.
    pub(crate) user: u64,
    /// What for.
    pub(crate) path: String,
    /// With what.
    pub(crate) body: Vec<u8>,
}

/// What the service answers.
#[derive(Debug)]
#[expect(dead_code, reason = "no function is run")]
pub(crate) struct Response {
    /// The status.
    pub(crate) status: u16,
    /// What is answered.
    pub(crate) body: Vec<u8>,
}

/// Something to be done.
#[derive(Debug)]
#[expect(dead_code, reason = "no function is run")]
pub(crate) enum Command {
    /// Look it up.
    Get(String),
    /// Store it.
    Put(String, Vec<u8>),
    /// Wait.
    Sleep(u64),
    /// Nothing.
    Nothing,
}

/// A store of values.
#[derive(Debug, Default)]
pub(crate) struct Store {
    values: std::collections::BTreeMap<String, Vec<u8>>,
    reads: u64,
}

impl Store {
    /// Looks a value up.
    pub(crate) async fn get(&self, key: &str) -> Option<Vec<u8>> {
        short().await;
        self.values.get(key).cloned()
    }

    /// Stores a value.
    pub(crate) async fn put(&mut self, key: String, value: Vec<u8>) -> Option<Vec<u8>> {
        short().await;
        self.reads += 1;
        self.values.insert(key, value)
    }
}
