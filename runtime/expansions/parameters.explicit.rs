use visualize_future::{Visualized, rt};

// Parameters are what a call of an `async fn` captures: they are moved into the future,
// and are there until the first poll and beyond. What is moved on from there makes
// room.
#[allow(refining_impl_trait)]
fn store(key: String, value: String) -> Visualized<impl rt::Body<Output = usize>> {
    let watch = rt::watch_parameters(
        &__VISUALIZE_FUTURE,
        |arguments| {
            // If somebody listens to the trace, the arguments are noted as in
            // `tracing::instrument`; otherwise this closure is never called. `skip_all`
            // leaves it out.
            rt::record!(arguments, 0, key);
            rt::record!(arguments, 1, value);
        },
    );
    let hook = rt::NoHook;
    let original = rt::judge({
        let key = rt::alias(&key);
        let value = rt::alias(&value);
        move || async move {
            let key = key;
            let value = value;
            if false {
                return rt::never::<usize>();
            }
            ({
                write(&key, value).await;
                let answer = read(key).await;
                answer.len()
            })
        }
    });
    let parameters = (key, value);
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
                |(key, value)| {
                    // `Unresumed` is a struct of the parameters. `value` is given to
                    // `write` before the first suspension, so no other state has it,
                    // and what is awaited lies where it was. rustc's own coroutine
                    // keeps the captured parameters apart from what it makes of them,
                    // which is why it is often the larger one.

                    // `key` is borrowed by the first awaitee, and so stays where it is
                    // until that has ended.
                    #[repr(u8)]
                    enum StoreFuture<Key, Value, Awaitee0, Awaitee1> {
                        Unresumed { key: rt::Slot<Key>, value: rt::Slot<Value> },
                        Returned,
                        Panicked,
                        /// Waits at line 3: `write(&key, value)`.
                        Suspend0 { key: rt::Slot<Key>, awaitee: rt::Slot<Awaitee0> },
                        /// Waits at line 4: `read(key)`.
                        Suspend1 { key: rt::Slot<Key>, awaitee: rt::Slot<Awaitee1> },
                    }
                    unsafe impl<Key, Value, Awaitee0, Awaitee1> rt::StateEnum
                    for StoreFuture<Key, Value, Awaitee0, Awaitee1> {
                        type Fields = (
                            rt::Field<Key>,
                            rt::Field<Value>,
                            rt::Field<Awaitee0>,
                            rt::Field<Awaitee1>,
                        );
                        #[inline(always)]
                        unsafe fn fields(enum_at: *mut Self) -> Self::Fields {
                            unsafe {
                                let tag = enum_at.cast::<u8>().read();
                                let (key, value) = match rt::in_state(enum_at, 0) {
                                    StoreFuture::Unresumed { key, value, .. } => {
                                        (rt::field(key), rt::field(value))
                                    }
                                    _ => rt::unreachable(),
                                };
                                let (awaitee0,) = match rt::in_state(enum_at, 3) {
                                    StoreFuture::Suspend0 { awaitee: awaitee0, .. } => {
                                        (rt::field(awaitee0),)
                                    }
                                    _ => rt::unreachable(),
                                };
                                let (awaitee1,) = match rt::in_state(enum_at, 4) {
                                    StoreFuture::Suspend1 { awaitee: awaitee1, .. } => {
                                        (rt::field(awaitee1),)
                                    }
                                    _ => rt::unreachable(),
                                };
                                enum_at.cast::<u8>().write(tag);
                                (key, value, awaitee0, awaitee1)
                            }
                        }
                        unsafe fn drop_state(
                            (key, value, awaitee0, awaitee1): Self::Fields,
                            state: u8,
                            awaitee: bool,
                        ) {
                            match state {
                                // Never polled, it drops its parameters as a struct
                                // drops its fields, the first one first. Variables drop
                                // the last one first, hence this order.
                                0 => {
                                    let value = value.resume();
                                    let key = key.resume();
                                }
                                3 => {
                                    let key = key.resume();
                                    let awaitee0 = awaitee0.resume_if(awaitee);
                                }
                                // Here `key` belongs to the awaitee, which drops it.
                                4 => {
                                    let awaitee1 = awaitee1.resume_if(awaitee);
                                }
                                _ => {}
                            }
                        }
                        fn visit(
                            (key, value, awaitee0, awaitee1): Self::Fields,
                            visit: &mut dyn rt::FnMut(rt::FieldInfo),
                        ) {
                            visit(key.info(0));
                            visit(value.info(1));
                            visit(awaitee0.info(2));
                            visit(awaitee1.info(3));
                        }
                    }
                    StoreFuture::Unresumed {
                        key: rt::slot(key),
                        value: rt::slot(value),
                    }
                },
                |frame: rt::Opened<_>, cx: &mut rt::Context<'_>| -> rt::Poll<usize> {
                    let ((key, value, awaitee0, awaitee1), frame) = frame.open();
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
                                // From here, `key` is a variable again: one that knows
                                // where its value lies, and whether it is still there.
                                let key = key.resume();
                                let value = value.resume();
                                // `&key` is the address of the field. `value.take()`
                                // moves the value out, and notes that nothing is left
                                // to drop.
                                awaitee0.start(write(&(**key.at()), value.take()));
                                at.go(3);
                                // Leaves `key` in its field: it is not dropped at the
                                // end of this block, because `Suspend0` has it.
                                rt::keep((key,));
                                break 'to_suspend0;
                            }
                        }
                        {
                            at.arrived();
                            let awaited = match frame.poll(awaitee0, cx, 3) {
                                rt::Poll::Ready(awaited) => awaited,
                                rt::Poll::Pending => return rt::Poll::Pending,
                            };
                            let key = key.resume();
                            awaited;
                            awaitee1.start(read(key.take()));
                            at.go(4);
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
                            let answer = awaited;
                            answer.len()
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
        name: "store",
        module: ::core::module_path!(),
        path: rt::path_of::<__VisualizeFuture>,
        location: rt::Location::new("parameters.rs", 2, 10),
        lowering: rt::Lowering::Explicit,
        reasons: &[],
        states: &[
            rt::State::new(
                "Unresumed",
                rt::Location::new("parameters.rs", 2, 10),
                "",
                &[0, 1],
                &[],
            ),
            rt::State::new(
                "Returned",
                rt::Location::new("parameters.rs", 2, 10),
                "",
                &[],
                &[],
            ),
            rt::State::new(
                "Panicked",
                rt::Location::new("parameters.rs", 2, 10),
                "",
                &[],
                &[],
            ),
            rt::State::new(
                "Suspend0",
                rt::Location::new("parameters.rs", 3, 24),
                "write(&key, value)",
                &[0, 2],
                &[],
            ),
            rt::State::new(
                "Suspend1",
                rt::Location::new("parameters.rs", 4, 28),
                "read(key)",
                &[3],
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
                "key",
                rt::LocalKind::Parameter,
                rt::Location::new("parameters.rs", 2, 16),
                rt::Option::Some("String"),
                &[],
            ),
            rt::LocalInfo::new(
                "value",
                rt::LocalKind::Parameter,
                rt::Location::new("parameters.rs", 2, 29),
                rt::Option::Some("String"),
                &[],
            ),
            rt::LocalInfo::new(
                "awaitee0",
                rt::LocalKind::Awaitee,
                rt::Location::new("parameters.rs", 3, 24),
                rt::Option::None,
                &[],
            ),
            rt::LocalInfo::new(
                "awaitee1",
                rt::LocalKind::Awaitee,
                rt::Location::new("parameters.rs", 4, 28),
                rt::Option::None,
                &[],
            ),
        ],
        options: rt::Options {
            fields: &["key", "value"],
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
