//! Comments in a documented expansion: lines that begin with `//`, and the empty lines, each
//! above the line of code that it is about.

/// The lines that the attribute writes.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !is_comment(line))
}

fn is_comment(line: &str) -> bool {
    let line = line.trim_start();
    line.is_empty() || (line.starts_with("//") && !line.starts_with("///"))
}

/// Where the code of two texts differs first; none if only comments do.
pub(crate) fn difference(documented: &str, written: &str) -> Option<String> {
    let (mut documented, mut written) = (code(documented), code(written));
    loop {
        match (documented.next(), written.next()) {
            (None, None) => return None,
            (documented, written) if documented == written => {}
            (documented, written) => {
                let shown = |line: Option<&str>| line.unwrap_or("(its end)").to_owned();
                return Some(format!(
                    "it says\n{}\nwhere the attribute writes\n{}",
                    shown(documented),
                    shown(written)
                ));
            }
        }
    }
}

/// What is `written`, with the comments of what was `documented`; and those comments whose line
/// of code is gone.
///
/// A comment at the head of the file stays there. Every other goes above the next line that
/// reads as the line that it stood above, however far that is indented.
pub(crate) fn moved(documented: &str, written: &str) -> (String, Vec<String>) {
    let written: Vec<&str> = code(written).collect();
    let mut above = vec![Vec::new(); written.len()];
    let mut lost = Vec::new();
    let mut comment = Vec::new();
    let mut next = 0;
    let mut at_head = true;
    for line in documented.lines() {
        if is_comment(line) {
            comment.push(line.trim());
            continue;
        }
        let rest = written[next..].iter();
        let found = rest
            .map(|line| line.trim())
            .position(|it| it == line.trim());
        let at = if at_head {
            Some(0)
        } else {
            found.map(|at| next + at)
        };
        at_head = false;
        match at {
            Some(at) if !comment.is_empty() => {
                above[at].append(&mut comment);
                next = at + 1;
            }
            None if !comment.is_empty() => lost.push(std::mem::take(&mut comment).join("\n")),
            // Lines without a comment tell which of several equal lines comes next.
            _ => next = found.map_or(next, |at| next + at + 1),
        }
    }
    let mut text = String::new();
    for (line, above) in written.iter().zip(above) {
        let indent = &line[..line.len() - line.trim_start().len()];
        for comment in paragraphs(&above) {
            write_comment(&mut text, indent, &comment);
        }
        text.push_str(line);
        text.push('\n');
    }
    (text, lost)
}

/// The empty lines, and the texts of the comments between them.
fn paragraphs(lines: &[&str]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for line in lines {
        let text = line.trim_start_matches('/').trim();
        match out.last_mut() {
            Some(last) if !last.is_empty() && !text.is_empty() => {
                last.push(' ');
                last.push_str(text);
            }
            _ => out.push(text.to_owned()),
        }
    }
    out
}

/// Writes a comment in lines that fit a page of the documentation.
fn write_comment(out: &mut String, indent: &str, comment: &str) {
    let mut width = usize::MAX;
    for word in comment.split_whitespace() {
        if width.saturating_add(word.len()) >= 88 {
            let start = if width == usize::MAX { "" } else { "\n" };
            out.push_str(&format!("{start}{indent}// {word}"));
            width = indent.len() + "// ".len() + word.len();
        } else {
            out.push_str(&format!(" {word}"));
            width += 1 + word.len();
        }
    }
    out.push('\n');
}

#[test]
fn comments_stay_with_their_lines() {
    let documented = "// Head.\nuse a;\n\n// One.\nfoo();\nfoo();\n// Two.\nbar();\n";
    let written = "use a, b;\n{\n    foo();\n    foo();\n    baz();\n}\n";
    let (text, lost) = moved(documented, written);
    let expected = "// Head.\nuse a, b;\n{\n\n    // One.\n    foo();\n    foo();\n    baz();\n}\n";
    assert_eq!(text, expected);
    assert_eq!(lost, ["// Two."]);
    assert_eq!(difference(&text, written), None);
    assert!(difference(documented, written).is_some());
}
