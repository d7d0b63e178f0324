//! `cargo visualize-future annotate`: where the attribute comes, and that it goes without a trace.

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

/// What a run printed.
struct Ran {
    out: String,
    err: String,
    success: bool,
}

fn annotate(folder: &Path, arguments: &[&str]) -> Ran {
    let output = Command::new(env!("CARGO_BIN_EXE_cargo-visualize-future"))
        .args(["visualize-future", "annotate"])
        .args(arguments)
        .arg(".")
        .current_dir(folder)
        .output()
        .expect("it runs");
    Ran {
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
        success: output.status.success(),
    }
}

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().expect("a temporary folder");
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("it can be made");
        fs::write(path, text).expect("it can be written");
    }
    folder
}

/// Annotates a file, compares it with what is expected, and takes the attributes off again.
fn there_and_back(arguments: &[&str], before: &str, after: &str) {
    let folder = folder(&[("a.rs", before)]);
    let read = || fs::read_to_string(folder.path().join("a.rs")).expect("it can be read");
    let ran = annotate(folder.path(), arguments);
    assert!(ran.success, "{}", ran.err);
    assert_eq!(read(), after);
    let mut back = arguments.to_vec();
    back.push("--remove");
    assert!(annotate(folder.path(), &back).success);
    assert_eq!(read(), before);
}

#[test]
fn above_attributes_and_below_documentation() {
    there_and_back(
        &[],
        "\
//! About the file.

/// About the function.
///
/// More.
#[tokio::test]
async fn a() {}

    #[cfg_attr(feature = \"x\", tokio::test)]
    /** Late. */
    pub(crate) async fn b() { async fn inner() {} }

impl<T> Pool<T> {
\tpub async fn get(&self) {}
    fn plain() {}
}
",
        "\
//! About the file.

/// About the function.
///
/// More.
#[visualize_future::visualize_future]
#[tokio::test]
async fn a() {}

    #[visualize_future::visualize_future]
    #[cfg_attr(feature = \"x\", tokio::test)]
    /** Late. */
    pub(crate) async fn b() { #[visualize_future::visualize_future] async fn inner() {} }

impl<T> Pool<T> {
\t#[visualize_future::visualize_future]
\tpub async fn get(&self) {}
    fn plain() {}
}
",
    );
}

#[test]
fn bytes_that_are_easily_miscounted() {
    there_and_back(
        &[],
        "\u{feff}#!/usr/bin/env run-cargo-script\r\n// ä→🦀\r\nasync fn r#fn() {}\r\nmod m { async fn b() {} }",
        "\u{feff}#!/usr/bin/env run-cargo-script\r\n// ä→🦀\r\n#[visualize_future::visualize_future]\r\nasync fn r#fn() {}\r\nmod m { #[visualize_future::visualize_future] async fn b() {} }",
    );
}

#[test]
fn lines_keep_their_numbers() {
    there_and_back(
        &["--same-line"],
        "#[test]\nasync fn a() {}\n    async fn b() {}\n",
        "#[visualize_future::visualize_future] #[test]\nasync fn a() {}\n    #[visualize_future::visualize_future] async fn b() {}\n",
    );
}

#[test]
fn in_macros_only_if_asked() {
    let text = "cfg_rt! {\n    async fn a() {}\n}\nmacro_rules! m { () => { async fn b() {} } }\n";
    there_and_back(&[], text, text);
    there_and_back(
        &["--in-macros"],
        text,
        "cfg_rt! {\n    #[visualize_future::visualize_future]\n    async fn a() {}\n}\nmacro_rules! m { () => { async fn b() {} } }\n",
    );
}

#[test]
fn provided_methods_that_mention_no_self() {
    there_and_back(
        &["--attribute", "visualize_future(lowering = \"compiler\")"],
        "trait T {\n    async fn a() {}\n    async fn b(&self) {}\n    async fn c();\n}\n",
        "trait T {\n    #[visualize_future(lowering = \"compiler\", inspect = false)]\n    async fn a() {}\n    #[visualize_future(lowering = \"compiler\")]\n    async fn b(&self) {}\n    async fn c();\n}\n",
    );
}

#[test]
fn chosen_functions_and_files() {
    let text = "mod db { impl Pool { async fn get() {} async fn put() {} } }\nasync fn get() {}\n";
    let folder = folder(&[("src/a.rs", text), ("src/b.rs", text), ("tests/c.rs", text)]);
    let functions = |arguments: &[&str]| {
        let ran = annotate(folder.path(), &[arguments, &["--dry-run"]].concat());
        assert!(ran.success, "{}", ran.err);
        let lines = ran.out.lines().filter(|line| line.starts_with("./"));
        let named = lines.map(|line| line.split(' ').next_back().unwrap_or_default().to_owned());
        named.collect::<Vec<_>>()
    };
    assert_eq!(functions(&[]).len(), 9);
    assert_eq!(functions(&["--function", "Pool::*"]).len(), 6);
    assert_eq!(functions(&["--not-function", "Pool::*"]), ["get"; 3]);
    assert_eq!(
        functions(&["--function", "get", "--not-function", "db::*"]),
        ["get"; 3]
    );
    assert_eq!(functions(&["--file", "src/*"]).len(), 6);
    assert_eq!(
        functions(&["--file", "src/**", "--not-file", "a.rs"]).len(),
        3
    );
    let read = fs::read_to_string(folder.path().join("src/a.rs")).expect("it can be read");
    assert_eq!(read, text, "a dry run changes nothing");
}

#[test]
fn what_is_there_already_and_what_cannot_be() {
    let text = "#[visualize_future]\nasync fn a() {}\n#[cfg_attr(x, visualize_future)]\nasync fn b() {}\nconst async fn c() {}\n";
    let folder = folder(&[
        ("a.rs", text),
        ("b.rs", "no Rust at all"),
        ("target/CACHEDIR.TAG", ""),
        ("target/c.rs", text),
    ]);
    let ran = annotate(folder.path(), &[]);
    assert!(ran.success);
    assert_eq!(
        ran.out,
        "\
annotated: 0 functions in 0 files
left as they were: 2 functions that had the attribute already
left as they were: 1 function that cannot have it
left as they were: 1 file that could not be read
"
    );
    assert!(
        ran.err
            .contains("./a.rs:5:1: c: left out: a `const fn` cannot"),
        "{}",
        ran.err
    );
    assert!(ran.err.contains("./b.rs: left out: "), "{}", ran.err);
}

#[test]
fn wrong_options() {
    let folder = folder(&[]);
    for (arguments, message) in [
        (
            ["--attribute", "instrument"],
            "its path must end in `visualize_future`",
        ),
        (
            ["--attribute", "visualize_future("],
            "--attribute `visualize_future(`: ",
        ),
        (["--function", "a[b"], "a[b"),
        (["--in-macros", "nowhere"], "nowhere"),
    ] {
        let ran = annotate(folder.path(), &arguments);
        assert!(!ran.success);
        assert!(ran.err.contains(message), "{}", ran.err);
    }
}

/// The sources of this workspace: what has been annotated is what it was, after all.
#[test]
fn a_whole_tree_there_and_back() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the workspace");
    let folder = TempDir::new().expect("a temporary folder");
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(root.join("tests")) {
        let path = entry.expect("it can be read").into_path();
        let Ok(text) = fs::read_to_string(&path) else {
            continue;
        };
        // Whatever is there is taken off by `--remove`, so none must be there.
        if path.extension().is_some_and(|it| it == "rs") && !text.contains("visualize_future") {
            let copy = folder.path().join(format!("{}.rs", files.len()));
            fs::write(&copy, &text).expect("it can be written");
            files.push((copy, text));
        }
    }
    let ran = annotate(folder.path(), &["--in-macros"]);
    assert!(ran.success, "{}", ran.err);
    let changed =
        |(path, text): &(_, String)| fs::read_to_string(path).expect("it can be read") != *text;
    assert!(
        files.iter().filter(|file| changed(file)).count() > 5,
        "{}",
        ran.out
    );
    assert!(annotate(folder.path(), &["--in-macros", "--remove"]).success);
    assert!(!files.iter().any(changed));
}
