//! Predicates: read, and taken to hold or not.

use std::collections::BTreeMap;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::Condition;

/// The predicate of a `cfg` or `cfg_attr`, and what stands behind it. None where rustc may not
/// understand it.
pub(super) fn arguments(tokens: &TokenStream) -> Option<(TokenStream, Vec<TokenStream>)> {
    let mut list = at_commas(tokens.clone());
    if list.last().is_some_and(TokenStream::is_empty) {
        list.pop();
    }
    if list.is_empty() || list.iter().any(TokenStream::is_empty) {
        return None;
    }
    let predicate = list.remove(0);
    Predicate::read(predicate.clone())?;
    Some((predicate, list))
}

fn at_commas(tokens: TokenStream) -> Vec<TokenStream> {
    let mut parts = vec![TokenStream::new()];
    for token in tokens {
        match token {
            TokenTree::Punct(comma) if comma.as_char() == ',' => parts.push(TokenStream::new()),
            token => {
                if let Some(part) = parts.last_mut() {
                    part.extend([token]);
                }
            }
        }
    }
    parts
}

/// A predicate of the kinds that rustc has always known.
enum Predicate {
    /// `unix`, `feature = "x"`, as text.
    Atom(String),
    Constant(bool),
    All(Vec<Predicate>),
    Any(Vec<Predicate>),
    Not(Box<Predicate>),
}

impl Predicate {
    fn read(tokens: TokenStream) -> Option<Predicate> {
        let text = tokens.to_string();
        let mut tokens = tokens.into_iter();
        let first = tokens.next()?;
        if let TokenTree::Group(group) = &first {
            // What a macro has been given as a whole.
            let alone = group.delimiter() == Delimiter::None && tokens.next().is_none();
            return alone.then(|| Predicate::read(group.stream())).flatten();
        }
        let TokenTree::Ident(name) = first else {
            return None;
        };
        let name = name.to_string();
        match (tokens.next(), tokens.next(), tokens.next()) {
            (None, ..) if name == "true" || name == "false" => {
                Some(Predicate::Constant(name == "true"))
            }
            (None, ..) if !name.starts_with("r#") => Some(Predicate::Atom(text)),
            (Some(TokenTree::Punct(equals)), Some(TokenTree::Literal(value)), None)
                if equals.as_char() == '=' && value.to_string().starts_with('"') =>
            {
                Some(Predicate::Atom(text))
            }
            (Some(TokenTree::Group(group)), None, _)
                if group.delimiter() == Delimiter::Parenthesis =>
            {
                let mut inner = at_commas(group.stream());
                if inner.last().is_some_and(TokenStream::is_empty) {
                    inner.pop();
                }
                let inner: Option<Vec<_>> = inner.into_iter().map(Predicate::read).collect();
                let mut inner = inner?;
                match name.as_str() {
                    "all" => Some(Predicate::All(inner)),
                    "any" => Some(Predicate::Any(inner)),
                    "not" if inner.len() == 1 => Some(Predicate::Not(Box::new(inner.remove(0)))),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    fn holds(&self, configuration: &Configuration) -> bool {
        match self {
            Predicate::Atom(text) => configuration.has(text),
            Predicate::Constant(value) => *value,
            Predicate::All(inner) => inner.iter().all(|inner| inner.holds(configuration)),
            Predicate::Any(inner) => inner.iter().any(|inner| inner.holds(configuration)),
            Predicate::Not(inner) => !inner.holds(configuration),
        }
    }

    /// Changes a configuration so that this may hold, or not.
    fn want(&self, holds: bool, configuration: &mut Configuration) {
        if self.holds(configuration) == holds {
            return;
        }
        match self {
            Predicate::Atom(text) => {
                configuration.set.insert(text.clone(), holds);
            }
            Predicate::Constant(_) => {}
            Predicate::Not(inner) => inner.want(!holds, configuration),
            Predicate::All(inner) | Predicate::Any(inner) => {
                let all = matches!(self, Predicate::All(_)) == holds;
                for inner in inner.iter().take(if all { inner.len() } else { 1 }) {
                    inner.want(holds, configuration);
                }
            }
        }
    }
}

/// What a program may be compiled for, as far as predicates speak of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Configuration {
    /// Whether what is not named otherwise is set.
    rest: bool,
    set: BTreeMap<String, bool>,
}

impl Configuration {
    fn has(&self, atom: &str) -> bool {
        self.set.get(atom).copied().unwrap_or(self.rest)
    }

    /// Some in which each condition holds, and does not, if it can: first the one in which all is
    /// set, then the one in which nothing is.
    pub fn of(conditions: &[Condition]) -> Vec<Configuration> {
        let mut found = [true, false]
            .map(|rest| Configuration {
                rest,
                set: BTreeMap::new(),
            })
            .to_vec();
        Configuration::add(&mut found, conditions, &[]);
        found
    }

    fn add(found: &mut Vec<Configuration>, conditions: &[Condition], around: &[&Predicate]) {
        for condition in conditions {
            let Some(predicate) = Predicate::read(condition.predicate.clone()) else {
                continue;
            };
            for wanted in [true, false] {
                let fits = |configuration: &Configuration| {
                    around.iter().all(|outer| outer.holds(configuration))
                        && predicate.holds(configuration) == wanted
                };
                if found.iter().any(fits) {
                    continue;
                }
                for first in 0..2 {
                    let mut changed = found[first].clone();
                    around
                        .iter()
                        .for_each(|outer| outer.want(true, &mut changed));
                    predicate.want(wanted, &mut changed);
                    if fits(&changed) {
                        found.push(changed);
                        break;
                    }
                }
            }
            let around: Vec<&Predicate> = around.iter().copied().chain([&predicate]).collect();
            Configuration::add(found, &condition.inner, &around);
        }
    }

    /// The numbers of the conditions that hold.
    pub fn holding(&self, conditions: &[Condition]) -> Vec<usize> {
        let mut numbers = Vec::new();
        for condition in conditions {
            let predicate = Predicate::read(condition.predicate.clone());
            if predicate.is_some_and(|predicate| predicate.holds(self)) {
                numbers.push(condition.number);
                numbers.extend(self.holding(&condition.inner));
            }
        }
        numbers
    }
}
