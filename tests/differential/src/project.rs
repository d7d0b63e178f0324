//! The generated project of a batch: written and compiled.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::errors::{self, CompileError};
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
            .filter_map(|line| errors::error(line, &starts))
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
