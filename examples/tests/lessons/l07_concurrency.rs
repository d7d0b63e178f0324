//! Concurrency and parallelism.

use super::{assert_fits, assert_in_order, lesson};

#[test]
fn who_polls_decides_what_waits_together_and_only_threads_compute_together() {
    let text = lesson("07_concurrency", &[]);
    assert_fits(&text);
    assert_in_order(
        &text,
        &[
            // 3 + 2 + 1, each behind the other.
            "in_turn()     █─────────────────█───────────█─────✓\n",
            "  request(3)  █─────────────────✓\n",
            "  request(2)                    █───────────✓\n",
            "  request(1)                                █─────✓\n",
            // 3, the longest; the one that is not woken is polled, too.
            "joined()      █─────█─────█─────✓\n",
            "  request(3)  █─────█─────█─────✓\n",
            // 1, the shortest; the others are cancelled.
            "raced()       █─────✓\n",
            "  request(3)  █─────✗\n",
            "  request(2)  █─────✗\n",
            "  request(1)  █─────✓\n",
            "first: 1\n",
            // Only who is woken is polled.
            "  request(3)  █─────────────────✓\n",
            "  request(2)  █───────────✓\n",
            // A lost race cancels no task.
            "raced_tasks()  █─────✓\n",
            "  request(3)   █─────────────────✓\n",
            // 3 + 2 + 1, although joined.
            "computed()    █▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓✓\n",
            "threads: 1   tasks ran on worker 1 and worker 1, 1 at a time\n",
            "threads: 2   tasks ran on worker 1 and worker 2, 2 at a time\n",
        ],
    );
}
