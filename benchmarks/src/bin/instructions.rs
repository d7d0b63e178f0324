//! Counts what an await costs when nobody listens, and how large the futures are, for each form
//! of the same function; fails where a budget is exceeded.
//!
//! `cargo instructions` measures 1,000 awaits. `cargo instructions --smoke` measures 100, to see
//! that the measurement works, and only tells what is over budget.

use std::process::ExitCode;

use visualize_future_benchmarks::budget;
use visualize_future_benchmarks::callgrind;
use visualize_future_benchmarks::drive::{FORMS, Work, drive};
use visualize_future_benchmarks::subjects::{compiler, explicit, instrument, plain};
use visualize_future_benchmarks::table::Table;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        [] => measure(1_000),
        ["--smoke"] => {
            measure(100);
            ExitCode::SUCCESS
        }
        ["--child", form, work, n] => {
            let work = Work::ALL
                .into_iter()
                .find(|known| known.name() == work)
                .expect("the parent names a known work");
            drive(form, work, n.parse().expect("the parent gives a number"));
            ExitCode::SUCCESS
        }
        _ => {
            eprintln!("usage: instructions [--smoke]");
            ExitCode::from(2)
        }
    }
}

fn measure(n: u32) -> ExitCode {
    if cfg!(debug_assertions) {
        eprintln!("build with --release: what is counted is optimised code");
        return ExitCode::from(2);
    }
    let mut exceeded = Vec::new();
    instructions(n, &mut exceeded);
    println!();
    sizes(&mut exceeded);
    if exceeded.is_empty() {
        println!("\nevery budget is kept");
        return ExitCode::SUCCESS;
    }
    println!("\nover budget:");
    for line in exceeded {
        println!("  {line}");
    }
    ExitCode::FAILURE
}

/// The instructions of one piece of work: the difference of two runs, so that the start of the
/// program cancels.
fn per_work(form: &str, work: Work, n: u32) -> f64 {
    let run = |n: u32| callgrind::count(&["--child", form, work.name(), &n.to_string()]);
    let (once, twice) = (run(n), run(2 * n));
    (twice as f64 - once as f64) / f64::from(n)
}

fn instructions(n: u32, exceeded: &mut Vec<String>) {
    let mut table = Table::new([
        "instructions",
        "plain",
        "explicit",
        "compiler",
        "instrument",
    ]);
    for work in Work::ALL {
        let counts = FORMS.map(|form| per_work(form, work, n));
        let plain = counts[0];
        let mut cells = vec![work.title().to_string()];
        for (form, count) in FORMS.into_iter().zip(counts) {
            cells.push(format!("{count:.1} ({:.2})", count / plain));
            if let Some(budget) = budget::instructions(form, work, plain)
                && count > budget.most
            {
                exceeded.push(format!(
                    "{form}, {}: {count:.1} instructions; the budget is {}",
                    work.title(),
                    budget.source
                ));
            }
        }
        table.row::<5>(cells.try_into().expect("a cell for each form"));
    }
    print!("{table}");
}

fn sizes(exceeded: &mut Vec<String>) {
    let mut table = Table::new(["bytes", "plain", "explicit", "compiler", "instrument"]);
    macro_rules! row {
        ($function:ident($($argument:expr),*)) => {{
            let sizes = [
                size_of_val(&plain::$function($($argument),*)),
                size_of_val(&explicit::$function($($argument),*)),
                size_of_val(&compiler::$function($($argument),*)),
                size_of_val(&instrument::$function($($argument),*)),
            ];
            let name = stringify!($function);
            let cell = |size: usize| format!("{size} ({:+})", size as i64 - sizes[0] as i64);
            table.row([
                name.to_string(),
                sizes[0].to_string(),
                cell(sizes[1]),
                cell(sizes[2]),
                cell(sizes[3]),
            ]);
            if sizes[1] > budget::size(sizes[0]) {
                exceeded.push(format!(
                    "explicit, {name}: {} bytes; the budget is plain's {} + 8",
                    sizes[1], sizes[0]
                ));
            }
        }};
    }
    row!(pend(1));
    row!(at_once(1));
    row!(self_reference());
    row!(parsed("1", 2));
    row!(lengths(String::new()));
    print!("{table}");
}
