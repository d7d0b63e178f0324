//! `Send`, `Sync`, and what is held across an await.

use super::{assert_fits, assert_in_order, lesson};

#[test]
fn what_is_held_decides_who_may_poll_and_who_else_must_wait() {
    let text = lesson("06_send", &[]);
    assert_fits(&text);
    assert_in_order(
        &text,
        &[
            "kept          name: Rc<String>         no\n",
            "in_a_block    length: usize            yes\n",
            "given_away    length: usize            no\n",
            "as_an_arc     name: Arc<String>        yes\n",
            "to_a_cell     plates: &Cell<u32>       no\n",
            "to_an_atomic  plates: &AtomicU32       yes\n",
            // One future, on two threads in turn.
            "poll 1 on thread worker 1\n",
            "pending, Unresumed -> Suspend0\n",
            "poll 2 on thread worker 2 at the same address\n",
            "pending, Suspend0 -> Suspend1\n",
            "T2 woken",
            "poll 3 at the same address\n",
            "ready, Suspend1 -> Returned\n",
            "held      waits for kitchen.wait(), and the lock is taken",
            "is it Send? no\n",
            "released  waits for kitchen.wait(), and the lock is free\n",
            "is it Send? yes\n",
            "first     waits for kitchen.wait()\n",
            "is it Send? yes\n",
            "second    waits for plates.lock()\n",
            "first     has returned; is the second woken? yes\n",
            "second    has returned: 5 plates\n",
        ],
    );
}
