//! Size.

use super::{assert_fits, assert_in_order, lesson};

#[test]
fn a_future_is_small_where_a_thread_is_not_and_as_large_as_its_largest_state() {
    let text = lesson("11_size", &[]);
    assert_fits(&text);
    if cfg!(target_os = "linux") {
        // Rows that are not as expected have the figure, and neither of these words.
        assert_in_order(
            &text,
            &[
                "a future in a Box          at most ",
                "a task of tokio            at most 512 B",
                "a goroutine, as published  at least 2048 B",
                "a thread                   at least 8192 B",
                "addresses of a thread      at least 2097152 B",
            ],
        );
    }
    assert_in_order(
        &text,
        &[
            "page: 4096 reply: 4096 awaitee0: ",
            "page: 4096 reply: 4096 awaitee1: ",
            "! large-future: the future has ",
            "async fn as_written: ",
            "What would save, each by itself:\n",
            "keep the argument `page` once",
            "end the scope of `reply`",
            "put `reply` into a `Box`",
            "`Box::pin` what Suspend1 awaits",
        ],
    );
}

#[test]
fn each_way_to_shrink_it_does_so_but_for_a_drop_of_what_was_borrowed() {
    let text = lesson("11_size", &[]);
    let bytes = |what: &str| -> usize {
        let row = text.lines().find_map(|line| line.strip_prefix(what));
        let size = row.and_then(|row| row.split_whitespace().next()?.parse().ok());
        size.unwrap_or_else(|| panic!("no row {what:?} in\n{text}"))
    };
    let written = bytes("as written");
    for what in [
        "the page kept once",
        "the page dropped before the awaits",
        "the page by reference",
        "the reply in a block of its own",
        "the reply in a Box",
        "what is awaited in Box::pin",
    ] {
        assert!(bytes(what) + 4000 < written, "{what}\n{text}");
    }
    assert_eq!(bytes("the reply dropped, but it was borrowed"), written);
    assert!(bytes("by reference, and both in a Box") < 200, "{text}");
}
