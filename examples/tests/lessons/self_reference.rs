//! The example of the README.

use super::{assert_fits, assert_in_order};

fn lesson(arguments: &[&str]) -> String {
    super::lesson("self_reference", arguments)
}

#[test]
fn it_shows_the_function_the_enum_the_run_and_the_memory() {
    assert_in_order(
        &lesson(&["--without-time"]),
        &[
            "== The function, as written ==",
            "#[visualize_future]\nasync fn example() {\n    let x = [0; 1024];\n    let y = &x;\n",
            "}\n\n== The enum that it becomes ==",
            "enum ExampleFuture {\n    Unresumed = 0,",
            "    Suspend0 {\n        x: [i32; 1024],    // 4096 bytes at +4\n",
            "        y: &[i32; 1024],   // 8 bytes at +4104\n",
            "        awaitee0: SomeIo,",
            ": some_io().await\n}\n",
            "async fn self_reference::example",
            "explicit lowering",
            "│ Unresumed",
            "│ saves  x, y -> x",
            "│ Returned",
            "example#1   created, ",
            "example#1   ╭ poll 1\nexample#1   ╰ pending, Unresumed -> Suspend0",
            "waiting for some_io()",
            "state=Suspend0",
            "x: [i32; 1024]\n",
            "y -> x (+0)   self-reference\n",
            "example#1   woken by thread device\n",
            "example#1   ╭ poll 2 at the same address\n",
            "y sees the 1024 numbers of x, all of them 0\n",
            "example#1   ╰ ready, Suspend0 -> Returned\n",
            "example#1   returned, 2 polls\n",
            "== Why `Pin` exists ==",
            "y -> x (+0).",
            "This one stayed at the same address until it was done.",
        ],
    );
}

#[test]
fn without_time_each_run_is_like_the_other() {
    assert_eq!(lesson(&["--without-time"]), lesson(&["--without-time"]));
}

#[test]
fn the_memory_is_that_of_the_future_that_was_polled() {
    let text = lesson(&[]);
    let address_in = |line: &str| {
        let at = line.find("0x")?;
        let digits = line[at + 2..]
            .split(|c: char| !c.is_ascii_hexdigit())
            .next()?;
        usize::from_str_radix(digits, 16).ok()
    };
    let address = |containing: &str| {
        let line = text.lines().find(|line| line.contains(containing));
        line.and_then(address_in)
            .unwrap_or_else(|| panic!("no address in\n{text}"))
    };
    assert_eq!(address("╭ poll 1 at "), address("state=Suspend0"));
    for duration in [" ms)", "polled ", "busy ", "idle "] {
        assert!(text.contains(duration), "no {duration:?} in\n{text}");
    }
}

#[test]
fn it_fits_a_terminal_of_80_columns() {
    assert_fits(&lesson(&["--without-time"]));
}
