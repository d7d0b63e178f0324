//! Text for a terminal of 80 columns.

const COLUMNS: usize = 80;

/// The text with its long lines broken at spaces. What is broken off stands below the text of the
/// line: behind its first column, if there is one, which ends with two spaces.
pub fn wrapped(text: &str) -> String {
    text.lines().map(wrapped_line).collect()
}

fn wrapped_line(line: &str) -> String {
    let leading = line.len() - line.trim_start().len();
    let column = line.trim_start().find("  ").map_or(0, |end| end + 2);
    let indent = leading + column;
    let mut out = String::from(&line[..leading]);
    let mut length = leading;
    for (index, word) in line[leading..].split(' ').enumerate() {
        let wide = word.chars().count();
        if index > 0 && length + 1 + wide > COLUMNS {
            out.push_str(&format!("\n{:indent$}", ""));
            length = indent;
        } else if index > 0 {
            out.push(' ');
            length += 1;
        }
        out.push_str(word);
        length += wide;
    }
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use super::wrapped;

    #[test]
    fn a_long_line_goes_on_below_its_text() {
        let words = "word ".repeat(20);
        let text = format!("short  line\n  12 B  {}", words.trim_end());
        let expected = format!(
            "short  line\n  12 B  {}\n        {}\n",
            "word ".repeat(14).trim_end(),
            "word ".repeat(6).trim_end(),
        );
        assert_eq!(wrapped(&text), expected);
    }
}
