//! The diagram of a machine, for functions of several shapes.

mod view_support;

use visualize_future::Machine;

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
