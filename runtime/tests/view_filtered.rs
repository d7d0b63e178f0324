//! What the view prints where the spans are filtered out.
#![cfg(feature = "view")]

mod view_support;

use visualize_future::visualize_future;

use view_support::captured::captured;

#[visualize_future]
async fn forgotten() {}

/// Whoever wants to hear of warnings alone has no spans.
#[test]
fn a_lint_without_its_span_names_the_function() {
    let text = captured("visualize_future=warn", |view| view, || drop(forgotten()));
    assert!(text.starts_with("forgotten#"), "{text}");
    assert!(text.contains(" ! never-polled: "), "{text}");
}
