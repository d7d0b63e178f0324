//! What a command prints, with what differs from run to run left out.

/// The text without addresses and durations, and without the spaces around them, which align
/// columns.
pub(crate) fn normal(lines: &[&str]) -> Vec<String> {
    lines
        .iter()
        .map(|line| {
            let words: Vec<&str> = line
                .split_whitespace()
                .map(|word| if varies(word) { "~" } else { word })
                .collect();
            words.join(" ")
        })
        .collect()
}

fn varies(word: &str) -> bool {
    let word = word.trim_matches(|c: char| matches!(c, ',' | '(' | ')' | ';' | '.'));
    if let Some(digits) = word.strip_prefix("0x") {
        return digits.len() > 4 && digits.chars().all(|c| c.is_ascii_hexdigit());
    }
    ["ns", "µs", "ms", "s"].iter().any(|unit| {
        word.strip_suffix(unit)
            .is_some_and(|number| !number.is_empty() && number.parse::<f64>().is_ok())
    })
}

#[cfg(test)]
mod tests {
    use super::normal;

    #[test]
    fn only_addresses_and_durations_may_differ() {
        assert_eq!(
            normal(&["at 0x7ffe12345678,  took 1.5ms (+0)"]),
            normal(&["at 0x55aa87654321, took 20.25µs  (+0)"])
        );
        assert_ne!(normal(&["offset 0x10"]), normal(&["offset 0x20"]));
        assert_ne!(normal(&["1040 B"]), normal(&["1048 B"]));
        assert_ne!(normal(&["5 states"]), normal(&["6 states"]));
    }
}
