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
/// A comment at the head of the file stays there. Every other stays above its line of code,
/// however far that is indented now.
pub(crate) fn moved(documented: &str, written: &str) -> (String, Vec<String>) {
    let written: Vec<&str> = code(written).collect();
    let now = same_lines(&code(documented).collect::<Vec<_>>(), &written);
    let mut above = vec![Vec::new(); written.len()];
    let mut lost = Vec::new();
    let mut comment = Vec::new();
    let mut number = 0;
    for line in documented.lines() {
        if is_comment(line) {
            comment.push(line.trim());
            continue;
        }
        let at = if number == 0 { Some(0) } else { now[number] };
        number += 1;
        match at {
            _ if comment.is_empty() => {}
            Some(at) => above[at].append(&mut comment),
            None => lost.push(std::mem::take(&mut comment).join("\n")),
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

/// For each old line, which new line it has become: the longest common subsequence.
fn same_lines(old: &[&str], new: &[&str]) -> Vec<Option<usize>> {
    let same = |i: usize, j: usize| old[i].trim() == new[j].trim();
    // The length of the longest common subsequence of what begins at both lines.
    let mut longest = vec![vec![0; new.len() + 1]; old.len() + 1];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            longest[i][j] = if same(i, j) {
                longest[i + 1][j + 1] + 1
            } else {
                longest[i + 1][j].max(longest[i][j + 1])
            };
        }
    }
    let mut out = vec![None; old.len()];
    let (mut i, mut j) = (0, 0);
    while i < old.len() && j < new.len() {
        if same(i, j) {
            out[i] = Some(j);
            (i, j) = (i + 1, j + 1);
        } else if longest[i + 1][j] >= longest[i][j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    out
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
