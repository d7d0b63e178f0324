//! A table of what was measured.

/// What is certain of a figure that differs from run to run.
pub(crate) enum Bound {
    AtMost(u64),
    AtLeast(u64),
}

const MB: u64 = 1_000_000;

/// A row: what was measured of each, if the system tells, and of so many. What keeps to the bound
/// is printed as the bound, and anything else as it is.
pub(crate) fn row(what: &str, bytes: Option<u64>, bound: Bound, count: u64) {
    let (each, all) = match (bytes, bound) {
        (None, _) => ("not available on this system".to_owned(), String::new()),
        (Some(bytes), Bound::AtMost(limit)) if bytes <= limit => (
            format!("at most {limit} B"),
            format!("at most {} MB", (limit * count).div_ceil(MB)),
        ),
        (Some(bytes), Bound::AtLeast(limit)) if bytes >= limit => (
            format!("at least {limit} B"),
            format!("at least {} MB", limit * count / MB),
        ),
        (Some(bytes), _) => (format!("{bytes} B"), format!("{} MB", bytes * count / MB)),
    };
    println!("{what:<27}{each:<20}{all}");
}
