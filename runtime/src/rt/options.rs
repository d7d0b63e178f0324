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

/// Whether snapshots can be taken: the attribute's argument `xray` asks for them.
#[cfg(feature = "xray")]
#[doc(hidden)]
#[macro_export]
macro_rules! __visualize_future_xray {
    () => {
        true
    };
}

/// They cannot.
#[cfg(not(feature = "xray"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __visualize_future_xray {
    () => {
        ::core::compile_error!(
            "`xray` needs the feature `xray` of the crate `visualize-future`: in `Cargo.toml`, \
             visualize-future = { version = \"…\", features = [\"xray\"] }"
        )
    };
}
