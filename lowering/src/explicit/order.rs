//! The arms one after the other, so that going from one to the next is no more than going on.
//!
//! A `loop` around a `match` on the arm's number would do, but the compiler does not see through
//! it: each step from arm to arm would cost a jump table. So a step forward leaves a block,
//! behind which its arm stands; a step back begins a round of a `loop`; and only where a poll
//! begins, in a state, is the number looked at.
//!
//! ```text
//! 'to_5: {
//!     'to_4: {
//!         match at.arm() { 0 => {}, 3 => break 'to_4, arm => resumed_after_end(arm) }
//!         { arm 0; break 'to_4 }
//!     }
//!     'round_4: loop {
//!         'to_3: {
//!             match at.arm() { 3 => break 'to_3, _ => {} }
//!             { arm 4; break 'to_3, or break 'to_5 }
//!         }
//!         'to_4: { arm 3; return Pending, or break 'to_4 }
//!         continue 'round_4
//!     }
//! }
//! { arm 5; return Ready }
//! ```

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound::{Excluded, Included};

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::arms::ArmId;
use super::names::Names;

/// The arms, in the order in which they stand.
pub(super) struct Order<'a> {
    arms: &'a [(ArmId, TokenStream)],
    jumps: &'a BTreeMap<ArmId, BTreeSet<ArmId>>,
    names: &'a Names,
    rt: &'a TokenStream,
    /// Where each arm stands.
    places: BTreeMap<ArmId, usize>,
    /// The loops: where each begins, and the last place in it. Either of two lies in the other,
    /// or they are apart.
    loops: BTreeMap<usize, usize>,
    /// The places at which one can arrive from outside of a loop without passing its start: those
    /// of the states.
    entries: BTreeSet<usize>,
    /// The states in which a poll begins in an arm.
    states_of: &'a dyn Fn(ArmId) -> Vec<ArmId>,
}

/// What stands in the body of the function or of a loop.
#[derive(Clone, Copy)]
struct Item {
    first: usize,
    last: usize,
    is_loop: bool,
}

/// Puts the arms together; `states_of` tells in which states a poll begins in an arm.
pub(super) fn order(
    arms: &[(ArmId, TokenStream)],
    jumps: &BTreeMap<ArmId, BTreeSet<ArmId>>,
    states_of: &dyn Fn(ArmId) -> Vec<ArmId>,
    names: &Names,
    rt: &TokenStream,
) -> TokenStream {
    let places: BTreeMap<ArmId, usize> = arms
        .iter()
        .enumerate()
        .map(|(place, (arm, _))| (*arm, place))
        .collect();
    let steps: Vec<(usize, usize)> = jumps
        .iter()
        .flat_map(|(from, to)| to.iter().map(move |to| (from, to)))
        .filter_map(|(from, to)| Some((*places.get(from)?, *places.get(to)?)))
        .collect();
    let mut order = Order {
        loops: loops(&steps),
        entries: places
            .iter()
            .filter(|(arm, _)| !states_of(**arm).is_empty())
            .map(|(_, place)| *place)
            .collect(),
        arms,
        jumps,
        names,
        rt,
        places,
        states_of,
    };
    let into = steps.iter().filter(|(from, to)| {
        let around = order.entered(*from, *to);
        from < to && around.is_some_and(|start| start != *to)
    });
    order
        .entries
        .extend(into.map(|(_, to)| *to).collect::<Vec<_>>());
    match arms.len() {
        0 => TokenStream::new(),
        number => order.region(0, number - 1, None),
    }
}

/// The loops that steps back make.
fn loops(steps: &[(usize, usize)]) -> BTreeMap<usize, usize> {
    let mut loops = BTreeMap::new();
    for &(from, to) in steps.iter().filter(|(from, to)| to <= from) {
        let last = loops.entry(to).or_insert(from);
        *last = from.max(*last);
    }
    // Where the end of one lies in another, it is made to end with that.
    let starts: Vec<usize> = loops.keys().copied().collect();
    for &start in starts.iter().rev() {
        let mut last = loops[&start];
        loop {
            let inside = loops.range((Excluded(start), Included(last)));
            match inside.map(|(_, end)| *end).max() {
                Some(end) if end > last => last = end,
                _ => break,
            }
        }
        loops.insert(start, last);
    }
    loops
}

impl Order<'_> {
    /// The start of the outermost loop that one enters on the way.
    fn entered(&self, from: usize, to: usize) -> Option<usize> {
        let is_around =
            |place: usize, (start, last): (&usize, &usize)| (*start..=*last).contains(&place);
        self.loops
            .iter()
            .find(|around| is_around(to, *around) && !is_around(from, *around))
            .map(|(start, _)| *start)
    }

    /// The places from `first` to `last`: those of the function, or of a loop.
    fn region(&self, first: usize, last: usize, round: Option<usize>) -> TokenStream {
        let mut items = Vec::new();
        let mut place = first;
        while place <= last {
            let end = self.loops.get(&place).filter(|_| round != Some(place));
            items.push(Item {
                first: place,
                last: end.copied().unwrap_or(place),
                is_loop: end.is_some(),
            });
            place = end.copied().unwrap_or(place) + 1;
        }
        let mut tokens = self.dispatch(&items, round.is_some());
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                let to = self.names.to(self.arms[item.first].0);
                tokens = quote!(#to: { #tokens });
            }
            tokens.extend(if item.is_loop {
                self.round(*item)
            } else {
                self.arm(item.first)
            });
        }
        tokens
    }

    /// Finds the way to the arm in which the poll begins.
    fn dispatch(&self, items: &[Item], in_loop: bool) -> TokenStream {
        let (rt, at) = (self.rt, self.names.at());
        let ways = items.iter().enumerate().filter_map(|(index, item)| {
            if index == 0 && in_loop {
                return None;
            }
            let entries = self.entries.range(item.first..=item.last);
            let numbers: Vec<Literal> = entries
                .flat_map(|place| self.numbers(self.arms[*place].0))
                .map(Literal::usize_unsuffixed)
                .collect();
            let to = self.names.to(self.arms[item.first].0);
            let way = if index == 0 {
                quote!({})
            } else {
                quote!(break #to)
            };
            (!numbers.is_empty()).then(|| quote!(#(#numbers)|* => #way,))
        });
        let ways: Vec<TokenStream> = ways.collect();
        match (&ways[..], in_loop) {
            ([], true) => TokenStream::new(),
            (ways, true) => quote!(match #at.arm() { #(#ways)* _ => {} }),
            (ways, false) => quote! {
                match #at.arm() { #(#ways)* arm => #rt::resumed_after_end(arm) }
            },
        }
    }

    /// The numbers by which one arrives in an arm.
    fn numbers(&self, arm: ArmId) -> Vec<ArmId> {
        let states = (self.states_of)(arm);
        if states.is_empty() { vec![arm] } else { states }
    }

    fn round(&self, item: Item) -> TokenStream {
        let label = self.names.round(self.arms[item.first].0);
        let body = self.region(item.first, item.last, Some(item.first));
        quote!(#label: loop { #body })
    }

    fn arm(&self, place: usize) -> TokenStream {
        let (rt, at) = (self.rt, self.names.at());
        let (arm, code) = &self.arms[place];
        let mut tokens = quote!({ #at.arrived(); #code });
        for target in self.jumps.get(arm).into_iter().flatten() {
            let to = self.names.to(*target);
            let way = match self.places.get(target) {
                None => quote!(#rt::unreachable()),
                Some(&there) if there <= place => {
                    let round = self.names.round(*target);
                    quote!(continue #round)
                }
                Some(&there) => match self.entered(place, there) {
                    Some(start) if start != there => {
                        let to = self.names.to(self.arms[start].0);
                        quote!(break #to)
                    }
                    _ => continue,
                },
            };
            tokens = quote!({ #to: #tokens #way; });
        }
        tokens
    }
}

#[cfg(test)]
mod tests {
    use super::loops;

    /// The loops that those steps make, from a place to a place.
    fn of(steps: &[(usize, usize)]) -> Vec<(usize, usize)> {
        loops(steps).into_iter().collect()
    }

    #[test]
    fn a_step_back_makes_a_loop() {
        assert_eq!(of(&[(0, 1), (1, 2), (2, 1), (1, 3)]), [(1, 2)]);
        assert_eq!(of(&[(2, 2)]), [(2, 2)]);
    }

    #[test]
    fn loops_with_the_same_start_are_one() {
        assert_eq!(of(&[(2, 1), (4, 1), (3, 1)]), [(1, 4)]);
    }

    #[test]
    fn a_loop_lies_in_another_or_apart() {
        assert_eq!(of(&[(5, 1), (3, 2), (8, 7)]), [(1, 5), (2, 3), (7, 8)]);
        assert_eq!(of(&[(3, 1), (5, 2), (7, 4)]), [(1, 7), (2, 7), (4, 7)]);
    }
}
