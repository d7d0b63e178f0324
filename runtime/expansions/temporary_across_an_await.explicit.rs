use visualize_future::{Visualized, rt};

// `&shelf.label()` borrows a value that has no name, a temporary, and the call of
// `weigh` which uses it comes after the `.await`. So the temporary lives across the
// `.await`, and its type, its drop and its order are rustc's business. A statement like
// this stays in one piece: rustc's own coroutine runs it, inside the enum.
#[allow(refining_impl_trait)]
fn total(shelf: &Shelf) -> Visualized<impl rt::Body<Output = usize>> {
    let watch = rt::watch_parameters(
        &__VISUALIZE_FUTURE,
        |arguments| {
            rt::record!(arguments, 0, shelf);
        },
    );
    let hook = rt::NoHook;
    let original = rt::judge({
        let shelf = rt::alias(&shelf);
        move || async move {
            let shelf = shelf;
            if false {
                return rt::never::<usize>();
            }
            ({
                let weight = weigh(&shelf.label(), books().await);
                some_io().await;
                weight
            })
        }
    });
    let parameters = (shelf,);
    let code = rt::code(
        &parameters,
        |types: rt::Types<_, usize>| async move {
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
                |(shelf,)| {
                    #[repr(u8)]
                    enum TotalFuture<Shelf, Awaitee0, Weight, Awaitee1> {
                        Unresumed { shelf: rt::Slot<Shelf> },
                        Returned,
                        Panicked,
                        // The awaitee is the whole statement, an `async` block. Its own
                        // state is hidden in there; what the enum shows is that the
                        // function waits in it.
                        /// Waits at line 3: `books()`.
                        Suspend0 { shelf: rt::Slot<Shelf>, awaitee: rt::Slot<Awaitee0> },
                        /// Waits at line 4: `some_io()`.
                        Suspend1 {
                            shelf: rt::Slot<Shelf>,
                            weight: rt::Slot<Weight>,
                            awaitee: rt::Slot<Awaitee1>,
                        },
                    }
                    unsafe impl<Shelf, Awaitee0, Weight, Awaitee1> rt::StateEnum
                    for TotalFuture<Shelf, Awaitee0, Weight, Awaitee1> {
                        type Fields = (
                            rt::Field<Shelf>,
                            rt::Field<Awaitee0>,
                            rt::Field<Weight>,
                            rt::Field<Awaitee1>,
                        );
                        #[inline(always)]
                        unsafe fn fields(enum_at: *mut Self) -> Self::Fields {
                            unsafe {
                                let tag = enum_at.cast::<u8>().read();
                                let (shelf,) = match rt::in_state(enum_at, 0) {
                                    TotalFuture::Unresumed { shelf, .. } => (rt::field(shelf),),
                                    _ => rt::unreachable(),
                                };
                                let (awaitee0,) = match rt::in_state(enum_at, 3) {
                                    TotalFuture::Suspend0 { awaitee: awaitee0, .. } => {
                                        (rt::field(awaitee0),)
                                    }
                                    _ => rt::unreachable(),
                                };
                                let (weight, awaitee1) = match rt::in_state(enum_at, 4) {
                                    TotalFuture::Suspend1 { weight, awaitee: awaitee1, .. } => {
                                        (rt::field(weight), rt::field(awaitee1))
                                    }
                                    _ => rt::unreachable(),
                                };
                                enum_at.cast::<u8>().write(tag);
                                (shelf, awaitee0, weight, awaitee1)
                            }
                        }
                        unsafe fn drop_state(
                            (shelf, awaitee0, weight, awaitee1): Self::Fields,
                            state: u8,
                            awaitee: bool,
                        ) {
                            match state {
                                0 => {
                                    let shelf = shelf.resume();
                                }
                                3 => {
                                    let shelf = shelf.resume();
                                    let awaitee0 = awaitee0.resume_if(awaitee);
                                }
                                4 => {
                                    let shelf = shelf.resume();
                                    let weight = weight.resume();
                                    let awaitee1 = awaitee1.resume_if(awaitee);
                                }
                                _ => {}
                            }
                        }
                        fn visit(
                            (shelf, awaitee0, weight, awaitee1): Self::Fields,
                            visit: &mut dyn rt::FnMut(rt::FieldInfo),
                        ) {
                            visit(shelf.info(0));
                            visit(awaitee0.info(2));
                            visit(weight.info(1));
                            visit(awaitee1.info(3));
                        }
                    }
                    TotalFuture::Unresumed {
                        shelf: rt::slot(shelf),
                    }
                },
                |frame: rt::Opened<_>, cx: &mut rt::Context<'_>| -> rt::Poll<usize> {
                    let ((shelf, awaitee0, weight, awaitee1), frame) = frame.open();
                    let mut at = rt::At::new(frame);
                    'to_suspend1: {
                        'to_suspend0: {
                            match at.arm() {
                                0 => {}
                                3 => break 'to_suspend0,
                                4 => break 'to_suspend1,
                                arm => rt::resumed_after_end(arm),
                            }
                            {
                                at.arrived();
                                let shelf = shelf.resume();
                                awaitee0
                                    .start({
                                        // What is going to be lent: here only the
                                        // types.
                                        let lent = rt::Lent::of(&(shelf.handle(),));
                                        // The statement as written, but for how it
                                        // finds what lies outside of it. It captures
                                        // nothing, so that nothing points from it into
                                        // the enum: `shelf` is lent to it, anew for
                                        // each poll.
                                        async move {
                                            #[allow(unused_imports)]
                                            use rt::Mark as _;
                                            let value = weigh(
                                                &(**lent.get().0.at()).label(),
                                                // Marks the state. With several awaits
                                                // in one statement, this says at which
                                                // of them it waits.
                                                rt::mark(3, books()).await,
                                            );
                                            value
                                        }
                                    });
                                at.go(3);
                                rt::keep((shelf,));
                                break 'to_suspend0;
                            }
                        }
                        {
                            at.arrived();
                            let awaited = match frame
                                // One poll of the statement, with the handles of the
                                // locals that it mentions. When it is ready, its
                                // temporaries have been dropped, as at the semicolon.
                                .poll_statement(awaitee0, cx, 3, (shelf.handle(),))
                            {
                                rt::Poll::Ready(awaited) => awaited,
                                rt::Poll::Pending => return rt::Poll::Pending,
                            };
                            let shelf = shelf.resume();
                            // `let weight = …;` from outside: the statement's value
                            // becomes a saved local.
                            let weight = weight.init(awaited);
                            awaitee1.start(some_io());
                            at.go(4);
                            rt::keep((shelf, weight));
                            break 'to_suspend1;
                        }
                    }
                    {
                        at.arrived();
                        let awaited = match frame.poll(awaitee1, cx, 4) {
                            rt::Poll::Ready(awaited) => awaited,
                            rt::Poll::Pending => return rt::Poll::Pending,
                        };
                        return rt::Poll::Ready({
                            let shelf = shelf.resume();
                            let output: usize = {
                                let weight = weight.resume();
                                awaited;
                                weight.take()
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
        name: "total",
        module: ::core::module_path!(),
        path: rt::path_of::<__VisualizeFuture>,
        location: rt::Location::new("temporary_across_an_await.rs", 2, 10),
        lowering: rt::Lowering::Explicit,
        reasons: &[],
        states: &[
            rt::State::new(
                "Unresumed",
                rt::Location::new("temporary_across_an_await.rs", 2, 10),
                "",
                &[0],
                &[],
            ),
            rt::State::new(
                "Returned",
                rt::Location::new("temporary_across_an_await.rs", 2, 10),
                "",
                &[],
                &[],
            ),
            rt::State::new(
                "Panicked",
                rt::Location::new("temporary_across_an_await.rs", 2, 10),
                "",
                &[],
                &[],
            ),
            rt::State::new(
                "Suspend0",
                rt::Location::new("temporary_across_an_await.rs", 3, 48),
                "books()",
                &[0, 2],
                &[],
            ),
            rt::State::new(
                "Suspend1",
                rt::Location::new("temporary_across_an_await.rs", 4, 15),
                "some_io()",
                &[0, 1, 3],
                &[],
            ),
        ],
        transitions: &[
            rt::Transition::new(0, 3, rt::Via::Flow),
            rt::Transition::new(3, 4, rt::Via::Flow),
            rt::Transition::new(4, 1, rt::Via::Flow),
        ],
        locals: &[
            rt::LocalInfo::new(
                "shelf",
                rt::LocalKind::Parameter,
                rt::Location::new("temporary_across_an_await.rs", 2, 16),
                rt::Option::Some("&Shelf"),
                &[],
            ),
            rt::LocalInfo::new(
                "weight",
                rt::LocalKind::Local,
                rt::Location::new("temporary_across_an_await.rs", 3, 9),
                rt::Option::None,
                &[],
            ),
            rt::LocalInfo::new(
                "awaitee0",
                rt::LocalKind::Awaitee,
                rt::Location::new("temporary_across_an_await.rs", 3, 48),
                rt::Option::None,
                &[],
            ),
            rt::LocalInfo::new(
                "awaitee1",
                rt::LocalKind::Awaitee,
                rt::Location::new("temporary_across_an_await.rs", 4, 15),
                rt::Option::None,
                &[],
            ),
        ],
        options: rt::Options {
            fields: &["shelf"],
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
