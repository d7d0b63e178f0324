use visualize_future::{Visualized, rt};

// `message.send()` moves `message` if `send` takes `self`, and borrows it if it takes
// `&self`. That decides whether `message` is dropped here or at the end, and an
// attribute, which sees no types, cannot know. So it does not guess: it writes code by
// which rustc decides.
#[allow(refining_impl_trait)]
fn finish(message: Message) -> Visualized<impl rt::Body<Output = usize>> {
    let watch = rt::watch_parameters(
        &__VISUALIZE_FUTURE,
        |arguments| {
            rt::record!(arguments, 0, message);
        },
    );
    let hook = rt::NoHook;
    let original = rt::judge({
        let message = rt::alias(&message);
        move || async move {
            let message = message;
            if false {
                return rt::never::<usize>();
            }
            ({
                some_io().await;
                let sent = message.send();
                some_io().await;
                sent
            })
        }
    });
    let parameters = (message,);
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
                |(message,)| {
                    // `message` has a field in both states, since it may still be there
                    // in the second, and a flag that tells whether it is. If `send`
                    // takes `self`, the field is empty in `Suspend1`, and the flag says
                    // so.
                    #[repr(u8)]
                    enum FinishFuture<Message, Awaitee0, Sent, Awaitee1> {
                        Unresumed {
                            message_is_live: rt::Slot<bool>,
                            message: rt::Slot<Message>,
                        },
                        Returned,
                        Panicked,
                        /// Waits at line 3: `some_io()`.
                        Suspend0 {
                            message_is_live: rt::Slot<bool>,
                            message: rt::Slot<Message>,
                            awaitee: rt::Slot<Awaitee0>,
                        },
                        /// Waits at line 5: `some_io()`.
                        Suspend1 {
                            message_is_live: rt::Slot<bool>,
                            message: rt::Slot<Message>,
                            sent: rt::Slot<Sent>,
                            awaitee: rt::Slot<Awaitee1>,
                        },
                    }
                    unsafe impl<Message, Awaitee0, Sent, Awaitee1> rt::StateEnum
                    for FinishFuture<Message, Awaitee0, Sent, Awaitee1> {
                        type Fields = (
                            rt::Field<bool>,
                            rt::Field<Message>,
                            rt::Field<Awaitee0>,
                            rt::Field<Sent>,
                            rt::Field<Awaitee1>,
                        );
                        #[inline(always)]
                        unsafe fn fields(enum_at: *mut Self) -> Self::Fields {
                            unsafe {
                                let tag = enum_at.cast::<u8>().read();
                                let (message_is_live, message) = match rt::in_state(
                                    enum_at,
                                    0,
                                ) {
                                    FinishFuture::Unresumed { message_is_live, message, .. } => {
                                        (rt::field(message_is_live), rt::field(message))
                                    }
                                    _ => rt::unreachable(),
                                };
                                let (awaitee0,) = match rt::in_state(enum_at, 3) {
                                    FinishFuture::Suspend0 { awaitee: awaitee0, .. } => {
                                        (rt::field(awaitee0),)
                                    }
                                    _ => rt::unreachable(),
                                };
                                let (sent, awaitee1) = match rt::in_state(enum_at, 4) {
                                    FinishFuture::Suspend1 { sent, awaitee: awaitee1, .. } => {
                                        (rt::field(sent), rt::field(awaitee1))
                                    }
                                    _ => rt::unreachable(),
                                };
                                enum_at.cast::<u8>().write(tag);
                                (message_is_live, message, awaitee0, sent, awaitee1)
                            }
                        }
                        unsafe fn drop_state(
                            (
                                message_is_live, message, awaitee0, sent,
                                awaitee1,
                            ): Self::Fields,
                            state: u8,
                            awaitee: bool,
                        ) {
                            match state {
                                0 => {
                                    let message = message.resume();
                                }
                                3 => {
                                    let message = message.resume();
                                    let awaitee0 = awaitee0.resume_if(awaitee);
                                }
                                // `sent` surely is there. `message` is there if it was
                                // not moved.
                                4 => {
                                    let message = message.resume_if(message_is_live.get());
                                    let sent = sent.resume();
                                    let awaitee1 = awaitee1.resume_if(awaitee);
                                }
                                _ => {}
                            }
                        }
                        fn visit(
                            (
                                message_is_live, message, awaitee0, sent,
                                awaitee1,
                            ): Self::Fields,
                            visit: &mut dyn rt::FnMut(rt::FieldInfo),
                        ) {
                            visit(message.info(0));
                            visit(awaitee0.info(2));
                            visit(sent.info(1));
                            visit(awaitee1.info(3));
                        }
                    }
                    FinishFuture::Unresumed {
                        message_is_live: rt::slot(true),
                        message: rt::slot(message),
                    }
                },
                |frame: rt::Opened<_>, cx: &mut rt::Context<'_>| -> rt::Poll<usize> {
                    let ((message_is_live, message, awaitee0, sent, awaitee1), frame) = frame
                        .open();
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
                                let message = message.resume();
                                awaitee0.start(some_io());
                                at.go(3);
                                rt::keep((message,));
                                break 'to_suspend0;
                            }
                        }
                        {
                            at.arrived();
                            let awaited = match frame.poll(awaitee0, cx, 3) {
                                rt::Poll::Ready(awaited) => awaited,
                                rt::Poll::Pending => return rt::Poll::Pending,
                            };
                            let message = message.resume();
                            awaited;
                            // The call. `decide` gives either what moves `message` out
                            // and calls `send` with the value, or what calls `send`
                            // with a reference to it: according to the type of the
                            // witness.
                            let sent = sent
                                .init(
                                    (message
                                        .decide({
                                            let witness = rt::Witness::new();
                                            // This block is checked by rustc and never
                                            // runs. In it, a closure calls `send` on a
                                            // stand-in. If that moves it, the closure
                                            // can be called once only; if it borrows
                                            // it, again and again. Which of these
                                            // traits the closure has is rustc's answer,
                                            // and it becomes the witness's type.
                                            if rt::never_true() {
                                                loop {}
                                                let mut hole = message.hole();
                                                witness.of_0(rt::whole!(() hole.value.send()));
                                            }
                                            witness
                                        }))(),
                                );
                            awaitee1.start(some_io());
                            // What came out is noted before the future waits again.
                            message_is_live.set(message.is_live());
                            at.go(4);
                            rt::keep((message, sent));
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
                            let message = message.resume_if(message_is_live.get());
                            let output: usize = {
                                let sent = sent.resume();
                                awaited;
                                sent.take()
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
        name: "finish",
        module: ::core::module_path!(),
        path: rt::path_of::<__VisualizeFuture>,
        location: rt::Location::new("decided_by_rustc.rs", 2, 10),
        lowering: rt::Lowering::Explicit,
        reasons: &[],
        states: &[
            rt::State::new(
                "Unresumed",
                rt::Location::new("decided_by_rustc.rs", 2, 10),
                "",
                &[0],
                &[],
            ),
            rt::State::new(
                "Returned",
                rt::Location::new("decided_by_rustc.rs", 2, 10),
                "",
                &[],
                &[],
            ),
            rt::State::new(
                "Panicked",
                rt::Location::new("decided_by_rustc.rs", 2, 10),
                "",
                &[],
                &[],
            ),
            rt::State::new(
                "Suspend0",
                rt::Location::new("decided_by_rustc.rs", 3, 15),
                "some_io()",
                &[0, 2],
                &[],
            ),
            rt::State::new(
                "Suspend1",
                rt::Location::new("decided_by_rustc.rs", 5, 15),
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
                "message",
                rt::LocalKind::Parameter,
                rt::Location::new("decided_by_rustc.rs", 2, 17),
                rt::Option::Some("Message"),
                &[],
            ),
            rt::LocalInfo::new(
                "sent",
                rt::LocalKind::Local,
                rt::Location::new("decided_by_rustc.rs", 4, 9),
                rt::Option::None,
                &[],
            ),
            rt::LocalInfo::new(
                "awaitee0",
                rt::LocalKind::Awaitee,
                rt::Location::new("decided_by_rustc.rs", 3, 15),
                rt::Option::None,
                &[],
            ),
            rt::LocalInfo::new(
                "awaitee1",
                rt::LocalKind::Awaitee,
                rt::Location::new("decided_by_rustc.rs", 5, 15),
                rt::Option::None,
                &[],
            ),
        ],
        options: rt::Options {
            fields: &["message"],
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
