//! Pictures from strangers: checked, cleaned, stored, served.
//!
//! `pipeline` turns bytes into files and knows neither disk nor database; `store` is the disk, `rows` the table,
//! `upload` the way from one to the other, `serve` the way out, `sweep` the broom.

pub mod animation;
mod colour;
mod decode;
pub mod encode;
pub mod limits;
pub mod pipeline;
pub mod refusal;
pub(crate) mod rows;
pub(crate) mod serve;
pub mod sniff;
pub mod store;
pub(crate) mod sweep;
pub(crate) mod upload;

#[cfg(test)]
mod tests;
