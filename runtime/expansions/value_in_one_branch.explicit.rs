use visualize_future::{Visualized, rt};

// A value that only one branch has is a field of that branch's state only. The states
// of the other branch lie over it, and the future is as large as the larger of the two.
#[allow(refining_impl_trait)]
fn greet(name: Option<String>) -> Visualized<impl rt::Body<Output = String>> {
    let watch = rt::watch_parameters(
        &__VISUALIZE_FUTURE,
        |arguments| {
            rt::record!(arguments, 0, name);
        },
    );
    let hook = rt::NoHook;
    let original = rt::judge({
        let name = rt::alias(&name);
        move || async move {
            let name = name;
            if false {
                return rt::never::<String>();
            }
            ({
                if let Some(name) = name {
                    some_io().await;
                    format!("hello {name}")
                } else {
                    some_io().await;
                    String::from("hello")
                }
            })
        }
    });
    let parameters = (name,);
    let code = rt::code(
        &parameters,
        |types: rt::Types<_, String>| async move {
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
                |(name,)| {
                    // Two variables are called `name`, and here they are told apart:
                    // the parameter is `name`, what the pattern binds is `name_2`. The
                    // parameter is moved out by the `if let`, so both states have its
                    // room for themselves.
                    #[repr(u8)]
                    enum GreetFuture<Name, Name2, Awaitee0, Awaitee1> {
                        Unresumed { name: rt::Slot<Name> },
                        Returned,
                        Panicked,
                        /// Waits at line 4: `some_io()`.
                        Suspend0 {
                            name_2: rt::Slot<Name2>,
                            awaitee: rt::Slot<Awaitee0>,
                        },
                        /// Waits at line 7: `some_io()`.
                        Suspend1 { awaitee: rt::Slot<Awaitee1> },
                    }
                    unsafe impl<Name, Name2, Awaitee0, Awaitee1> rt::StateEnum
                    for GreetFuture<Name, Name2, Awaitee0, Awaitee1> {
                        type Fields = (
                            rt::Field<Name>,
                            rt::Field<Name2>,
                            rt::Field<Awaitee0>,
                            rt::Field<Awaitee1>,
                        );
                        #[inline(always)]
                        unsafe fn fields(enum_at: *mut Self) -> Self::Fields {
                            unsafe {
                                let tag = enum_at.cast::<u8>().read();
                                let (name,) = match rt::in_state(enum_at, 0) {
                                    GreetFuture::Unresumed { name, .. } => (rt::field(name),),
                                    _ => rt::unreachable(),
                                };
                                let (name_2, awaitee0) = match rt::in_state(enum_at, 3) {
                                    GreetFuture::Suspend0 { name_2, awaitee: awaitee0, .. } => {
                                        (rt::field(name_2), rt::field(awaitee0))
                                    }
                                    _ => rt::unreachable(),
                                };
                                let (awaitee1,) = match rt::in_state(enum_at, 4) {
                                    GreetFuture::Suspend1 { awaitee: awaitee1, .. } => {
                                        (rt::field(awaitee1),)
                                    }
                                    _ => rt::unreachable(),
                                };
                                enum_at.cast::<u8>().write(tag);
                                (name, name_2, awaitee0, awaitee1)
                            }
                        }
                        unsafe fn drop_state(
                            (name, name_2, awaitee0, awaitee1): Self::Fields,
                            state: u8,
                            awaitee: bool,
                        ) {
                            match state {
                                0 => {
                                    let name = name.resume();
                                }
                                // What drops depends on the state, and nothing else is
                                // asked: without `name_2` there is no `Suspend0`.
                                3 => {
                                    let name_2 = name_2.resume();
                                    let awaitee0 = awaitee0.resume_if(awaitee);
                                }
                                4 => {
                                    let awaitee1 = awaitee1.resume_if(awaitee);
                                }
                                _ => {}
                            }
                        }
                        fn visit(
                            (name, name_2, awaitee0, awaitee1): Self::Fields,
                            visit: &mut dyn rt::FnMut(rt::FieldInfo),
                        ) {
                            visit(name.info(0));
                            visit(name_2.info(1));
                            visit(awaitee0.info(2));
                            visit(awaitee1.info(3));
                        }
                    }
                    GreetFuture::Unresumed {
                        name: rt::slot(name),
                    }
                },
                |frame: rt::Opened<_>, cx: &mut rt::Context<'_>| -> rt::Poll<String> {
                    let ((name, name_2, awaitee0, awaitee1), frame) = frame.open();
                    // Both branches give their value to this variable. It is needed
                    // within one poll only, and so is no field.
                    let mut value5: rt::Option<String> = rt::Option::None;
                    let mut at = rt::At::new(frame);
                    'to_5: {
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
                                    let name = name.resume();
                                    if let Some(name) = name.take() {
                                        // From the pattern's binding into the field: it
                                        // has to outlive this poll.
                                        let name_2 = name_2.init(name);
                                        {
                                            awaitee0.start(some_io());
                                            at.go(3);
                                            rt::keep((name_2,));
                                            break 'to_suspend0;
                                        }
                                    } else {
                                        {
                                            awaitee1.start(some_io());
                                            at.go(4);
                                            break 'to_suspend1;
                                        }
                                    }
                                }
                            }
                            {
                                at.arrived();
                                let awaited = match frame.poll(awaitee0, cx, 3) {
                                    rt::Poll::Ready(awaited) => awaited,
                                    rt::Poll::Pending => return rt::Poll::Pending,
                                };
                                value5 = rt::Option::Some({
                                    // Back in the branch, behind its `.await`. At the
                                    // end of this block `name_2` is dropped, as the
                                    // branch's scope ends.
                                    let name_2 = name_2.resume();
                                    {
                                        awaited;
                                        format!("hello {name}", name = (* * name_2.at()))
                                    }
                                });
                                at.go(5);
                                break 'to_5;
                            }
                        }
                        {
                            at.arrived();
                            let awaited = match frame.poll(awaitee1, cx, 4) {
                                rt::Poll::Ready(awaited) => awaited,
                                rt::Poll::Pending => return rt::Poll::Pending,
                            };
                            value5 = rt::Option::Some({
                                awaited;
                                String::from("hello")
                            });
                            at.go(5);
                            break 'to_5;
                        }
                    }
                    {
                        at.arrived();
                        return rt::Poll::Ready({ rt::joined(&mut value5) });
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
        name: "greet",
        module: ::core::module_path!(),
        path: rt::path_of::<__VisualizeFuture>,
        location: rt::Location::new("value_in_one_branch.rs", 2, 10),
        lowering: rt::Lowering::Explicit,
        reasons: &[],
        states: &[
            rt::State::new(
                "Unresumed",
                rt::Location::new("value_in_one_branch.rs", 2, 10),
                "",
                &[0],
                &[],
            ),
            rt::State::new(
                "Returned",
                rt::Location::new("value_in_one_branch.rs", 2, 10),
                "",
                &[],
                &[],
            ),
            rt::State::new(
                "Panicked",
                rt::Location::new("value_in_one_branch.rs", 2, 10),
                "",
                &[],
                &[],
            ),
            rt::State::new(
                "Suspend0",
                rt::Location::new("value_in_one_branch.rs", 4, 19),
                "some_io()",
                &[1, 2],
                &[],
            ),
            rt::State::new(
                "Suspend1",
                rt::Location::new("value_in_one_branch.rs", 7, 19),
                "some_io()",
                &[3],
                &[],
            ),
        ],
        transitions: &[
            rt::Transition::new(0, 3, rt::Via::Flow),
            rt::Transition::new(0, 4, rt::Via::Flow),
            rt::Transition::new(3, 1, rt::Via::Flow),
            rt::Transition::new(4, 1, rt::Via::Flow),
        ],
        locals: &[
            rt::LocalInfo::new(
                "name",
                rt::LocalKind::Parameter,
                rt::Location::new("value_in_one_branch.rs", 2, 16),
                rt::Option::Some("Option<String>"),
                &[],
            ),
            rt::LocalInfo::new(
                "name",
                rt::LocalKind::Local,
                rt::Location::new("value_in_one_branch.rs", 3, 17),
                rt::Option::None,
                &[],
            ),
            rt::LocalInfo::new(
                "awaitee0",
                rt::LocalKind::Awaitee,
                rt::Location::new("value_in_one_branch.rs", 4, 19),
                rt::Option::None,
                &[],
            ),
            rt::LocalInfo::new(
                "awaitee1",
                rt::LocalKind::Awaitee,
                rt::Location::new("value_in_one_branch.rs", 7, 19),
                rt::Option::None,
                &[],
            ),
        ],
        options: rt::Options {
            fields: &["name"],
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
