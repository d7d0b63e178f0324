//! Durations as people say them.

use std::time::Duration;

use crate::terminal::TIED;

/// Three digits and a unit: `87 ns`, `1.25 µs`, `12.5 ms`, `2.50 s`, `3 min 20 s`.
pub(super) fn human(duration: Duration) -> String {
    let nanos = duration.as_nanos();
    if nanos < 1_000 {
        return format!("{nanos}{TIED}ns");
    }
    let seconds = duration.as_secs();
    if seconds >= 60 {
        return format!("{}{TIED}min{TIED}{:02}{TIED}s", seconds / 60, seconds % 60);
    }
    let units = [("µs", 1e3), ("ms", 1e6), ("s", 1e9)];
    // The first unit in which the number, once rounded to three digits, stays below 1,000.
    let (unit, size) = units
        .into_iter()
        .find(|(_, size)| (nanos as f64) / size < 999.5)
        .unwrap_or(("s", 1e9));
    let number = nanos as f64 / size;
    let digits = match number {
        ..9.995 => 2,
        ..99.95 => 1,
        _ => 0,
    };
    format!("{number:.digits$}{TIED}{unit}")
}

/// The time since the start, for the first column: always as wide, and with as many digits, so
/// that entries can be compared at a glance.
pub(super) fn since_start(duration: Duration) -> String {
    let seconds = duration.as_secs_f64();
    if seconds < 0.999_999 {
        format!("{:>7.3} ms", seconds * 1e3)
    } else {
        format!("{seconds:>7.2} s ")
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::TIED;

    #[test]
    fn three_digits_and_a_unit() {
        let human = |nanos| super::human(Duration::from_nanos(nanos)).replace(TIED, " ");
        assert_eq!(human(0), "0 ns");
        assert_eq!(human(999), "999 ns");
        assert_eq!(human(1_000), "1.00 µs");
        assert_eq!(human(9_994), "9.99 µs");
        assert_eq!(human(9_996), "10.0 µs");
        assert_eq!(human(99_960), "100 µs");
        assert_eq!(human(999_400), "999 µs");
        assert_eq!(human(999_600), "1.00 ms");
        assert_eq!(human(2_500_000_000), "2.50 s");
        assert_eq!(human(59_900_000_000), "59.9 s");
        assert_eq!(human(200_000_000_000), "3 min 20 s");
    }
}
