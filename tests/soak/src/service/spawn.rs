//! Tasks of the service.

use std::future::Future;

use tokio::task::{JoinHandle, JoinSet};

use crate::subscribers::wander;

/// A task of its own.
pub(super) fn spawn<F>(future: F) -> JoinHandle<F::Output>
where
    F: Future<Output: Send> + Send + 'static,
{
    tokio::spawn(wander(future))
}

/// A task of a set.
pub(super) fn spawn_in<T, F>(set: &mut JoinSet<T>, future: F)
where
    T: Send + 'static,
    F: Future<Output = T> + Send + 'static,
{
    set.spawn(wander(future));
}
