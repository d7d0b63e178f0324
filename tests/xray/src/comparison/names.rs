//! Types, as debug info names them and as rustc prints them, brought to one form.

/// The generic arguments between two brackets, without lifetimes.
pub(crate) fn arguments(text: &str) -> Vec<String> {
    let mut arguments = Vec::new();
    let mut depth = 0u32;
    let mut current = String::new();
    let mut before = ' ';
    for character in text.chars() {
        match character {
            '<' | '(' | '[' | '{' => depth += 1,
            '>' if before == '-' => {}
            '>' | ')' | ']' | '}' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                arguments.push(std::mem::take(&mut current));
                before = ' ';
                continue;
            }
            _ => {}
        }
        current.push(character);
        before = character;
    }
    arguments.push(current);
    let arguments = arguments.iter().map(|argument| argument.trim());
    let arguments =
        arguments.filter(|argument| !argument.is_empty() && !argument.starts_with('\''));
    arguments
        .map(|argument| comparable(argument).unwrap_or_else(|| String::from("_")))
        .collect()
}

/// A type without paths, spaces, and what is left out in print because it is the default. There
/// is none for closures and coroutines in it, which are named in different ways, and for `dyn Fn`.
pub(super) fn comparable(type_name: &str) -> Option<String> {
    if type_name.contains('{') || type_name.contains("Fn") {
        return None;
    }
    let mut short = String::new();
    let mut characters = type_name.chars().peekable();
    while let Some(character) = characters.next() {
        if character == ':' && characters.peek() == Some(&':') {
            characters.next();
            while short.ends_with(|last: char| last == '_' || last.is_alphanumeric()) {
                short.pop();
            }
        } else {
            short.push(character);
        }
    }
    // Spaces end a path, so they go last.
    let short = short.replace("<'_>", "").replace("'_, ", "");
    let short = short.replace(", Global>", ">").replace(' ', "");
    // `(T,)` in print.
    Some(short.replace(",)", ")"))
}

/// The name of a variable without what says how it is spelled or captured.
pub(super) fn variable(name: &str) -> &str {
    let name = name.strip_prefix("_ref__").unwrap_or(name);
    name.strip_prefix("r#").unwrap_or(name)
}

/// The number in the name that debug info gives to what has none: `__3`. It counts what is kept
/// in one state.
pub(super) fn temporary(name: &str) -> Option<u64> {
    name.strip_prefix("__")?.parse().ok()
}
