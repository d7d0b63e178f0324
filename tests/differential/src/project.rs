//! The generated project of a batch: written, compiled, and run.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use serde_json::Value;

use crate::harness::MARK;
use crate::source::{self, Case, TWINS};

/// A project in a directory of its own.
#[derive(Debug, Clone)]
pub struct Project {
    name: String,
    dir: PathBuf,
    target: PathBuf,
    edition: String,
    compiler: bool,
}

/// An error of rustc in one twin of one case.
#[derive(Debug, Clone)]
pub struct CompileError {
    /// The case, by its index.
    pub case: usize,
    /// The twin.
    pub twin: &'static str,
    /// The code, or the start of the message.
    pub title: String,
    /// The message, as shown to a user.
    pub rendered: String,
}

/// The workspace's root.
fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.join("../..")
        .canonicalize()
        .unwrap_or_else(|_| here.into())
}

/// The directory for what is generated.
pub fn directory() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR");
    target
        .map_or_else(|| root().join("target"), PathBuf::from)
        .join("differential")
}

impl Project {
    /// A project of that name.
    ///
    /// # Panics
    /// If it cannot be written.
    pub fn new(name: &str, edition: &str) -> Project {
        let dir = directory().join(name);
        fs::create_dir_all(dir.join("src")).expect("the target directory can be written");
        let project = Project {
            name: name.to_owned(),
            dir,
            target: directory().join("target"),
            edition: edition.to_owned(),
            compiler: true,
        };
        let root = root();
        let root = root.display();
        let manifest = format!(
            "[workspace]\n\n[package]\nname = \"{name}\"\nversion = \"0.0.0\"\n\
             edition = \"{edition}\"\n\n[dependencies]\n\
             visualize-future = {{ path = \"{root}/runtime\" }}\n\
             visualize-future-tests = {{ path = \"{root}/tests\", default-features = false }}\n\
             visualize-future-tests-attributes = {{ path = \"{root}/tests/attributes\" }}\n\
             visualize-future-differential = {{ path = \"{root}/tests/differential\" }}\n\n\
             [profile.dev]\ndebug = 0\nincremental = false\n\
             \n[profile.dev.package.\"*\"]\nopt-level = 1\n\
             \n[profile.dev.build-override]\nopt-level = 1\n"
        );
        project.write("Cargo.toml", &manifest);
        let lock = fs::read(format!("{root}/Cargo.lock")).unwrap_or_default();
        fs::write(project.dir.join("Cargo.lock"), lock).expect("the lock file can be written");
        project
    }

    /// The same without the twins that take the compiler lowering, which is compiled sooner.
    #[must_use]
    pub fn without_compiler(mut self, without: bool) -> Project {
        self.compiler = !without;
        self
    }

    fn write(&self, path: &str, text: &str) {
        fs::write(self.dir.join(path), text).expect("the target directory can be written");
    }

    /// Compiles all twins of the cases, or the plain ones only.
    ///
    /// # Errors
    /// What rustc says, by case.
    ///
    /// # Panics
    /// If the errors belong to no case.
    pub fn build(&self, cases: &[Case], plain_only: bool) -> Result<(), Vec<CompileError>> {
        let mut starts = Vec::new();
        let twins = match (plain_only, self.compiler) {
            (true, _) => &TWINS[..1],
            (false, false) => &TWINS[..2],
            (false, true) => &TWINS[..],
        };
        for twin in twins {
            let (text, lines) = source::twin(twin, cases);
            self.write(&format!("src/{twin}.rs"), &text);
            starts = lines;
        }
        self.write("src/main.rs", &source::main(cases, twins));
        let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
        let output = Command::new(cargo)
            .args(["build", "--quiet", "--offline", "--message-format=json"])
            .current_dir(&self.dir)
            .env("CARGO_TARGET_DIR", &self.target)
            .env_remove("RUSTFLAGS")
            .stdin(Stdio::null())
            .output()
            .expect("cargo can be run");
        if output.status.success() {
            return Ok(());
        }
        let text = String::from_utf8_lossy(&output.stdout);
        let errors: Vec<_> = text
            .lines()
            .filter_map(|line| error(line, &starts))
            .collect();
        assert!(
            !errors.is_empty(),
            "the batch does not compile (edition {}):\n{}\n{text}",
            self.edition,
            String::from_utf8_lossy(&output.stderr)
        );
        Err(errors)
    }

    /// Puts the program that was built where the next build leaves it alone.
    ///
    /// # Panics
    /// If it cannot be copied.
    pub fn program(&self) -> PathBuf {
        let to = self.dir.join("program");
        let _ = fs::remove_file(&to);
        fs::copy(self.target.join("debug").join(&self.name), &to)
            .expect("the program can be copied");
        to
    }
}

/// An error, from a line of cargo's messages.
fn error(line: &str, starts: &[usize]) -> Option<CompileError> {
    let value: Value = serde_json::from_str(line).ok()?;
    let message = &value["message"];
    if message["level"].as_str()? != "error" {
        return None;
    }
    let mut places = Vec::new();
    places_of(message, &mut places);
    let (twin, line) = places.first().copied()?;
    let case = starts.iter().rposition(|start| *start <= line)?;
    let text = message["message"].as_str().unwrap_or_default();
    let title = match message["code"]["code"].as_str() {
        Some(code) => code.to_owned(),
        None => crate::finding::anonymous(text).chars().take(60).collect(),
    };
    Some(CompileError {
        case,
        twin,
        title,
        rendered: message["rendered"].as_str().unwrap_or_default().to_owned(),
    })
}

/// The twins and lines that a message names, its primary spans first.
fn places_of(message: &Value, places: &mut Vec<(&'static str, usize)>) {
    for primary in [true, false] {
        for span in message["spans"].as_array().into_iter().flatten() {
            if span["is_primary"].as_bool() != Some(primary) {
                continue;
            }
            let mut span = span;
            while span.is_object() {
                let file = span["file_name"].as_str().unwrap_or_default();
                let twin = TWINS
                    .into_iter()
                    .find(|twin| file == format!("src/{twin}.rs"));
                let line = span["line_start"].as_u64();
                if let (Some(twin), Some(line)) = (twin, line) {
                    places.push((twin, usize::try_from(line).unwrap_or(0)));
                }
                span = &span["expansion"]["span"];
            }
        }
    }
    for child in message["children"].as_array().into_iter().flatten() {
        places_of(child, places);
    }
}

/// What a run of a batch told.
#[derive(Debug, Default)]
pub struct Told {
    /// The number of runs compared of each case, by its name.
    pub runs: BTreeMap<String, usize>,
    /// Differences: the case, the rest of the line, and both logs.
    pub differences: Vec<(String, String, String)>,
    /// Cases during which the program ended, and how.
    pub crashes: Vec<(String, String)>,
    /// How each function was lowered: the case, the lowering, the reasons.
    pub lowered: Vec<(String, String, String)>,
}

/// Runs a batch, again from the next case on after a crash.
pub fn run(program: &Path, patience: Duration) -> Told {
    let mut told = Told::default();
    let mut from = 0;
    while let Some(next) = run_from(program, from, patience, &mut told) {
        from = next;
    }
    told
}

/// Runs from a case on; the next one, if the program did not get to its end.
fn run_from(program: &Path, from: usize, patience: Duration, told: &mut Told) -> Option<usize> {
    let mut child = Command::new(program)
        .arg(from.to_string())
        // What is freed is overwritten, so that a use after it is seen.
        .env("MALLOC_PERTURB_", "165")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program can be run");
    let out = BufReader::new(child.stdout.take().expect("standard output is a pipe"));
    let (sender, lines) = mpsc::channel();
    let reader = std::thread::spawn(move || {
        for line in out.split(b'\n').map_while(Result::ok) {
            let line = String::from_utf8_lossy(&line).into_owned();
            if sender.send(line).is_err() {
                break;
            }
        }
    });
    let mut now: Option<(usize, String)> = None;
    let mut plain = false;
    let mut how = String::from("ended early");
    let mut ended = false;
    loop {
        let line = match lines.recv_timeout(patience) {
            Ok(line) => line,
            Err(mpsc::RecvTimeoutError::Timeout) => {
                how = "no end".to_owned();
                let _ = child.kill();
                break;
            }
            Err(mpsc::RecvTimeoutError::Disconnected) => break,
        };
        let Some(line) = line.strip_prefix(MARK) else {
            if let Some((_, _, log)) = told.differences.last_mut() {
                log.push_str(&line);
                log.push('\n');
            }
            continue;
        };
        let words: Vec<&str> = line.split_whitespace().collect();
        match words[..] {
            ["start", index, name] => {
                now = index.parse().ok().map(|index| (index, name.to_owned()));
                plain = false;
            }
            ["plain"] => plain = true,
            ["difference", ..] => {
                let name = now.as_ref().map_or(String::new(), |(_, name)| name.clone());
                let title = words[1..].join(" ");
                told.differences.push((name, title, String::new()));
            }
            ["done", runs] => {
                if let Some((_, name)) = now.take() {
                    told.runs.insert(name, runs.parse().unwrap_or(0));
                }
            }
            ["lowered", name, lowering, ..] => {
                let reasons = words.get(3).copied().unwrap_or_default();
                let all = (name.to_owned(), lowering.to_owned(), reasons.to_owned());
                told.lowered.push(all);
            }
            ["end"] => ended = true,
            _ => {}
        }
    }
    let status = child.wait();
    let _ = reader.join();
    if ended {
        return None;
    }
    let (index, name) = now?;
    if how != "no end"
        && let Ok(status) = status
    {
        how = status.to_string();
    }
    // A plain function that crashes or does not end is the generator's mistake.
    if plain {
        told.crashes.push((name, how));
    }
    Some(index + 1)
}
