//! Debugging.

use super::{assert_fits, assert_in_order, lesson};

#[test]
fn each_stuck_program_is_told_apart_and_its_fix_gets_to_the_end() {
    let text = lesson("12_debugging", &[]);
    assert_fits(&text);
    assert_in_order(
        &text,
        &[
            "(the oven is hot)\na day later: nothing\n",
            "! lost-waker: it waits for `hot`, but every clone of its waker",
            "examples/12_debugging/lost_waker.rs:",
            "(the oven is hot)\ndone after 40 minutes\n",
            // The soup is never on the stove, and neither is the egg.
            "(rice on the stove)\n(the soup takes too long: an egg instead)\na day later: nothing\n",
            "! futurelock: it was woken while it waited for `stove.lock()`",
            "::futurelock::dinner`, future ",
            "examples/12_debugging/futurelock.rs:",
            "(the soup takes too long: an egg instead)\n(egg on the stove)\ndone after 10 minutes\n",
            // No lint tells of a deadlock.
            "a day later: nothing\nsoup waits for kitchen.stove.lock()\n",
            "and holds _pan: tokio::sync::mutex::MutexGuard<()>\n",
            "rice waits for kitchen.pan.lock()\n",
            "and holds _stove: tokio::sync::mutex::MutexGuard<()>\n",
            "done after 11 minutes\n",
        ],
    );
    assert_eq!(text.matches(" ! ").count(), 2, "{text}");
}
