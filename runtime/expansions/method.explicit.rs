use visualize_future::{Visualized, rt};
#[derive(Default)]
struct Counter {
    sum: u32,
}

// A method that borrows its receiver: `&mut self` is a parameter like any other, and
// the future holds it. This is why a counter cannot be used while the future that `add`
// returned is alive: the borrow lasts as long.
impl Counter {
    pub(crate) fn add(&mut self, n: u32) -> Visualized<impl rt::Body<Output = u32>> {
        let watch = rt::watch_parameters(
            &__VISUALIZE_FUTURE,
            |arguments| {
                rt::record!(arguments, 0, self);
                rt::record!(arguments, 1, n);
            },
        );
        let hook = rt::NoHook;
        // `self` is a keyword, and no field can be called so. The enum has it as
        // `this`; the function as written gets `self` itself.
        let this = rt::alias(&self);
        let original = rt::judge({
            let n = rt::alias(&n);
            move || async move {
                let _ = &self;
                let n = n;
                if false {
                    return rt::never::<u32>();
                }
                ({
                    some_io().await;
                    self.sum += n;
                    self.sum
                })
            }
        });
        let parameters = (this, n);
        let code = rt::code(
            &parameters,
            |types: rt::Types<_, u32>| async move {
                let entered = rt::enter(types).await;
                #[allow(
                    deprecated, unused_mut, unused_variables,
                    unused_assignments, unused_must_use, unused_labels,
                    unused_macros, dead_code, non_snake_case, unused_unsafe,
                    irrefutable_let_patterns, unreachable_patterns,
                    unreachable_code, path_statements, unused_parens,
                    unused_braces, redundant_semicolons, unused_doc_comments,
                    non_shorthand_field_patterns, unused_imports,
                    let_underscore_drop, clippy::all, clippy::pedantic,
                    clippy::nursery,
                )]
                let shape = rt::assemble(
                    entered,
                    |(this, n)| {
                        // Two parameters, which are both needed behind the `.await`.
                        // `n` comes first: it is known to be an `u32`, for which there
                        // is room right behind the tag, while a reference has to stand
                        // at a multiple of its own size.
                        #[repr(u8)]
                        enum AddFuture<N, This, Awaitee0> {
                            Unresumed { n: rt::Slot<N>, this: rt::Slot<This> },
                            Returned,
                            Panicked,
                            /// Waits at line 9: `some_io()`.
                            Suspend0 {
                                n: rt::Slot<N>,
                                this: rt::Slot<This>,
                                awaitee: rt::Slot<Awaitee0>,
                            },
                        }
                        unsafe impl<N, This, Awaitee0> rt::StateEnum
                        for AddFuture<N, This, Awaitee0> {
                            type Fields = (
                                rt::Field<N>,
                                rt::Field<This>,
                                rt::Field<Awaitee0>,
                            );
                            #[inline(always)]
                            unsafe fn fields(enum_at: *mut Self) -> Self::Fields {
                                unsafe {
                                    let tag = enum_at.cast::<u8>().read();
                                    let (n, this) = match rt::in_state(enum_at, 0) {
                                        AddFuture::Unresumed { n, this, .. } => {
                                            (rt::field(n), rt::field(this))
                                        }
                                        _ => rt::unreachable(),
                                    };
                                    let (awaitee0,) = match rt::in_state(enum_at, 3) {
                                        AddFuture::Suspend0 { awaitee: awaitee0, .. } => {
                                            (rt::field(awaitee0),)
                                        }
                                        _ => rt::unreachable(),
                                    };
                                    enum_at.cast::<u8>().write(tag);
                                    (n, this, awaitee0)
                                }
                            }
                            unsafe fn drop_state(
                                (n, this, awaitee0): Self::Fields,
                                state: u8,
                                awaitee: bool,
                            ) {
                                match state {
                                    // The order in which these drop is still that of
                                    // the parameters, not of the fields.
                                    0 => {
                                        let n = n.resume();
                                        let this = this.resume();
                                    }
                                    3 => {
                                        let this = this.resume();
                                        let n = n.resume();
                                        let awaitee0 = awaitee0.resume_if(awaitee);
                                    }
                                    _ => {}
                                }
                            }
                            fn visit(
                                (n, this, awaitee0): Self::Fields,
                                visit: &mut dyn rt::FnMut(rt::FieldInfo),
                            ) {
                                visit(n.info(1));
                                visit(this.info(0));
                                visit(awaitee0.info(2));
                            }
                        }
                        AddFuture::Unresumed {
                            n: rt::slot(n),
                            this: rt::slot(this),
                        }
                    },
                    |frame: rt::Opened<_>, cx: &mut rt::Context<'_>| -> rt::Poll<u32> {
                        let ((n, this, awaitee0), frame) = frame.open();
                        let mut at = rt::At::new(frame);
                        'to_suspend0: {
                            match at.arm() {
                                0 => {}
                                3 => break 'to_suspend0,
                                arm => rt::resumed_after_end(arm),
                            }
                            {
                                at.arrived();
                                let this = this.resume();
                                let n = n.resume();
                                awaitee0.start(some_io());
                                at.go(3);
                                rt::keep((this, n));
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
                                let this = this.resume();
                                let n = n.resume();
                                let output: u32 = {
                                    awaited;
                                    // `self.sum += n`. The first `*` leads to the place
                                    // of `this` in the enum, the second to the
                                    // reference in it, and rustc follows that to the
                                    // counter.
                                    (**this.at()).sum += n.take();
                                    (**this.at()).sum
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
        unsafe {
            rt::explicit(watch, __VisualizeFuture, parameters, original, hook, code)
        }
    }
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
        name: "add",
        module: ::core::module_path!(),
        path: rt::path_of::<__VisualizeFuture>,
        location: rt::Location::new("method.rs", 8, 25),
        lowering: rt::Lowering::Explicit,
        reasons: &[],
        states: &[
            rt::State::new(
                "Unresumed",
                rt::Location::new("method.rs", 8, 25),
                "",
                &[0, 1],
                &[],
            ),
            rt::State::new(
                "Returned",
                rt::Location::new("method.rs", 8, 25),
                "",
                &[],
                &[],
            ),
            rt::State::new(
                "Panicked",
                rt::Location::new("method.rs", 8, 25),
                "",
                &[],
                &[],
            ),
            rt::State::new(
                "Suspend0",
                rt::Location::new("method.rs", 9, 19),
                "some_io()",
                &[0, 1, 2],
                &[],
            ),
        ],
        transitions: &[
            rt::Transition::new(0, 3, rt::Via::Flow),
            rt::Transition::new(3, 1, rt::Via::Flow),
        ],
        locals: &[
            rt::LocalInfo::new(
                "self",
                rt::LocalKind::Parameter,
                rt::Location::new("method.rs", 8, 34),
                rt::Option::None,
                &[],
            ),
            rt::LocalInfo::new(
                "n",
                rt::LocalKind::Parameter,
                rt::Location::new("method.rs", 8, 40),
                rt::Option::Some("u32"),
                &[],
            ),
            rt::LocalInfo::new(
                "awaitee0",
                rt::LocalKind::Awaitee,
                rt::Location::new("method.rs", 9, 19),
                rt::Option::None,
                &[],
            ),
        ],
        options: rt::Options {
            fields: &["self", "n"],
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
