//! Async methods of traits.

use super::{assert_fits, assert_in_order, lesson};

#[test]
fn each_implementation_has_its_own_future_and_dyn_wants_a_box_for_it() {
    let text = lesson("08_async_traits", &[]);
    assert_fits(&text);
    assert_in_order(
        &text,
        &[
            "<Ada as Cook>::cook    holds self, awaitee0\n",
            "<Grace as Cook>::cook  holds self, pot, awaitee0\n",
            "ADA.cook()",
            "gives a pointer of 16 B to a future of",
            "Ada, generic                       0      0\n",
            "Ada, through dyn                 100 ",
            "Grace, generic                     0      0\n",
            "Grace, through dyn               100 ",
            "Ada's, where it is known to be hers    yes\n",
            "any Cook's, although it is Ada's       no\n",
            "any SendCook's                         yes\n",
            "in a task: 2 plates\n",
        ],
    );
    // What is in the box is what a generic caller holds itself, and what is allocated for it.
    for (name, constant) in [("Ada", "ADA"), ("Grace", "GRACE")] {
        let future = number_in(&text, &format!("{constant}.cook()"), 0);
        let boxed = number_in(&text, &format!("{name} "), 1);
        assert_eq!(future, boxed, "{text}");
        let allocated = number_in(&text, &format!("{name}, through dyn"), 1);
        assert_eq!(allocated, 100 * boxed, "{text}");
        let generic = number_in(&text, &format!("dinner(&{constant})"), 0);
        assert!(generic > future, "{text}");
    }
    let of_any = ["dinner_of_any(&ADA)", "dinner_of_any(&GRACE)"];
    let [ada, grace] = of_any.map(|dinner| number_in(&text, dinner, 0));
    assert_eq!(ada, grace, "{text}");
}

/// The number in the line that begins like that: of those behind the beginning, the one that so
/// many others stand before.
#[track_caller]
fn number_in(text: &str, beginning: &str, before: usize) -> usize {
    let mut lines = text.lines();
    let rest = lines.find_map(|line| line.strip_prefix(beginning));
    let rest = rest.unwrap_or_else(|| panic!("no line begins with {beginning:?} in\n{text}"));
    let numbers = rest.split_whitespace().filter_map(|word| word.parse().ok());
    let mut numbers = numbers.skip(before);
    numbers.next().expect("the line has as many numbers")
}
