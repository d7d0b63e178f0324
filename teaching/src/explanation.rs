//! What rustc says of a program, without the words and pictures around it.

use std::collections::BTreeMap;
use std::fmt;
use std::process::Command;

use serde_json::Value;

/// What rustc says of a program: of each error and warning its code, its message, its primary
/// places, and the changes that it suggests. It prints itself with one of them in each line, and
/// the suggestions below.
///
/// Two explanations are equal if a reader is told the same at the same places. Whether a message
/// calls an annotated function an `async` block, which its body then is, makes no difference.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Explanation(Vec<String>);

impl Explanation {
    /// Runs `cargo check`, or another command that builds, and reads what rustc says of each
    /// program (`[[bin]]`) of the package. A program without errors and warnings is left out.
    ///
    /// # Errors
    /// If cargo does not run, or fails before it comes to the programs, with its own message.
    pub fn of_programs(cargo: &mut Command) -> Result<BTreeMap<String, Explanation>, String> {
        cargo.args(["--keep-going", "--message-format=json"]);
        let output = cargo.output().map_err(|error| error.to_string())?;
        let mut programs = BTreeMap::<String, Explanation>::new();
        for line in String::from_utf8_lossy(&output.stdout).lines() {
            // What is not JSON has been printed by a procedural macro.
            let message: Value = serde_json::from_str(line).unwrap_or_default();
            let target = &message["target"];
            if message["reason"] == "compiler-message" && target["kind"][0] == "bin" {
                let program = target["name"].as_str().unwrap_or_default().to_string();
                programs
                    .entry(program)
                    .or_default()
                    .add(&message["message"]);
            }
        }
        if !output.status.success() && !programs.values().any(Explanation::has_error) {
            return Err(String::from_utf8_lossy(&output.stderr).into_owned());
        }
        Ok(programs)
    }

    /// Whether there is an error among it.
    #[must_use]
    pub fn has_error(&self) -> bool {
        self.0.iter().any(|line| line.starts_with("error "))
    }

    /// Both explanations, if rustc explains a program otherwise with the attribute than without.
    #[must_use]
    pub fn difference(without: &Explanation, with: &Explanation) -> Option<String> {
        (without != with).then(|| format!("without:\n{without}with:\n{with}"))
    }

    fn add(&mut self, diagnostic: &Value) {
        // `aborting due to 2 previous errors` and the like have no place.
        let spans = diagnostic["spans"].as_array();
        if let Some(spans) = spans.filter(|spans| !spans.is_empty()) {
            let entry = entry(diagnostic, spans);
            // The same order, in whichever order rustc came to them.
            let at = self.0.partition_point(|other| *other < entry);
            self.0.insert(at, entry);
        }
    }
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}

fn entry(diagnostic: &Value, spans: &[Value]) -> String {
    let primary = spans.iter().filter(|span| span["is_primary"] == true);
    let places: Vec<String> = primary
        .map(|span| {
            format!(
                "{}:{}-{}:{}",
                span["line_start"], span["column_start"], span["line_end"], span["column_end"]
            )
        })
        .collect();
    // The function as written stands in an `async` block, and its caller gets a type with a name.
    let message = text(&diagnostic["message"])
        .replace("an async block", "an async function")
        .replace("an async fn ", "an async function ")
        .replace("`async` block", "`async` function")
        .replace("unused `Visualized`", "unused implementer of `Future`");
    let level = text(&diagnostic["level"]);
    let code = text(&diagnostic["code"]["code"]);
    let mut entry = format!("{level} {code} {message} at {}", places.join(", "));
    for help in suggestions(diagnostic) {
        entry += "\n    help: ";
        entry += help;
    }
    entry
}

/// What is said of the changes that rustc would make.
fn suggestions(diagnostic: &Value) -> impl Iterator<Item = &str> {
    let children = diagnostic["children"].as_array().into_iter().flatten();
    let suggesting = children.filter(|child| {
        let mut spans = child["spans"].as_array().into_iter().flatten();
        spans.any(|span| span["suggested_replacement"].is_string())
    });
    suggesting.map(|child| text(&child["message"]))
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Explanation;

    fn explanation(messages: &[(&str, u32)]) -> Explanation {
        let mut explanation = Explanation::default();
        for (message, line) in messages {
            let span = |is_primary: bool, line: u32| {
                json!({
                    "is_primary": is_primary, "line_start": line, "column_start": 5,
                    "line_end": line, "column_end": 9
                })
            };
            explanation.add(&json!({
                "level": "error", "code": { "code": "E0308" }, "message": message,
                "spans": [span(false, 1), span(true, *line)],
                "children": [
                    { "message": "it is a number", "spans": [span(true, 1)] },
                    {
                        "message": "turn it into one",
                        "spans": [{ "suggested_replacement": ".into()" }]
                    },
                ]
            }));
        }
        explanation
    }

    #[test]
    fn it_is_the_code_the_message_the_primary_place_and_what_is_suggested() {
        let text = explanation(&[("mismatched types", 7)]).to_string();
        let expected = "\
error E0308 mismatched types at 7:5-7:9
    help: turn it into one
";
        assert_eq!(text, expected);
    }

    #[test]
    fn another_place_or_message_is_a_difference() {
        let one = explanation(&[("mismatched types", 7), ("no such name", 3)]);
        let other_order = explanation(&[("no such name", 3), ("mismatched types", 7)]);
        assert_eq!(Explanation::difference(&one, &other_order), None);
        for other in [("mismatched types", 8), ("mismatched words", 7)] {
            let other = explanation(&[other, ("no such name", 3)]);
            assert!(Explanation::difference(&one, &other).is_some());
        }
    }

    #[test]
    fn an_annotated_function_may_be_called_a_block() {
        let block = explanation(&[("`break` inside `async` block", 7)]);
        let function = explanation(&[("`break` inside `async` function", 7)]);
        assert_eq!(block, function);
    }
}
