//! Compiles 500 small functions in each form, and prints the time as a ratio to the plain ones.
//!
//! `cargo compile-time` compiles 500 functions three times; `cargo compile-time --smoke` 50,
//! once, and checks no budget.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use visualize_future_benchmarks::table::Table;

/// A form: its name, its attribute, and its dependency.
const FORMS: [(&str, &str, &str); 4] = [
    ("plain", "", ""),
    ("auto", "#[visualize_future::visualize_future]", OURS),
    (
        "compiler",
        "#[visualize_future::visualize_future(lowering = \"compiler\")]",
        OURS,
    ),
    (
        "instrument",
        "#[tracing::instrument(skip_all)]",
        "tracing = \"0.1\"",
    ),
];

const OURS: &str = "visualize-future = { path = \"RUNTIME\" }";

/// What `auto` may cost in `check` and in `build`, in units of the plain functions.
const BUDGETS: [f64; 2] = [1.8, 2.0];

fn main() -> ExitCode {
    let smoke = match std::env::args().nth(1).as_deref() {
        None => false,
        Some("--smoke") => true,
        Some(_) => {
            eprintln!("usage: compile_time [--smoke]");
            return ExitCode::from(2);
        }
    };
    let (functions, repeats) = if smoke { (50, 1) } else { (500, 3) };
    let times: Vec<[f64; 2]> = FORMS
        .iter()
        .map(|&(name, attribute, dependency)| {
            let project = project(name, attribute, dependency, functions);
            ["check", "build"].map(|command| fastest(&project, command, repeats))
        })
        .collect();
    let mut table = Table::new(["times plain", "check", "build"]);
    for ((name, ..), time) in FORMS.iter().zip(&times) {
        table.row([
            (*name).to_string(),
            format!("{:.2}", time[0] / times[0][0]),
            format!("{:.2}", time[1] / times[0][1]),
        ]);
    }
    println!("{functions} small functions, processor time\n\n{table}");
    let kept = (0..2).all(|command| times[1][command] / times[0][command] <= BUDGETS[command]);
    if smoke || kept {
        return ExitCode::SUCCESS;
    }
    println!(
        "over budget: `auto` may take {} / {}",
        BUDGETS[0], BUDGETS[1]
    );
    ExitCode::FAILURE
}

/// Writes a project with so many functions.
fn project(name: &str, attribute: &str, dependency: &str, functions: usize) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or(root.join("target"), PathBuf::from);
    let project = target.join("compile-time").join(name);
    let runtime = root.join("runtime");
    let runtime = runtime.display().to_string();
    fs::create_dir_all(project.join("src")).expect("the target directory can be written");
    fs::write(
        project.join("Cargo.toml"),
        format!(
            "[package]\nname = \"compile-time-{name}\"\nedition = \"2021\"\n\n[workspace]\n\n[dependencies]\n{}\n",
            dependency.replace("RUNTIME", &runtime)
        ),
    )
    .expect("the project can be written");
    // The same versions as everywhere here, and no look at the network.
    fs::copy(root.join("Cargo.lock"), project.join("Cargo.lock")).expect("there is a lock file");
    let mut source =
        String::from("pub async fn io(n: u32) -> u32 {\n    std::future::ready(n).await\n}\n");
    for index in 0..functions {
        let _ = write!(
            source,
            "\n{attribute}\npub async fn f{index}(n: u32, text: &str) -> Result<u32, std::num::ParseIntError> {{\n    let first = io(n).await;\n    let second: u32 = text.parse()?;\n    Ok(first + second)\n}}\n"
        );
    }
    fs::write(project.join("src/lib.rs"), source).expect("the project can be written");
    project
}

/// The processor time of the fastest of some runs, in seconds, the dependencies apart.
fn fastest(project: &Path, command: &str, repeats: usize) -> f64 {
    cargo(project, command);
    (0..repeats)
        .map(|_| {
            let source = project.join("src/lib.rs");
            let text = fs::read(&source).expect("the project was written");
            fs::write(&source, text).expect("the project can be written");
            let before = children_time();
            cargo(project, command);
            children_time() - before
        })
        .fold(f64::INFINITY, f64::min)
}

fn cargo(project: &Path, command: &str) {
    let output = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .arg(command)
        .current_dir(project)
        .env("CARGO_TARGET_DIR", project.join("../target"))
        .env("CARGO_INCREMENTAL", "0")
        .output()
        .expect("cargo can be called");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// The processor time of all children that have ended, in seconds: unlike the clock on the wall
/// it does not depend on what else the computer does.
fn children_time() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").expect("this is Linux");
    // Behind the name, which is in parentheses: `cutime` and `cstime` are the fields 16 and 17.
    let fields: Vec<&str> = stat
        .rsplit_once(')')
        .map_or("", |(_, rest)| rest)
        .split_whitespace()
        .collect();
    let ticks = |field: usize| fields[field - 3].parse::<f64>().expect("a number of ticks");
    (ticks(16) + ticks(17)) / 100.0
}
