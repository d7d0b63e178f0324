//! A matched value that no arm moves drops with the `match`, not with the block around it.

#[machine]
async fn match_on_awaited(mut value: Noisy) -> usize {
    loop {
        match pend("x", noisy("matched")).await {
            _taken if flag() => {
                step("taken");
            }
            _ => {
                let _inner = noisy("inner");
            }
        }
        swallow(value);
        value = noisy("new");
        break;
    }
    look(&value)
}
pub(crate) fn start() -> Subject {
    subject(observed!(match_on_awaited(noisy("a"))))
}
