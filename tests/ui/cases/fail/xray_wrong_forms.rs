use visualize_future::visualize_future;

#[visualize_future(xray = true)]
async fn with_a_value() {}

#[visualize_future(xray(all))]
async fn with_parentheses() {}

#[visualize_future(xray, xray)]
async fn twice() {}

#[visualize_future(x_ray)]
async fn misspelt() {}

fn main() {}
