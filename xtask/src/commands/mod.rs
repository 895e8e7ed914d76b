//! One file a command.

pub(crate) mod bench;
pub(crate) mod check;
pub(crate) mod dev;
pub(crate) mod dist;
pub(crate) mod icons;
pub(crate) mod run;
pub(crate) mod serve;
pub(crate) mod simulate;
pub(crate) mod test;
pub(crate) mod tools;
