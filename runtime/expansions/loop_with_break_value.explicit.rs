use visualize_future::{Visualized, rt};

// A `loop` whose `break` has a value. What is needed from round to round is kept;
// `line` lives for less than a round, and the value of the loop goes to a variable that
// lives for less than a poll.
#[allow(refining_impl_trait)]
fn first_long(lines: Lines) -> Visualized<impl rt::Body<Output = String>> {
    let watch = rt::watch_parameters(
        &__VISUALIZE_FUTURE,
        |arguments| {
            rt::record!(arguments, 0, lines);
        },
    );
    let hook = rt::NoHook;
    let original = rt::judge({
        let lines = rt::alias(&lines);
        move || async move {
            let mut lines = lines;
            if false {
                return rt::never::<String>();
            }
            ({
                let mut skipped = 0;
                let found = loop {
                    let line = lines.next_line().await.unwrap_or_default();
                    if line.len() != 1 {
                        break line;
                    }
                    skipped += 1;
                };
                format!("{found}, after {skipped}")
            })
        }
    });
    let parameters = (lines,);
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
                |(lines,)| {
                    // `skipped` is declared outside of the loop and is there in each
                    // round. `line` is made and used up behind the `.await`, so no
                    // state has it. `found` is made in the poll that returns.
                    #[repr(u8)]
                    enum FirstLongFuture<Lines, Skipped, Awaitee0> {
                        Unresumed { lines: rt::Slot<Lines> },
                        Returned,
                        Panicked,
                        /// Waits at line 5: `lines.next_line()`.
                        Suspend0 {
                            lines: rt::Slot<Lines>,
                            skipped: rt::Slot<Skipped>,
                            awaitee: rt::Slot<Awaitee0>,
                        },
                    }
                    unsafe impl<Lines, Skipped, Awaitee0> rt::StateEnum
                    for FirstLongFuture<Lines, Skipped, Awaitee0> {
                        type Fields = (
                            rt::Field<Lines>,
                            rt::Field<Skipped>,
                            rt::Field<Awaitee0>,
                        );
                        #[inline(always)]
                        unsafe fn fields(enum_at: *mut Self) -> Self::Fields {
                            unsafe {
                                let tag = enum_at.cast::<u8>().read();
                                let (lines,) = match rt::in_state(enum_at, 0) {
                                    FirstLongFuture::Unresumed { lines, .. } => {
                                        (rt::field(lines),)
                                    }
                                    _ => rt::unreachable(),
                                };
                                let (skipped, awaitee0) = match rt::in_state(enum_at, 3) {
                                    FirstLongFuture::Suspend0 {
                                        skipped,
                                        awaitee: awaitee0,
                                        ..
                                    } => (rt::field(skipped), rt::field(awaitee0)),
                                    _ => rt::unreachable(),
                                };
                                enum_at.cast::<u8>().write(tag);
                                (lines, skipped, awaitee0)
                            }
                        }
                        unsafe fn drop_state(
                            (lines, skipped, awaitee0): Self::Fields,
                            state: u8,
                            awaitee: bool,
                        ) {
                            match state {
                                0 => {
                                    let lines = lines.resume();
                                }
                                3 => {
                                    let lines = lines.resume();
                                    let skipped = skipped.resume();
                                    let awaitee0 = awaitee0.resume_if(awaitee);
                                }
                                // These are no states, and no poll ends here: they are
                                // where a round begins, and where the loop has ended.
                                // If a drop on the way there panics, this is what is
                                // left to drop.
                                4 | 5 => {
                                    let lines = lines.resume();
                                    let skipped = skipped.resume();
                                }
                                _ => {}
                            }
                        }
                        fn visit(
                            (lines, skipped, awaitee0): Self::Fields,
                            visit: &mut dyn rt::FnMut(rt::FieldInfo),
                        ) {
                            visit(lines.info(0));
                            visit(skipped.info(1));
                            visit(awaitee0.info(2));
                        }
                    }
                    FirstLongFuture::Unresumed {
                        lines: rt::slot(lines),
                    }
                },
                |frame: rt::Opened<_>, cx: &mut rt::Context<'_>| -> rt::Poll<String> {
                    let ((lines, skipped, awaitee0), frame) = frame.open();
                    // What `break` hands to the code behind the loop.
                    let mut value5: rt::Option<_> = rt::Option::None;
                    let mut at = rt::At::new(frame);
                    'to_5: {
                        'to_4: {
                            match at.arm() {
                                0 => {}
                                3 => break 'to_4,
                                arm => rt::resumed_after_end(arm),
                            }
                            {
                                at.arrived();
                                let lines = lines.resume();
                                let skipped = skipped.init(0);
                                at.go(4);
                                rt::keep((lines, skipped));
                                break 'to_4;
                            }
                        }
                        // The loop as a loop: each turn is a round, and a poll can
                        // begin in the middle of one, because behind a suspension the
                        // round goes on.
                        'round_4: loop {
                            'to_suspend0: {
                                // Is this a new round, or does a poll go on with one?
                                match at.arm() {
                                    3 => break 'to_suspend0,
                                    _ => {}
                                }
                                {
                                    at.arrived();
                                    let lines = lines.resume();
                                    let skipped = skipped.resume();
                                    {
                                        awaitee0.start((**lines.at()).next_line());
                                        at.go(3);
                                        rt::keep((lines, skipped));
                                        break 'to_suspend0;
                                    }
                                }
                            }
                            {
                                'to_4: {
                                    at.arrived();
                                    let awaited = match frame.poll(awaitee0, cx, 3) {
                                        rt::Poll::Ready(awaited) => awaited,
                                        rt::Poll::Pending => return rt::Poll::Pending,
                                    };
                                    let lines = lines.resume();
                                    let skipped = skipped.resume();
                                    {
                                        let line = ({ awaited }).unwrap_or_default();
                                        if line.len() != 1 {
                                            {
                                                // `break line`: the value first, then
                                                // the way out, past the end of the
                                                // loop. What is needed there is kept;
                                                // `line` has been moved.
                                                value5 = rt::Option::Some(line);
                                                at.go(5);
                                                rt::keep((lines, skipped));
                                                break 'to_5;
                                            };
                                        }
                                        (**skipped.at()) += 1;
                                    };
                                    // The end of a round: on to the next one.
                                    at.go(4);
                                    rt::keep((lines, skipped));
                                    break 'to_4;
                                }
                                continue 'round_4;
                            }
                        }
                    }
                    {
                        at.arrived();
                        return rt::Poll::Ready({
                            let lines = lines.resume();
                            let output: String = {
                                let skipped = skipped.resume();
                                // `let found = loop { … };` ends here.
                                let found = rt::joined(&mut value5);
                                format!(
                                    "{found}, after {skipped}", found = found, skipped = (* *
                                    skipped.at())
                                )
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
        name: "first_long",
        module: ::core::module_path!(),
        path: rt::path_of::<__VisualizeFuture>,
        location: rt::Location::new("loop_with_break_value.rs", 2, 10),
        lowering: rt::Lowering::Explicit,
        reasons: &[],
        states: &[
            rt::State::new(
                "Unresumed",
                rt::Location::new("loop_with_break_value.rs", 2, 10),
                "",
                &[0],
                &[],
            ),
            rt::State::new(
                "Returned",
                rt::Location::new("loop_with_break_value.rs", 2, 10),
                "",
                &[],
                &[],
            ),
            rt::State::new(
                "Panicked",
                rt::Location::new("loop_with_break_value.rs", 2, 10),
                "",
                &[],
                &[],
            ),
            rt::State::new(
                "Suspend0",
                rt::Location::new("loop_with_break_value.rs", 5, 38),
                "lines.next_line()",
                &[0, 1, 2],
                &[],
            ),
        ],
        transitions: &[
            rt::Transition::new(0, 3, rt::Via::Flow),
            rt::Transition::new(3, 1, rt::Via::Flow),
            rt::Transition::new(3, 3, rt::Via::Loop),
        ],
        locals: &[
            rt::LocalInfo::new(
                "lines",
                rt::LocalKind::Parameter,
                rt::Location::new("loop_with_break_value.rs", 2, 25),
                rt::Option::Some("Lines"),
                &[],
            ),
            rt::LocalInfo::new(
                "skipped",
                rt::LocalKind::Local,
                rt::Location::new("loop_with_break_value.rs", 3, 13),
                rt::Option::None,
                &[],
            ),
            rt::LocalInfo::new(
                "awaitee0",
                rt::LocalKind::Awaitee,
                rt::Location::new("loop_with_break_value.rs", 5, 38),
                rt::Option::None,
                &[],
            ),
        ],
        options: rt::Options {
            fields: &["lines"],
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
