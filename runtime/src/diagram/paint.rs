//! Puts boxes and rails on the canvas.

use alloc::format;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;

use super::canvas::Canvas;
use super::contents::each_line;
use super::rails::{Rails, Side};
use super::{LEAST_INSIDE, contents};
use crate::Machine;
use crate::terminal::{Style, width};

/// Boxes with more lanes than this beside them are hard to follow.
pub(super) const MOST_LANES: usize = 4;

/// A box in its place; all have the same sides.
struct Placed {
    /// The row of the upper edge.
    top: usize,
    /// The row of the lower edge.
    bottom: usize,
    lines: Vec<Line>,
}

/// A line in a box: pieces of text from the left, and one at the right edge.
#[derive(Debug, Default)]
struct Line {
    left: Vec<(Style, String)>,
    right: String,
    width: usize,
}

impl Line {
    fn of(line: contents::Line<'_>) -> Self {
        let left = line
            .left
            .iter()
            .map(|(style, text)| (*style, text.to_string()));
        Line {
            left: left.collect(),
            right: line.right.to_string(),
            width: line.width(),
        }
    }
}

/// Where the boxes' sides and the lanes are.
struct Columns {
    /// The left edge of all boxes.
    left: usize,
    /// The right edge.
    right: usize,
    /// How far the innermost lane is from the edge, on the left and on the right.
    stubs: (usize, usize),
}

/// Paints with at most `most_lanes` lanes on each side.
pub(super) fn paint(machine: &Machine, columns: usize, most_lanes: usize) -> Canvas {
    // As many lanes as leave room for the boxes.
    let lanes = (0..=most_lanes).rev();
    let fitting = lanes.map(|lanes| Rails::of(machine, lanes)).find(|rails| {
        let ((left, _), (right, _)) = (beside(rails, Side::Left), beside(rails, Side::Right));
        left + right + LEAST_INSIDE + 4 <= columns
    });
    let rails = fitting.unwrap_or_else(|| Rails::of(machine, 0));
    let (left, left_stub) = beside(&rails, Side::Left);
    let (right, right_stub) = beside(&rails, Side::Right);
    let most = columns.saturating_sub(left + right + 4).max(LEAST_INSIDE);
    let boxes = place(machine, &rails, most);
    let widest = boxes
        .iter()
        .flat_map(|placed| &placed.lines)
        .map(|line| line.width);
    let inside = widest.max().unwrap_or(0).max(LEAST_INSIDE);
    let columns = Columns {
        left,
        right: left + inside + 3,
        stubs: (left_stub, right_stub),
    };
    let mut canvas = Canvas::new();
    paint_boxes(&mut canvas, &boxes, &columns);
    paint_flow(&mut canvas, &rails, &boxes, &columns);
    paint_rails(&mut canvas, &rails, &boxes, &columns);
    canvas
}

/// The columns that the rails of one side take, and of these the innermost, up to the first
/// lane.
fn beside(rails: &Rails, side: Side) -> (usize, usize) {
    match rails.lanes(side) {
        0 => (2, 0),
        // An arrow's head, a line, the label between spaces, a line, and the lane itself.
        lanes => {
            let stub = rails.label_width(side) + 4;
            (stub + 2 * lanes, stub)
        }
    }
}

fn place(machine: &Machine, rails: &Rails, inside: usize) -> Vec<Placed> {
    let mut boxes: Vec<Placed> = Vec::new();
    for (place, &number) in rails.order.iter().enumerate() {
        let mut lines = Vec::new();
        each_line(machine, number, inside, &mut |line| {
            lines.push(Line::of(line))
        });
        for (_, target, label) in rails.in_words.iter().filter(|(from, ..)| *from == place) {
            let target = machine.states()[rails.order[*target]].name;
            let text = match label.as_str() {
                "" => format!("to {target}"),
                label => format!("to {target} ({label})"),
            };
            lines.push(Line::of(contents::Line {
                left: &[(Style::Faint, &text)],
                right: &"",
            }));
        }
        for side in [Side::Left, Side::Right] {
            let ends = rails.leaving(place, side).len() + usize::from(rails.arriving(place, side));
            lines.resize_with(lines.len().max(ends), Line::default);
        }
        let top = boxes.last().map_or(0, |above| above.bottom + 1);
        let bottom = top + lines.len() + 1;
        boxes.push(Placed { top, bottom, lines });
    }
    boxes
}

fn paint_boxes(canvas: &mut Canvas, boxes: &[Placed], columns: &Columns) {
    for placed in boxes {
        canvas.rectangle(placed.top, columns.left, placed.bottom, columns.right);
        for (at, line) in placed.lines.iter().enumerate() {
            let row = placed.top + 1 + at;
            let mut column = columns.left + 2;
            for (style, text) in &line.left {
                canvas.text(row, column, *style, text);
                column += width(text);
            }
            let right = columns.right - 1 - width(&line.right);
            canvas.text(row, right, Style::Faint, &line.right);
        }
    }
}

/// The lines from a box to the next.
fn paint_flow(canvas: &mut Canvas, rails: &Rails, boxes: &[Placed], columns: &Columns) {
    let middle = (columns.left + columns.right) / 2;
    for (pair, _) in boxes.windows(2).zip(&rails.flows_on).filter(|(_, on)| **on) {
        canvas.leave_below(pair[0].bottom, middle);
        canvas.text(pair[1].top, middle, Style::Strong, "▼");
    }
}

/// The edges beside the boxes. They arrive at a box's first line and leave it at its last.
fn paint_rails(canvas: &mut Canvas, rails: &Rails, boxes: &[Placed], columns: &Columns) {
    let lane_of = |side, lane: usize| match side {
        Side::Left => columns.left - columns.stubs.0 - 2 * lane,
        Side::Right => columns.right + columns.stubs.1 + 2 * lane,
    };
    let edge_of = |side| match side {
        Side::Left => columns.left,
        Side::Right => columns.right,
    };
    for rail in &rails.rails {
        let lane = lane_of(rail.side, rail.lane);
        let arrival = boxes[rail.target].top + 1;
        // The head stands beside the edge, so the line ends before it.
        let head = match rail.side {
            Side::Left => columns.left - 1,
            Side::Right => columns.right + 1,
        };
        canvas.horizontal(arrival, lane, head);
        for &(from, _) in &rail.sources {
            let departure = departure(rails, boxes, from, rail.side, rail.target);
            canvas.horizontal(departure, lane, edge_of(rail.side));
            canvas.vertical(lane, arrival, departure);
        }
    }
    // Heads and labels go over the lines, so they come last.
    for rail in &rails.rails {
        let arrival = boxes[rail.target].top + 1;
        match rail.side {
            Side::Left => canvas.text(arrival, columns.left - 1, Style::Strong, "▶"),
            Side::Right => canvas.text(arrival, columns.right + 1, Style::Strong, "◀"),
        }
        for (from, label) in rail.sources.iter().filter(|(_, label)| !label.is_empty()) {
            let departure = departure(rails, boxes, *from, rail.side, rail.target);
            let column = match rail.side {
                Side::Left => columns.left - 3 - width(label),
                Side::Right => columns.right + 2,
            };
            canvas.text(departure, column, Style::Plain, &format!(" {label} "));
        }
    }
}

/// The row at which the edge from box `from` to box `target` leaves.
fn departure(rails: &Rails, boxes: &[Placed], from: usize, side: Side, target: usize) -> usize {
    let leaving = rails.leaving(from, side);
    let behind = leaving.iter().rev();
    let below = behind.take_while(|(rail, _)| rail.target != target).count();
    boxes[from].bottom - 1 - below
}
