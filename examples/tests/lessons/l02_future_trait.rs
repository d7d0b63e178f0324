//! What a future is.

use super::{assert_fits, assert_in_order, lesson};

#[test]
fn the_enum_by_hand_and_that_of_the_function_go_the_same_way() {
    let text = lesson("02_future_trait", &[]);
    assert_fits(&text);
    assert_in_order(
        &text,
        &[
            "async fn tea(kettle: Scripted<u32>) -> u32 {\n",
            "enum TeaFuture {\n    Unresumed {\n",
            "awaitee0: Wait<u32>,",
            "enum Tea {\n    Unresumed { kettle: Scripted<u32> },\n",
            "impl Future for Tea {\n",
            "nothing has happened   Pending      Suspend0     Suspend0\n",
            "still nothing          Pending      Suspend0     Suspend0\n",
            "the kettle boils       Ready(90)    Returned     Returned\n",
            "wakes: by hand 1, async fn 1\n",
        ],
    );
}
