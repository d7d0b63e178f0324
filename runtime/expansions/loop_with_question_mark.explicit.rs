use visualize_future::{Visualized, rt};

// A loop is an arm that is gone to again, and `?` is a way out of it.
#[allow(refining_impl_trait)]
fn sum(
    lines: &mut Lines,
) -> Visualized<impl rt::Body<Output = Result<u32, ParseIntError>>> {
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
            let lines = lines;
            if false {
                return rt::never::<Result<u32, ParseIntError>>();
            }
            ({
                let mut sum = 0;
                while let Some(line) = lines.next_line().await {
                    let number: u32 = line.parse()?;
                    sum += number;
                }
                Ok(sum)
            })
        }
    });
    let parameters = (lines,);
    let code = rt::code(
        &parameters,
        |types: rt::Types<_, Result<u32, ParseIntError>>| async move {
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
                    // `lines` is a parameter: it is there from the beginning. `sum` is
                    // needed from turn to turn, `line` and `number` are not, and so are
                    // no fields.
                    #[repr(u8)]
                    enum SumFuture<Lines, Sum, Awaitee0> {
                        Unresumed { lines: rt::Slot<Lines> },
                        Returned,
                        Panicked,
                        // What states share comes first in all of them, and so stays
                        // where it is: a transition writes the tag and what is new.
                        /// Waits at line 4: `lines.next_line()`.
                        Suspend0 {
                            lines: rt::Slot<Lines>,
                            sum: rt::Slot<Sum>,
                            awaitee: rt::Slot<Awaitee0>,
                        },
                    }
                    unsafe impl<Lines, Sum, Awaitee0> rt::StateEnum
                    for SumFuture<Lines, Sum, Awaitee0> {
                        type Fields = (
                            rt::Field<Lines>,
                            rt::Field<Sum>,
                            rt::Field<Awaitee0>,
                        );
                        #[inline(always)]
                        unsafe fn fields(enum_at: *mut Self) -> Self::Fields {
                            unsafe {
                                let tag = enum_at.cast::<u8>().read();
                                let (lines,) = match rt::in_state(enum_at, 0) {
                                    SumFuture::Unresumed { lines, .. } => (rt::field(lines),),
                                    _ => rt::unreachable(),
                                };
                                let (sum, awaitee0) = match rt::in_state(enum_at, 3) {
                                    SumFuture::Suspend0 { sum, awaitee: awaitee0, .. } => {
                                        (rt::field(sum), rt::field(awaitee0))
                                    }
                                    _ => rt::unreachable(),
                                };
                                enum_at.cast::<u8>().write(tag);
                                (lines, sum, awaitee0)
                            }
                        }
                        unsafe fn drop_state(
                            (lines, sum, awaitee0): Self::Fields,
                            state: u8,
                            awaitee: bool,
                        ) {
                            match state {
                                0 => {
                                    let lines = lines.resume();
                                }
                                3 => {
                                    let lines = lines.resume();
                                    let sum = sum.resume();
                                    let awaitee0 = awaitee0.resume_if(awaitee);
                                }
                                4 | 5 => {
                                    let lines = lines.resume();
                                    let sum = sum.resume();
                                }
                                _ => {}
                            }
                        }
                        fn visit(
                            (lines, sum, awaitee0): Self::Fields,
                            visit: &mut dyn rt::FnMut(rt::FieldInfo),
                        ) {
                            visit(lines.info(0));
                            visit(sum.info(1));
                            visit(awaitee0.info(2));
                        }
                    }
                    SumFuture::Unresumed {
                        lines: rt::slot(lines),
                    }
                },
                |
                    frame: rt::Opened<_>,
                    cx: &mut rt::Context<'_>,
                | -> rt::Poll<Result<u32, ParseIntError>> {
                    let ((lines, sum, awaitee0), frame) = frame.open();
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
                                let sum = sum.init(0);
                                at.go(4);
                                rt::keep((lines, sum));
                                break 'to_4;
                            }
                        }
                        'round_4: loop {
                            'to_suspend0: {
                                match at.arm() {
                                    3 => break 'to_suspend0,
                                    _ => {}
                                }
                                {
                                    at.arrived();
                                    let lines = lines.resume();
                                    let sum = sum.resume();
                                    awaitee0.start((**lines.at()).next_line());
                                    at.go(3);
                                    rt::keep((lines, sum));
                                    break 'to_suspend0;
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
                                    let sum = sum.resume();
                                    if let Some(line) = ({ awaited }) {
                                        {
                                            // `?`, written out. Returning drops the
                                            // locals, the last first, because each of
                                            // them is a variable here.
                                            let number: u32 = match rt::Try::branch(line.parse()) {
                                                rt::Continue(value) => value,
                                                rt::Break(early) => {
                                                    return rt::Poll::Ready(
                                                        rt::FromResidual::from_residual(early),
                                                    );
                                                }
                                            };
                                            (**sum.at()) += number;
                                        };
                                        // To the next turn.
                                        at.go(4);
                                        rt::keep((lines, sum));
                                        break 'to_4;
                                    } else {
                                        at.go(5);
                                        rt::keep((lines, sum));
                                        break 'to_5;
                                    }
                                }
                                continue 'round_4;
                            }
                        }
                    }
                    {
                        at.arrived();
                        return rt::Poll::Ready({
                            let lines = lines.resume();
                            let output: Result<u32, ParseIntError> = {
                                let sum = sum.resume();
                                Ok(sum.take())
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
        name: "sum",
        module: ::core::module_path!(),
        path: rt::path_of::<__VisualizeFuture>,
        location: rt::Location::new("loop_with_question_mark.rs", 2, 10),
        lowering: rt::Lowering::Explicit,
        reasons: &[],
        states: &[
            rt::State::new(
                "Unresumed",
                rt::Location::new("loop_with_question_mark.rs", 2, 10),
                "",
                &[0],
                &[],
            ),
            rt::State::new(
                "Returned",
                rt::Location::new("loop_with_question_mark.rs", 2, 10),
                "",
                &[],
                &[],
            ),
            rt::State::new(
                "Panicked",
                rt::Location::new("loop_with_question_mark.rs", 2, 10),
                "",
                &[],
                &[],
            ),
            rt::State::new(
                "Suspend0",
                rt::Location::new("loop_with_question_mark.rs", 4, 46),
                "lines.next_line()",
                &[0, 1, 2],
                &[],
            ),
        ],
        transitions: &[
            rt::Transition::new(0, 3, rt::Via::Flow),
            rt::Transition::new(3, 1, rt::Via::Flow),
            rt::Transition::new(3, 1, rt::Via::Try),
            rt::Transition::new(3, 3, rt::Via::Loop),
        ],
        locals: &[
            rt::LocalInfo::new(
                "lines",
                rt::LocalKind::Parameter,
                rt::Location::new("loop_with_question_mark.rs", 2, 14),
                rt::Option::Some("&mut Lines"),
                &[],
            ),
            rt::LocalInfo::new(
                "sum",
                rt::LocalKind::Local,
                rt::Location::new("loop_with_question_mark.rs", 3, 13),
                rt::Option::None,
                &[],
            ),
            rt::LocalInfo::new(
                "awaitee0",
                rt::LocalKind::Awaitee,
                rt::Location::new("loop_with_question_mark.rs", 4, 46),
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
