//! What accounts are and do, apart from the addresses they are reached by.

pub(crate) mod lookup;
pub(crate) mod profile;
pub(crate) mod relate;
pub(crate) mod requests;
pub(crate) mod search;
pub(crate) mod signup;
