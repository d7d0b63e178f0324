//! Measuring, and saying what was measured.

use std::time::Instant;

use visualize_future_xray::Snapshot;

/// How long something takes, in milliseconds, and what comes of it.
pub(crate) fn milliseconds<T>(run: impl FnOnce() -> T) -> (f64, T) {
    let start = Instant::now();
    let result = run();
    (start.elapsed().as_secs_f64() * 1000.0, result)
}

/// How much memory the process has, in bytes, files that are mapped included.
pub(crate) fn resident_bytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    let kib: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kib * 1024)
}

/// What is told at the end.
pub(crate) struct Report {
    program: Option<u64>,
    before: Option<u64>,
    trees: Vec<String>,
}

impl Report {
    pub(crate) fn of_this_program() -> Self {
        let program = std::fs::metadata("/proc/self/exe");
        Report {
            program: program.ok().map(|program| program.len()),
            before: resident_bytes(),
            trees: Vec::new(),
        }
    }

    /// Adds what one of the trees ends in.
    pub(crate) fn tree(&mut self, tree: &Snapshot) {
        let leaves = tree.leaves();
        let names = leaves.iter().map(|leaf| short(&leaf.type_name));
        let names: Vec<_> = names.collect();
        let depth = tree.chain().count();
        self.trees.push(format!(
            "{depth} futures deep, down to {}",
            names.join(", ")
        ));
    }

    pub(crate) fn print(
        &self,
        cold: f64,
        warm: f64,
        (full, coroutines): (f64, usize),
        after: Option<u64>,
    ) {
        let megabytes = |bytes: u64| bytes as f64 / 1e6;
        if let Some(bytes) = self.program {
            println!("a program of {:.1} MB", megabytes(bytes));
        }
        for tree in &self.trees {
            println!("  a tree {tree}");
        }
        println!("{:>34} {:>10} {:>12}", "", "ms", "of full scan");
        let row = |what: &str, time: f64| {
            println!("{what:>34} {time:>10.3} {:>12.4}", time / full);
        };
        row("opening, and the first three trees", cold);
        row("a tree again, warm", warm);
        row(&format!("all {coroutines} coroutines"), full);
        if let Some((before, after)) = self.before.zip(after) {
            println!(
                "memory for the trees: {:.1} MB",
                megabytes(after.saturating_sub(before))
            );
        }
    }
}

/// The last name of a path, without generic arguments.
fn short(name: &str) -> &str {
    let bare = name.split('<').next().unwrap_or(name);
    bare.rsplit("::").next().unwrap_or(bare)
}
