//! The ways in which the samples are compiled.

use std::process::Command;

use visualize_future_xray::Reason;

/// A way to compile the samples, and what is expected of the result.
#[derive(Debug, Clone)]
pub struct Configuration {
    /// The name for people.
    pub name: &'static str,
    /// Flags of rustc for both crates.
    pub flags: Vec<&'static str>,
    /// More of them for the program; they override the others.
    pub program: Vec<&'static str>,
    /// More of them for the dependency.
    pub dependency: Vec<&'static str>,
    /// What is expected.
    pub expected: Expected,
}

/// What is expected of a configuration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// All coroutines, and each slot of them: code that is not optimised tells of each variable.
    Everything,
    /// All coroutines. Where locals of one name are in a state, all but one of them may be unknown.
    Namesakes,
    /// Those of the dependency only.
    Dependency,
    /// Nothing, for that reason.
    Nothing(Reason),
}

/// How Cargo's profile `dev` calls rustc, apart from incremental compilation.
const DEBUG: &str = "-Copt-level=0 -Cdebuginfo=2 -Cdebug-assertions=on";
/// How its profile `release` does, with `debug = 2`.
const RELEASE: &str = "-Copt-level=3 -Cdebuginfo=2";

/// All ways to compile the samples that this machine has the tools for.
pub fn matrix() -> Vec<Configuration> {
    [profiles(), formats(), linkers(), dependencies(), without()].concat()
}

fn profiles() -> Vec<Configuration> {
    vec![
        debug("debug", ""),
        debug("debug, 256 units", "-Ccodegen-units=256"),
        debug("debug, incremental", "-Cincremental=cache"),
        debug("debug, abort", "-Cpanic=abort"),
        release("opt-level 1", "-Copt-level=1"),
        release("opt-level 2", "-Copt-level=2"),
        release("opt-level 3", ""),
        release("opt-level s", "-Copt-level=s"),
        release("fat LTO", "-Ccodegen-units=1").program("-Clto=fat"),
        release("thin LTO", "").program("-Clto=thin"),
    ]
}

fn formats() -> Vec<Configuration> {
    vec![
        debug("debug, DWARF 5", "-Cdwarf-version=5"),
        debug("debug, DWARF 4, packed", "-Csplit-debuginfo=packed"),
        debug(
            "debug, DWARF 5, packed",
            "-Cdwarf-version=5 -Csplit-debuginfo=packed",
        ),
        debug("debug, DWARF 4, unpacked", "-Csplit-debuginfo=unpacked"),
        debug(
            "debug, DWARF 5, unpacked",
            "-Cdwarf-version=5 -Csplit-debuginfo=unpacked",
        ),
        release("opt-level 3, DWARF 5", "-Cdwarf-version=5"),
        release(
            "opt-level 3, DWARF 5, packed",
            "-Cdwarf-version=5 -Csplit-debuginfo=packed",
        ),
        release(
            "opt-level 3, DWARF 4, unpacked",
            "-Csplit-debuginfo=unpacked",
        ),
        debug("debug, v0 names", "-Csymbol-mangling-version=v0"),
    ]
}

fn linkers() -> Vec<Configuration> {
    let mut linkers = vec![debug("debug, not relocatable", "-Crelocation-model=static")];
    // rustc may have a linker of its own, which can do what the system's can.
    if links("-Wl,--compress-debug-sections=zlib") {
        let flags = "-Clink-arg=-Wl,--compress-debug-sections=zlib";
        linkers.push(debug("debug, zlib", "").program(flags));
    }
    if links("-Wl,--compress-debug-sections=zstd") {
        let flags = "-Clink-arg=-Wl,--compress-debug-sections=zstd";
        linkers.push(debug("debug, zstd", "").program(flags));
    }
    if links("-fuse-ld=bfd") {
        linkers.push(debug("debug, bfd", "").program("-Clink-arg=-fuse-ld=bfd"));
    }
    if links("-fuse-ld=mold") {
        linkers.push(debug("debug, mold", "").program("-Clink-arg=-fuse-ld=mold"));
    }
    linkers
}

fn dependencies() -> Vec<Configuration> {
    let only_dependency = debug("debug, dependency only", "").program("-Cdebuginfo=0");
    vec![
        debug("debug, dependency without", "").dependency("-Cdebuginfo=0"),
        release("opt-level 3, dependency without", "").dependency("-Cdebuginfo=0"),
        debug("debug, dependency lines", "").dependency("-Cdebuginfo=line-tables-only"),
        debug("debug, dependency optimised", "")
            .dependency("-Copt-level=3")
            .expect(Expected::Namesakes),
        only_dependency.expect(Expected::Dependency),
    ]
}

fn without() -> Vec<Configuration> {
    let no_types = Expected::Nothing(Reason::NoTypes);
    let no_debug_info = Expected::Nothing(Reason::NoDebugInfo);
    vec![
        debug("debug = 1", "-Cdebuginfo=1").expect(no_types),
        debug("line-tables-only", "-Cdebuginfo=line-tables-only").expect(no_types),
        // The standard library brings its own, which has lines.
        debug("debug = 0", "-Cdebuginfo=0").expect(no_types),
        debug("strip = debuginfo", "-Cstrip=debuginfo").expect(no_debug_info),
        release("strip = symbols", "-Cstrip=symbols").expect(no_debug_info),
    ]
}

/// Whether the C compiler, by which rustc links, and its linker know that flag.
fn links(flag: &str) -> bool {
    let mut command = Command::new("cc");
    command.args([flag, "-Wl,--version"]);
    command.output().is_ok_and(|output| output.status.success())
}

fn debug(name: &'static str, flags: &'static str) -> Configuration {
    Configuration::new(name, DEBUG, flags, Expected::Everything)
}

fn release(name: &'static str, flags: &'static str) -> Configuration {
    Configuration::new(name, RELEASE, flags, Expected::Namesakes)
}

impl Configuration {
    fn new(
        name: &'static str,
        profile: &'static str,
        flags: &'static str,
        expected: Expected,
    ) -> Self {
        Configuration {
            name,
            flags: profile.split(' ').chain(flags.split_whitespace()).collect(),
            program: Vec::new(),
            dependency: Vec::new(),
            expected,
        }
    }

    fn program(mut self, flags: &'static str) -> Self {
        self.program = flags.split(' ').collect();
        self
    }

    fn dependency(mut self, flags: &'static str) -> Self {
        self.dependency = flags.split(' ').collect();
        self
    }

    fn expect(mut self, expected: Expected) -> Self {
        self.expected = expected;
        self
    }
}
