//! Cancellation.

use super::{assert_fits, assert_in_order, lesson};

#[test]
fn what_is_held_in_that_state_is_dropped_and_what_was_taken_is_lost() {
    let text = lesson("10_cancellation", &[]);
    assert_fits(&text);
    assert_in_order(
        &text,
        &[
            "now it is in Unresumed, and is dropped\n(drops the order)\n",
            "dropped without ever being polled\n",
            // From the leaf outwards, and the last local first.
            "now it is in Suspend0, and is dropped\n(drops the socket of a request)\n",
            "cancelled in Suspend0 while waiting for yield_now(), 1 poll",
            "(drops the account)\n(drops the order)\npay#2 ",
            "cancelled in Suspend0 while waiting for request(\"balance\"), 1 poll",
            "now it is in Suspend1, and is dropped\n(drops the socket of a request)\n",
            "(drops the receipt)\n(drops the account)\n(drops the order)\npay#4 ",
            "cancelled in Suspend1 while waiting for request(\"transfer\"), 2 polls",
            // The tick has cancelled the future that had the first piece.
            "tick\ngot \"Ada dear\"\n",
            "message()  █─────█─────✗\n",
            // Neither fix loses anything.
            "tick\ngot \"dear Ada\"\ngot \"dear Bob\"\n",
            "message()  █─────█─────█─────✓\n",
            "tick\ngot \"dear Ada\"\ngot \"dear Bob\"\n",
            "safe_message()  █─────█─────✗\n",
        ],
    );
}
