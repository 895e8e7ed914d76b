//! The engine's store on IndexedDB.
