//! Placeholder entry point, replaced at once.

fn main() {}
