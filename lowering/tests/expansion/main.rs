//! The documented expansions, `runtime/expansions`: each must be what the attribute writes.
//!
//! `NAME.rs` there is a function under the attribute; `NAME.explicit.rs` and `NAME.compiler.rs`
//! are what becomes of it by that lowering, in print: see [`print`] for the little in which the
//! print differs from the tokens, and [`comments`] for the comments, which people add.
//!
//! `UPDATE=1 cargo test -p visualize-future-lowering` writes them anew. A comment stays with the
//! line that it stands above; one whose line is gone is told of, and has to be put elsewhere by
//! hand. To begin with another function, write `NAME.rs` and an empty `NAME.explicit.rs`, and
//! name both in `tests/tests/expansion/main.rs`, where they are compiled and run.

mod comments;
mod hygiene;
mod print;

use std::path::{Path, PathBuf};
use std::{env, fs};

const LOWERINGS: [&str; 2] = ["explicit", "compiler"];

/// `NAME.explicit.rs` and the like: the function's name, its lowering, and the file.
fn documented() -> Vec<(String, &'static str, PathBuf)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime/expansions");
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("the folder can be read").path();
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        for lowering in LOWERINGS {
            if let Some(name) = file.strip_suffix(&format!(".{lowering}.rs")) {
                found.push((name.to_owned(), lowering, path.clone()));
            }
        }
    }
    found.sort();
    found
}

#[test]
fn documented_expansions_are_what_the_attribute_writes() {
    let update = env::var_os("UPDATE").is_some();
    let mut wrong = Vec::new();
    for (name, lowering, path) in documented() {
        let source = fs::read_to_string(path.with_file_name(format!("{name}.rs")))
            .unwrap_or_else(|error| panic!("{name}.rs, the function: {error}"));
        let documented = fs::read_to_string(&path).expect("the file can be read");
        let written = print::expansion(&name, &source, lowering);
        if update {
            let (text, lost) = comments::moved(&documented, &written);
            fs::write(&path, text).expect("the file can be written");
            for comment in lost {
                eprintln!(
                    "{}: the line below this comment is gone:\n{comment}",
                    path.display()
                );
            }
        } else if let Some(difference) = comments::difference(&documented, &written) {
            wrong.push(format!("{}: {difference}", path.display()));
        }
    }
    assert!(
        wrong.is_empty(),
        "{}\n\nUPDATE=1 cargo test -p visualize-future-lowering refreshes them",
        wrong.join("\n")
    );
}
