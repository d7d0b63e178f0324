use visualize_future::{Visualized, rt};

// A generic function. The types `T` and `F` are the caller's, those of the fields are
// rustc's to find, and the attribute needs to know neither.
#[allow(refining_impl_trait)]
fn pair<T: Clone, F: Future>(
    value: T,
    future: F,
) -> Visualized<impl rt::Body<Output = (T, T, F::Output)>> {
    let watch = rt::watch_parameters(
        &__VISUALIZE_FUTURE,
        |arguments| {
            rt::record!(arguments, 0, value);
            rt::record!(arguments, 1, future);
        },
    );
    let hook = rt::NoHook;
    let original = rt::judge({
        let value = rt::alias(&value);
        let future = rt::alias(&future);
        move || async move {
            let value = value;
            let future = future;
            if false {
                return rt::never::<(T, T, F::Output)>();
            }
            ({
                let copy = value.clone();
                let output = future.await;
                (value, copy, output)
            })
        }
    });
    let parameters = (value, future);
    let code = rt::code(
        &parameters,
        |types: rt::Types<_, (T, T, F::Output)>| async move {
            let entered = rt::enter(types).await;
            #[allow(
                deprecated, unused_mut, unused_variables, unused_assignments,
                unused_must_use, unused_labels, unused_macros, dead_code,
                non_snake_case, unused_unsafe, irrefutable_let_patterns,
                unreachable_patterns, unreachable_code, path_statements,
                unused_parens, unused_braces, redundant_semicolons,
                unused_doc_comments, non_shorthand_field_patterns,
                unused_imports, let_underscore_drop, clippy::all,
                clippy::pedantic, clippy::nursery,
            )]
            let shape = rt::assemble(
                entered,
                |(value, future)| {
                    // The enum has a type parameter for each field and does not mention
                    // `T` and `F`: an item inside of a function cannot use the
                    // function's own parameters. rustc infers that `Value` and `Copy`
                    // are `T`, and that `Awaitee0` is what `future` turns into to be
                    // awaited.

                    // For each pair of types there is one such enum, with a size of its
                    // own: this is why the attribute cannot say how large it is, and
                    // the future can.
                    #[repr(u8)]
                    enum PairFuture<Value, Future, Copy, Awaitee0> {
                        Unresumed { value: rt::Slot<Value>, future: rt::Slot<Future> },
                        Returned,
                        Panicked,
                        // `future` has moved into the awaitee, and its field is listed
                        // for its room only: `copy` was made while it was still there,
                        // so it stands behind it, and a field has one place in all
                        // states.
                        /// Waits at line 4: `future`.
                        Suspend0 {
                            value: rt::Slot<Value>,
                            future: rt::Slot<Future>,
                            copy: rt::Slot<Copy>,
                            awaitee: rt::Slot<Awaitee0>,
                        },
                    }
                    // What an enum can do is written for all types of its fields.
                    unsafe impl<Value, Future, Copy, Awaitee0> rt::StateEnum
                    for PairFuture<Value, Future, Copy, Awaitee0> {
                        type Fields = (
                            rt::Field<Value>,
                            rt::Field<Future>,
                            rt::Field<Copy>,
                            rt::Field<Awaitee0>,
                        );
                        #[inline(always)]
                        unsafe fn fields(enum_at: *mut Self) -> Self::Fields {
                            unsafe {
                                let tag = enum_at.cast::<u8>().read();
                                let (value, future) = match rt::in_state(enum_at, 0) {
                                    PairFuture::Unresumed { value, future, .. } => {
                                        (rt::field(value), rt::field(future))
                                    }
                                    _ => rt::unreachable(),
                                };
                                let (copy, awaitee0) = match rt::in_state(enum_at, 3) {
                                    PairFuture::Suspend0 { copy, awaitee: awaitee0, .. } => {
                                        (rt::field(copy), rt::field(awaitee0))
                                    }
                                    _ => rt::unreachable(),
                                };
                                enum_at.cast::<u8>().write(tag);
                                (value, future, copy, awaitee0)
                            }
                        }
                        unsafe fn drop_state(
                            (value, future, copy, awaitee0): Self::Fields,
                            state: u8,
                            awaitee: bool,
                        ) {
                            match state {
                                0 => {
                                    let future = future.resume();
                                    let value = value.resume();
                                }
                                3 => {
                                    let value = value.resume();
                                    let copy = copy.resume();
                                    let awaitee0 = awaitee0.resume_if(awaitee);
                                }
                                _ => {}
                            }
                        }
                        fn visit(
                            (value, future, copy, awaitee0): Self::Fields,
                            visit: &mut dyn rt::FnMut(rt::FieldInfo),
                        ) {
                            visit(value.info(0));
                            visit(future.info(1));
                            visit(copy.info(2));
                            visit(awaitee0.info(3));
                        }
                    }
                    PairFuture::Unresumed {
                        value: rt::slot(value),
                        future: rt::slot(future),
                    }
                },
                |
                    frame: rt::Opened<_>,
                    cx: &mut rt::Context<'_>,
                | -> rt::Poll<(T, T, F::Output)> {
                    let ((value, future, copy, awaitee0), frame) = frame.open();
                    let mut at = rt::At::new(frame);
                    'to_suspend0: {
                        match at.arm() {
                            0 => {}
                            3 => break 'to_suspend0,
                            arm => rt::resumed_after_end(arm),
                        }
                        {
                            at.arrived();
                            let value = value.resume();
                            let future = future.resume();
                            let copy = copy.init((**value.at()).clone());
                            // A parameter is awaited. What is awaited has to be a
                            // future or something that turns into one, and it moves
                            // into the awaitee's field, where it can be pinned.
                            awaitee0.start(future.take());
                            at.go(3);
                            rt::keep((value, copy));
                            break 'to_suspend0;
                        }
                    }
                    {
                        at.arrived();
                        let awaited = match frame.poll(awaitee0, cx, 3) {
                            rt::Poll::Ready(awaited) => awaited,
                            rt::Poll::Pending => return rt::Poll::Pending,
                        };
                        return rt::Poll::Ready({
                            let value = value.resume();
                            let output: (T, T, F::Output) = {
                                let copy = copy.resume();
                                let output = awaited;
                                (value.take(), copy.take(), output)
                            };
                            output
                        });
                    }
                },
            );
            if rt::never_true() {
                let (few, more, state) = rt::room_for(shape);
                rt::forever().await;
                rt::keep((few, more, state));
            }
        },
    );
    unsafe { rt::explicit(watch, __VisualizeFuture, parameters, original, hook, code) }
}
struct __VisualizeFuture;
#[used]
#[cfg_attr(
    any(
        target_os = "linux", target_os = "android", target_os = "freebsd",
        target_os = "netbsd", target_os = "openbsd", target_os = "dragonfly",
        target_os = "fuchsia", target_os = "illumos", target_os = "none",
    ),
    unsafe(link_section = "visualize_future_0_1")
)]
#[cfg_attr(
    target_vendor = "apple",
    unsafe(link_section = "__DATA,__vis_fut_0_1,regular,no_dead_strip")
)]
#[cfg_attr(windows, unsafe(link_section = ".visf01$b"))]
static __VISUALIZE_FUTURE: rt::Machine = rt::Machine {
    parts: rt::MachineParts {
        name: "pair",
        module: ::core::module_path!(),
        path: rt::path_of::<__VisualizeFuture>,
        location: rt::Location::new("generic.rs", 2, 10),
        lowering: rt::Lowering::Explicit,
        reasons: &[],
        states: &[
            rt::State::new(
                "Unresumed",
                rt::Location::new("generic.rs", 2, 10),
                "",
                &[0, 1],
                &[],
            ),
            rt::State::new(
                "Returned",
                rt::Location::new("generic.rs", 2, 10),
                "",
                &[],
                &[],
            ),
            rt::State::new(
                "Panicked",
                rt::Location::new("generic.rs", 2, 10),
                "",
                &[],
                &[],
            ),
            rt::State::new(
                "Suspend0",
                rt::Location::new("generic.rs", 4, 25),
                "future",
                &[0, 2, 3],
                &[],
            ),
        ],
        transitions: &[
            rt::Transition::new(0, 3, rt::Via::Flow),
            rt::Transition::new(3, 1, rt::Via::Flow),
        ],
        locals: &[
            rt::LocalInfo::new(
                "value",
                rt::LocalKind::Parameter,
                rt::Location::new("generic.rs", 2, 36),
                rt::Option::Some("T"),
                &[],
            ),
            rt::LocalInfo::new(
                "future",
                rt::LocalKind::Parameter,
                rt::Location::new("generic.rs", 2, 46),
                rt::Option::Some("F"),
                &[],
            ),
            rt::LocalInfo::new(
                "copy",
                rt::LocalKind::Local,
                rt::Location::new("generic.rs", 3, 9),
                rt::Option::None,
                &[],
            ),
            rt::LocalInfo::new(
                "awaitee0",
                rt::LocalKind::Awaitee,
                rt::Location::new("generic.rs", 4, 25),
                rt::Option::None,
                &[],
            ),
        ],
        options: rt::Options {
            fields: &["value", "future"],
            ..rt::Options::DEFAULT
        },
    },
    cells: rt::MachineCells::NEW,
};
impl rt::Described for __VisualizeFuture {
    fn machine() -> &'static rt::Machine {
        &__VISUALIZE_FUTURE
    }
}
