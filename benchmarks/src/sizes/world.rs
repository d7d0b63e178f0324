//! What the measured functions work with.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

/// What goes wrong.
#[derive(Debug)]
pub struct Failure(pub String);

impl From<std::num::ParseIntError> for Failure {
    fn from(error: std::num::ParseIntError) -> Self {
        Failure(error.to_string())
    }
}

/// A future of `N` bytes, and no more than that.
#[derive(Debug)]
pub struct Wait<const N: usize>(pub [u8; N]);

impl<const N: usize> Future for Wait<N> {
    type Output = ();

    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        Poll::Ready(())
    }
}

/// A future that owns what it delivers.
#[derive(Debug)]
pub struct Later<T>(pub Option<T>);

impl<T> Unpin for Later<T> {}

impl<T> Future for Later<T> {
    type Output = T;

    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<T> {
        self.0.take().map_or(Poll::Pending, Poll::Ready)
    }
}

/// Delivers the value later.
pub fn later<T>(value: T) -> Later<T> {
    Later(Some(value))
}

/// A short wait: eight bytes.
pub fn short() -> Wait<8> {
    Wait([0; 8])
}

/// A long wait: as large as a timer of tokio's.
pub fn long() -> Wait<112> {
    Wait([0; 112])
}

/// Sends bytes, which the future borrows.
pub async fn send(bytes: &[u8]) -> usize {
    short().await;
    bytes.len()
}

/// Fills a buffer, which the future borrows.
pub async fn fill(buffer: &mut [u8]) -> usize {
    short().await;
    buffer.len()
}

/// Takes a buffer over, and gives it back.
pub async fn transform(mut bytes: Vec<u8>) -> Vec<u8> {
    short().await;
    bytes.push(0);
    bytes
}

/// A connection.
#[derive(Debug)]
pub struct Connection {
    name: String,
    sent: u64,
}

impl Connection {
    /// Opens one.
    pub async fn open(name: &str) -> Result<Connection, Failure> {
        short().await;
        Ok(Connection {
            name: name.to_owned(),
            sent: 0,
        })
    }

    /// Sends a line.
    pub async fn send(&mut self, line: &str) -> Result<(), Failure> {
        short().await;
        self.sent += line.len() as u64;
        Ok(())
    }

    /// Waits for a line.
    pub async fn line(&mut self) -> Option<String> {
        short().await;
        (self.sent > 0).then(|| self.name.clone())
    }

    /// Closes it.
    pub async fn close(self) -> u64 {
        short().await;
        self.sent
    }
}

/// A request to a service.
#[derive(Debug)]
pub struct Request {
    /// Who asks.
    pub user: u64,
    /// What for.
    pub path: String,
    /// With what.
    pub body: Vec<u8>,
}

/// What the service answers.
#[derive(Debug)]
pub struct Response {
    /// The status.
    pub status: u16,
    /// What is answered.
    pub body: Vec<u8>,
}

/// Something to be done.
#[derive(Debug)]
pub enum Command {
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
pub struct Store {
    values: std::collections::BTreeMap<String, Vec<u8>>,
    reads: u64,
}

impl Store {
    /// Looks a value up.
    pub async fn get(&self, key: &str) -> Option<Vec<u8>> {
        short().await;
        self.values.get(key).cloned()
    }

    /// Stores a value.
    pub async fn put(&mut self, key: String, value: Vec<u8>) -> Option<Vec<u8>> {
        short().await;
        self.reads += 1;
        self.values.insert(key, value)
    }
}
