//! What accounts are and do, apart from the addresses they are reached by.

pub(crate) mod signup;
