//! 8. Async methods of traits.
//!
//! Each `async fn` has a future of its own type and its own size, and so has each implementation of
//! an async method. Whoever calls it knows the implementation, and holds that future; but not
//! through `dyn`, where the implementation is found when the program runs. There the future goes
//! into a `Box`, which is of one size, whatever is in it: `#[async_trait]` writes that. It costs an
//! allocation for each call.
//!
//! And a trait promises nothing of a future that it has not said: whoever is generic and wants to
//! spawn it needs a trait that says `Send`.
//!
//! `cargo run --example 08_async_traits`
//!
//! # In TypeScript
//!
//! ```ts
//! const minutes = (n: number) => new Promise<void>(done => setTimeout(done, n));
//!
//! interface Cook {
//!   cook(): Promise<string>;
//! }
//!
//! class Ada implements Cook {
//!   async cook() {
//!     return "soup";
//!   }
//! }
//!
//! class Grace implements Cook {
//!   async cook() {
//!     const pot = new Uint8Array(1024).fill(7);
//!     await minutes(1);
//!     return `noodles of ${pot[0]} eggs`;
//!   }
//! }
//!
//! const cooks: Cook[] = [new Ada(), new Grace()];
//! for (const cook of cooks) console.log(await cook.cook());
//! ```
//!
//! prints
//!
//! ```text
//! soup
//! noodles of 7 eggs
//! ```
//!
//! Every method call is what `dyn` is in Rust, and every promise is a reference to an object on the
//! heap, so that the question of their sizes never comes up. In Rust you choose: for each call that
//! is generic, the compiler makes code of its own, with the future in place.

mod boxed;
mod native;
mod spawned;

use visualize_future_examples::heading;

fn main() {
    heading("One trait, and a future for each implementation");
    native::show();

    heading("Through `dyn`: each future in a box");
    boxed::show();

    heading("What a call costs");
    boxed::show_costs();

    heading("What a generic function knows of the future");
    spawned::show();
}
