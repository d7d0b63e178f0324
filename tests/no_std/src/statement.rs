//! A statement whose temporaries live across its await, which rustc's own coroutine runs inside of
//! the enum, and finds the saved locals through a variable of the thread.

use visualize_future::visualize_future;

use crate::leaf::Pends;

struct Shelf([u8; 3]);

impl Shelf {
    fn label(&self) -> Shelf {
        Shelf([self.0[0], self.0[1], 9])
    }
}

fn weigh(label: &Shelf, books: u8) -> u32 {
    label.0.iter().map(|&byte| u32::from(byte)).sum::<u32>() + u32::from(books)
}

async fn books() -> u8 {
    Pends(1).await;
    5
}

/// What the books on a shelf weigh.
#[visualize_future(lowering = "explicit")]
pub async fn total(first: u8) -> u32 {
    let shelf = Shelf([first, 2, 3]);
    let weight = weigh(&shelf.label(), books().await);
    Pends(1).await;
    weight + u32::from(shelf.0[2])
}

/// The same, of a shelf that is looked at again in the poll in which a function like it is done.
#[visualize_future(lowering = "explicit")]
pub async fn total_of_two(first: u8) -> u32 {
    let shelf = Shelf([first, 2, 3]);
    let weight = add(&shelf.label(), other().await, shelf.0[0]);
    Pends(1).await;
    weight
}

#[visualize_future(lowering = "explicit")]
async fn other() -> u32 {
    let shelf = Shelf([4, 2, 3]);
    let weight = weigh(&shelf.label(), books().await);
    weight + 3
}

fn add(label: &Shelf, total: u32, first: u8) -> u32 {
    weigh(label, first) + total
}
