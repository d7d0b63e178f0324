//! Expected text, one file each under `tests/view_expected`.
//!
//! `UPDATE=1 cargo test -p visualize-future --features view` writes what the tests see into
//! those files; read the difference before committing it.

use std::path::Path;

/// Compares `seen` with the file, or, with `UPDATE=1`, writes it there.
#[track_caller]
pub fn assert_snapshot(name: &str, seen: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/view_expected")
        .join(name);
    if std::env::var_os("UPDATE").is_some_and(|value| value == "1") {
        std::fs::write(&file, seen).expect("the expected text can be written");
        return;
    }
    let expected = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(
        seen == expected,
        "differs from {}\n--- expected\n{expected}\n--- seen\n{seen}",
        file.display()
    );
}

/// Makes escape sequences readable: `\x1b[1;36m` becomes `<1;36>`, and `\x1b[0m` `</>`.
pub fn readable_ansi(text: &str) -> String {
    replace_ansi(text, |codes| match codes {
        "0" => "</>".to_owned(),
        codes => format!("<{codes}>"),
    })
}

/// Takes escape sequences out.
pub fn without_ansi(text: &str) -> String {
    replace_ansi(text, |_| String::new())
}

fn replace_ansi(text: &str, replace: impl Fn(&str) -> String) -> String {
    let mut out = String::new();
    let mut parts = text.split("\x1b[");
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (codes, rest) = part.split_once('m').expect("only colours are used");
        out.push_str(&replace(codes));
        out.push_str(rest);
    }
    out
}
