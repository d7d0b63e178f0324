//! A closure of edition 2018: it captures a variable as a whole, by value if anything in its body
//! moves the variable or a part of it, else by reference. Since edition 2021, closures capture
//! the parts that they use, and how many of these there are, and of which types, nobody outside
//! the compiler can tell.
//!
//! Hidden: not for people, and not stable.

#![no_std]

/// `whole!((a, b) body)`: the closure `|a, b| body`.
#[doc(hidden)]
#[macro_export]
macro_rules! whole {
    (($($parameter:ident),*) $body:expr) => {
        |$($parameter),*| { $body }
    };
}
