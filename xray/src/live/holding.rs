//! Whether a type can have futures in it that are worth to be looked for.

use super::walk::{Known, Walk};
use crate::image::{Member, Shape, Type};

/// How many types around each other are looked at.
const DEEPEST: u32 = 16;

impl Walk {
    /// Whether the type implements `Future` by hand.
    pub(super) fn is_future(&self, ty: &Type, known: Known) -> bool {
        self.reader(known.image())
            .is_ok_and(|reader| reader.is_future(&ty.name))
    }

    /// Whether a value of the type can have a future in it that it owns or exclusively borrows.
    pub(super) fn may_hold_futures(&self, known: Known, ty: &Type, depth: u32) -> bool {
        if let Some(answer) = self.holding.borrow().get(&known.key()) {
            return *answer;
        }
        // A type that holds itself has no future of its own.
        self.holding.borrow_mut().insert(known.key(), false);
        let answer = self.find_out(known, ty, depth);
        self.holding.borrow_mut().insert(known.key(), answer);
        answer
    }

    fn find_out(&self, known: Known, ty: &Type, depth: u32) -> bool {
        if depth > DEEPEST {
            return false;
        }
        let inner = |id| {
            let inner = known.other(id);
            let ty = self.type_of(inner);
            ty.is_ok_and(|ty| self.may_hold_futures(inner, &ty, depth + 1))
        };
        let any = |members: &[Member]| members.iter().any(|member| inner(member.ty));
        match &ty.shape {
            Shape::Coroutine(_) => true,
            Shape::Record(members) => {
                ty.name.contains("dyn core::future::future::Future")
                    || self.is_future(ty, known)
                    || any(members)
            }
            Shape::Choice(choice) => {
                self.is_future(ty, known)
                    || choice
                        .variants
                        .iter()
                        .any(|variant| inner(variant.member.ty))
            }
            Shape::Pointer(Some(to)) => super::search::is_exclusive(&ty.name) && inner(*to),
            Shape::Array { element, .. } => inner(*element),
            _ => false,
        }
    }
}
