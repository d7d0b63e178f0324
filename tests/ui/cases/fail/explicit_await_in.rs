use visualize_future::visualize_future;

async fn io(n: usize) -> usize {
    std::future::ready(n).await
}

#[visualize_future(lowering = "explicit")]
async fn let_else(input: Option<usize>) -> usize {
    let Some(n) = input else {
        return io(1).await;
    };
    n
}

#[visualize_future(lowering = "explicit")]
async fn labelled_block(flag: bool) -> usize {
    'block: {
        if flag {
            break 'block 1;
        }
        io(2).await
    }
}

#[visualize_future(lowering = "explicit")]
async fn unsafe_block() -> usize {
    unsafe { std::hint::assert_unchecked(io(1).await == 1) };
    1
}

fn main() {
    let _ = (let_else, labelled_block, unsafe_block);
}
