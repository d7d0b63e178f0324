//! What the lesson ends with.

use visualize_future::Memory;

/// The lesson in words, with what was seen in this run: the memory while the future waited,
/// and its address after it was done.
pub(crate) fn why(memory: &Memory, address_after: usize) {
    let size = memory.layout.size;
    let compiler_size = memory.layout.compiler_size;
    println!(
        "\
In TypeScript, `x` would be an object on the heap, and `y` a reference to it,
which the garbage collector keeps valid. Here, the function that waits is one
value of {size} bytes (the compiler's own would be one of {compiler_size}), and `x` lies
inside it."
    );
    for pointer in memory.pointers.iter().flatten() {
        println!(
            "So does `{}`, which is nothing but the address of `{}`: {pointer}.",
            pointer.from, pointer.to
        );
    }
    println!(
        "
If that value were moved while it waits, into a `Vec` or out of a function,
`y` would still hold the address where `x` used to be.

`Pin` is the promise that it will not be moved any more. Polling takes a
`Pin<&mut Self>`, so the compiler lets nobody poll a future without having
given that promise."
    );
    if memory.address == address_after {
        println!("This one stayed at the same address until it was done.");
    } else {
        println!("This one was moved nevertheless!");
    }
}
