//! How the edges run between the states' boxes.
//!
//! The boxes stand below each other in the order in which the source reaches them. An edge to
//! the next box is a line between the two. Any other edge runs beside the boxes, on a rail: on
//! the right if it leads down, on the left if it leads back up (or to the same state). All
//! edges of one side with the same target share a rail, so there are few of them even where a
//! function is full of `?`.

use alloc::string::{String, ToString as _};
use alloc::vec;
use alloc::vec::Vec;

use super::edges::{Vias, order};
use crate::{Machine, Via};

/// A side of the boxes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Right,
}

/// The edges of one side that lead to one box.
#[derive(Debug)]
pub(super) struct Rail {
    pub(super) side: Side,
    /// The box to which it leads, as an index into [`Rails::order`].
    pub(super) target: usize,
    /// The boxes that edges leave, with their labels, from top to bottom.
    pub(super) sources: Vec<(usize, String)>,
    /// How far out it runs; 0 is next to the boxes.
    pub(super) lane: usize,
}

/// All edges, sorted out.
pub(super) struct Rails {
    /// The numbers of the states, from the top box to the bottom one.
    pub(super) order: Vec<usize>,
    /// For each box, whether a line leads to the next one.
    pub(super) flows_on: Vec<bool>,
    pub(super) rails: Vec<Rail>,
    /// Edges for which there is no room beside the boxes: source, target, label.
    pub(super) in_words: Vec<(usize, usize, String)>,
}

impl Rails {
    /// Sorts the edges out, on at most `most_lanes` lanes on each side.
    pub(super) fn of(machine: &Machine, most_lanes: usize) -> Self {
        let order: Vec<usize> = order(machine).collect();
        let mut found = Rails {
            flows_on: vec![false; order.len()],
            rails: Vec::new(),
            in_words: Vec::new(),
            order,
        };
        found.sort_out(machine);
        found.assign_lanes(most_lanes);
        found
    }

    fn sort_out(&mut self, machine: &Machine) {
        let place = |order: &[usize], state: u16| {
            order
                .iter()
                .position(|&number| number == usize::from(state))
        };
        let mut edges: Vec<(usize, usize, Vias)> = Vec::new();
        for edge in machine.transitions() {
            let (Some(from), Some(to)) =
                (place(&self.order, edge.from), place(&self.order, edge.to))
            else {
                continue;
            };
            if to == from + 1 && edge.via == Via::Flow {
                self.flows_on[from] = true;
                continue;
            }
            match edges.iter_mut().find(|(f, t, _)| (*f, *t) == (from, to)) {
                Some((_, _, vias)) => vias.add(edge.via),
                None => {
                    let mut vias = Vias::default();
                    vias.add(edge.via);
                    edges.push((from, to, vias));
                }
            }
        }
        edges.sort_by_key(|&(from, to, _)| (from, to));
        for (from, to, vias) in edges {
            let side = if to > from { Side::Right } else { Side::Left };
            let label = vias.to_string();
            let shared = |rail: &&mut Rail| rail.side == side && rail.target == to;
            match self.rails.iter_mut().find(shared) {
                Some(rail) => rail.sources.push((from, label)),
                None => self.rails.push(Rail {
                    side,
                    target: to,
                    sources: vec![(from, label)],
                    lane: 0,
                }),
            }
        }
    }

    /// Short rails inside, long ones outside: each runs outside of all shorter ones beside the
    /// same boxes, so that none has to cross another on its way.
    fn assign_lanes(&mut self, most: usize) {
        self.rails.sort_by_key(|rail| {
            let (top, bottom) = rail.extent();
            (bottom - top, top)
        });
        let mut placed: Vec<Rail> = Vec::new();
        for mut rail in self.rails.drain(..) {
            let beside = |other: &&Rail| {
                let ((top, bottom), (first, last)) = (rail.extent(), other.extent());
                other.side == rail.side && top <= last && first <= bottom
            };
            let outside = placed.iter().filter(beside).map(|other| other.lane + 1);
            rail.lane = outside.max().unwrap_or(0);
            if rail.lane < most {
                placed.push(rail);
            } else {
                let target = rail.target;
                let words = rail
                    .sources
                    .into_iter()
                    .map(|(from, label)| (from, target, label));
                self.in_words.extend(words);
            }
        }
        self.rails = placed;
        self.in_words
            .sort_by_key(|&(from, target, _)| (from, target));
    }

    pub(super) fn lanes(&self, side: Side) -> usize {
        let on_side = self.rails.iter().filter(|rail| rail.side == side);
        on_side.map(|rail| rail.lane + 1).max().unwrap_or(0)
    }

    /// The widest label on that side.
    pub(super) fn label_width(&self, side: Side) -> usize {
        let on_side = self.rails.iter().filter(|rail| rail.side == side);
        on_side
            .flat_map(|rail| &rail.sources)
            .map(|(_, label)| label.chars().count())
            .max()
            .unwrap_or(0)
    }

    /// The rails that leave the box on that side, in the order in which they do, from top to
    /// bottom: such that none crosses another's way.
    pub(super) fn leaving(&self, place: usize, side: Side) -> Vec<(&Rail, &str)> {
        let mut leaving: Vec<_> = self
            .rails
            .iter()
            .filter(|rail| rail.side == side)
            .filter_map(|rail| {
                let (_, label) = rail.sources.iter().find(|(from, _)| *from == place)?;
                Some((rail, label.as_str()))
            })
            .collect();
        // Outermost lane first going down, last going up.
        leaving.sort_by_key(|(rail, _)| rail.lane);
        if side == Side::Right {
            leaving.reverse();
        }
        leaving
    }

    pub(super) fn arriving(&self, place: usize, side: Side) -> bool {
        let mut rails = self.rails.iter();
        rails.any(|rail| rail.side == side && rail.target == place)
    }
}

impl Rail {
    /// The first and the last box beside which it runs.
    fn extent(&self) -> (usize, usize) {
        let boxes = self.sources.iter().map(|(from, _)| *from);
        let boxes = boxes.chain([self.target]);
        let top = boxes.clone().min().unwrap_or(self.target);
        (top, boxes.max().unwrap_or(self.target))
    }
}
