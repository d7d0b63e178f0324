//! The executor: who polls.

use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::task::{Context, Wake, Waker};

use crate::reactor;

/// The future at a root, which nobody awaits but the executor: any future (`dyn`), on the heap
/// (`Box`), where it stays (`Pin`, lesson 5).
type Task = Pin<Box<dyn Future<Output = ()>>>;

/// All tasks, and the queue of those that are worth a poll. While one is polled, it is taken out
/// of the list, so that it can spawn others meanwhile.
pub(crate) struct Executor {
    tasks: RefCell<Vec<Option<Task>>>,
    queue: Receiver<usize>,
    enqueue: Sender<usize>,
}

impl Executor {
    pub(crate) fn new() -> Self {
        let (enqueue, queue) = mpsc::channel();
        Executor {
            tasks: RefCell::default(),
            queue,
            enqueue,
        }
    }

    /// Takes a future. It is put into the queue once: the first poll needs no wake.
    pub(crate) fn spawn(&self, future: impl Future<Output = ()> + 'static) {
        let mut tasks = self.tasks.borrow_mut();
        let number = tasks.len();
        tasks.push(Some(Box::pin(future)));
        self.enqueue.send(number).expect("the queue is there");
        println!("executor: task {number} is in the queue");
    }

    /// Polls what is in the queue, until all tasks are done.
    pub(crate) fn run(&self) {
        loop {
            match self.queue.try_recv() {
                Ok(number) => self.poll(number),
                Err(_) if self.tasks.borrow().iter().all(Option::is_none) => break,
                Err(_) => {
                    println!("executor: the queue is empty, so the thread sleeps");
                    reactor::sleep_until_something_happens();
                }
            }
        }
        println!("executor: all tasks are done");
    }

    fn poll(&self, number: usize) {
        let Some(mut task) = self.tasks.borrow_mut()[number].take() else {
            return;
        };
        let waker = Waker::from(Arc::new(Enqueue {
            number,
            queue: self.enqueue.clone(),
        }));
        println!("executor: polls task {number}");
        let result = task.as_mut().poll(&mut Context::from_waker(&waker));
        println!("executor: task {number} says {result:?}");
        if result.is_pending() {
            self.tasks.borrow_mut()[number] = Some(task);
        }
    }
}

/// The waker: puts its task into the queue, and does nothing else. It lies in an `Arc`, which
/// several may hold: a future may leave clones of it in several places.
struct Enqueue {
    number: usize,
    queue: Sender<usize>,
}

impl Wake for Enqueue {
    fn wake(self: Arc<Self>) {
        println!("waker:    puts task {} into the queue", self.number);
        // When the executor is gone, nobody cares.
        let _ = self.queue.send(self.number);
    }
}
