use visualize_future::{Visualized, rt};

// `let text;` declares a variable without giving it a value; each branch gives it one.
// rustc makes sure that it has one when it is used, so neither a default nor an
// `Option` is needed, and here no flag is, either.
#[allow(refining_impl_trait)]
fn choose(first: bool) -> Visualized<impl rt::Body<Output = usize>> {
    let watch = rt::watch_parameters(
        &__VISUALIZE_FUTURE,
        |arguments| {
            rt::record!(arguments, 0, first);
        },
    );
    let hook = rt::NoHook;
    let original = rt::judge({
        let first = rt::alias(&first);
        move || async move {
            let first = first;
            if false {
                return rt::never::<usize>();
            }
            ({
                let text;
                some_io().await;
                if first {
                    text = read(String::from("first")).await;
                } else {
                    text = String::from("second");
                }
                some_io().await;
                text.len()
            })
        }
    });
    let parameters = (first,);
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
                |(first,)| {
                    #[repr(u8)]
                    enum ChooseFuture<First, Awaitee0, Awaitee1, Text, Awaitee2> {
                        Unresumed { first: rt::Slot<First> },
                        Returned,
                        Panicked,
                        // `text` is declared, and has no value: there is nothing to
                        // keep.
                        /// Waits at line 4: `some_io()`.
                        Suspend0 { first: rt::Slot<First>, awaitee: rt::Slot<Awaitee0> },
                        // While the first branch waits there still is no `text`, and
                        // `first` has been read for the last time. What is awaited has
                        // all the room.
                        /// Waits at line 6: `read(String::from("first"))`.
                        Suspend1 { awaitee: rt::Slot<Awaitee1> },
                        // Behind both branches `text` surely has a value. It lies where
                        // `first` did.
                        /// Waits at line 10: `some_io()`.
                        Suspend2 { text: rt::Slot<Text>, awaitee: rt::Slot<Awaitee2> },
                    }
                    unsafe impl<First, Awaitee0, Awaitee1, Text, Awaitee2> rt::StateEnum
                    for ChooseFuture<First, Awaitee0, Awaitee1, Text, Awaitee2> {
                        type Fields = (
                            rt::Field<First>,
                            rt::Field<Awaitee0>,
                            rt::Field<Awaitee1>,
                            rt::Field<Text>,
                            rt::Field<Awaitee2>,
                        );
                        #[inline(always)]
                        unsafe fn fields(enum_at: *mut Self) -> Self::Fields {
                            unsafe {
                                let tag = enum_at.cast::<u8>().read();
                                let (first,) = match rt::in_state(enum_at, 0) {
                                    ChooseFuture::Unresumed { first, .. } => (rt::field(first),),
                                    _ => rt::unreachable(),
                                };
                                let (awaitee0,) = match rt::in_state(enum_at, 3) {
                                    ChooseFuture::Suspend0 { awaitee: awaitee0, .. } => {
                                        (rt::field(awaitee0),)
                                    }
                                    _ => rt::unreachable(),
                                };
                                let (awaitee1,) = match rt::in_state(enum_at, 4) {
                                    ChooseFuture::Suspend1 { awaitee: awaitee1, .. } => {
                                        (rt::field(awaitee1),)
                                    }
                                    _ => rt::unreachable(),
                                };
                                let (text, awaitee2) = match rt::in_state(enum_at, 5) {
                                    ChooseFuture::Suspend2 { text, awaitee: awaitee2, .. } => {
                                        (rt::field(text), rt::field(awaitee2))
                                    }
                                    _ => rt::unreachable(),
                                };
                                enum_at.cast::<u8>().write(tag);
                                (first, awaitee0, awaitee1, text, awaitee2)
                            }
                        }
                        unsafe fn drop_state(
                            (first, awaitee0, awaitee1, text, awaitee2): Self::Fields,
                            state: u8,
                            awaitee: bool,
                        ) {
                            match state {
                                0 => {
                                    let first = first.resume();
                                }
                                3 => {
                                    let first = first.resume();
                                    let awaitee0 = awaitee0.resume_if(awaitee);
                                }
                                4 => {
                                    let awaitee1 = awaitee1.resume_if(awaitee);
                                }
                                5 => {
                                    let text = text.resume();
                                    let awaitee2 = awaitee2.resume_if(awaitee);
                                }
                                6 => {
                                    let text = text.resume();
                                }
                                _ => {}
                            }
                        }
                        fn visit(
                            (first, awaitee0, awaitee1, text, awaitee2): Self::Fields,
                            visit: &mut dyn rt::FnMut(rt::FieldInfo),
                        ) {
                            visit(first.info(0));
                            visit(awaitee0.info(2));
                            visit(awaitee1.info(3));
                            visit(text.info(1));
                            visit(awaitee2.info(4));
                        }
                    }
                    ChooseFuture::Unresumed {
                        first: rt::slot(first),
                    }
                },
                |frame: rt::Opened<_>, cx: &mut rt::Context<'_>| -> rt::Poll<usize> {
                    let ((first, awaitee0, awaitee1, text, awaitee2), frame) = frame
                        .open();
                    let mut at = rt::At::new(frame);
                    'to_suspend2: {
                        'to_6: {
                            'to_suspend1: {
                                'to_suspend0: {
                                    match at.arm() {
                                        0 => {}
                                        3 => break 'to_suspend0,
                                        4 => break 'to_suspend1,
                                        5 => break 'to_suspend2,
                                        arm => rt::resumed_after_end(arm),
                                    }
                                    {
                                        at.arrived();
                                        let first = first.resume();
                                        // `let text;`: a variable whose place is known,
                                        // with nothing in it.
                                        let text: rt::Local<_> = text.vacant();
                                        awaitee0.start(some_io());
                                        at.go(3);
                                        rt::keep((first,));
                                        break 'to_suspend0;
                                    }
                                }
                                {
                                    at.arrived();
                                    let awaited = match frame.poll(awaitee0, cx, 3) {
                                        rt::Poll::Ready(awaited) => awaited,
                                        rt::Poll::Pending => return rt::Poll::Pending,
                                    };
                                    let first = first.resume();
                                    // The variable again in the next poll, and still
                                    // with nothing in it.
                                    let text = text.vacant();
                                    awaited;
                                    if first.take() {
                                        {
                                            awaitee1.start(read(String::from("first")));
                                            at.go(4);
                                            break 'to_suspend1;
                                        }
                                    } else {
                                        {
                                            // An assignment to a variable without a
                                            // value drops nothing; it fills the field.
                                            // Had there been a value, it would be
                                            // dropped now: `assign` knows.
                                            text.assign(String::from("second"));
                                        };
                                        at.go(6);
                                        rt::keep((text,));
                                        break 'to_6;
                                    }
                                }
                            }
                            {
                                at.arrived();
                                let awaited = match frame.poll(awaitee1, cx, 4) {
                                    rt::Poll::Ready(awaited) => awaited,
                                    rt::Poll::Pending => return rt::Poll::Pending,
                                };
                                let text = text.vacant();
                                {
                                    text.assign(({ awaited }));
                                };
                                at.go(6);
                                rt::keep((text,));
                                break 'to_6;
                            }
                        }
                        {
                            at.arrived();
                            let text = text.resume();
                            awaitee2.start(some_io());
                            at.go(5);
                            rt::keep((text,));
                            break 'to_suspend2;
                        }
                    }
                    {
                        at.arrived();
                        let awaited = match frame.poll(awaitee2, cx, 5) {
                            rt::Poll::Ready(awaited) => awaited,
                            rt::Poll::Pending => return rt::Poll::Pending,
                        };
                        return rt::Poll::Ready({
                            // Nothing is awaited after this, so the value is moved out
                            // into a plain variable, whose use and drop are rustc's.
                            let mut text = text.load();
                            awaited;
                            text.len()
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
        name: "choose",
        module: ::core::module_path!(),
        path: rt::path_of::<__VisualizeFuture>,
        location: rt::Location::new("deferred.rs", 2, 10),
        lowering: rt::Lowering::Explicit,
        reasons: &[],
        states: &[
            rt::State::new(
                "Unresumed",
                rt::Location::new("deferred.rs", 2, 10),
                "",
                &[0],
                &[],
            ),
            rt::State::new(
                "Returned",
                rt::Location::new("deferred.rs", 2, 10),
                "",
                &[],
                &[],
            ),
            rt::State::new(
                "Panicked",
                rt::Location::new("deferred.rs", 2, 10),
                "",
                &[],
                &[],
            ),
            rt::State::new(
                "Suspend0",
                rt::Location::new("deferred.rs", 4, 15),
                "some_io()",
                &[0, 2],
                &[],
            ),
            rt::State::new(
                "Suspend1",
                rt::Location::new("deferred.rs", 6, 44),
                "read(String::from(\"first\"))",
                &[3],
                &[],
            ),
            rt::State::new(
                "Suspend2",
                rt::Location::new("deferred.rs", 10, 15),
                "some_io()",
                &[1, 4],
                &[],
            ),
        ],
        transitions: &[
            rt::Transition::new(0, 3, rt::Via::Flow),
            rt::Transition::new(3, 4, rt::Via::Flow),
            rt::Transition::new(3, 5, rt::Via::Flow),
            rt::Transition::new(4, 5, rt::Via::Flow),
            rt::Transition::new(5, 1, rt::Via::Flow),
        ],
        locals: &[
            rt::LocalInfo::new(
                "first",
                rt::LocalKind::Parameter,
                rt::Location::new("deferred.rs", 2, 17),
                rt::Option::Some("bool"),
                &[],
            ),
            rt::LocalInfo::new(
                "text",
                rt::LocalKind::Local,
                rt::Location::new("deferred.rs", 3, 9),
                rt::Option::None,
                &[],
            ),
            rt::LocalInfo::new(
                "awaitee0",
                rt::LocalKind::Awaitee,
                rt::Location::new("deferred.rs", 4, 15),
                rt::Option::None,
                &[],
            ),
            rt::LocalInfo::new(
                "awaitee1",
                rt::LocalKind::Awaitee,
                rt::Location::new("deferred.rs", 6, 44),
                rt::Option::None,
                &[],
            ),
            rt::LocalInfo::new(
                "awaitee2",
                rt::LocalKind::Awaitee,
                rt::Location::new("deferred.rs", 10, 15),
                rt::Option::None,
                &[],
            ),
        ],
        options: rt::Options {
            fields: &["first"],
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
