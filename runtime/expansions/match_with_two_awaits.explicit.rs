use visualize_future::{Visualized, rt};

// Two awaits in two arms are two states. The future never waits at both, so what one of
// them awaits lies where the other's does: the future is as large as the larger.
#[allow(refining_impl_trait)]
fn serve(request: Request) -> Visualized<impl rt::Body<Output = String>> {
    let watch = rt::watch_parameters(
        &__VISUALIZE_FUTURE,
        |arguments| {
            rt::record!(arguments, 0, request);
        },
    );
    let hook = rt::NoHook;
    let original = rt::judge({
        let request = rt::alias(&request);
        move || async move {
            let request = request;
            if false {
                return rt::never::<String>();
            }
            ({
                match request {
                    Request::Get(key) => read(key).await,
                    Request::Put(name, value) => {
                        write(&name, value).await;
                        name
                    }
                }
            })
        }
    });
    let parameters = (request,);
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
                |(request,)| {
                    // `request` is taken apart by the `match`, so neither state has it.
                    // `key` and `value` are moved into what is awaited; `name` is
                    // needed behind the `.await`, and is kept.
                    #[repr(u8)]
                    enum ServeFuture<Request, Awaitee0, Name, Awaitee1> {
                        Unresumed { request: rt::Slot<Request> },
                        Returned,
                        Panicked,
                        /// Waits at line 4: `read(key)`.
                        Suspend0 { awaitee: rt::Slot<Awaitee0> },
                        /// Waits at line 6: `write(&name, value)`.
                        Suspend1 { name: rt::Slot<Name>, awaitee: rt::Slot<Awaitee1> },
                    }
                    unsafe impl<Request, Awaitee0, Name, Awaitee1> rt::StateEnum
                    for ServeFuture<Request, Awaitee0, Name, Awaitee1> {
                        type Fields = (
                            rt::Field<Request>,
                            rt::Field<Awaitee0>,
                            rt::Field<Name>,
                            rt::Field<Awaitee1>,
                        );
                        #[inline(always)]
                        unsafe fn fields(enum_at: *mut Self) -> Self::Fields {
                            unsafe {
                                let tag = enum_at.cast::<u8>().read();
                                let (request,) = match rt::in_state(enum_at, 0) {
                                    ServeFuture::Unresumed { request, .. } => {
                                        (rt::field(request),)
                                    }
                                    _ => rt::unreachable(),
                                };
                                let (awaitee0,) = match rt::in_state(enum_at, 3) {
                                    ServeFuture::Suspend0 { awaitee: awaitee0, .. } => {
                                        (rt::field(awaitee0),)
                                    }
                                    _ => rt::unreachable(),
                                };
                                let (name, awaitee1) = match rt::in_state(enum_at, 4) {
                                    ServeFuture::Suspend1 { name, awaitee: awaitee1, .. } => {
                                        (rt::field(name), rt::field(awaitee1))
                                    }
                                    _ => rt::unreachable(),
                                };
                                enum_at.cast::<u8>().write(tag);
                                (request, awaitee0, name, awaitee1)
                            }
                        }
                        unsafe fn drop_state(
                            (request, awaitee0, name, awaitee1): Self::Fields,
                            state: u8,
                            awaitee: bool,
                        ) {
                            match state {
                                0 => {
                                    let request = request.resume();
                                }
                                3 => {
                                    let awaitee0 = awaitee0.resume_if(awaitee);
                                }
                                4 => {
                                    let name = name.resume();
                                    let awaitee1 = awaitee1.resume_if(awaitee);
                                }
                                _ => {}
                            }
                        }
                        fn visit(
                            (request, awaitee0, name, awaitee1): Self::Fields,
                            visit: &mut dyn rt::FnMut(rt::FieldInfo),
                        ) {
                            visit(request.info(0));
                            visit(awaitee0.info(2));
                            visit(name.info(1));
                            visit(awaitee1.info(3));
                        }
                    }
                    ServeFuture::Unresumed {
                        request: rt::slot(request),
                    }
                },
                |frame: rt::Opened<_>, cx: &mut rt::Context<'_>| -> rt::Poll<String> {
                    let ((request, awaitee0, name, awaitee1), frame) = frame.open();
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
                                    let request = request.resume();
                                    // `request` is moved out of its field, as `match`
                                    // moves it.
                                    match request.take() {
                                        Request::Get(key) => {
                                            awaitee0.start(read(key));
                                            at.go(3);
                                            break 'to_suspend0;
                                        }
                                        Request::Put(user_name, value) => {
                                            // What the pattern has bound goes into its
                                            // field.
                                            let name = name.init(user_name);
                                            let mut value = value;
                                            {
                                                awaitee1.start(write(&(**name.at()), value));
                                                at.go(4);
                                                rt::keep((name,));
                                                break 'to_suspend1;
                                            }
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
                                value5 = rt::Option::Some(awaited);
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
                                let name = name.resume();
                                {
                                    awaited;
                                    name.take()
                                }
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
        name: "serve",
        module: ::core::module_path!(),
        path: rt::path_of::<__VisualizeFuture>,
        location: rt::Location::new("match_with_two_awaits.rs", 2, 10),
        lowering: rt::Lowering::Explicit,
        reasons: &[],
        states: &[
            rt::State::new(
                "Unresumed",
                rt::Location::new("match_with_two_awaits.rs", 2, 10),
                "",
                &[0],
                &[],
            ),
            rt::State::new(
                "Returned",
                rt::Location::new("match_with_two_awaits.rs", 2, 10),
                "",
                &[],
                &[],
            ),
            rt::State::new(
                "Panicked",
                rt::Location::new("match_with_two_awaits.rs", 2, 10),
                "",
                &[],
                &[],
            ),
            rt::State::new(
                "Suspend0",
                rt::Location::new("match_with_two_awaits.rs", 4, 40),
                "read(key)",
                &[2],
                &[],
            ),
            rt::State::new(
                "Suspend1",
                rt::Location::new("match_with_two_awaits.rs", 6, 33),
                "write(&name, value)",
                &[1, 3],
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
                "request",
                rt::LocalKind::Parameter,
                rt::Location::new("match_with_two_awaits.rs", 2, 16),
                rt::Option::Some("Request"),
                &[],
            ),
            rt::LocalInfo::new(
                "name",
                rt::LocalKind::Local,
                rt::Location::new("match_with_two_awaits.rs", 5, 22),
                rt::Option::None,
                &[],
            ),
            rt::LocalInfo::new(
                "awaitee0",
                rt::LocalKind::Awaitee,
                rt::Location::new("match_with_two_awaits.rs", 4, 40),
                rt::Option::None,
                &[],
            ),
            rt::LocalInfo::new(
                "awaitee1",
                rt::LocalKind::Awaitee,
                rt::Location::new("match_with_two_awaits.rs", 6, 33),
                rt::Option::None,
                &[],
            ),
        ],
        options: rt::Options {
            fields: &["request"],
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
