//! The functions that are changed: every `async fn` of a source tree, wherever it stands, in the
//! tokens of a macro as well.

use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::Delimiter;

use crate::input::Place;
use crate::token::{self, Token};

/// More than that is slow, and shows nothing that less does not.
const LONGEST: usize = 1200;

/// A function, and where it stands.
#[derive(Debug, Clone)]
pub struct Seed {
    /// Its tokens.
    pub item: Vec<Token>,
    /// Where it stands.
    pub place: Place,
}

/// The functions of this workspace and of further source trees.
pub fn collect(paths: &[PathBuf]) -> Vec<Seed> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let own = ["lowering", "runtime", "tests", "examples", "benchmarks"];
    let mut files = Vec::new();
    own.iter()
        .for_each(|folder| find(&root.join(folder), &mut files));
    paths.iter().for_each(|path| find(path, &mut files));
    let mut seeds = Vec::new();
    for file in files {
        let text = fs::read_to_string(file).unwrap_or_default();
        if !text.contains("async") {
            continue;
        }
        if let Some(tokens) = token::of_text(&text) {
            functions(&tokens, &mut seeds);
        }
    }
    seeds
}

fn find(path: &Path, files: &mut Vec<PathBuf>) {
    if path.extension().is_some_and(|extension| extension == "rs") {
        files.push(path.to_owned());
    }
    let mut entries: Vec<PathBuf> = fs::read_dir(path)
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    // The same order everywhere, for a seed to mean the same.
    entries.sort();
    for entry in entries {
        if !entry.ends_with("target") && !entry.ends_with(".git") {
            find(&entry, files);
        }
    }
}

fn functions(tokens: &[Token], seeds: &mut Vec<Seed>) {
    for (index, token) in tokens.iter().enumerate() {
        if let Token::Group(_, inside) = token {
            functions(inside, seeds);
        }
        if !is_word(token, "async") {
            continue;
        }
        let behind = &tokens[index + 1..];
        let is_function = behind.iter().take(2).any(|token| is_word(token, "fn"));
        let end = behind.iter().position(|token| {
            matches!(
                token,
                Token::Group(Delimiter::Brace, _) | Token::Punct(';', _)
            )
        });
        let Some(end) = end.filter(|_| is_function) else {
            continue;
        };
        let item = tokens[start(tokens, index)..=index + 1 + end].to_vec();
        if size(&item) <= LONGEST {
            let place = Place::of(&item);
            seeds.push(Seed { item, place });
        }
    }
}

/// Where the attributes and the visibility begin before `async`.
fn start(tokens: &[Token], mut index: usize) -> usize {
    loop {
        let before = |back: usize| index.checked_sub(back).map(|index| &tokens[index]);
        index -= match (before(2), before(1)) {
            (_, Some(token)) if is_word(token, "pub") => 1,
            (Some(token), Some(Token::Group(Delimiter::Parenthesis, _)))
                if is_word(token, "pub") =>
            {
                2
            }
            (Some(Token::Punct('#', _)), Some(Token::Group(Delimiter::Bracket, inside)))
                if !is_ours(inside) =>
            {
                2
            }
            _ => return index,
        };
    }
}

fn is_ours(attribute: &[Token]) -> bool {
    ["visualize_future", "machine"]
        .iter()
        .any(|name| attribute.iter().take(4).any(|token| is_word(token, name)))
}

pub(crate) fn is_word(token: &Token, text: &str) -> bool {
    matches!(token, Token::Word(word) if word == text)
}

/// How many tokens there are.
pub(crate) fn size(tokens: &[Token]) -> usize {
    tokens
        .iter()
        .map(|token| match token {
            Token::Group(_, inside) => 1 + size(inside),
            _ => 1,
        })
        .sum()
}
