//! What a generated function may contain. Each function draws its own subset (swarm testing), so
//! that rare constructs meet in small functions as well as in large ones.

use fastrand::Rng;

macro_rules! features {
    ($($name:ident)*) => {
        /// A construct of the language.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Feature { $(#[allow(missing_docs)] $name),* }

        const ALL: &[Feature] = &[$(Feature::$name),*];
    };
}

features! {
    NestedAwait AwaitCondition AwaitScrutinee AwaitGuard AwaitMacro AwaitOperand
    If Match IfLet LetElse LetChain Loop LoopValue While WhileLet For Label Continue Break Return
    Question Closure MoveClosure AsyncBlock AsyncMove
    BlockExpr IfExpr MatchExpr MatchGuard
    Opt Res Tuple Array Boxed List Duo Counted Guard Bool Text
    RefLocal MutRef Temporary Extended RefPattern
    PartialMove Destructure Deferred Shadow Reassign Compound DestructuringAssign FieldAssign
    ShortCircuit Arithmetic Method MethodMut Consume Literal Macro Index Range Discard Drop
    IoLocal Update Replace Parameters Patterns
    OddNames OrPattern Swap Pinned Diverging AsyncClosure At
    Unknown
}

/// A subset of the features.
#[derive(Debug, Clone)]
pub struct Features(u128);

impl Features {
    /// Draws a subset.
    pub fn draw(rng: &mut Rng) -> Features {
        let share = [12, 25, 40, 60, 90][rng.usize(..5)];
        let mut set = 0;
        for &feature in ALL {
            if rng.u32(..100) < share {
                set |= 1 << feature as u32;
            }
        }
        Features(set)
    }

    /// Whether a feature is in the set.
    pub fn has(&self, feature: Feature) -> bool {
        self.0 & (1 << feature as u32) != 0
    }

    /// Takes a feature out.
    pub fn remove(&mut self, feature: Feature) {
        self.0 &= !(1 << feature as u32);
    }
}
