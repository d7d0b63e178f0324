use visualize_future::{Visualized, rt};

// The smallest machine: one `.await`, and nothing that is needed behind it. What stands
// around the enum in every expansion is explained in `self_reference.explicit.rs`.

// The future is cold. Calling `hello` does not call `some_io`: it makes a value in the
// state `Unresumed`, and only whoever polls that makes it go on. This is why a future
// that is not awaited does nothing.
#[allow(refining_impl_trait)]
fn hello() -> Visualized<impl rt::Body<Output = ()>> {
    let watch = rt::watch_parameters(&__VISUALIZE_FUTURE, |_| {});
    let hook = rt::NoHook;
    let original = rt::judge({
        move || async move {
            if false {
                return;
            }
            ({
                some_io().await;
            })
        }
    });
    let parameters = ();
    let code = rt::code(
        &parameters,
        |types: rt::Types<_, ()>| async move {
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
                    // What a call returns: `Unresumed`, with no parameters to keep. The
                    // names and numbers of the states are those that rustc gives its
                    // own coroutines.
                    #[repr(u8)]
                    enum HelloFuture<Awaitee0> {
                        Unresumed {},
                        Returned,
                        Panicked,
                        // The only state in which it waits. The future that it awaits
                        // is called the awaitee, and lies inside it: a future of
                        // futures is one value, without an allocation for each.
                        /// Waits at line 3: `some_io()`.
                        Suspend0 { awaitee: rt::Slot<Awaitee0> },
                    }
                    unsafe impl<Awaitee0> rt::StateEnum for HelloFuture<Awaitee0> {
                        type Fields = (rt::Field<Awaitee0>,);
                        #[inline(always)]
                        unsafe fn fields(enum_at: *mut Self) -> Self::Fields {
                            unsafe {
                                let tag = enum_at.cast::<u8>().read();
                                let (awaitee0,) = match rt::in_state(enum_at, 3) {
                                    HelloFuture::Suspend0 { awaitee: awaitee0, .. } => {
                                        (rt::field(awaitee0),)
                                    }
                                    _ => rt::unreachable(),
                                };
                                enum_at.cast::<u8>().write(tag);
                                (awaitee0,)
                            }
                        }
                        // Whoever drops the future while it waits has cancelled it: the
                        // awaitee is dropped, and nothing behind the `.await` ever
                        // runs. In `Unresumed` and `Returned` there is nothing to drop.
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
                    HelloFuture::Unresumed {}
                },
                |frame: rt::Opened<_>, cx: &mut rt::Context<'_>| -> rt::Poll<()> {
                    let ((awaitee0,), frame) = frame.open();
                    let mut at = rt::At::new(frame);
                    'to_suspend0: {
                        // A poll begins where the last one has ended: the tag says in
                        // which state the future is.
                        match at.arm() {
                            0 => {}
                            3 => break 'to_suspend0,
                            arm => rt::resumed_after_end(arm),
                        }
                        {
                            // In `Unresumed`, and so in the first poll: the code up to
                            // the `.await`. It makes the awaitee where it is to lie,
                            // and goes straight on to polling it.
                            at.arrived();
                            awaitee0.start(some_io());
                            at.go(3);
                            break 'to_suspend0;
                        }
                    }
                    {
                        // In `Suspend0`, and so in the first poll and in all that
                        // follow. If the awaitee is pending, so is this future: the tag
                        // becomes 3, and the poll returns. Otherwise the awaitee is
                        // dropped, and its output is what `.await` stands for.
                        at.arrived();
                        let awaited = match frame.poll(awaitee0, cx, 3) {
                            rt::Poll::Ready(awaited) => awaited,
                            rt::Poll::Pending => return rt::Poll::Pending,
                        };
                        return rt::Poll::Ready({
                            awaited;
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
        name: "hello",
        module: ::core::module_path!(),
        path: rt::path_of::<__VisualizeFuture>,
        location: rt::Location::new("one_await.rs", 2, 10),
        lowering: rt::Lowering::Explicit,
        reasons: &[],
        states: &[
            rt::State::new(
                "Unresumed",
                rt::Location::new("one_await.rs", 2, 10),
                "",
                &[],
                &[],
            ),
            rt::State::new(
                "Returned",
                rt::Location::new("one_await.rs", 2, 10),
                "",
                &[],
                &[],
            ),
            rt::State::new(
                "Panicked",
                rt::Location::new("one_await.rs", 2, 10),
                "",
                &[],
                &[],
            ),
            rt::State::new(
                "Suspend0",
                rt::Location::new("one_await.rs", 3, 15),
                "some_io()",
                &[0],
                &[],
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
                rt::Location::new("one_await.rs", 3, 15),
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
