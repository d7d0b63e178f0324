//! Why `Pin` exists.

use super::{assert_fits, assert_in_order, lesson};

#[test]
fn a_reference_into_a_value_that_moves_points_at_somebody_else() {
    let text = lesson("05_pin", &[]);
    assert_fits(&text);
    assert_in_order(
        &text,
        &[
            "let y = &x;\n",
            "state=Suspend0",
            "x: [i32; 1024]\n",
            "y -> x (+0)   self-reference\n",
            "y would still point to +",
            "moved to @9: y holds what it held\n",
            "x0 is 7, but y leads to z0 = 41",
            "Unresumed, put into a box: it lies somewhere else\n",
            "Suspend0, its box put into a list: it lies where it lay\n",
            "y sees [0, 0, 0, 0] and so forth\n",
            "error[E0596]: cannot borrow data in dereference of `Pin<",
            "swap(&mut *one, &mut *two);\n",
        ],
    );
}

#[test]
fn what_would_become_of_the_offsets_is_computed() {
    let text = lesson("05_pin", &[]);
    let number = |before: &str| -> usize {
        let at = text.find(before).expect("it is there") + before.len();
        let digits = text[at..].split(|c: char| !c.is_ascii_digit()).next();
        digits
            .and_then(|digits| digits.parse().ok())
            .expect("a number")
    };
    let (size, still) = (number("all "), number("y would still point to +"));
    assert_eq!(number("example  size="), size);
    assert!(text.contains(&format!("+{size} + {still} = +{}\n", size + still)));
    let mut lines = text.lines();
    let x = lines.find(|line| line.ends_with(" B  x: [i32; 1024]"));
    let at = x.expect("x is in the map").split_whitespace().next();
    assert_eq!(at, Some(format!("+{still}").as_str()));
}
