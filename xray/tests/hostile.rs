//! Programs that are cut short, damaged, or made to do harm: there is an answer to each, at a cost
//! that its size explains.

#[path = "hostile/ask.rs"]
mod ask;
#[path = "hostile/damage.rs"]
mod damage;
#[path = "hostile/dwarf.rs"]
mod dwarf;
#[path = "hostile/elf.rs"]
mod elf;
#[path = "hostile/files.rs"]
mod files;
#[path = "hostile/measure.rs"]
mod measure;
#[path = "hostile/nesting.rs"]
mod nesting;
#[path = "hostile/numbers.rs"]
mod numbers;
#[path = "hostile/packed.rs"]
mod packed;
#[path = "hostile/repetition.rs"]
mod repetition;
