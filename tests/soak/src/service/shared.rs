//! What the requests of all connections share.

use std::collections::HashMap;
use std::sync::Arc;

use tokio::sync::{Mutex, Notify, RwLock, Semaphore, mpsc};

use super::store::Job;

/// The state of the server.
pub(super) struct Shared {
    /// Copies of what is in the store.
    pub(super) cache: RwLock<HashMap<u64, u64>>,
    /// To the task that has the store.
    pub(super) store: mpsc::Sender<Job>,
    /// Held across awaits.
    pub(super) total: Mutex<u64>,
    /// Few, so that requests wait for each other.
    pub(super) permits: Arc<Semaphore>,
    /// Nobody notifies it; whoever waits for it is in its list until dropped.
    pub(super) never: Notify,
}

impl Shared {
    pub(super) fn new(store: mpsc::Sender<Job>) -> Arc<Self> {
        Arc::new(Shared {
            cache: RwLock::default(),
            store,
            total: Mutex::default(),
            permits: Arc::new(Semaphore::new(3)),
            never: Notify::new(),
        })
    }
}
