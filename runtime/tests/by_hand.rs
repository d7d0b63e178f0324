//! The two expansions, written by hand: what the runtime must accept.

use std::future::Future;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use visualize_future::rt;
use visualize_future::{
    LocalInfo, LocalKind, Location, Lowering, Machine, MachineParts, State, Transition, Via,
    Visualized,
};

async fn some_io() {
    struct Yield(bool);
    impl Future for Yield {
        type Output = ();
        fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
            if std::mem::replace(&mut self.0, true) {
                return Poll::Ready(());
            }
            cx.waker().wake_by_ref();
            Poll::Pending
        }
    }
    Yield(false).await
}

#[allow(clippy::undocumented_unsafe_blocks)]
fn example<'a>(
    a: &'a str,
    b: &mut Vec<String>,
) -> Visualized<impl rt::Body<Output = (usize, &'a str)>> {
    struct Here;
    #[used]
    #[cfg_attr(target_os = "linux", unsafe(link_section = "visualize_future_0_1"))]
    static MACHINE: Machine = Machine {
        parts: MachineParts {
            name: "example",
            module: module_path!(),
            path: rt::path_of::<Here>,
            location: Location::new(file!(), 30, 4),
            lowering: Lowering::Explicit,
            reasons: &[],
            states: &[
                State::new("Unresumed", Location::new(file!(), 30, 4), "", &[0, 1], &[]),
                State::new("Returned", Location::new(file!(), 30, 4), "", &[], &[]),
                State::new("Panicked", Location::new(file!(), 30, 4), "", &[], &[]),
                State::new(
                    "Suspend0",
                    Location::new(file!(), 61, 19),
                    "some_io()",
                    &[0, 1, 2, 3, 4],
                    &[],
                ),
            ],
            transitions: &[
                Transition::new(0, 3, Via::Flow),
                Transition::new(3, 1, Via::Flow),
            ],
            locals: &[
                LocalInfo::new(
                    "a",
                    LocalKind::Parameter,
                    Location::new(file!(), 31, 5),
                    None,
                    &[],
                ),
                LocalInfo::new(
                    "b",
                    LocalKind::Parameter,
                    Location::new(file!(), 32, 5),
                    None,
                    &[],
                ),
                LocalInfo::new(
                    "x",
                    LocalKind::Local,
                    Location::new(file!(), 59, 13),
                    None,
                    &[],
                ),
                LocalInfo::new(
                    "y",
                    LocalKind::Local,
                    Location::new(file!(), 60, 13),
                    None,
                    &[2],
                ),
                LocalInfo::new(
                    "awaitee0",
                    LocalKind::Awaitee,
                    Location::new(file!(), 61, 19),
                    None,
                    &[],
                ),
            ],
            options: rt::Options {
                fields: &["a"],
                ..rt::Options::DEFAULT
            },
        },
        cells: rt::MachineCells::NEW,
    };
    let watch = rt::watch(&MACHINE, |arguments| arguments.set(0, &a));
    let original = rt::judge({
        let a = rt::alias(&a);
        let b = rt::alias(&b);
        move || async move {
            let a = a;
            let b = b;
            let x = [7u8; 1024];
            let y = &x;
            some_io().await;
            b.push(a.to_string());
            (y.len(), a)
        }
    });
    let state = {
        #[repr(u8)]
        #[allow(dead_code)]
        enum ExampleFuture<A, B, X, Y, Awaitee0> {
            Unresumed {
                a: rt::Slot<A>,
                b: rt::Slot<B>,
            } = 0,
            Returned = 1,
            Panicked = 2,
            Suspend0 {
                a: rt::Slot<A>,
                b: rt::Slot<B>,
                x: rt::Slot<X>,
                y: rt::Slot<Y>,
                awaitee: rt::Slot<Awaitee0>,
            } = 3,
        }
        struct Fields<A, B, X, Y, Awaitee0> {
            a: rt::Field<A>,
            b: rt::Field<B>,
            x: rt::Field<X>,
            y: rt::Field<Y>,
            awaitee0: rt::Field<Awaitee0>,
        }
        impl<A, B, X, Y, Awaitee0> Clone for Fields<A, B, X, Y, Awaitee0> {
            fn clone(&self) -> Self {
                *self
            }
        }
        impl<A, B, X, Y, Awaitee0> Copy for Fields<A, B, X, Y, Awaitee0> {}
        unsafe impl<A, B, X, Y, Awaitee0> rt::StateEnum for ExampleFuture<A, B, X, Y, Awaitee0> {
            type Fields = Fields<A, B, X, Y, Awaitee0>;
            fn machine() -> &'static Machine {
                &MACHINE
            }
            #[inline(always)]
            unsafe fn fields(this: *mut Self) -> Self::Fields {
                unsafe {
                    rt::with_state(this, 3, |this| match this {
                        ExampleFuture::Suspend0 {
                            a,
                            b,
                            x,
                            y,
                            awaitee,
                        } => Fields {
                            a: a.field(),
                            b: b.field(),
                            x: x.field(),
                            y: y.field(),
                            awaitee0: awaitee.field(),
                        },
                        _ => unreachable!(),
                    })
                }
            }
            unsafe fn drop_state(m: Self::Fields, state: u8, awaitee: bool) {
                match state {
                    0 => {
                        let _a = m.a.resume();
                        let _b = m.b.resume();
                    }
                    3 => {
                        let _a = m.a.resume();
                        let _b = m.b.resume();
                        let _x = m.x.resume();
                        let _y = m.y.resume();
                        let _awaitee = m.awaitee0.resume_if(awaitee);
                    }
                    _ => {}
                }
            }
            fn visit(m: Self::Fields, visit: &mut dyn FnMut(rt::FieldInfo)) {
                visit(m.a.info(0));
                visit(m.b.info(1));
                visit(m.x.info(2));
                visit(m.y.info(3));
                visit(m.awaitee0.info(4));
            }
        }
        ExampleFuture::Unresumed {
            a: rt::Slot::new(a),
            b: rt::Slot::new(b),
        }
    };
    unsafe {
        rt::explicit(
            watch,
            state,
            original,
            rt::NoHook,
            |frame: rt::Frame<_>, cx: &mut Context<'_>| -> Poll<(usize, &str)> {
                let m = frame.fields();
                let mut at = frame.state();
                loop {
                    match at {
                        0 => {
                            let a = m.a.resume();
                            let b = m.b.resume();
                            let x = m.x.init([7u8; 1024]);
                            let y = m.y.init(&(**x.at()));
                            m.awaitee0.start(some_io());
                            rt::keep((a, b, x, y));
                            at = 3;
                            continue;
                        }
                        3 => {
                            match frame.poll(m.awaitee0, cx, 3) {
                                Poll::Ready(()) => {}
                                Poll::Pending => return Poll::Pending,
                            }
                            let a = m.a.resume();
                            let b = m.b.resume();
                            let _x = m.x.resume();
                            let y = m.y.resume();
                            (**b.at()).push((**a.at()).to_string());
                            return Poll::Ready(((**y.at()).len(), a.take()));
                        }
                        _ => rt::resumed_after_end(at),
                    }
                }
            },
        )
    }
}

fn compiled(n: u32) -> Visualized<impl rt::Body<Output = u32>> {
    struct Here;
    static MACHINE: Machine = Machine {
        parts: MachineParts {
            name: "compiled",
            module: module_path!(),
            path: rt::path_of::<Here>,
            location: Location::new(file!(), 30, 4),
            lowering: Lowering::Compiler,
            reasons: &[],
            states: &[
                State::new("Unresumed", Location::new(file!(), 30, 4), "", &[], &[]),
                State::new("Returned", Location::new(file!(), 30, 4), "", &[], &[]),
                State::new("Panicked", Location::new(file!(), 30, 4), "", &[], &[]),
                State::new(
                    "Suspend0",
                    Location::new(file!(), 61, 19),
                    "some_io()",
                    &[],
                    &[],
                ),
            ],
            transitions: &[
                Transition::new(0, 3, Via::Flow),
                Transition::new(3, 1, Via::Flow),
            ],
            locals: &[],
            options: rt::Options::DEFAULT,
        },
        cells: rt::MachineCells::NEW,
    };
    struct This;
    impl rt::Described for This {
        fn machine() -> &'static Machine {
            &MACHINE
        }
    }
    let watch = rt::watch(&MACHINE, |_| {});
    rt::compiled(watch, This, rt::NoHook, async move {
        let n = n;
        rt::mark(3, some_io()).await;
        n + 1
    })
}

#[test]
fn the_explicit_enum_runs() {
    let mut out = Vec::new();
    {
        let mut future = pin!(example("hi", &mut out));
        let mut cx = Context::from_waker(Waker::noop());
        assert_eq!(future.state().name, "Unresumed");
        assert!(future.as_mut().poll(&mut cx).is_pending());
        assert_eq!(future.state().name, "Suspend0");
        assert_eq!(future.as_mut().poll(&mut cx), Poll::Ready((1024, "hi")));
        assert_eq!(future.state().name, "Returned");
        assert_eq!(future.polls(), 2);
        assert_eq!(future.machine().path(), "by_hand::example");
        let layout = future.layout();
        let offsets: Vec<_> = layout.states[3]
            .fields
            .iter()
            .map(|field| (field.name, field.offset))
            .collect();
        assert_eq!(
            offsets,
            [
                ("a", 8),
                ("b", 24),
                ("x", 32),
                ("y", 1056),
                ("awaitee0", 1064)
            ],
        );
    }
    assert_eq!(out, ["hi"]);
}

#[test]
fn the_coroutine_marks_its_states() {
    let mut future = pin!(compiled(1));
    let mut cx = Context::from_waker(Waker::noop());
    assert_eq!(future.state().name, "Unresumed");
    assert!(future.as_mut().poll(&mut cx).is_pending());
    assert_eq!(future.state().name, "Suspend0");
    assert_eq!(future.as_mut().poll(&mut cx), Poll::Ready(2));
    assert_eq!(future.state().name, "Returned");
}
