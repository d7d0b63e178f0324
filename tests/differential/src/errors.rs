//! rustc's errors, and the function to which each of them belongs.

use serde_json::Value;

use crate::finding::anonymous;
use crate::source::TWINS;

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

/// An error, from a line of cargo's messages.
pub fn error(line: &str, starts: &[usize]) -> Option<CompileError> {
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
        None => anonymous(text).chars().take(60).collect(),
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
