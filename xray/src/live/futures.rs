//! The tree of futures: each with its state and what it holds, and what it awaits.

use super::memory::Chunk;
use super::object::Object;
use super::pointers::Target;
use super::walk::{Place, Walk, take};
use crate::image::{CoroutineType, Shape};
use crate::{FutureSnapshot, NotAvailable, Reason, Role, StateSnapshot};

/// The futures around one that is looked at.
pub(super) struct Around {
    /// What each holds, the innermost last.
    pub(super) targets: Vec<Vec<Target>>,
}

impl Walk {
    /// The tree below a `dyn Future`.
    pub(super) fn root(&self, object: Object) -> Result<FutureSnapshot, NotAvailable> {
        let (ty, _, size) = self.type_behind(object)?;
        let bytes = self.memory.read(object.address, size)?;
        let chunk = Chunk {
            address: object.address,
            bytes: &bytes,
        };
        let mut around = Around {
            targets: Vec::new(),
        };
        // A `Pin<Box<F>>` is what it points at.
        let mut followed = Vec::new();
        self.awaited(
            Place { chunk, ty },
            String::new(),
            &mut around,
            &mut followed,
        );
        followed.pop().ok_or_else(|| {
            NotAvailable::new(Reason::Opaque, "the future is a pointer to something else")
        })
    }

    /// A future, with what it awaits.
    pub(super) fn future(
        &self,
        place: Place<'_>,
        path: String,
        around: &mut Around,
    ) -> Result<FutureSnapshot, NotAvailable> {
        let ty = self.type_of(place.ty)?;
        let size = place.chunk.bytes.len() as u64;
        let mut future = FutureSnapshot {
            type_name: ty.name.clone(),
            ..FutureSnapshot::bare(path, place.chunk.address, size)
        };
        if self.stack.is_used_up(around.targets.len()) || !take(&self.futures_left) {
            let detail = "so many futures await each other that no more are told of";
            future.unknown = Some(NotAvailable::new(Reason::TooMuch, detail));
            return Ok(future);
        }
        match &ty.shape {
            Shape::Coroutine(coroutine) => self.coroutine(place, coroutine, &mut future, around),
            _ => {
                around.targets.push(Vec::new());
                if let Shape::Choice(choice) = &ty.shape {
                    future.state = self.variant(place, choice).map(|variant| StateSnapshot {
                        number: 0,
                        name: variant.name.clone(),
                        location: None,
                    });
                }
                self.inside(place, &ty, "", 0, around, &mut future.awaits);
                around.targets.pop();
                // What the attribute has put around rustc's coroutine is no future of the user's.
                if crate::names::is_compiled(&ty.name)
                    && let [_] = future.awaits[..]
                    && let Some(coroutine) = future.awaits.pop()
                {
                    return Ok(FutureSnapshot {
                        path: future.path,
                        type_name: future.type_name,
                        ..coroutine
                    });
                }
            }
        }
        Ok(future)
    }

    fn coroutine(
        &self,
        place: Place<'_>,
        coroutine: &CoroutineType,
        future: &mut FutureSnapshot,
        around: &mut Around,
    ) {
        future.kind = Some(coroutine.kind);
        let number = self
            .part(place, coroutine.tag.offset, coroutine.tag.ty)
            .and_then(|tag| u64::try_from(tag.chunk.number()?).ok());
        let Some(state) = number.and_then(|number| coroutine.state(number)) else {
            let detail = format!("{number:?} is the number of no state");
            future.unknown = Some(NotAvailable::new(Reason::Mismatch, detail));
            return;
        };
        future.state = Some(StateSnapshot {
            number: state.number,
            name: state.name.clone(),
            location: state.location.clone(),
        });
        // It has ended: what it held is gone.
        if matches!(state.number, 1 | 2) {
            return;
        }
        around.targets.push(self.targets(place, state));
        for slot in &state.slots {
            future
                .slots
                .push(self.slot(place, (coroutine.kind, state), slot, around));
        }
        future
            .slots
            .sort_by_key(|slot| (slot.offset.is_none(), slot.offset, slot.size));
        for slot in &state.slots {
            if slot.role == Role::Awaitee
                && let Some((offset, ty)) = slot.place
                && let Some(part) = self.part(place, offset, ty)
            {
                self.awaited(part, slot.name.clone(), around, &mut future.awaits);
            }
        }
        around.targets.pop();
    }
}

impl Around {
    /// The name of what lies at the address, in one of the futures around.
    pub(super) fn name_of(&self, address: u64) -> Option<String> {
        let mut targets = self.targets.iter().rev().flatten();
        let found = targets.find(|target| target.address == address && target.size > 0)?;
        Some(found.name.clone())
    }
}
