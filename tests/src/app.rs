//! The app's own words, in one place: what its parts are called, and how a person does the usual things.
