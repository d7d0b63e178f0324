//! Descriptions of machines as the attribute writes them, for functions of several shapes.

use visualize_future::{
    Child, LocalInfo, LocalKind, Location, Lowering, Machine, MachineParts, Reason, State,
    Transition, Via, rt,
};

const fn at(line: u32, column: u32) -> Location {
    Location::new("src/shop.rs", line, column)
}

const fn local(name: &'static str, ty: Option<&'static str>, borrows: &'static [u16]) -> LocalInfo {
    LocalInfo::new(name, LocalKind::Local, at(1, 1), ty, borrows)
}

const fn awaitee(name: &'static str) -> LocalInfo {
    LocalInfo::new(name, LocalKind::Awaitee, at(1, 1), None, &[])
}

const PARTS: MachineParts = MachineParts {
    name: "",
    module: "shop",
    path: || "",
    location: at(1, 1),
    lowering: Lowering::Explicit,
    reasons: &[],
    states: &[],
    transitions: &[],
    locals: &[],
    options: rt::Options::DEFAULT,
};

const RETURNED: State = State::new("Returned", at(1, 1), "", &[], &[]);
const PANICKED: State = State::new("Panicked", at(1, 1), "", &[], &[]);

/// One await after another.
pub static STRAIGHT: Machine = Machine {
    parts: MachineParts {
        name: "example",
        path: || "shop::example::here",
        location: at(12, 10),
        states: &[
            State::new("Unresumed", at(12, 10), "", &[], &[]),
            RETURNED,
            PANICKED,
            State::new("Suspend0", at(15, 15), "some_io()", &[0, 1, 2], &[]),
        ],
        transitions: &[
            Transition::new(0, 3, Via::Flow),
            Transition::new(3, 1, Via::Flow),
        ],
        locals: &[
            local("x", Some("[i32; 1024]"), &[]),
            local("y", None, &[0]),
            awaitee("awaitee0"),
        ],
        ..PARTS
    },
    cells: rt::MachineCells::NEW,
};

/// A loop with two awaits, one of which may leave it by `?`, and one behind the loop.
pub static LOOP: Machine = Machine {
    parts: MachineParts {
        name: "drain",
        path: || "shop::orders::Queue<T>::drain::here",
        location: at(40, 18),
        states: &[
            State::new("Unresumed", at(40, 18), "", &[0], &[]),
            RETURNED,
            PANICKED,
            State::new("Suspend0", at(43, 38), "self.next()", &[0, 1], &[]),
            State::new(
                "Suspend1",
                at(44, 31),
                "handle(&mut total, order, Retry::with_backoff(3, Duration::from_millis(20)))",
                &[0, 1, 2],
                &[],
            ),
            State::new("Suspend2", at(46, 20), "self.flush()", &[0, 1], &[]),
        ],
        transitions: &[
            Transition::new(0, 3, Via::Flow),
            Transition::new(3, 4, Via::Flow),
            Transition::new(3, 5, Via::Flow),
            Transition::new(3, 1, Via::Try),
            Transition::new(4, 3, Via::Loop),
            Transition::new(4, 1, Via::Try),
            Transition::new(4, 1, Via::Return),
            Transition::new(5, 1, Via::Flow),
        ],
        locals: &[
            LocalInfo::new(
                "self",
                LocalKind::Parameter,
                at(40, 20),
                Some("&mut Queue<T>"),
                &[],
            ),
            local("total", Some("u64"), &[]),
            local("order", None, &[]),
        ],
        ..PARTS
    },
    cells: rt::MachineCells::NEW,
};

/// Branches, a loop of one await, and early ends before the first await.
pub static BRANCH: Machine = Machine {
    parts: MachineParts {
        name: "fetch",
        path: || "shop::fetch::here",
        location: at(60, 10),
        states: &[
            State::new("Unresumed", at(60, 10), "", &[0], &[]),
            RETURNED,
            PANICKED,
            State::new("Suspend0", at(62, 27), "cache.get(&url)", &[0], &[]),
            State::new("Suspend1", at(64, 23), "sleep(PAUSE)", &[0, 1], &[]),
            State::new("Suspend2", at(66, 17), "connect(&url)", &[0], &[]),
            State::new(
                "Suspend3",
                at(66, 37),
                "connect(&url).await?.read()",
                &[0],
                &[],
            ),
        ],
        transitions: &[
            Transition::new(0, 1, Via::Try),
            Transition::new(0, 3, Via::Flow),
            Transition::new(3, 4, Via::Flow),
            Transition::new(3, 5, Via::Flow),
            Transition::new(3, 1, Via::Return),
            Transition::new(4, 4, Via::Loop),
            Transition::new(4, 3, Via::Loop),
            Transition::new(4, 5, Via::Flow),
            Transition::new(5, 6, Via::Flow),
            Transition::new(5, 1, Via::Try),
            Transition::new(6, 1, Via::Flow),
            Transition::new(6, 1, Via::Try),
        ],
        locals: &[
            LocalInfo::new("url", LocalKind::Parameter, at(60, 16), Some("Url"), &[]),
            local("attempt", None, &[]),
        ],
        ..PARTS
    },
    cells: rt::MachineCells::NEW,
};

/// Futures polled side by side, in the compiler's coroutine.
pub static SELECT: Machine = Machine {
    parts: MachineParts {
        name: "serve",
        path: || "shop::serve::here",
        location: at(80, 14),
        lowering: Lowering::Compiler,
        reasons: &[Reason::new(
            "await-in-macro",
            "`tokio::select!` polls its branches from code of its own, so where their values move \
             cannot be seen; await a function that holds the `select!` instead",
            at(83, 9),
        )],
        states: &[
            State::new("Unresumed", at(80, 14), "", &[], &[]),
            RETURNED,
            PANICKED,
            State::new(
                "Suspend0",
                at(83, 9),
                "tokio::select!(listener.accept(), shutdown.cancelled())",
                &[0],
                &[
                    Child::new(at(84, 23), "listener.accept()"),
                    Child::new(at(85, 17), "shutdown.cancelled()"),
                ],
            ),
            State::new("Suspend1", at(88, 29), "connection.close()", &[0], &[]),
        ],
        transitions: &[
            Transition::new(0, 3, Via::Flow),
            Transition::new(3, 3, Via::Loop),
            Transition::new(3, 4, Via::Flow),
            Transition::new(4, 1, Via::Flow),
        ],
        locals: &[local("connection", None, &[])],
        ..PARTS
    },
    cells: rt::MachineCells::NEW,
};

/// A machine of that many states, with those edges. It stays for the rest of the program.
pub fn of_edges(states: u32, edges: &[(u16, u16, Via)]) -> &'static Machine {
    let states = (0..states).map(|number| match number {
        0 => State::new("Unresumed", at(1, 1), "", &[], &[]),
        1 => RETURNED,
        2 => PANICKED,
        _ => {
            let name = format!("Suspend{}", number - 3).leak();
            State::new(name, at(number, 5), "something()", &[], &[])
        }
    });
    let edges = edges
        .iter()
        .map(|&(from, to, via)| Transition::new(from, to, via));
    Box::leak(Box::new(Machine {
        parts: MachineParts {
            name: "random",
            path: || "shop::random::here",
            states: states.collect::<Vec<_>>().leak(),
            transitions: edges.collect::<Vec<_>>().leak(),
            ..PARTS
        },
        cells: rt::MachineCells::NEW,
    }))
}
