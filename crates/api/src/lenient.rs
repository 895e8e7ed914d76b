//! How JSON from any server is read: field by field, entry by entry, so that what is broken spoils as little as possible.
//!
//! Derived `Deserialize` implementations stop at the first surprise and weigh kilobytes each in wasm. Here an object is
//! split once into its keys and the raw text of their values ([`Object`]), and every field is read from its text by
//! [`FromJson`]. That costs a second scan of the text and buys three things: a wrong part can be dropped alone, the code
//! per field is one call, and unknown fields are never looked at.

mod json;
mod object;
mod parsed;
mod scalar;

pub use json::{Fault, FromJson, Problem, Raw, parse, parse_strict};
pub use object::Object;
pub use parsed::{Broken, Parsed};
pub(crate) use scalar::{text_of, word_of};

/// The hook that gives [`FromJson`] types their `serde::Deserialize`. Works with serde_json only.
pub(crate) fn deserialize<'de, T: FromJson, D: serde::Deserializer<'de>>(d: D) -> Result<T, D::Error> {
    let raw = <Box<serde_json::value::RawValue> as serde::Deserialize>::deserialize(d)?;
    parse(raw.get()).map_err(serde::de::Error::custom)
}
