//! One function in a file, compared.

use std::fs;
use std::time::Duration;

use crate::batch;
use crate::project::Project;
use crate::source::Case;

/// Compares the function in a file; whether all is well.
pub fn replay(file: &str, edition: &str) -> bool {
    let items = match fs::read_to_string(file) {
        Ok(items) => items.replace("//!", "//"),
        Err(error) => {
            println!("{file}: {error}");
            return false;
        }
    };
    let name = "replayed".to_owned();
    let project = Project::new("replay", edition);
    let outcome = batch::all(&project, &[Case { name, items }], Duration::from_secs(30));
    for message in outcome.refused.values() {
        println!("refused as it is:\n{message}");
    }
    for finding in &outcome.findings {
        println!("{}\n{}", finding.kind.title(), finding.text);
    }
    let explicit = outcome.explicit.len();
    println!(
        "{explicit} explicit, {:?} runs compared, {:?}",
        outcome.runs, outcome.reasons
    );
    outcome.refused.is_empty() && outcome.findings.is_empty()
}
