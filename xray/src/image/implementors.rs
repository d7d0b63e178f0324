//! Which types are futures by hand: those of which the program has a `poll`.
//!
//! Debug info does not list implementations; the names of symbols do. A `poll` that was inlined
//! everywhere has none, and its type then counts as part of what holds it.

use std::collections::HashSet;

use memchr::memmem::Finder;
use object::{Object, ObjectSymbol};

use super::reader::Reader;

/// The paths of types, without generic arguments.
pub(crate) struct Implementors(HashSet<String>);

impl Reader<'_> {
    /// Whether a type of that full name implements `Future`, as far as symbols tell.
    pub(crate) fn is_future(&self, type_name: &str) -> bool {
        let known = self.image.implementors.get_or_init(|| read(self));
        known.0.contains(without_arguments(type_name))
    }
}

/// No symbol that means a type is longer; what it means may be far longer than it is.
const LONGEST: usize = 16 << 10;

fn read(reader: &Reader<'_>) -> Implementors {
    let mut found = HashSet::new();
    let Ok(object) = reader.image.file.object() else {
        return Implementors(found);
    };
    // Understanding a name costs far more than looking whether it may be one. The older mangling
    // writes the trait out; the newer one may refer to where it has mentioned it before.
    let (older, newer) = (Finder::new(b"Future$GT$4poll17h"), Finder::new(b"4poll"));
    let may_be = |name: &[u8]| match name.starts_with(b"_R") {
        true => newer.find(name).is_some(),
        false => older.find(name).is_some(),
    };
    for symbol in object.symbols() {
        let Ok(name) = symbol.name_bytes() else {
            continue;
        };
        // Names may share their bytes, and then there are more of them than the file has.
        if reader.budget.spend_looking(name.len()).is_err() {
            break;
        }
        if !may_be(name) {
            continue;
        }
        let Some(Ok(name)) = (name.len() <= LONGEST).then(|| std::str::from_utf8(name)) else {
            continue;
        };
        let name = format!("{:#}", rustc_demangle::demangle(name));
        if reader.budget.spend(name.len()).is_err() {
            break;
        }
        let implementor = name
            .strip_prefix('<')
            .and_then(|rest| rest.split_once(" as core::future::future::Future>::poll"))
            .map(|(implementor, _)| without_arguments(implementor));
        if let Some(implementor) = implementor.filter(|name| !TRANSPARENT.contains(name)) {
            found.insert(implementor.to_owned());
        }
    }
    Implementors(found)
}

/// Futures that only pass on to what they hold.
const TRANSPARENT: &[&str] = &[
    "core::pin::Pin",
    "alloc::boxed::Box",
    "core::option::Option",
    "&mut F",
    "",
];

fn without_arguments(name: &str) -> &str {
    name.split('<').next().unwrap_or_default()
}
