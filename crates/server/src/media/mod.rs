//! Pictures from strangers: checked, cleaned, stored, served.
//!
//! `pipeline` turns bytes into files and knows neither disk nor database; `store` is the disk.

pub mod animation;
mod colour;
mod decode;
pub mod encode;
pub mod limits;
pub mod pipeline;
pub mod refusal;
pub mod sniff;
pub mod store;

#[cfg(test)]
mod tests;
