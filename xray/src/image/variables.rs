//! The variables of the function that polls a coroutine.

use gimli::{AttributeValue, Operation, UnitOffset};

use super::coroutines::{self, StateType};
use super::entries::Entry;
use super::open::OpenUnit;
use super::reader::Reader;
use super::types::{self, Shape, TypeId};
use crate::{Location, NotAvailable, Role};

/// A variable that lies in the coroutine.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Variable {
    pub(super) offset: u64,
    pub(super) ty: TypeId,
    pub(super) align: Option<u64>,
}

/// All variables that lie in the coroutine.
#[derive(Default)]
pub(super) struct Variables {
    /// With their names, in the order of the source.
    variables: Vec<(String, Variable)>,
    awaits: Vec<Await>,
    calls: Vec<Call>,
}

/// Where an await stands in the source, by the type of what is awaited: of an await that a macro
/// writes, the macro's call.
struct Call {
    ty: String,
    location: Location,
}

/// An await: the variable that rustc has for what is awaited.
struct Await {
    line: Option<u64>,
    offset: u64,
    /// Which of all variables are in scope there.
    in_scope: Vec<usize>,
}

/// What rustc calls the variable.
const AWAITEE: &str = "__awaitee";

impl Variables {
    /// What it costs to look for a name.
    pub(super) fn len(&self) -> usize {
        let in_scope = self.awaits.iter().map(|at| at.in_scope.len());
        self.variables.len() + self.calls.len() + in_scope.sum::<usize>()
    }

    /// All variables of that name.
    pub(super) fn all(&self, name: &str) -> Vec<Variable> {
        self.named(name, 0..self.variables.len())
    }

    /// Those that are in scope where a state awaits; none if it is not certain which await it is.
    pub(super) fn in_scope(&self, state: &StateType, name: &str) -> Vec<Variable> {
        let line = state.location.as_ref().map(|location| location.line);
        let awaitee = state.slots.iter().find(|slot| slot.role == Role::Awaitee);
        let offset = awaitee.and_then(|slot| slot.place).map(|place| place.0);
        let awaits = self.awaits.iter();
        let awaits = awaits.filter(|at| at.line == line && Some(at.offset) == offset);
        let mut scopes = awaits.map(|at| self.named(name, at.in_scope.iter().copied()));
        let first = scopes.next().unwrap_or_default();
        match scopes.all(|other| other == first) {
            true => first,
            false => Vec::new(),
        }
    }

    /// Where the await stands whose awaitee has that type, if there is only one such place.
    pub(super) fn call(&self, ty: &str) -> Option<&Location> {
        let mut calls = self.calls.iter().filter(|call| call.ty == ty);
        let first = &calls.next()?.location;
        calls.all(|other| other.location == *first).then_some(first)
    }

    fn named(&self, name: &str, indices: impl Iterator<Item = usize>) -> Vec<Variable> {
        let variables = indices.map(|index| &self.variables[index]);
        let named = variables.filter(|(other, _)| other == name);
        named.map(|(_, variable)| *variable).collect()
    }
}

/// The variables that lie in the coroutine of that size; none if no function is found that polls
/// it.
pub(super) fn of<'i>(
    reader: &Reader<'i>,
    open: &OpenUnit<'i>,
    coroutine: UnitOffset,
    size: u64,
) -> Result<Option<Variables>, NotAvailable> {
    let wanted = Wanted {
        id: TypeId {
            unit: open.id,
            offset: coroutine.0,
        },
        name: types::full_name(reader, open, coroutine)?,
        size,
    };
    // The function may stand in another unit of the crate than the description at hand.
    let name = |unit| reader.unit_name(unit);
    let others = reader.units()?.of_the_same_crate(open.id, &name);
    for unit in std::iter::once(open.id).chain(others) {
        let Ok(index) = reader.index(unit) else {
            continue;
        };
        let open = reader.open(unit)?;
        for &resume in &index.resumes {
            let mut variables = Variables::default();
            let mut of_it = false;
            // The blocks that are open: how deep each is, and the variables in scope before it.
            let mut blocks: Vec<(isize, usize)> = Vec::new();
            let mut in_scope = Vec::new();
            let mut children = open.children(UnitOffset(resume))?;
            while let Some(child) = children.next()? {
                while let Some(&(_, outside)) =
                    blocks.last().filter(|(depth, _)| *depth >= child.depth())
                {
                    in_scope.truncate(outside);
                    blocks.pop();
                }
                if blocks.is_empty() {
                    in_scope.clear();
                }
                match child.tag() {
                    gimli::DW_TAG_formal_parameter if !of_it => {
                        of_it = wanted.is_polled(reader, &open, resume, child)?;
                    }
                    _ if !of_it => break,
                    gimli::DW_TAG_lexical_block => {
                        blocks.push((child.depth(), in_scope.len()));
                        children.enter();
                    }
                    gimli::DW_TAG_variable => {
                        collect(reader, &open, child, &mut variables, &mut in_scope)?;
                    }
                    _ => {}
                }
            }
            if of_it {
                return Ok(Some(variables));
            }
        }
    }
    Ok(None)
}

/// A coroutine, whose function is looked for.
struct Wanted {
    id: TypeId,
    name: String,
    size: u64,
}

impl Wanted {
    /// Whether the function with that first parameter polls it.
    fn is_polled<'i>(
        &self,
        reader: &Reader<'i>,
        open: &OpenUnit<'i>,
        function: usize,
        parameter: &Entry<'i>,
    ) -> Result<bool, NotAvailable> {
        let Some(ty) = types::referred(reader, open, parameter)? else {
            return Ok(false);
        };
        // By its name, since another type may be one that is being read.
        let name = types::name_of(reader, ty)?;
        let Some(pinned) = name.strip_prefix("core::pin::Pin<&mut ") else {
            return self.has_function(reader, open, function);
        };
        if pinned.strip_suffix('>') != Some(&self.name) {
            return Ok(false);
        }
        let ty = reader.type_of(ty)?;
        let Shape::Record(members) = &ty.shape else {
            return Ok(false);
        };
        let [member] = &members[..] else {
            return Ok(false);
        };
        let Shape::Pointer(Some(polled)) = reader.type_of(member.ty)?.shape else {
            return Ok(false);
        };
        // An `async` closure has two coroutines of one name.
        Ok(match polled.unit == self.id.unit {
            true => polled == self.id,
            false => types::size_of(reader, polled)? == Some(self.size),
        })
    }

    /// Whether that function has the coroutine's own name. Of older compilers' nothing else tells,
    /// since they do not describe the coroutine as a parameter.
    fn has_function<'i>(
        &self,
        reader: &Reader<'i>,
        open: &OpenUnit<'i>,
        function: usize,
    ) -> Result<bool, NotAvailable> {
        let name = self.name.replacen("_env#", "#", 1);
        Ok(!name.contains("{async_closure#")
            && types::full_name(reader, open, UnitOffset(function))? == name)
    }
}

fn collect<'i>(
    reader: &Reader<'i>,
    open: &OpenUnit<'i>,
    entry: &Entry<'i>,
    variables: &mut Variables,
    in_scope: &mut Vec<usize>,
) -> Result<(), NotAvailable> {
    let (name, ty) = (
        types::name(open, entry)?,
        types::referred(reader, open, entry)?,
    );
    let (Some(name), Some(ty)) = (name, ty) else {
        return Ok(());
    };
    if name == AWAITEE
        && let Some(location) = coroutines::location(reader, open, entry)?
    {
        let ty = types::name_of(reader, ty)?;
        variables.calls.push(Call { ty, location });
    }
    let Some(offset) = offset_in_coroutine(open, entry) else {
        return Ok(());
    };
    let align = types::number(entry, gimli::DW_AT_alignment);
    in_scope.push(variables.variables.len());
    if name == AWAITEE {
        reader.budget.spend(in_scope.len())?;
        variables.awaits.push(Await {
            line: types::number(entry, gimli::DW_AT_decl_line),
            offset,
            in_scope: in_scope.clone(),
        });
    }
    let variable = Variable { offset, ty, align };
    variables.variables.push((name, variable));
    Ok(())
}

/// The offset of a variable that is found by following the pointer to the coroutine.
fn offset_in_coroutine(open: &OpenUnit<'_>, variable: &Entry<'_>) -> Option<u64> {
    let AttributeValue::Exprloc(expression) = variable.attr_value(gimli::DW_AT_location)? else {
        return None;
    };
    let mut operations = expression.operations(open.unit.encoding());
    let Operation::FrameOffset { .. } = operations.next().ok()?? else {
        return None;
    };
    let Operation::Deref { .. } = operations.next().ok()?? else {
        return None;
    };
    match operations.next().ok()? {
        None => Some(0),
        Some(Operation::PlusConstant { value }) => {
            operations.next().ok()?.is_none().then_some(value)
        }
        Some(_) => None,
    }
}
