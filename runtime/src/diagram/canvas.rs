//! A grid of characters, on which lines that meet join by themselves.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use crate::terminal::{Style, styled};

const UP: u8 = 1;
const DOWN: u8 = 2;
const LEFT: u8 = 4;
const RIGHT: u8 = 8;

#[derive(Clone, Copy)]
enum Cell {
    Empty,
    Text(char, Style),
    /// The directions in which a line leaves the cell.
    Line(u8),
}

/// The grid; it grows as things are put on it.
pub(super) struct Canvas {
    rows: Vec<Vec<Cell>>,
}

impl Canvas {
    pub(super) fn new() -> Self {
        Canvas { rows: Vec::new() }
    }

    fn cell(&mut self, row: usize, column: usize) -> &mut Cell {
        if self.rows.len() <= row {
            self.rows.resize_with(row + 1, Vec::new);
        }
        let cells = &mut self.rows[row];
        if cells.len() <= column {
            cells.resize(column + 1, Cell::Empty);
        }
        &mut cells[column]
    }

    /// Writes over whatever is there.
    pub(super) fn text(&mut self, row: usize, column: usize, style: Style, text: &str) {
        for (at, character) in text.chars().enumerate() {
            *self.cell(row, column + at) = Cell::Text(character, style);
        }
    }

    fn add(&mut self, row: usize, column: usize, directions: u8) {
        let cell = self.cell(row, column);
        *cell = match *cell {
            Cell::Line(before) => Cell::Line(before | directions),
            _ => Cell::Line(directions),
        };
    }

    /// A line along a row, both ends included.
    pub(super) fn horizontal(&mut self, row: usize, from: usize, to: usize) {
        let (from, to) = (from.min(to), from.max(to));
        for column in from..to {
            self.add(row, column, RIGHT);
            self.add(row, column + 1, LEFT);
        }
    }

    /// A line along a column, both ends included.
    pub(super) fn vertical(&mut self, column: usize, from: usize, to: usize) {
        let (from, to) = (from.min(to), from.max(to));
        for row in from..to {
            self.add(row, column, DOWN);
            self.add(row + 1, column, UP);
        }
    }

    /// A box of lines, whose corners are given.
    pub(super) fn rectangle(&mut self, top: usize, left: usize, bottom: usize, right: usize) {
        self.horizontal(top, left, right);
        self.horizontal(bottom, left, right);
        self.vertical(left, top, bottom);
        self.vertical(right, top, bottom);
    }

    /// A line that leaves a rectangle's lower edge, downwards.
    pub(super) fn leave_below(&mut self, row: usize, column: usize) {
        self.add(row, column, DOWN);
    }

    /// Writes the grid, line by line, without spaces at the ends.
    pub(super) fn write(&self, out: &mut dyn fmt::Write, ansi: bool) -> fmt::Result {
        for cells in &self.rows {
            let end = cells
                .iter()
                .rposition(|cell| !matches!(cell, Cell::Empty | Cell::Text(' ', _)))
                .map_or(0, |last| last + 1);
            let mut run = String::new();
            let mut style = Style::Plain;
            for cell in &cells[..end] {
                let (character, next) = match *cell {
                    // An empty cell looks the same in any style, so it continues the run.
                    Cell::Empty => (' ', style),
                    Cell::Text(character, style) => (character, style),
                    Cell::Line(directions) => (line(directions), Style::Faint),
                };
                if next != style {
                    styled(out, ansi, style, &run)?;
                    run.clear();
                    style = next;
                }
                run.push(character);
            }
            styled(out, ansi, style, &run)?;
            out.write_char('\n')?;
        }
        Ok(())
    }
}

/// The character for a cell that lines leave in these directions.
fn line(directions: u8) -> char {
    const VERTICAL: u8 = UP | DOWN;
    const HORIZONTAL: u8 = LEFT | RIGHT;
    const DOWN_RIGHT: u8 = DOWN | RIGHT;
    const DOWN_LEFT: u8 = DOWN | LEFT;
    const UP_RIGHT: u8 = UP | RIGHT;
    const UP_LEFT: u8 = UP | LEFT;
    const NO_LEFT: u8 = VERTICAL | RIGHT;
    const NO_RIGHT: u8 = VERTICAL | LEFT;
    const NO_UP: u8 = HORIZONTAL | DOWN;
    const NO_DOWN: u8 = HORIZONTAL | UP;
    match directions {
        UP | DOWN | VERTICAL => '│',
        LEFT | RIGHT | HORIZONTAL => '─',
        DOWN_RIGHT => '╭',
        DOWN_LEFT => '╮',
        UP_RIGHT => '╰',
        UP_LEFT => '╯',
        NO_LEFT => '├',
        NO_RIGHT => '┤',
        NO_UP => '┬',
        NO_DOWN => '┴',
        _ => '┼',
    }
}
