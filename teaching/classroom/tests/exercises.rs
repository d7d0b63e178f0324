//! The exercises of the class.

use visualize_future_teaching::Exercises;

#[test]
fn exercises() {
    let exercises = Exercises::in_folder("exercises");
    exercises.handed_out_in("handout/exercises").check();
}
