//! See the files of this crate.
