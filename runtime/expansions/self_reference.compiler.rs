use visualize_future::{
    LocalInfo, LocalKind, Location, Lowering, Machine, MachineParts, State, Transition,
    Via, Visualized, rt,
};

// The same function with `lowering = "compiler"`.
#[allow(refining_impl_trait)]
fn example() -> Visualized<impl rt::Body<Output = i32>> {
    let watch = rt::watch(&__VISUALIZE_FUTURE, |_| {});
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
static __VISUALIZE_FUTURE: Machine = Machine {
    parts: MachineParts {
        name: "example",
        module: ::core::module_path!(),
        path: rt::path_of::<__VisualizeFuture>,
        location: Location::new("self_reference.rs", 2, 10),
        lowering: Lowering::Compiler,
        reasons: &[],
        states: &[
            State::new(
                "Unresumed",
                Location::new("self_reference.rs", 2, 10),
                "",
                &[],
                &[],
            ),
            State::new(
                "Returned",
                Location::new("self_reference.rs", 2, 10),
                "",
                &[],
                &[],
            ),
            State::new(
                "Panicked",
                Location::new("self_reference.rs", 2, 10),
                "",
                &[],
                &[],
            ),
            State::new(
                "Suspend0",
                Location::new("self_reference.rs", 5, 15),
                "some_io()",
                &[0, 1, 2],
                &[],
            ),
        ],
        transitions: &[
            Transition::new(0, 3, Via::Flow),
            Transition::new(3, 1, Via::Flow),
        ],
        locals: &[
            LocalInfo::new(
                "x",
                LocalKind::Local,
                Location::new("self_reference.rs", 3, 9),
                rt::Option::None,
                &[],
            ),
            LocalInfo::new(
                "y",
                LocalKind::Local,
                Location::new("self_reference.rs", 4, 9),
                rt::Option::None,
                &[0],
            ),
            LocalInfo::new(
                "awaitee0",
                LocalKind::Awaitee,
                Location::new("self_reference.rs", 5, 15),
                rt::Option::None,
                &[],
            ),
        ],
        options: rt::Options::DEFAULT,
    },
    cells: rt::MachineCells::NEW,
};
impl rt::Described for __VisualizeFuture {
    fn machine() -> &'static Machine {
        &__VISUALIZE_FUTURE
    }
}
