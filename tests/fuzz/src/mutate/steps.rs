//! The changes.

use fastrand::Rng;
use proc_macro2::{Delimiter, Spacing};

use super::snippets::{ARGS, BETWEEN, LITERALS, WORDS};
use crate::token::{self, Token};

/// One change after the other.
pub(super) struct Change<'a> {
    pub(super) rng: &'a mut Rng,
    /// Another function, from which pieces are taken.
    pub(super) donor: &'a [Token],
}

const DELIMITERS: [Delimiter; 4] = [
    Delimiter::Parenthesis,
    Delimiter::Bracket,
    Delimiter::Brace,
    Delimiter::None,
];

impl Change<'_> {
    /// Arguments of the attribute.
    pub(super) fn args(&mut self) -> Vec<Token> {
        let count = self.rng.usize(..4);
        let args: Vec<&str> = (0..count).map(|_| self.of(ARGS)).collect();
        let mut args = token::of_text(&args.join(", ")).unwrap_or_default();
        if self.rng.u8(..) < 40 {
            self.step(&mut args);
        }
        args
    }

    /// One change of a list of tokens, or of one inside of it.
    pub(super) fn step(&mut self, item: &mut Vec<Token>) {
        let paths = token::lists(item);
        // Inside of a body there is more to see than in the signature.
        let path = paths[self.rng.usize(..paths.len())].clone();
        let list = token::list_at(item, &path);
        let at = self.rng.usize(..=list.len());
        match self.rng.u8(..15) {
            0 => drop(self.cut(list)),
            1 => {
                let piece = self.piece(list);
                put(list, at, piece);
            }
            2 if list.len() > 1 => {
                let other = self.rng.usize(..list.len());
                let at = at.min(list.len() - 1);
                list.swap(at, other);
            }
            3 | 4 => {
                let piece = self.donated();
                put(list, at, piece);
            }
            5 => {
                self.cut(list);
                let piece = self.donated();
                put(list, at.min(list.len()), piece);
            }
            6 => self.delimiter(list),
            7 => self.word(list),
            8 | 9 => {
                let piece = token::of_text(self.of(BETWEEN)).unwrap_or_default();
                put(list, at, piece);
            }
            10 => self.wrap(list),
            11 => self.literal(list),
            12 => self.statements(list),
            13 => self.rename(item),
            _ => self.unwrap(list),
        }
    }

    fn of<'b>(&mut self, list: &[&'b str]) -> &'b str {
        list[self.rng.usize(..list.len())]
    }

    /// Some tokens in a row.
    fn range(&mut self, list: &[Token]) -> std::ops::Range<usize> {
        let start = self.rng.usize(..=list.len());
        let longest = if self.rng.bool() { 3 } else { 12 };
        start..(start + self.rng.usize(..=longest)).min(list.len())
    }

    fn piece(&mut self, list: &[Token]) -> Vec<Token> {
        list[self.range(list)].to_vec()
    }

    fn cut(&mut self, list: &mut Vec<Token>) -> Vec<Token> {
        let range = self.range(list);
        list.drain(range).collect()
    }

    /// A piece of the other function.
    fn donated(&mut self) -> Vec<Token> {
        let mut donor = self.donor.to_vec();
        let paths = token::lists(&donor);
        let path = &paths[self.rng.usize(..paths.len())];
        let list = token::list_at(&mut donor, path).clone();
        if self.rng.bool() {
            let statements = statements(&list);
            return list[statements[self.rng.usize(..statements.len())].clone()].to_vec();
        }
        self.piece(&list)
    }

    fn delimiter(&mut self, list: &mut [Token]) {
        let groups = list.iter_mut().filter_map(|token| match token {
            Token::Group(delimiter, _) => Some(delimiter),
            _ => None,
        });
        let groups: Vec<&mut Delimiter> = groups.collect();
        let count = groups.len();
        if count > 0 {
            let index = self.rng.usize(..count);
            let delimiter = DELIMITERS[self.rng.usize(..4)];
            groups
                .into_iter()
                .skip(index)
                .take(1)
                .for_each(|group| *group = delimiter);
        }
    }

    fn word(&mut self, list: &mut [Token]) {
        let word = Token::Word(self.of(WORDS).to_owned());
        let words: Vec<&mut Token> = list
            .iter_mut()
            .filter(|token| matches!(token, Token::Word(_)))
            .collect();
        if !words.is_empty() {
            let index = self.rng.usize(..words.len());
            words
                .into_iter()
                .skip(index)
                .take(1)
                .for_each(|token| *token = word.clone());
        }
    }

    fn literal(&mut self, list: &mut Vec<Token>) {
        let literal = Token::Literal(self.of(LITERALS).to_owned());
        let found = list
            .iter()
            .position(|token| matches!(token, Token::Literal(_)));
        match found {
            Some(index) if self.rng.bool() => list[index] = literal,
            _ => {
                let at = self.rng.usize(..=list.len());
                list.insert(at, literal);
            }
        }
    }

    /// Puts brackets around a piece, and something before and behind them.
    fn wrap(&mut self, list: &mut Vec<Token>) {
        let range = if self.rng.bool() {
            let statements = statements(list);
            statements[self.rng.usize(..statements.len())].clone()
        } else {
            self.range(list)
        };
        let at = range.start;
        let inside = list.drain(range).collect();
        let (before, delimiter, behind) = match self.rng.u8(..16) {
            0..=2 => ("", Delimiter::None, ""),
            3 => ("", Delimiter::Parenthesis, ""),
            4 => ("", Delimiter::Brace, ""),
            5 => ("async", Delimiter::Brace, ".await"),
            6 => ("async move", Delimiter::Brace, ""),
            7 => ("loop", Delimiter::Brace, ""),
            8 => ("'a: loop", Delimiter::Brace, ""),
            9 => ("if x", Delimiter::Brace, "else { y.await }"),
            10 => ("if let Some(x) = y.await", Delimiter::Brace, ""),
            11 => ("while let Some(x) = y", Delimiter::Brace, ""),
            12 => ("for x in y", Delimiter::Brace, ""),
            13 => ("mac!", DELIMITERS[self.rng.usize(..3)], ""),
            14 => ("||", Delimiter::Brace, ""),
            _ => ("#[cfg(x)]", Delimiter::Brace, ""),
        };
        let mut piece = token::of_text(before).unwrap_or_default();
        piece.push(Token::Group(delimiter, inside));
        piece.extend(token::of_text(behind).unwrap_or_default());
        put(list, at, piece);
    }

    /// Takes the brackets off a group.
    fn unwrap(&mut self, list: &mut Vec<Token>) {
        let at = list
            .iter()
            .position(|token| matches!(token, Token::Group(..)));
        if let Some(at) = at
            && let Token::Group(_, inside) = list.remove(at)
        {
            put(list, at, inside);
        }
    }

    /// Doubles, moves or removes a statement.
    fn statements(&mut self, list: &mut Vec<Token>) {
        let found = statements(list);
        let range = found[self.rng.usize(..found.len())].clone();
        let to = found[self.rng.usize(..found.len())].start;
        let piece = list[range.clone()].to_vec();
        match self.rng.u8(..3) {
            0 => drop(list.drain(range)),
            1 => put(list, to, piece),
            _ => {
                put(list, to, piece);
                let start = range.start + if to <= range.start { range.len() } else { 0 };
                list.drain(start..start + range.len());
            }
        }
    }

    /// Gives a name the place of another, everywhere.
    fn rename(&mut self, item: &mut [Token]) {
        fn words<'a>(tokens: &'a [Token], found: &mut Vec<&'a String>) {
            for token in tokens {
                match token {
                    Token::Group(_, inside) => words(inside, found),
                    Token::Word(word) => found.push(word),
                    _ => {}
                }
            }
        }
        fn replace(tokens: &mut [Token], from: &str, to: &str) {
            for token in tokens {
                match token {
                    Token::Group(_, inside) => replace(inside, from, to),
                    Token::Word(word) if word == from => to.clone_into(word),
                    _ => {}
                }
            }
        }
        let mut found = Vec::new();
        words(item, &mut found);
        if found.is_empty() {
            return;
        }
        let from = found[self.rng.usize(..found.len())].clone();
        let to = match self.rng.u8(..4) {
            0 => self.of(WORDS).to_owned(),
            _ => found[self.rng.usize(..found.len())].clone(),
        };
        replace(item, &from, &to);
    }
}

/// The parts of a list that end with `;` or `,`.
fn statements(list: &[Token]) -> Vec<std::ops::Range<usize>> {
    let mut start = 0;
    let mut found = Vec::new();
    for (index, token) in list.iter().enumerate() {
        if matches!(
            token,
            Token::Punct(';' | ',', Spacing::Alone | Spacing::Joint)
        ) {
            found.push(start..index + 1);
            start = index + 1;
        }
    }
    found.push(start..list.len());
    found
}

fn put(list: &mut Vec<Token>, at: usize, piece: Vec<Token>) {
    list.splice(at..at, piece);
}
