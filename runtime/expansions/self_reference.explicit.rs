use visualize_future::{Visualized, rt};

// Calling it runs nothing: it only builds the future, in the state `Unresumed`.
#[allow(refining_impl_trait)]
fn example() -> Visualized<impl rt::Body<Output = i32>> {
    let watch = rt::watch_parameters(&__VISUALIZE_FUTURE, |_| {});
    let hook = rt::NoHook;
    // The function as written. rustc checks it and tells what is wrong with it; whether
    // it is `Send` decides whether the future is. It is never built, and never runs.
    let original = rt::judge({
        move || async move {
            if false {
                return rt::never::<i32>();
            }
            ({
                let x = [7; 1024];
                let y = &x;
                some_io().await;
                y[0]
            })
        }
    });
    let parameters = ();

    // What really runs. The enum stands inside an `async` block for the types: nobody
    // has written those of `x` and `y`, rustc infers them, and what such a block holds
    // is no part of the future's own type.
    let code = rt::code(
        &parameters,
        |types: rt::Types<_, i32>| async move {
            let entered = rt::enter(types).await;
            // It repeats what stands above, of which rustc has spoken once.
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
                |()| {
                    // The future. A variant is a state; its fields are the locals that
                    // are needed later. The number is the tag, the first byte of the
                    // future.
                    #[repr(u8)]
                    enum ExampleFuture<X, Y, Awaitee0> {
                        Unresumed {},
                        Returned,
                        Panicked,
                        // Waiting at the first `.await`: `y` points at `x`, in the same
                        // value. That is why it must not be moved any more: why `Pin`
                        // exists.
                        /// Waits at line 5: `some_io()`.
                        Suspend0 {
                            x: rt::Slot<X>,
                            y: rt::Slot<Y>,
                            awaitee: rt::Slot<Awaitee0>,
                        },
                    }

                    // Where the fields are, as raw pointers. A `&mut` to the whole enum
                    // would claim that nobody else points into it, and `y` does.
                    unsafe impl<X, Y, Awaitee0> rt::StateEnum
                    for ExampleFuture<X, Y, Awaitee0> {
                        type Fields = (rt::Field<X>, rt::Field<Y>, rt::Field<Awaitee0>);
                        #[inline(always)]
                        unsafe fn fields(enum_at: *mut Self) -> Self::Fields {
                            unsafe {
                                let tag = enum_at.cast::<u8>().read();
                                let (x, y, awaitee0) = match rt::in_state(enum_at, 3) {
                                    ExampleFuture::Suspend0 { x, y, awaitee: awaitee0, .. } => {
                                        (rt::field(x), rt::field(y), rt::field(awaitee0))
                                    }
                                    _ => rt::unreachable(),
                                };
                                enum_at.cast::<u8>().write(tag);
                                (x, y, awaitee0)
                            }
                        }
                        // Dropped while it waits, it drops what is alive in that state,
                        // the last first.
                        unsafe fn drop_state(
                            (x, y, awaitee0): Self::Fields,
                            state: u8,
                            awaitee: bool,
                        ) {
                            match state {
                                3 => {
                                    let x = x.resume();
                                    let y = y.resume();
                                    let awaitee0 = awaitee0.resume_if(awaitee);
                                }
                                _ => {}
                            }
                        }
                        fn visit(
                            (x, y, awaitee0): Self::Fields,
                            visit: &mut dyn rt::FnMut(rt::FieldInfo),
                        ) {
                            visit(x.info(0));
                            visit(y.info(1));
                            visit(awaitee0.info(2));
                        }
                    }
                    ExampleFuture::Unresumed {}
                },
                |frame: rt::Opened<_>, cx: &mut rt::Context<'_>| -> rt::Poll<i32> {
                    let ((x, y, awaitee0), frame) = frame.open();
                    let mut at = rt::At::new(frame);
                    'to_suspend0: {
                        match at.arm() {
                            0 => {}
                            3 => break 'to_suspend0,
                            arm => rt::resumed_after_end(arm),
                        }
                        {
                            at.arrived();
                            let x = x.init([7; 1024]);
                            let y = y.init(&(**x.at()));
                            awaitee0.start(some_io());
                            at.go(3);
                            rt::keep((x, y));
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
                            let x = x.resume();
                            let y = y.resume();
                            awaited;
                            (**y.at())[0]
                        });
                    }
                },
            );

            // As if the enum were kept across an await: so rustc makes room for it.
            if rt::never_true() {
                let (few, more, state) = rt::room_for(shape);
                rt::forever().await;
                rt::keep((few, more, state));
            }
        },
    );
    unsafe { rt::explicit(watch, __VisualizeFuture, parameters, original, hook, code) }
}

// What the attribute knows of the machine: plain data, from which the diagram is drawn,
// and the trace and the memory map get their names.
struct __VisualizeFuture;
// The linker makes a list of all machines: `visualize_future::machines()`.
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
        name: "example",
        module: ::core::module_path!(),
        path: rt::path_of::<__VisualizeFuture>,
        location: rt::Location::new("self_reference.rs", 2, 10),
        lowering: rt::Lowering::Explicit,
        reasons: &[],
        states: &[
            rt::State::new(
                "Unresumed",
                rt::Location::new("self_reference.rs", 2, 10),
                "",
                &[],
                &[],
            ),
            rt::State::new(
                "Returned",
                rt::Location::new("self_reference.rs", 2, 10),
                "",
                &[],
                &[],
            ),
            rt::State::new(
                "Panicked",
                rt::Location::new("self_reference.rs", 2, 10),
                "",
                &[],
                &[],
            ),
            rt::State::new(
                "Suspend0",
                rt::Location::new("self_reference.rs", 5, 15),
                "some_io()",
                &[0, 1, 2],
                &[],
            ),
        ],
        transitions: &[
            rt::Transition::new(0, 3, rt::Via::Flow),
            rt::Transition::new(3, 1, rt::Via::Flow),
        ],
        locals: &[
            rt::LocalInfo::new(
                "x",
                rt::LocalKind::Local,
                rt::Location::new("self_reference.rs", 3, 9),
                rt::Option::None,
                &[],
            ),
            rt::LocalInfo::new(
                "y",
                rt::LocalKind::Local,
                rt::Location::new("self_reference.rs", 4, 9),
                rt::Option::None,
                &[0],
            ),
            rt::LocalInfo::new(
                "awaitee0",
                rt::LocalKind::Awaitee,
                rt::Location::new("self_reference.rs", 5, 15),
                rt::Option::None,
                &[],
            ),
        ],
        options: rt::Options::DEFAULT,
    },
    cells: rt::MachineCells::NEW,
};
impl rt::Described for __VisualizeFuture {
    fn machine() -> &'static rt::Machine {
        &__VISUALIZE_FUTURE
    }
}
