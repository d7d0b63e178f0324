use visualize_future::visualize_future;

async fn io(text: &str) -> (usize, String) {
    std::future::ready((text.len(), text.to_owned())).await
}

#[visualize_future(lowering = "explicit")]
async fn example() -> usize {
    let (length, _) = io(&String::from("temporary")).await;
    length
}

fn main() {
    let _ = example;
}
