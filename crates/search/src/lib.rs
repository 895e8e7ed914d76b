//! Search over what this device has seen, without any I/O.
//!
//! A text is folded ([`fold`](mod@fold)): lower case, no accents, full-width forms as plain ones. What comes of it is cut
//! into tokens (`tokens`): a word is one token; scripts that put no spaces between words give one token of two
//! characters for each character. The [`Index`] keeps, for each token, in which posts and at which positions it stands.
//! A [`Query`] is parsed from what the user typed; [`Index::search`] answers it newest first, and
//! [`Query::highlights`] tells which parts of a text to mark.
//!
//! Who owns the index feeds it: [`Index::put`] for a post that is new or has changed, [`Index::remove`] for one that is
//! gone. Nothing here blocks on anything, and nothing is slower than linear in what a query's words stand in.

mod date;
mod fold;
mod highlight;
mod index;
mod postings;
mod query;
mod search;
mod tokens;
pub mod wire;

pub use index::{Index, Marks, Post};
pub use query::{Query, QueryError, Reader};
pub use search::Found;
