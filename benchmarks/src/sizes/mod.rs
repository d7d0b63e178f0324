//! How large a future is, by function: the plain one, and the explicit enum.

mod explicit;
mod plain;
mod reasons;
mod world;

use crate::table::Table;
use reasons::REASONS;

/// A function's two sizes.
#[derive(Debug, Clone, Copy)]
pub struct Sizes {
    /// The function.
    pub name: &'static str,
    /// The compiler's own coroutine, in bytes.
    pub plain: usize,
    /// The explicit enum's future, in bytes.
    pub explicit: usize,
    /// Why the second is much larger than the first.
    pub why: Option<&'static str>,
}

/// The largest ratio that needs no reason.
pub const MOST: f64 = 1.25;

impl Sizes {
    /// The explicit size, as a ratio to the plain one.
    pub fn ratio(&self) -> f64 {
        self.explicit as f64 / self.plain as f64
    }
}

/// Measures all functions.
///
/// # Panics
/// If the two forms are not of the same functions.
pub fn measure() -> Vec<Sizes> {
    let plain = plain::functions::sizes();
    let explicit = explicit::functions::sizes();
    let both = plain.into_iter().zip(explicit);
    both.map(|((name, plain), (twin, explicit))| {
        assert_eq!(name, twin, "one source");
        let why = REASONS.iter().find(|(of, _)| *of == name);
        Sizes {
            name,
            plain,
            explicit,
            why: why.map(|(_, why)| *why),
        }
    })
    .collect()
}

/// The table, in Markdown.
pub fn table(sizes: &[Sizes]) -> Table {
    let mut table = Table::new(["bytes", "plain", "explicit", "ratio", "why"]);
    for of @ Sizes { name, why, .. } in sizes {
        table.row([
            (*name).to_string(),
            of.plain.to_string(),
            of.explicit.to_string(),
            format!("{:.2}", of.ratio()),
            why.unwrap_or_default().to_string(),
        ]);
    }
    table
}

/// What there is to say of all of them.
pub fn summary(sizes: &[Sizes]) -> String {
    let ratios = || sizes.iter().map(Sizes::ratio);
    format!(
        "{} functions; as a ratio to the plain future, the enum is {:.2} in the median, {:.2} at \
         least,\n{:.2} at most, and above {MOST} in {} cases, each of which has a reason",
        sizes.len(),
        median(sizes),
        ratios().fold(f64::INFINITY, f64::min),
        ratios().fold(0.0, f64::max),
        ratios().filter(|ratio| *ratio > MOST).count(),
    )
}

/// The middle of the ratios.
pub fn median(sizes: &[Sizes]) -> f64 {
    let mut ratios: Vec<f64> = sizes.iter().map(Sizes::ratio).collect();
    ratios.sort_by(f64::total_cmp);
    let half = ratios.len() / 2;
    match ratios.len() % 2 {
        0 => f64::midpoint(ratios[half - 1], ratios[half]),
        _ => ratios[half],
    }
}

/// What is not as it is to be.
pub fn complaints(sizes: &[Sizes]) -> Vec<String> {
    let mut found = Vec::new();
    let median = median(sizes);
    if median > 1.0 {
        found.push(format!("the median ratio is {median:.2}; it may be 1.00"));
    }
    for Sizes { name, why, .. } in sizes.iter().filter(|it| it.ratio() > MOST) {
        if why.is_none() {
            found.push(format!("{name}: a ratio above {MOST} needs a reason"));
        }
    }
    for (name, _) in REASONS {
        let needed = |it: &Sizes| it.name == *name && it.ratio() > MOST;
        if !sizes.iter().any(needed) {
            found.push(format!("{name}: its reason is not needed any more"));
        }
    }
    found
}
