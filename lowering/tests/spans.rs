//! Where tokens stand, as an editor sees them: each name and literal of the user's keeps its own
//! place, in the judge's copy, and nothing that is written beside it claims to be the user's.

use std::collections::BTreeSet;

use proc_macro2::{TokenStream, TokenTree};
use visualize_future_lowering::expand;

const SOURCE: &str = r#"
async fn fetch<'a, T: Shown>(mut key: &'a str, (left, _): (T, T), n: usize) -> Result<usize, Failure> {
    let text = look(key).await?;
    let Some(first) = text.first(3) else { return Ok(0); };
    for (index, item) in text.iter().enumerate() {
        if let Kind::Small { size } = item.kind(index) {
            key = item.name(size, "literal", 1.5).await;
        }
    }
    let add = |m: usize| m + n;
    let sum = match first { 0 => add(1), other if other > 2 => other.later().await, _ => 'c' as usize };
    println!("{sum} {}", left.show());
    Ok(Summed { sum, key: key.len() }.total().await)
}
"#;

const EXPLICIT: &str = r#"
async fn fetch(mut key: usize, list: &[Thing], n: usize) -> Result<usize, Failure> {
    let text = look(key).await?;
    for item in list.iter() {
        key = item.name(key, "literal", 1.5).await;
    }
    let sum = if text > 3 { later(2).await } else { 'c' as usize };
    println!("{sum} {}", n);
    Ok(Summed { sum, key }.total().await)
}
"#;

/// Each identifier and literal, with its line and column.
fn words(tokens: TokenStream, words: &mut BTreeSet<(usize, usize, String)>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => self::words(group.stream(), words),
            TokenTree::Ident(_) | TokenTree::Literal(_) => {
                let start = token.span().start();
                words.insert((start.line, start.column, token.to_string()));
            }
            TokenTree::Punct(_) => {}
        }
    }
}

fn check(source: &str, lowering: &str, ours: &[&str]) {
    let source: TokenStream = source.parse().expect("the source is tokens");
    let args = format!("lowering = \"{lowering}\"").parse();
    let expanded = expand(args.expect("these are tokens"), source.clone());
    assert!(
        !expanded.to_string().contains("compile_error"),
        "{expanded}"
    );
    let (mut written, mut found) = (BTreeSet::new(), BTreeSet::new());
    words(source, &mut written);
    words(expanded, &mut found);
    let lost: Vec<_> = written
        .iter()
        .filter(|word| word.2 != "async" && !found.contains(*word))
        .collect();
    assert!(lost.is_empty(), "{lowering}: without a place: {lost:?}");
    let places: BTreeSet<_> = written.iter().map(|word| (word.0, word.1)).collect();
    let claimed: BTreeSet<_> = found
        .iter()
        .filter(|word| places.contains(&(word.0, word.1)) && !written.contains(*word))
        .map(|word| word.2.as_str())
        .collect();
    assert_eq!(
        claimed,
        BTreeSet::from_iter(ours.iter().copied()),
        "{lowering}"
    );
}

/// What stands of ours at the place of a word of the user's: rustc's messages of it are to point
/// there. By its hygiene it is ours, so that no editor takes it for the user's.
#[test]
fn words_of_the_user_keep_their_places() {
    let around = ["if", "false", "return", "__visualize_future"];
    let compiler: Vec<&str> = around.into_iter().chain(["mark", "compiled"]).collect();
    check(SOURCE, "compiler", &compiler);
    // The loop's iterator, which has no name, the name that is in a format string, and the block
    // that a statement runs in.
    let others = ["mark", "explicit", "iter", "sum", "async", "move"];
    let explicit: Vec<&str> = around.into_iter().chain(others).collect();
    check(EXPLICIT, "explicit", &explicit);
}
