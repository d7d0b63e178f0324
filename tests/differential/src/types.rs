//! The types of the values that generated functions work with.

use std::fmt;

/// A type.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Ty {
    /// `()`.
    Unit,
    /// `bool`.
    Bool,
    /// `usize`, the only integer type.
    Num,
    /// `String`.
    Text,
    /// The value whose life is logged.
    Noisy,
    /// `&Noisy`.
    Ref,
    /// `&mut Noisy`.
    Mut,
    /// `Option`.
    Opt(Box<Ty>),
    /// `Result`.
    Res(Box<Ty>, Box<Ty>),
    /// A tuple.
    Tuple(Vec<Ty>),
    /// An array of two.
    Array(Box<Ty>),
    /// `Box`.
    Boxed(Box<Ty>),
    /// `Vec`.
    List(Box<Ty>),
    /// The struct of two noisy values and a number.
    Duo,
    /// `Rc<Noisy>`, which is not `Send`.
    Counted,
    /// A value that borrows a noisy one and is logged when it drops.
    Guard,
    /// A future of the scripted kind.
    Io(Box<Ty>),
    /// A closure without arguments that can be called again.
    Call(Box<Ty>),
    /// A closure without arguments that can be called once.
    CallOnce(Box<Ty>),
    /// An `async` block.
    Task(Box<Ty>),
}

impl Ty {
    /// `Option<Self>`.
    #[must_use]
    pub fn opt(self) -> Ty {
        Ty::Opt(Box::new(self))
    }

    /// `Result<Self, error>`.
    #[must_use]
    pub fn res(self, error: Ty) -> Ty {
        Ty::Res(Box::new(self), Box::new(error))
    }

    /// Whether a use leaves the value where it is.
    pub fn is_copy(&self) -> bool {
        match self {
            Ty::Unit | Ty::Bool | Ty::Num | Ty::Ref => true,
            Ty::Opt(inner) | Ty::Array(inner) => inner.is_copy(),
            Ty::Res(value, error) => value.is_copy() && error.is_copy(),
            Ty::Tuple(all) => all.iter().all(Ty::is_copy),
            _ => false,
        }
    }

    /// Whether a value of the type may hold a borrow of a local.
    pub fn borrows(&self) -> bool {
        match self {
            Ty::Ref | Ty::Mut | Ty::Guard | Ty::Call(_) | Ty::CallOnce(_) | Ty::Task(_) => true,
            Ty::Opt(inner) | Ty::Io(inner) => inner.borrows(),
            _ => false,
        }
    }

    /// Whether the type has a name that can be written.
    pub fn is_nameable(&self) -> bool {
        !matches!(self, Ty::Call(_) | Ty::CallOnce(_) | Ty::Task(_))
    }
}

impl fmt::Display for Ty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Ty::Unit => f.write_str("()"),
            Ty::Bool => f.write_str("bool"),
            Ty::Num => f.write_str("usize"),
            Ty::Text => f.write_str("String"),
            Ty::Noisy => f.write_str("Noisy"),
            Ty::Ref => f.write_str("&Noisy"),
            Ty::Mut => f.write_str("&mut Noisy"),
            Ty::Opt(inner) => write!(f, "Option<{inner}>"),
            Ty::Res(value, error) => write!(f, "Result<{value}, {error}>"),
            Ty::Tuple(all) => {
                f.write_str("(")?;
                for each in all {
                    write!(f, "{each}, ")?;
                }
                f.write_str(")")
            }
            Ty::Array(inner) => write!(f, "[{inner}; 2]"),
            Ty::Boxed(inner) => write!(f, "Box<{inner}>"),
            Ty::List(inner) => write!(f, "Vec<{inner}>"),
            Ty::Duo => f.write_str("Duo"),
            Ty::Counted => f.write_str("Rc<Noisy>"),
            Ty::Guard => f.write_str("Guard<'_>"),
            Ty::Io(inner) => write!(f, "Io<{inner}>"),
            Ty::Call(_) | Ty::CallOnce(_) | Ty::Task(_) => f.write_str("_"),
        }
    }
}
