//! Executor, reactor, waker.

use super::{assert_fits, assert_in_order, lesson};

#[test]
fn a_wake_goes_from_the_reactor_through_the_queue_to_a_poll() {
    let text = lesson("03_executor", &[]);
    assert_fits(&text);
    assert_in_order(
        &text,
        &[
            "noodles: on the stove\n",
            "reactor:  keeps a waker, to call it after 200ms\n",
            "executor: task 0 says Pending\n",
            "eggs: on the stove\n",
            "executor: task 1 says Pending\n",
            "executor: the queue is empty, so the thread sleeps\n",
            "reactor:  20ms are over, so it calls the waker\n",
            "waker:    puts task 1 into the queue\n",
            "executor: polls task 1\n",
            "eggs: done\n",
            "executor: task 1 says Ready(())\n",
            "noodles: done\n",
            "executor: all tasks are done\n",
        ],
    );
    assert_in_order(
        &text,
        &[
            "soup: on the stove\n",
            "pending, Unresumed -> Suspend0",
            "waker:    puts task 0 into the queue\n",
            "woken by thread main\n",
            "ready, Suspend0 -> Returned",
        ],
    );
}
