use visualize_future::{Visualized, rt};

// The same function with `lowering = "compiler"`.
#[allow(refining_impl_trait)]
fn example() -> Visualized<impl rt::Body<Output = i32>> {
    let watch = rt::watch_parameters(&__VISUALIZE_FUTURE, |_| {});
    let hook = rt::NoHook;
    // The coroutine that rustc makes of every `async fn`, which really runs here.
    rt::compiled(
        watch,
        __VisualizeFuture,
        hook,
        async move {
            if false {
                return rt::never::<i32>();
            }
            ({
                let x = [7; 1024];
                let y = &x;
                // All that is added: at each await, a byte beside the coroutine says
                // which one it is. No address of a local is taken, for that would keep
                // the local alive.
                rt::mark(3, some_io()).await;
                y[0]
            })
        },
    )
}

// The same description.
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
        name: "example",
        module: ::core::module_path!(),
        path: rt::path_of::<__VisualizeFuture>,
        location: rt::Location::new("self_reference.rs", 2, 10),
        lowering: rt::Lowering::Compiler,
        reasons: &[],
        states: &[
            rt::State::new(
                "Unresumed",
                rt::Location::new("self_reference.rs", 2, 10),
                "",
                &[],
                &[],
            ),
            rt::State::new(
                "Returned",
                rt::Location::new("self_reference.rs", 2, 10),
                "",
                &[],
                &[],
            ),
            rt::State::new(
                "Panicked",
                rt::Location::new("self_reference.rs", 2, 10),
                "",
                &[],
                &[],
            ),
            rt::State::new(
                "Suspend0",
                rt::Location::new("self_reference.rs", 5, 15),
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
                "x",
                rt::LocalKind::Local,
                rt::Location::new("self_reference.rs", 3, 9),
                rt::Option::None,
                &[],
            ),
            rt::LocalInfo::new(
                "y",
                rt::LocalKind::Local,
                rt::Location::new("self_reference.rs", 4, 9),
                rt::Option::None,
                &[0],
            ),
            rt::LocalInfo::new(
                "awaitee0",
                rt::LocalKind::Awaitee,
                rt::Location::new("self_reference.rs", 5, 15),
                rt::Option::None,
                &[],
            ),
        ],
        options: rt::Options::DEFAULT,
    },
    cells: rt::MachineCells::NEW,
};
impl rt::Described for __VisualizeFuture {
    fn machine() -> &'static rt::Machine {
        &__VISUALIZE_FUTURE
    }
}
