//! Functions of all shapes do what they say.

mod support;

use std::pin::pin;

use support::{alone, poll, run};
use visualize_future_tests_no_std as functions;
use visualize_future_tests_no_std::leaf::{Line, Pends};
use visualize_future_tests_no_std::{Either, Ramp, Read as _, Sensor};

#[test]
fn methods_and_loops() {
    let _alone = alone();
    let mut sensor = Sensor::default();
    assert_eq!(run(pin!(sensor.mean(4))), (Some(7), 5));
    assert_eq!(run(pin!(sensor.next())), (Some(15), 2));
    assert_eq!(run(pin!(sensor.mean(100))).0, None);
}

#[test]
fn generics_and_question_marks() {
    let _alone = alone();
    let mut ramp = Ramp(250);
    assert_eq!(
        run(pin!(functions::transfer(&mut ramp))),
        (Ok([251, 252, 253]), 4)
    );
    assert_eq!(
        run(pin!(functions::transfer::<_, 3>(&mut ramp))).0,
        Err(255)
    );
}

#[test]
fn side_by_side() {
    let _alone = alone();
    static LINE: Line = Line::new();
    let late = async {
        LINE.raised().await;
        2
    };
    let mut future = pin!(functions::first(Pends(200), late));
    assert!(poll(future.as_mut()).is_pending());
    LINE.raise();
    assert_eq!(run(future), (Either::Right(2), 1));
}

#[test]
fn arguments_of_the_attribute() {
    let _alone = alone();
    assert_eq!(run(pin!(functions::named(1, [2; 4]))), (3, 2));
    assert!(run(pin!(functions::checked(10))).0.is_err());
    assert_eq!(
        run(pin!(functions::shown("abc", &[1], Default::default()))).0,
        Ok(4)
    );
}

#[test]
#[cfg(feature = "single-thread")]
fn statements_that_rustc_runs_inside_of_each_other() {
    let _alone = alone();
    // The first is what the shelf itself gives, the second the function inside.
    assert_eq!(run(pin!(functions::total_of_two(2))), (15 + 23, 3));
    let mut outer = pin!(functions::first(functions::total(1), functions::total(7)));
    assert!(poll(outer.as_mut()).is_pending());
    assert_eq!(run(outer), (Either::Left(20), 2));
}
