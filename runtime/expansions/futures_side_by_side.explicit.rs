use visualize_future::{Visualized, rt};

// `join!` polls two futures in turn until both are ready, within one task: side by
// side, but not in parallel. It is one suspension point, whose awaitee is the statement
// with the `join!` in it, as in `temporary_across_an_await.explicit.rs`. `select!` is
// done likewise.
#[allow(refining_impl_trait)]
fn both() -> Visualized<impl rt::Body<Output = usize>> {
    let watch = rt::watch_parameters(&__VISUALIZE_FUTURE, |_| {});
    let hook = rt::NoHook;
    let original = rt::judge({
        move || async move {
            if false {
                return rt::never::<usize>();
            }
            ({
                // Both outputs are there, and the two are plain variables: nothing is
                // awaited after this.
                let (left, right) = join!(
                    read(String::from("left")), read(String::from("right"))
                );
                left.len() + right.len()
            })
        }
    });
    let parameters = ();
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
                |()| {
                    #[repr(u8)]
                    enum BothFuture<Awaitee0> {
                        Unresumed {},
                        Returned,
                        Panicked,
                        // Both futures lie in here. That the function waits for two is
                        // known to the descriptor below: they are the children of this
                        // state.
                        /// Waits at line 3: `join!(read(String::from("left")), read(String::from("right"…`.
                        Suspend0 { awaitee: rt::Slot<Awaitee0> },
                    }
                    unsafe impl<Awaitee0> rt::StateEnum for BothFuture<Awaitee0> {
                        type Fields = (rt::Field<Awaitee0>,);
                        #[inline(always)]
                        unsafe fn fields(enum_at: *mut Self) -> Self::Fields {
                            unsafe {
                                let tag = enum_at.cast::<u8>().read();
                                let (awaitee0,) = match rt::in_state(enum_at, 3) {
                                    BothFuture::Suspend0 { awaitee: awaitee0, .. } => {
                                        (rt::field(awaitee0),)
                                    }
                                    _ => rt::unreachable(),
                                };
                                enum_at.cast::<u8>().write(tag);
                                (awaitee0,)
                            }
                        }
                        unsafe fn drop_state(
                            (awaitee0,): Self::Fields,
                            state: u8,
                            awaitee: bool,
                        ) {
                            match state {
                                3 => {
                                    let awaitee0 = awaitee0.resume_if(awaitee);
                                }
                                _ => {}
                            }
                        }
                        fn visit(
                            (awaitee0,): Self::Fields,
                            visit: &mut dyn rt::FnMut(rt::FieldInfo),
                        ) {
                            visit(awaitee0.info(0));
                        }
                    }
                    BothFuture::Unresumed {}
                },
                |frame: rt::Opened<_>, cx: &mut rt::Context<'_>| -> rt::Poll<usize> {
                    let ((awaitee0,), frame) = frame.open();
                    let mut at = rt::At::new(frame);
                    'to_suspend0: {
                        match at.arm() {
                            0 => {}
                            3 => break 'to_suspend0,
                            arm => rt::resumed_after_end(arm),
                        }
                        {
                            at.arrived();
                            awaitee0
                                .start({
                                    let lent = rt::Lent::of(&());
                                    async move {
                                        #[allow(unused_imports)]
                                        use rt::Mark as _;
                                        // The macro stays what it is. Before it passes
                                        // a future's polls on, each branch marks that
                                        // the function waits at this state.
                                        let value = join!(
                                            rt::mark(3, read(String::from("left"))), rt::mark(3,
                                            read(String::from("right")))
                                        );
                                        value
                                    }
                                });
                            at.go(3);
                            break 'to_suspend0;
                        }
                    }
                    {
                        at.arrived();
                        let awaited = match frame.poll_statement(awaitee0, cx, 3, ()) {
                            rt::Poll::Ready(awaited) => awaited,
                            rt::Poll::Pending => return rt::Poll::Pending,
                        };
                        return rt::Poll::Ready({
                            let (left, right) = ({ awaited });
                            left.len() + right.len()
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
        name: "both",
        module: ::core::module_path!(),
        path: rt::path_of::<__VisualizeFuture>,
        location: rt::Location::new("futures_side_by_side.rs", 2, 10),
        lowering: rt::Lowering::Explicit,
        reasons: &[],
        states: &[
            rt::State::new(
                "Unresumed",
                rt::Location::new("futures_side_by_side.rs", 2, 10),
                "",
                &[],
                &[],
            ),
            rt::State::new(
                "Returned",
                rt::Location::new("futures_side_by_side.rs", 2, 10),
                "",
                &[],
                &[],
            ),
            rt::State::new(
                "Panicked",
                rt::Location::new("futures_side_by_side.rs", 2, 10),
                "",
                &[],
                &[],
            ),
            rt::State::new(
                "Suspend0",
                rt::Location::new("futures_side_by_side.rs", 3, 25),
                "join!(read(String::from(\"left\")), read(String::from(\"right\"…",
                &[0],
                &[
                    rt::Child::new(
                        rt::Location::new("futures_side_by_side.rs", 3, 31),
                        "read(String::from(\"left\"))",
                    ),
                    rt::Child::new(
                        rt::Location::new("futures_side_by_side.rs", 3, 59),
                        "read(String::from(\"right\"))",
                    ),
                ],
            ),
        ],
        transitions: &[
            rt::Transition::new(0, 3, rt::Via::Flow),
            rt::Transition::new(3, 1, rt::Via::Flow),
        ],
        locals: &[
            rt::LocalInfo::new(
                "awaitee0",
                rt::LocalKind::Awaitee,
                rt::Location::new("futures_side_by_side.rs", 3, 25),
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
