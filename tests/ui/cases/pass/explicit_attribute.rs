use visualize_future::visualize_future;

async fn io(n: usize) -> usize {
    std::future::ready(n).await
}

// The lint's level is set on the module, and the macro calls a function.
mod module {
    #![allow(unexpected_cfgs)]

    use super::{io, visualize_future};

    async fn behind(m: usize) {
        #[cfg(unix)]
        io(m).await;
    }

    #[visualize_future(lowering = "explicit")]
    pub(crate) async fn example() -> usize {
        #[cfg(no_such)]
        let n = io(0).await;
        #[cfg(not(no_such))]
        let n = io(1).await;
        tokio::select! {
            m = io(2) => {
                behind(m).await;
                n
            }
        }
    }
}

fn main() {
    let _ = module::example;
}
