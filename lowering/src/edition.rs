//! The edition of the user's crate, as far as it matters here.

/// An edition of Rust.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Edition {
    /// 2024 or later: the temporaries of a block's last expression are dropped before the block's
    /// variables.
    #[default]
    Since2024,
    /// One before that: they are dropped after them. Also where the edition is not known, since
    /// there is less that the explicit enum can keep then.
    Before2024,
}

impl Edition {
    /// The edition that rustc has been called with, from its arguments.
    pub fn from_arguments(mut arguments: impl Iterator<Item = String>) -> Edition {
        let mut edition = None;
        while let Some(argument) = arguments.next() {
            if let Some(value) = argument.strip_prefix("--edition=") {
                edition = Some(value.to_owned());
            } else if argument == "--edition" {
                edition = arguments.next();
            }
        }
        edition.map_or(Edition::Before2024, |edition| Edition::of(&edition))
    }

    /// The edition of that name, such as `2021`.
    pub fn of(name: &str) -> Edition {
        match name.parse() {
            Ok(year) if (2024..9999).contains(&year) => Edition::Since2024,
            _ => Edition::Before2024,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Edition;

    #[test]
    fn the_edition_is_read_from_the_arguments() {
        let of = |arguments: &str| {
            Edition::from_arguments(arguments.split_whitespace().map(str::to_owned))
        };
        assert_eq!(
            of("rustc --crate-name a --edition=2024 a.rs"),
            Edition::Since2024
        );
        assert_eq!(of("rustc --edition 2027 a.rs"), Edition::Since2024);
        assert_eq!(of("rustc --edition=2021 a.rs"), Edition::Before2024);
        assert_eq!(of("rustc a.rs"), Edition::Before2024);
    }
}
