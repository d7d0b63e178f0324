use visualize_future::{Visualized, rt};
#[allow(refining_impl_trait)]
fn twice<T, F>(
    value: T,
    make: impl Fn(T) -> F,
) -> Visualized<impl rt::Body<Output = (T, F::Output)>>
where
    T: Clone,
    F: Future,
{
    let watch = rt::watch_parameters(
        &__VISUALIZE_FUTURE,
        |arguments| {
            rt::record!(arguments, 0, value);
            rt::record!(arguments, 1, make);
        },
    );
    let hook = rt::NoHook;
    let original = rt::judge({
        let value = rt::alias(&value);
        let make = rt::alias(&make);
        move || async move {
            let value = value;
            let make = make;
            if false {
                return rt::never::<(T, F::Output)>();
            }
            ({
                let copy = value.clone();
                let output = make(value).await;
                (copy, output)
            })
        }
    });
    let parameters = (value, make);
    let code = rt::code(
        &parameters,
        |types: rt::Types<_, (T, F::Output)>| async move {
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
                |(value, make)| {
                    #[repr(u8)]
                    enum TwiceFuture<Value, Make, Copy, Awaitee0> {
                        Unresumed {
                            make_is_live: rt::Slot<bool>,
                            value: rt::Slot<Value>,
                            make: rt::Slot<Make>,
                        },
                        Returned,
                        Panicked,
                        /// Waits at line 8: `make(value)`.
                        Suspend0 {
                            make_is_live: rt::Slot<bool>,
                            value: rt::Slot<Value>,
                            make: rt::Slot<Make>,
                            copy: rt::Slot<Copy>,
                            awaitee: rt::Slot<Awaitee0>,
                        },
                    }
                    unsafe impl<Value, Make, Copy, Awaitee0> rt::StateEnum
                    for TwiceFuture<Value, Make, Copy, Awaitee0> {
                        type Fields = (
                            rt::Field<bool>,
                            rt::Field<Value>,
                            rt::Field<Make>,
                            rt::Field<Copy>,
                            rt::Field<Awaitee0>,
                        );
                        #[inline(always)]
                        unsafe fn fields(this: *mut Self) -> Self::Fields {
                            unsafe {
                                let tag = this.cast::<u8>().read();
                                let (make_is_live, value, make) = match rt::in_state(
                                    this,
                                    0,
                                ) {
                                    TwiceFuture::Unresumed { make_is_live, value, make, .. } => {
                                        (rt::field(make_is_live), rt::field(value), rt::field(make))
                                    }
                                    _ => rt::unreachable(),
                                };
                                let (copy, awaitee0) = match rt::in_state(this, 3) {
                                    TwiceFuture::Suspend0 { copy, awaitee: awaitee0, .. } => {
                                        (rt::field(copy), rt::field(awaitee0))
                                    }
                                    _ => rt::unreachable(),
                                };
                                this.cast::<u8>().write(tag);
                                (make_is_live, value, make, copy, awaitee0)
                            }
                        }
                        unsafe fn drop_state(
                            (make_is_live, value, make, copy, awaitee0): Self::Fields,
                            state: u8,
                            awaitee: bool,
                        ) {
                            match state {
                                0 => {
                                    let make = make.resume();
                                    let value = value.resume();
                                }
                                3 => {
                                    let make = make.resume_if(make_is_live.get());
                                    let copy = copy.resume();
                                    let awaitee0 = awaitee0.resume_if(awaitee);
                                }
                                _ => {}
                            }
                        }
                        fn visit(
                            (make_is_live, value, make, copy, awaitee0): Self::Fields,
                            visit: &mut dyn rt::FnMut(rt::FieldInfo),
                        ) {
                            visit(value.info(0));
                            visit(make.info(1));
                            visit(copy.info(2));
                            visit(awaitee0.info(3));
                        }
                    }
                    TwiceFuture::Unresumed {
                        make_is_live: rt::slot(true),
                        value: rt::slot(value),
                        make: rt::slot(make),
                    }
                },
                |
                    frame: rt::Opened<_>,
                    cx: &mut rt::Context<'_>,
                | -> rt::Poll<(T, F::Output)> {
                    let ((make_is_live, value, make, copy, awaitee0), frame) = frame
                        .open();
                    let mut at = rt::At::new(frame);
                    'to_suspend0: {
                        match at.arm() {
                            0 => {}
                            3 => break 'to_suspend0,
                            arm => rt::resumed_after_end(arm),
                        }
                        {
                            at.arrived();
                            let value = value.resume();
                            let make = make.resume();
                            let copy = copy.init((**value.at()).clone());
                            awaitee0
                                .start(
                                    (make
                                        .decide({
                                            let witness = rt::Witness::new();
                                            if rt::never_true() {
                                                loop {}
                                                let mut hole = make.hole();
                                                witness
                                                    .of_1(rt::whole!((argument0) (hole.value) (argument0)));
                                            }
                                            witness
                                        }))(value.take()),
                                );
                            make_is_live.set(make.is_live());
                            at.go(3);
                            rt::keep((make, copy));
                            break 'to_suspend0;
                        }
                    }
                    {
                        at.arrived();
                        let awaited = match frame.poll(awaitee0, cx, 3) {
                            rt::Poll::Ready(awaited) => awaited,
                            rt::Poll::Pending => return rt::Poll::Pending,
                        };
                        return rt::Poll::Ready({
                            let make = make.resume_if(make_is_live.get());
                            let output = {
                                let copy = copy.resume();
                                let output = awaited;
                                (copy.take(), output)
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
        name: "twice",
        module: ::core::module_path!(),
        path: rt::path_of::<__VisualizeFuture>,
        location: rt::Location::new("generic.rs", 2, 10),
        lowering: rt::Lowering::Explicit,
        reasons: &[],
        states: &[
            rt::State::new(
                "Unresumed",
                rt::Location::new("generic.rs", 2, 10),
                "",
                &[0, 1],
                &[],
            ),
            rt::State::new(
                "Returned",
                rt::Location::new("generic.rs", 2, 10),
                "",
                &[],
                &[],
            ),
            rt::State::new(
                "Panicked",
                rt::Location::new("generic.rs", 2, 10),
                "",
                &[],
                &[],
            ),
            rt::State::new(
                "Suspend0",
                rt::Location::new("generic.rs", 8, 30),
                "make(value)",
                &[1, 2, 3],
                &[],
            ),
        ],
        transitions: &[
            rt::Transition::new(0, 3, rt::Via::Flow),
            rt::Transition::new(3, 1, rt::Via::Flow),
        ],
        locals: &[
            rt::LocalInfo::new(
                "value",
                rt::LocalKind::Parameter,
                rt::Location::new("generic.rs", 2, 22),
                rt::Option::Some("T"),
                &[],
            ),
            rt::LocalInfo::new(
                "make",
                rt::LocalKind::Parameter,
                rt::Location::new("generic.rs", 2, 32),
                rt::Option::Some("impl Fn (T) -> F"),
                &[],
            ),
            rt::LocalInfo::new(
                "copy",
                rt::LocalKind::Local,
                rt::Location::new("generic.rs", 7, 9),
                rt::Option::None,
                &[],
            ),
            rt::LocalInfo::new(
                "awaitee0",
                rt::LocalKind::Awaitee,
                rt::Location::new("generic.rs", 8, 30),
                rt::Option::None,
                &[],
            ),
        ],
        options: rt::Options {
            fields: &["value", "make"],
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
