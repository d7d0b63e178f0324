//! An async method as the language has it.

use std::hint::black_box;

use tokio::task::yield_now;
use visualize_future::{Machine, machines, visualize_future};
use visualize_future_examples::item_text;

pub(crate) trait Cook {
    async fn cook(&self) -> usize;
}

pub(crate) struct Ada {
    pub(crate) plates: usize,
}

impl Cook for Ada {
    #[visualize_future]
    async fn cook(&self) -> usize {
        yield_now().await;
        self.plates
    }
}

pub(crate) struct Grace {
    pub(crate) plates: usize,
}

impl Cook for Grace {
    #[visualize_future]
    async fn cook(&self) -> usize {
        let pot = [7_u64; 128];
        yield_now().await;
        // 1 for each plate, in a way that needs the pot after the `.await`.
        black_box(&pot).len() / 128 * self.plates
    }
}

pub(crate) static ADA: Ada = Ada { plates: 2 };
pub(crate) static GRACE: Grace = Grace { plates: 3 };

/// The compiler makes it once for each kind of cook, with that cook's future in it.
pub(crate) async fn dinner<C: Cook>(cook: &C) -> usize {
    cook.cook().await
}

/// Shows what each of the two futures holds while it waits, and how large they are.
pub(crate) fn show() {
    let source = include_str!("native.rs");
    println!("{}", item_text("pub(crate) trait Cook", source));
    println!("{}", item_text("pub(crate) async fn dinner", source));
    let in_this_file = |machine: &&Machine| machine.module() == module_path!();
    let mut machines: Vec<&Machine> = machines().filter(in_this_file).collect();
    machines.sort_by_key(|machine| machine.location().line);
    for machine in machines {
        let path = machine.path().replace(&format!("{}::", module_path!()), "");
        let waiting = machine.states().iter().find(|it| it.name == "Suspend0");
        let saved = waiting.map_or(&[][..], |state| state.saved).iter();
        let names = saved.map(|local| machine.locals()[usize::from(*local)].name);
        let names: Vec<&str> = names.collect();
        println!("{path:<22} holds {}", names.join(", "));
    }
    println!("\nADA.cook()      {:>5} B", size_of_val(&ADA.cook()));
    println!("GRACE.cook()    {:>5} B", size_of_val(&GRACE.cook()));
    println!("dinner(&ADA)    {:>5} B", size_of_val(&dinner(&ADA)));
    println!("dinner(&GRACE)  {:>5} B", size_of_val(&dinner(&GRACE)));
}
