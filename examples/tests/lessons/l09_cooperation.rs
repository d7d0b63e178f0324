//! Cooperative scheduling.

use super::{assert_fits, assert_in_order, lesson};

#[test]
fn what_computes_gives_its_neighbours_a_turn_only_by_yielding() {
    let text = lesson("09_cooperation", &[]);
    assert_fits(&text);
    assert_in_order(
        &text,
        &[
            // The first tick comes when all is computed.
            "at_once()  █▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓✓\n",
            "ticker()   █───────────────────────█─────█─────█─────✓\n",
            "awaiting()  █▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓✓\n",
            "ticker()    █───────────────────────█─────█─────█─────✓\n",
            // No tick is missed.
            "yielding()  █▓▓▓▓▓█▓▓▓▓▓█▓▓▓▓▓█▓▓▓▓▓✓\n",
            "ticker()    █─────█─────█─────█─────✓\n",
            "1000 messages, all there: read in 8 polls\n",
            "! long-poll: one poll took ",
            "from `Unresumed` to `Returned`:",
            "computing, on thread \"for what blocks\"\n",
            "tick 1\ntick 2\ntick 3\ncomputed; 3 ticks meanwhile\n",
        ],
    );
}
