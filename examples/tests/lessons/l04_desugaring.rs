//! What becomes of an `async fn`.

use super::{assert_fits, assert_in_order, lesson};

#[test]
fn the_function_four_times() {
    let text = lesson("04_desugaring", &[]);
    assert_fits(&text);
    assert_in_order(
        &text,
        &[
            "let price = order.wait().await;\n",
            "let price = loop {\n",
            "Poll::Ready(price) => break price,\n",
            "Poll::Pending => leave().await,\n",
            "enum TotalFuture {\n",
            "    Suspend0 {\n",
            "rebate: u32,",
            "│ awaits order.wait()",
            "== The states as rustc made them",
            "Suspend0 @ examples/04_desugaring/main.rs:",
            "awaitee    __awaitee: Wait<u32>\n",
            "local      rebate: u32\n",
            "poll 1      Pending        Pending        Pending\n",
            "poll 2      Ready(25)      Ready(25)      Ready(25)\n",
        ],
    );
    let rustcs = text.split("== The states as rustc").nth(1);
    let saved = rustcs.and_then(|text| text.split("== All three").next());
    let saved = saved.expect("there is such a section");
    assert!(!saved.contains("price"), "it is not needed in any state");
}
