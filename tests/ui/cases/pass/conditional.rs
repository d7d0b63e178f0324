//! `#[cfg]` in bodies, wherever the attribute comes from and whatever stands beside it.

#![deny(warnings)]

use visualize_future::{Lowering, machines, visualize_future as watched};

mod reexported {
    pub use visualize_future as inner;
}

async fn io(n: u32) -> u32 {
    std::future::ready(n).await
}

/// Its documentation.
#[inline]
#[watched(crate = reexported::inner, skip(removed), lowering = "explicit")]
#[must_use]
async fn by_another_path(#[cfg(any())] removed: u32, #[cfg(all())] kept: u32) -> u32 {
    #[cfg(any())]
    io(removed).await;
    #[cfg(all())]
    let kept = io(kept).await;
    io(kept).await
}

#[watched]
#[tokio::main(flavor = "current_thread")]
async fn above() -> u32 {
    #[cfg(any())]
    return io("a").await;
    #[cfg(all())]
    io(1).await
}

#[tokio::main(flavor = "current_thread")]
#[watched]
async fn below() -> u32 {
    #[cfg(any())]
    return io("a").await;
    #[cfg(all())]
    io(1).await
}

// The predicate comes from a macro, as a whole, and so does the attribute.
macro_rules! function {
    ($name:ident, $predicate:meta, $meta:meta, $n:expr) => {
        #[$meta]
        #[watched(lowering = "explicit")]
        async fn $name() -> u32 {
            #[cfg($predicate)]
            let n = $n;
            #[cfg(not($predicate))]
            let n = io(10).await;
            io(n).await
        }
    };
}

function!(from_macro, all(), doc = "Its documentation.", 1);
function!(from_macro_not, any(), allow(dead_code), io("a").await);

trait Shop {
    #[watched]
    async fn declared(&self, #[cfg(any())] removed: u32) -> u32;

    #[watched(inspect = false)]
    async fn provided(&self) -> u32 {
        #[cfg(any())]
        self.removed();
        #[cfg(all())]
        self.declared().await;
        io(2).await
    }
}

impl Shop for u32 {
    #[watched]
    async fn declared(&self, #[cfg(any())] removed: u32) -> u32 {
        #[cfg(all())]
        io(*self).await;
        io(3).await
    }
}

fn inner() -> u32 {
    #[watched(lowering = "explicit")]
    async fn of_a_function() -> u32 {
        #[cfg(any())]
        io("a").await;
        io(1).await
    }
    let future = of_a_function();
    assert_eq!(future.machine().states().len(), 4);
    0
}

fn main() {
    let _ = by_another_path(1);
    let _ = (from_macro(), from_macro_not());
    let _ = (1_u32.declared(), 1_u32.provided());
    assert_eq!((above(), below(), inner()), (1, 1, 0));
    for name in ["above", "provided", "declared"] {
        let machine = machines().find(|machine| machine.name() == name);
        let machine = machine.expect("it is listed");
        assert_eq!(machine.lowering(), Lowering::Explicit, "{name}");
    }
}
