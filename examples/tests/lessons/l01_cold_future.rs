//! A promise is hot, a future is cold.

use super::{assert_fits, assert_in_order, lesson};

#[test]
fn it_runs_nothing_until_it_is_polled() {
    let text = lesson("01_cold_future", &[]);
    assert_fits(&text);
    assert_in_order(
        &text,
        &[
            "called: Unresumed after 0 polls\n",
            "(the water boils)\ngot noodles\n",
            "╭ poll 1\n(the water boils)\n",
            "pending, Unresumed -> Suspend0",
            "got noodles\n",
            "dropped without ever being polled\n",
            "! never-polled:",
            "spawned; the executor has not come to it yet\n",
            "(the water boils)",
            "now it waits, and nobody has awaited it\n",
            "got noodles\n",
        ],
    );
}
