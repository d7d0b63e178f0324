//! With output of rustc 1.95.

use super::{Kind, Origin, Title, parse};

const OUTPUT: &str = "\
print-type-size type: `std::mem::MaybeUninit<{async fn body of f<u32>()}>`: 72 bytes, alignment: 8 bytes
print-type-size     variant `MaybeUninit`: 72 bytes
print-type-size         field `.uninit`: 0 bytes
print-type-size         field `.value`: 72 bytes
print-type-size type: `{async fn body of f<u32>()}`: 72 bytes, alignment: 8 bytes
print-type-size     discriminant: 1 bytes
print-type-size     variant `Unresumed`: 12 bytes
print-type-size         padding: 7 bytes
print-type-size         upvar `.a`: 4 bytes, alignment: 4 bytes
print-type-size     variant `Suspend0`: 40 bytes
print-type-size         local `.r`: 8 bytes, offset: 0 bytes, alignment: 8 bytes
print-type-size         upvar `.a`: 4 bytes
print-type-size         local `.a`: 4 bytes
print-type-size         padding: 4 bytes
print-type-size         local `.x`: 10 bytes, alignment: 1 bytes
print-type-size         padding: 1 bytes
print-type-size         local `..coroutine_field8`: 1 bytes, alignment: 1 bytes, type: bool
print-type-size         padding: 8 bytes
print-type-size         local `.__awaitee`: 1 bytes, alignment: 1 bytes, type: Join<Y, Y>
print-type-size     variant `Returned`: 12 bytes
print-type-size         padding: 7 bytes
print-type-size         upvar `.a`: 4 bytes, alignment: 4 bytes
print-type-size     variant `Panicked`: 12 bytes
print-type-size         padding: 7 bytes
print-type-size         upvar `.a`: 4 bytes, alignment: 4 bytes
print-type-size     end padding: 31 bytes
";

#[test]
fn adds_up_offsets() {
    let output = format!("a line of the program\n{OUTPUT}");
    let [coroutine] = &parse(&output).unwrap()[..] else {
        panic!("it is one coroutine");
    };
    assert_eq!(coroutine.title, "{async fn body of f<u32>()}");
    assert_eq!(
        (coroutine.size, coroutine.align, coroutine.tag_size),
        (72, 8, 1)
    );

    let names: Vec<_> = coroutine
        .states
        .iter()
        .map(|state| state.name.as_str())
        .collect();
    assert_eq!(names, ["Unresumed", "Suspend0", "Returned", "Panicked"]);
    // The tag lies behind what it captured, and before the awaitee.
    let tags: Vec<_> = coroutine
        .states
        .iter()
        .map(|state| state.tag_before_end)
        .collect();
    assert_eq!(tags, [false, true, false, false]);

    let slots = &coroutine.states[1].slots;
    let places: Vec<_> = slots
        .iter()
        .map(|slot| (slot.name.as_str(), slot.captured, slot.offset, slot.size))
        .collect();
    assert_eq!(
        places,
        [
            ("r", false, 0, 8),
            ("a", true, 8, 4),
            ("a", false, 12, 4),
            ("x", false, 20, 10),
            (".coroutine_field8", false, 31, 1),
            ("__awaitee", false, 40, 1),
        ]
    );
    assert_eq!(slots[4].temporary(), Some(8));
    assert_eq!(slots[5].type_name.as_deref(), Some("Join<Y, Y>"));
    assert_eq!((slots[1].align, slots[3].align), (None, Some(1)));
}

/// A judge that misreads what is printed must not judge.
#[test]
fn contradictions_are_refused() {
    for (what, instead) in [
        ("`.x`: 10 bytes", "`.x`: 11 bytes"),
        ("`Suspend0`: 40 bytes", "`Suspend0`: 41 bytes"),
        ("end padding: 31", "end padding: 30"),
        ("padding: 4 bytes\n", "\n"),
        ("discriminant: 1 bytes", "tag: 1 bytes"),
        ("local `.x`", "field `.x`"),
        (
            ", alignment: 1 bytes, type: bool",
            ", at: 1 bytes, type: bool",
        ),
        (
            "upvar `.a`: 4 bytes, alignment: 4",
            "upvar `.a`: 4 bytes, alignment: 16",
        ),
    ] {
        assert!(OUTPUT.contains(what), "{what}");
        let output = OUTPUT.replace(what, instead);
        assert!(parse(&output).is_err(), "{instead}");
    }
}

#[test]
fn titles() {
    let function = |title: &str| match Title::read(title) {
        Some(Title {
            kind: Kind::Function,
            origin: Origin::Function { name, arguments },
        }) => (name, arguments),
        other => panic!("{title}: {other:?}"),
    };
    let known = |name: &str, arguments: &[&str]| {
        let arguments = arguments
            .iter()
            .map(|argument| argument.to_string())
            .collect();
        (name.to_owned(), Some(arguments))
    };
    assert_eq!(function("{async fn body of main()}"), known("main", &[]));
    assert_eq!(
        function("{async fn body of generics::two_types<[u64; 4], std::vec::Vec<left::Same>>()}"),
        known("two_types", &["[u64;4]", "Vec<Same>"])
    );
    assert_eq!(
        function(
            "{async fn body of methods::Holder<u64>::map<usize, {closure@src/main.rs:1:37: 1:45}>()}"
        ),
        known("map", &["u64", "usize", "_"])
    );
    assert_eq!(
        function("{async fn body of with_lifetimes<'_, '_>()}"),
        known("with_lifetimes", &[])
    );
    assert_eq!(
        function("{async fn body of outer::{closure#0}::inner()}"),
        known("inner", &[])
    );
    assert_eq!(
        function("{async fn body of <Memory as Store>::load()}"),
        (String::from("load"), None)
    );

    let place = |file: &str, line| Origin::Place {
        file: file.to_owned(),
        line,
    };
    let block = Title::read("{async block@/src/a: b.rs:16:14: 16:24}").unwrap();
    assert_eq!(
        (block.kind, block.origin),
        (Kind::Block, place("/src/a: b.rs", 16))
    );
    let closure = Title::read("{async closure body@src/main.rs:26:46: 30:6}").unwrap();
    assert_eq!(
        (closure.kind, closure.origin),
        (Kind::Closure, place("src/main.rs", 26))
    );
    let foreign = Title::read("{async block@dependency::make::{closure#0}}").unwrap();
    assert_eq!(
        foreign.origin,
        Origin::Function {
            name: String::from("make"),
            arguments: Some(Vec::new())
        }
    );

    assert!(!Title::is_of_a_coroutine(
        "std::pin::Pin<&mut {async fn body of main()}>"
    ));
    assert!(!Title::is_of_a_coroutine(
        "{async closure@src/main.rs:7:28: 7:40}"
    ));
}
