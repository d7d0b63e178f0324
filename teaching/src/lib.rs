//! Exercises on the mistakes of async Rust, for teachers.
//!
//! An exercise is a pair of programs: a wrong one, which must not compile, with rustc's
//! explanation beside it, and the right one, which must compile and run. Students get the wrong
//! one. A test of three lines keeps all of them true, so that what is handed out says what the
//! teacher thinks it says:
//!
//! ```no_run
//! # // In a file of your own this is a test.
//! # fn exercises() {
//! visualize_future_teaching::Exercises::in_folder("exercises").check();
//! # }
//! ```
//!
//! Functions in exercises may carry `#[visualize_future]`, so that students who have made one run
//! can see its states, its polls and its memory. Then the test also checks that the attribute
//! takes nothing from rustc's explanation: see [below](#with-the-attribute-and-without).
//!
//! It is built on [trybuild](https://docs.rs/trybuild), which compiles the programs and keeps
//! rustc's messages.
//!
//! # A class, from start to end
//!
//! This class is in the repository, in
//! [`teaching/classroom`](https://github.com/visualize-future/visualize_future/tree/main/teaching/classroom),
//! and its tests are run with all others.
//!
//! ## The teacher's package
//!
//! ```text
//! Cargo.toml
//! tests/exercises.rs             the test
//! exercises/bill/wrong.rs        must not compile
//!                wrong.stderr    rustc's explanation; the test writes it
//!                right.rs        must compile and run
//! exercises/plates/…             another exercise
//! handout/                       what students get: see below
//! ```
//!
//! In `Cargo.toml`, beside whatever the programs use:
//!
//! ```toml
//! [dev-dependencies]
//! tokio = { version = "1.48", features = ["macros", "rt-multi-thread"] }
//! visualize-future = { git = "https://github.com/visualize-future/visualize_future" }
//! visualize-future-teaching = { git = "https://github.com/visualize-future/visualize_future" }
//! ```
//!
//! ## The wrong program
//!
//! In `exercises/plates/wrong.rs`. It may tell the student what it is for, but not what is wrong:
//!
//! ```compile_fail
#![doc = include_str!("../classroom/exercises/plates/wrong.rs")]
//! ```
//!
//! ## The solution
//!
//! In `exercises/plates/right.rs`. It may say what the mistake was, since nobody gets it before
//! they have tried. What `main` asserts is what the program is for:
//!
//! ```
#![doc = include_str!("../classroom/exercises/plates/right.rs")]
//! ```
//!
//! ## The test
//!
//! In `tests/exercises.rs`:
//!
//! ```no_run
#![doc = include_str!("../classroom/tests/exercises.rs")]
//! ```
//!
//! The first time, it is run so:
//!
//! ```text
//! TRYBUILD=overwrite cargo test
//! ```
//!
//! It writes rustc's explanation beside each wrong program, and the wrong programs into
//! `handout/exercises`. Read what it has written: that is what the student will see, and what
//! the exercise is about. In `exercises/plates/wrong.stderr`:
//!
//! ```text
#![doc = include_str!("../classroom/exercises/plates/wrong.stderr")]
//! ```
//!
//! From then on, `cargo test` fails if an exercise has lost a file, if a wrong program compiles, if
//! rustc explains it otherwise, if a solution does not compile or panics, or if something else is
//! handed out. [`Exercises::check`] has the details.
//!
//! ## What students get
//!
//! The folder `handout`: a package without the solutions and without the explanations. Its
//! `README.md` is the exercise sheet:
//!
//! > 2. `exercises/plates.rs`: Two waiters count the plates that they carry, each in a task of its
//! >    own. What could go wrong if both ran at the same time, on two threads? What does a counter
//! >    need so that it cannot?
//!
//! Its `Cargo.toml` depends on [trybuild](https://docs.rs/trybuild) and on what the programs use,
//! and its one test in `tests/solved.rs` compiles and runs whatever is in `exercises`:
//!
//! ```no_run
#![doc = include_str!("../classroom/handout/tests/solved.rs")]
//! ```
//!
//! The students change the programs until `cargo test` is green, and until then it shows them
//! rustc's explanation. `cargo test -- solved trybuild=plates` tries one exercise only.
//!
//! # With the attribute and without
//!
//! A student must not be told of a mistake in the attribute's words. So each wrong program that
//! carries `#[visualize_future]` is compiled once more without it, spaces in its place, and rustc
//! must have the same errors and warnings: the same codes and messages, each at the same primary
//! place, with the same suggestions. Where it has not, `TRYBUILD=overwrite` writes both into
//! `differs.txt` beside the program, and the test fails if either changes. What you may see there:
//!
//! - The future of an annotated function has a type with a name, so that rustc speaks of a
//!   `Visualized` where it would speak of an `impl Future`, and does not suggest `.await` where one
//!   was forgotten. With `#[visualize_future(inspect = false)]` it is an `impl Future`; the class
//!   above does so in `bill`.
//! - Some errors come twice, since the function is compiled twice: as the `enum`, and as it was
//!   written. With `lowering = "compiler"` there is only one.
//! - Where a reference lives too long, rustc may add that the call captures more lifetimes than
//!   intended, and suggest `use<…>` at the attribute. That is not the way out.
//!
//! Labels and notes are not compared; `wrong.stderr` has all of them.
//!
//! # Another rustc
//!
//! Each release of rustc words a few of its messages anew. On another rustc than the one that
//! wrote the explanations, the test fails at those exercises, and prints both: read the new one,
//! and take it by `TRYBUILD=overwrite cargo test`. To be asked that only when you want to, keep the
//! version in the file `rust-toolchain.toml` beside your `Cargo.toml`:
//!
//! ```toml
//! [toolchain]
//! channel = "1.95"
//! ```
//!
//! With the component `rust-src`, rustc also quotes the standard library; have it or don't, but
//! the same everywhere. Notes quote dependencies, too, such as the bound of `tokio::spawn`, and may
//! change with them: a `Cargo.lock` in the repository prevents that. Students need neither: their
//! test compares no messages.
//!
//! # What it needs
//!
//! Exercises are programs of one file each, and may use whatever their package's tests may, with
//! its features as they are by default. They are compiled in the package's edition, any from 2018
//! on, in `target/tests/trybuild`, and without a network: cargo has the dependencies already. They
//! are compiled once more for it, which takes as long as the first time.

mod comparison;
mod exercise;
mod exercises;
mod explanation;
mod hand_out;
mod manifest;
mod plain;

use std::ffi::OsString;

pub use exercises::Exercises;
pub use explanation::Explanation;

/// The cargo that runs the tests.
fn cargo() -> OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}
