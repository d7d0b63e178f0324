//! What the attribute's arguments say of the trace.

/// The attribute's arguments, as far as the trace needs them.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// The target of the span and of its events.
    pub target: &'static str,
    /// The level of the span.
    pub level: super::tracing::Level,
    /// The names of the span's fields beside our own, in the order in which
    /// [`Arguments::set`](super::Arguments::set) numbers them.
    pub fields: &'static [&'static str],
    /// Whether snapshots are taken of the futures.
    pub xray: bool,
}

impl Options {
    /// What holds without arguments.
    pub const DEFAULT: Options = Options {
        target: "visualize_future",
        level: super::tracing::Level::INFO,
        fields: &[],
        xray: false,
    };
}

/// The parent given by `parent = …`.
pub type Parent = Option<super::tracing::Id>;
