//! A value whose life is logged.

use crate::world;

/// A value whose creation, uses and drop are in the log.
///
/// It owns heap memory, so that a second drop or a leak is seen by the sanitizers too.
#[derive(Debug, PartialEq, Eq)]
pub struct Noisy {
    name: Box<str>,
    touched: u32,
}

/// Uses a [`Noisy`] by shared reference, in a call whose argument says so: what a method does
/// with its receiver cannot be known from syntax.
pub fn look(value: &Noisy) -> usize {
    value.look()
}

/// Makes a [`Noisy`].
pub fn noisy(name: &str) -> Noisy {
    world::step(format!("make {name}"));
    Noisy {
        name: name.into(),
        touched: 0,
    }
}

impl Noisy {
    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How often it was changed.
    pub fn touched(&self) -> u32 {
        self.touched
    }

    /// Uses it by shared reference.
    pub fn look(&self) -> usize {
        world::step(format!("look at {} ({})", self.name, self.touched));
        self.name.len()
    }

    /// Uses it by mutable reference.
    pub fn change(&mut self) -> &mut Self {
        self.touched += 1;
        world::step(format!("change {} ({})", self.name, self.touched));
        self
    }

    /// Uses it up.
    pub fn consume(self) -> usize {
        world::step(format!("consume {} ({})", self.name, self.touched));
        self.name.len()
    }
}

impl Clone for Noisy {
    fn clone(&self) -> Self {
        world::step(format!("clone {}", self.name));
        Noisy {
            name: format!("{}'", self.name).into(),
            touched: self.touched,
        }
    }
}

impl Drop for Noisy {
    fn drop(&mut self) {
        world::dropped(format!("drop {} ({})", self.name, self.touched));
    }
}
