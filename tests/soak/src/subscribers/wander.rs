//! A future whose polls find now one subscriber, now another.

use std::future::Future;
use std::pin::Pin;
use std::sync::Mutex;
use std::task::{Context, Poll};

use tracing::{Dispatch, dispatcher};

use super::{Nature, Subscribers};
use crate::dice;
use crate::faults::{self, Fault};

/// Those to choose from in this round; empty if futures are to keep to their thread's.
static CHOICE: Mutex<Vec<Dispatch>> = Mutex::new(Vec::new());

impl Subscribers {
    /// Futures choose among these from now on, if it is in their nature to be swapped.
    pub(crate) fn offer(&self, nature: Nature) {
        let mut choice = Vec::new();
        if let Subscribers::Witnesses(all) = self
            && nature.swaps()
        {
            choice.extend(all.iter().map(|(_, dispatch)| dispatch.clone()));
            if nature == Nature::Wandering {
                choice.push(Dispatch::none());
            }
        }
        drop(std::mem::replace(&mut *CHOICE.lock().unwrap(), choice));
    }

    /// And no more.
    pub(crate) fn withdraw() {
        drop(std::mem::take(&mut *CHOICE.lock().unwrap()));
    }
}

/// Polls `future` with one of the subscribers that are offered.
pub(crate) async fn wander<F: Future>(future: F) -> F::Output {
    let mut future = std::pin::pin!(future);
    std::future::poll_fn(move |cx| poll(future.as_mut(), cx)).await
}

fn poll<F: Future>(future: Pin<&mut F>, cx: &mut Context<'_>) -> Poll<F::Output> {
    let chosen = {
        let choice = CHOICE.lock().unwrap();
        let chosen = !choice.is_empty() && dice::one_in(2);
        chosen.then(|| choice[dice::below(choice.len() as u64) as usize].clone())
    };
    match chosen {
        None => future.poll(cx),
        Some(dispatch) => {
            faults::count(Fault::SubscriberSwapped);
            dispatcher::with_default(&dispatch, || future.poll(cx))
        }
    }
}
