//! Makes the input of a finding small: leaves out what can be, as long as the problem persists.

use std::time::{Duration, Instant};

use crate::input::Input;
use crate::token::{self, Token};

/// The smallest input found for which `fails` still holds.
pub fn shrink(input: &Input, limit: Duration, fails: impl Fn(&Input) -> bool) -> Input {
    let start = Instant::now();
    let mut best = input.clone();
    if !best.args.is_empty() {
        let without = Input {
            args: Vec::new(),
            ..best.clone()
        };
        if fails(&without) {
            best = without;
        }
    }
    'again: while start.elapsed() < limit {
        for item in smaller(&best.item) {
            let variant = Input {
                item,
                ..best.clone()
            };
            if start.elapsed() > limit {
                break 'again;
            }
            if fails(&variant) {
                best = variant;
                continue 'again;
            }
        }
        break;
    }
    best
}

/// Everything that is smaller by one step; the larger steps first.
fn smaller(item: &[Token]) -> Vec<Vec<Token>> {
    let mut found = Vec::new();
    for path in token::lists(item) {
        let mut whole = item.to_vec();
        let len = token::list_at(&mut whole, &path).len();
        let mut chunk = len;
        while chunk > 0 {
            for start in (0..len).step_by(chunk) {
                let mut whole = item.to_vec();
                token::list_at(&mut whole, &path).drain(start..len.min(start + chunk));
                found.push((chunk, whole));
            }
            chunk /= 2;
        }
        for index in 0..len {
            let mut whole = item.to_vec();
            let list = token::list_at(&mut whole, &path);
            if let Token::Group(_, inside) = list[index].clone() {
                list.splice(index..=index, inside);
                found.push((1, whole));
            }
        }
    }
    found.sort_by_key(|(chunk, _)| std::cmp::Reverse(*chunk));
    found.into_iter().map(|(_, item)| item).collect()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use crate::input::{Input, Place};
    use crate::token::{of_text, to_text};

    #[test]
    fn only_what_matters_is_left() {
        let item = of_text("async fn f(a: A) { let x = { y(1, 2); bad }; z.await }");
        let input = Input {
            args: of_text("skip_all").expect("it is made of tokens"),
            item: item.expect("it is made of tokens"),
            place: Place::Module,
        };
        let fails = |input: &Input| to_text(&input.item).contains("bad");
        let small = super::shrink(&input, Duration::from_secs(60), fails);
        assert_eq!(to_text(&small.item).trim(), "bad");
        assert!(small.args.is_empty());
    }
}
