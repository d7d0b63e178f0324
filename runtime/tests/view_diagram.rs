//! The diagram of a machine, for functions of several shapes.

mod view_support;

use visualize_future::{Machine, Via};

use view_support::machines;
use view_support::snapshot::{assert_snapshot, readable_ansi, without_ansi};

fn check(name: &str, machine: &'static Machine) {
    let diagram = machine.diagram().to_string();
    for line in diagram.lines() {
        assert!(line.chars().count() <= 80, "wider than 80 columns: {line}");
        assert_eq!(line.trim_end(), line, "spaces at the end");
    }
    assert_snapshot(&format!("diagram_{name}.txt"), &diagram);
}

#[test]
fn a_straight_line() {
    check("straight", &machines::STRAIGHT);
}

#[test]
fn a_loop_that_question_marks_leave() {
    check("loop", &machines::LOOP);
}

#[test]
fn branches_and_nested_loops() {
    check("branch", &machines::BRANCH);
}

#[test]
fn branches_of_select_and_the_reason_for_the_lowering() {
    check("select", &machines::SELECT);
}

#[test]
fn colours() {
    let diagram = machines::LOOP.diagram().with_ansi(true).to_string();
    assert_snapshot("diagram_loop_colour.txt", &readable_ansi(&diagram));
}

#[test]
fn colours_change_nothing_but_colours() {
    for machine in [&machines::LOOP, &machines::SELECT] {
        let plain = without_ansi(&machine.diagram().with_ansi(true).to_string());
        assert_eq!(plain, machine.diagram().to_string());
    }
}

#[test]
fn narrow_and_wide() {
    let widest = |columns| {
        let diagram = machines::LOOP.diagram().with_width(columns).to_string();
        diagram.lines().map(|line| line.chars().count()).max()
    };
    assert!(widest(60) <= Some(60));
    assert!(widest(120) > Some(80));
}

/// Whatever the edges are, each state has its box, and all of it fits.
#[test]
fn machines_with_edges_at_random() {
    // A linear congruential generator, so that a failure can be repeated.
    let mut random = 12_345_u32;
    let mut below = move |bound: u32| {
        random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (random >> 16) % bound
    };
    for round in 0..300 {
        let states = 3 + below(30);
        let edges: Vec<(u16, u16, Via)> = (0..below(60))
            .map(|_| {
                let via = [Via::Flow, Via::Loop, Via::Try, Via::Return][below(4) as usize];
                (below(states) as u16, below(states) as u16, via)
            })
            .collect();
        let diagram = machines::of_edges(states, &edges).diagram().to_string();
        for state in 3..states {
            let name = format!(" Suspend{} ", state - 3);
            let place = format!(" line {state} ");
            let boxes = diagram.lines().filter(|line| line.contains(&name));
            let boxes = boxes.filter(|line| line.contains(&place)).count();
            assert_eq!(boxes, 1, "round {round}\n{diagram}");
        }
        for line in diagram.lines() {
            assert!(line.chars().count() <= 80, "round {round}\n{diagram}");
        }
    }
}

/// An edge is a line from box to box, a rail beside them, or, where there is no room for a
/// rail, words; never nothing.
#[test]
fn no_edge_is_lost_for_want_of_room() {
    let edges: Vec<_> = (3..13).map(|state| (state, state + 2, Via::Try)).collect();
    let diagram = machines::of_edges(15, &edges).diagram().to_string();
    let heads = diagram.matches('◀').count();
    let words = diagram.matches("to Suspend").count();
    assert_eq!(heads + words, edges.len(), "{diagram}");
    assert!(words > 0, "{diagram}");
}
