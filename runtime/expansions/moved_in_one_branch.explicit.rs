use visualize_future::{Visualized, rt};

// On one path `text` is given away, on the other it is not. Where the paths meet,
// nobody can tell from the code whether it is still there, so the machine has to note
// it: that is a drop flag. rustc does the same for every variable that is moved on some
// paths only, in functions that are not `async`, too.
#[allow(refining_impl_trait)]
fn maybe_send(give: bool) -> Visualized<impl rt::Body<Output = ()>> {
    let watch = rt::watch_parameters(
        &__VISUALIZE_FUTURE,
        |arguments| {
            rt::record!(arguments, 0, give);
        },
    );
    let hook = rt::NoHook;
    let original = rt::judge({
        let give = rt::alias(&give);
        move || async move {
            let give = give;
            if false {
                return;
            }
            ({
                let text = String::from("text");
                if give {
                    write("copy", text).await;
                }
                some_io().await;
            })
        }
    });
    let parameters = (give,);
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
                |(give,)| {
                    // The flag is a byte of its own, right behind the tag, where there
                    // would be nothing but padding. What stands before a field is the
                    // same in each state that has it, hence the flag is in all of them,
                    // and `give` is in `Suspend1`: it stands before `text`, which is
                    // made while `give` is still needed.
                    #[repr(u8)]
                    enum MaybeSendFuture<Give, Awaitee0, Text, Awaitee1> {
                        Unresumed { text_is_live: rt::Slot<bool>, give: rt::Slot<Give> },
                        Returned,
                        Panicked,
                        /// Waits at line 5: `write("copy", text)`.
                        Suspend0 {
                            text_is_live: rt::Slot<bool>,
                            awaitee: rt::Slot<Awaitee0>,
                        },
                        /// Waits at line 7: `some_io()`.
                        Suspend1 {
                            text_is_live: rt::Slot<bool>,
                            give: rt::Slot<Give>,
                            text: rt::Slot<Text>,
                            awaitee: rt::Slot<Awaitee1>,
                        },
                    }
                    unsafe impl<Give, Awaitee0, Text, Awaitee1> rt::StateEnum
                    for MaybeSendFuture<Give, Awaitee0, Text, Awaitee1> {
                        type Fields = (
                            rt::Field<bool>,
                            rt::Field<Give>,
                            rt::Field<Awaitee0>,
                            rt::Field<Text>,
                            rt::Field<Awaitee1>,
                        );
                        #[inline(always)]
                        unsafe fn fields(enum_at: *mut Self) -> Self::Fields {
                            unsafe {
                                let tag = enum_at.cast::<u8>().read();
                                let (text_is_live, give) = match rt::in_state(enum_at, 0) {
                                    MaybeSendFuture::Unresumed { text_is_live, give, .. } => {
                                        (rt::field(text_is_live), rt::field(give))
                                    }
                                    _ => rt::unreachable(),
                                };
                                let (awaitee0,) = match rt::in_state(enum_at, 3) {
                                    MaybeSendFuture::Suspend0 { awaitee: awaitee0, .. } => {
                                        (rt::field(awaitee0),)
                                    }
                                    _ => rt::unreachable(),
                                };
                                let (text, awaitee1) = match rt::in_state(enum_at, 4) {
                                    MaybeSendFuture::Suspend1 {
                                        text,
                                        awaitee: awaitee1,
                                        ..
                                    } => (rt::field(text), rt::field(awaitee1)),
                                    _ => rt::unreachable(),
                                };
                                enum_at.cast::<u8>().write(tag);
                                (text_is_live, give, awaitee0, text, awaitee1)
                            }
                        }
                        unsafe fn drop_state(
                            (text_is_live, give, awaitee0, text, awaitee1): Self::Fields,
                            state: u8,
                            awaitee: bool,
                        ) {
                            match state {
                                0 => {
                                    let give = give.resume();
                                }
                                3 => {
                                    let awaitee0 = awaitee0.resume_if(awaitee);
                                }
                                // Dropped here, the future drops `text` if the flag
                                // says that there is one.
                                4 => {
                                    let text = text.resume_if(text_is_live.get());
                                    let awaitee1 = awaitee1.resume_if(awaitee);
                                }
                                5 => {
                                    let text = text.resume_if(text_is_live.get());
                                }
                                _ => {}
                            }
                        }
                        fn visit(
                            (text_is_live, give, awaitee0, text, awaitee1): Self::Fields,
                            visit: &mut dyn rt::FnMut(rt::FieldInfo),
                        ) {
                            visit(give.info(0));
                            visit(awaitee0.info(2));
                            visit(text.info(1));
                            visit(awaitee1.info(3));
                        }
                    }
                    MaybeSendFuture::Unresumed {
                        // Not read before it has been written.
                        text_is_live: rt::slot(false),
                        give: rt::slot(give),
                    }
                },
                |frame: rt::Opened<_>, cx: &mut rt::Context<'_>| -> rt::Poll<()> {
                    let ((text_is_live, give, awaitee0, text, awaitee1), frame) = frame
                        .open();
                    let mut at = rt::At::new(frame);
                    'to_suspend1: {
                        'to_5: {
                            'to_suspend0: {
                                match at.arm() {
                                    0 => {}
                                    3 => break 'to_suspend0,
                                    4 => break 'to_suspend1,
                                    arm => rt::resumed_after_end(arm),
                                }
                                {
                                    at.arrived();
                                    let give = give.resume();
                                    let text = text.init(String::from("text"));
                                    if give.take() {
                                        {
                                            // The branch that moves `text`: it belongs
                                            // to what is awaited now, and while this
                                            // waits no flag is asked.
                                            awaitee0.start(write("copy", text.take()));
                                            at.go(3);
                                            break 'to_suspend0;
                                        }
                                    } else {
                                        // The branch that does not: `text` is there,
                                        // and the flag says so.
                                        text_is_live.set(text.is_live());
                                        at.go(5);
                                        rt::keep((text,));
                                        break 'to_5;
                                    }
                                }
                            }
                            {
                                at.arrived();
                                let awaited = match frame.poll(awaitee0, cx, 3) {
                                    rt::Poll::Ready(awaited) => awaited,
                                    rt::Poll::Pending => return rt::Poll::Pending,
                                };
                                {
                                    awaited;
                                };
                                // The first branch comes back, without `text`.
                                text_is_live.set(false);
                                at.go(5);
                                break 'to_5;
                            }
                        }
                        {
                            at.arrived();
                            // Both paths meet, and from here on the flag is the only
                            // one to know.
                            let text = text.resume_if(text_is_live.get());
                            awaitee1.start(some_io());
                            text_is_live.set(text.is_live());
                            at.go(4);
                            rt::keep((text,));
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
                            // At the end of the function's body `text` is dropped, if
                            // it is there.
                            let text = text.resume_if(text_is_live.get());
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
        name: "maybe_send",
        module: ::core::module_path!(),
        path: rt::path_of::<__VisualizeFuture>,
        location: rt::Location::new("moved_in_one_branch.rs", 2, 10),
        lowering: rt::Lowering::Explicit,
        reasons: &[],
        states: &[
            rt::State::new(
                "Unresumed",
                rt::Location::new("moved_in_one_branch.rs", 2, 10),
                "",
                &[0],
                &[],
            ),
            rt::State::new(
                "Returned",
                rt::Location::new("moved_in_one_branch.rs", 2, 10),
                "",
                &[],
                &[],
            ),
            rt::State::new(
                "Panicked",
                rt::Location::new("moved_in_one_branch.rs", 2, 10),
                "",
                &[],
                &[],
            ),
            rt::State::new(
                "Suspend0",
                rt::Location::new("moved_in_one_branch.rs", 5, 29),
                "write(\"copy\", text)",
                &[2],
                &[],
            ),
            rt::State::new(
                "Suspend1",
                rt::Location::new("moved_in_one_branch.rs", 7, 15),
                "some_io()",
                &[1, 3],
                &[],
            ),
        ],
        transitions: &[
            rt::Transition::new(0, 3, rt::Via::Flow),
            rt::Transition::new(0, 4, rt::Via::Flow),
            rt::Transition::new(3, 4, rt::Via::Flow),
            rt::Transition::new(4, 1, rt::Via::Flow),
        ],
        locals: &[
            rt::LocalInfo::new(
                "give",
                rt::LocalKind::Parameter,
                rt::Location::new("moved_in_one_branch.rs", 2, 21),
                rt::Option::Some("bool"),
                &[],
            ),
            rt::LocalInfo::new(
                "text",
                rt::LocalKind::Local,
                rt::Location::new("moved_in_one_branch.rs", 3, 9),
                rt::Option::None,
                &[],
            ),
            rt::LocalInfo::new(
                "awaitee0",
                rt::LocalKind::Awaitee,
                rt::Location::new("moved_in_one_branch.rs", 5, 29),
                rt::Option::None,
                &[],
            ),
            rt::LocalInfo::new(
                "awaitee1",
                rt::LocalKind::Awaitee,
                rt::Location::new("moved_in_one_branch.rs", 7, 15),
                rt::Option::None,
                &[],
            ),
        ],
        options: rt::Options {
            fields: &["give"],
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
