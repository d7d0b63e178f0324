//! Trees of tokens that can be changed, and written to a file.

use std::fmt::Write as _;

use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};

/// The word that stands, in a file, before the parentheses of a group without delimiters, as
/// `macro_rules!` makes them around what it has matched.
const NONE: &str = "__none";

/// A token, or a group of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Token {
    /// A group.
    Group(Delimiter, Vec<Token>),
    /// An identifier or keyword.
    Word(String),
    /// `'a`, which is never taken apart, as rustc does not.
    Lifetime(String),
    /// An operator, or a part of one.
    Punct(char, Spacing),
    /// A literal.
    Literal(String),
}

/// The tokens of a stream.
pub fn of_stream(stream: TokenStream) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut stream = stream.into_iter();
    while let Some(tree) = stream.next() {
        tokens.push(match tree {
            TokenTree::Group(group) => Token::Group(group.delimiter(), of_stream(group.stream())),
            TokenTree::Ident(word) => Token::Word(word.to_string()),
            TokenTree::Literal(literal) => Token::Literal(literal.to_string()),
            TokenTree::Punct(punct) if punct.as_char() == '\'' => match stream.next() {
                Some(TokenTree::Ident(word)) => Token::Lifetime(word.to_string()),
                _ => continue,
            },
            TokenTree::Punct(punct) => Token::Punct(punct.as_char(), punct.spacing()),
        });
    }
    tokens
}

/// The stream of tokens.
pub fn to_stream(tokens: &[Token]) -> TokenStream {
    tokens.iter().flat_map(trees).collect()
}

fn trees(token: &Token) -> Vec<TokenTree> {
    match token {
        Token::Group(delimiter, inside) => {
            vec![Group::new(*delimiter, to_stream(inside)).into()]
        }
        Token::Word(word) => vec![ident(word).into()],
        Token::Lifetime(word) => vec![Punct::new('\'', Spacing::Joint).into(), ident(word).into()],
        Token::Punct(char, spacing) => vec![Punct::new(*char, *spacing).into()],
        Token::Literal(text) => {
            let literal: Result<Literal, _> = text.parse();
            literal.map(TokenTree::from).into_iter().collect()
        }
    }
}

fn ident(word: &str) -> Ident {
    match word.strip_prefix("r#") {
        Some(word) => Ident::new_raw(word, Span::call_site()),
        None => Ident::new(word, Span::call_site()),
    }
}

/// The tokens of a text; none if it is not made of tokens.
pub fn of_text(text: &str) -> Option<Vec<Token>> {
    let mut tokens = of_stream(text.parse().ok()?);
    regroup(&mut tokens);
    Some(tokens)
}

/// As text, from which [`of_text`] makes them again.
pub fn to_text(tokens: &[Token]) -> String {
    let mut text = String::new();
    write(tokens, &mut text);
    text
}

fn write(tokens: &[Token], text: &mut String) {
    for token in tokens {
        let _ = match token {
            Token::Group(delimiter, inside) => {
                let (open, close) = match delimiter {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace => ("{\n", "\n}\n"),
                    Delimiter::None => ("__none (", ")"),
                };
                text.push_str(open);
                write(inside, text);
                write!(text, "{close} ")
            }
            Token::Word(word) => write!(text, "{word} "),
            Token::Lifetime(word) => write!(text, "'{word} "),
            Token::Punct(';', _) => writeln!(text, ";"),
            Token::Punct(char, Spacing::Joint) => write!(text, "{char}"),
            Token::Punct(char, Spacing::Alone) => write!(text, "{char} "),
            Token::Literal(literal) => write!(text, "{literal} "),
        };
    }
}

/// Makes groups without delimiters of `__none (…)`.
fn regroup(tokens: &mut Vec<Token>) {
    for index in (0..tokens.len()).rev() {
        let Token::Group(_, inside) = &mut tokens[index] else {
            continue;
        };
        regroup(inside);
        let inside = inside.clone();
        if index > 0 && tokens[index - 1] == Token::Word(NONE.to_owned()) {
            tokens[index] = Token::Group(Delimiter::None, inside);
            tokens.remove(index - 1);
        }
    }
}

/// Every list of tokens in a tree, outermost first: its path is that of the groups it lies in.
pub fn lists(tokens: &[Token]) -> Vec<Vec<usize>> {
    fn walk(tokens: &[Token], path: &mut Vec<usize>, paths: &mut Vec<Vec<usize>>) {
        paths.push(path.clone());
        for (index, token) in tokens.iter().enumerate() {
            if let Token::Group(_, inside) = token {
                path.push(index);
                walk(inside, path, paths);
                path.pop();
            }
        }
    }
    let mut paths = Vec::new();
    walk(tokens, &mut Vec::new(), &mut paths);
    paths
}

/// The list at a path.
///
/// # Panics
/// If the path leads nowhere.
pub fn list_at<'a>(tokens: &'a mut Vec<Token>, path: &[usize]) -> &'a mut Vec<Token> {
    path.iter()
        .fold(tokens, |list, &index| match &mut list[index] {
            Token::Group(_, inside) => inside,
            _ => panic!("a path leads through groups"),
        })
}

#[cfg(test)]
mod tests {
    use super::{of_text, to_stream, to_text};

    #[test]
    fn a_text_survives_the_way_into_tokens_and_back() {
        let text = "async fn r#fn<'a>(x: &'a u8) -> u8 { x >>= __none (1 + 'b'); a && b ..= c }";
        let tokens = of_text(text).expect("it is made of tokens");
        assert_eq!(of_text(&to_text(&tokens)), Some(tokens.clone()));
        let stream = to_stream(&tokens);
        assert_eq!(super::of_stream(stream), tokens);
    }
}
