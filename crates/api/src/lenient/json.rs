use std::fmt;

/// Entities nest about eight deep in practice (a page of notifications with a boost of a quote); a server that nests
/// further is trying to exhaust the stack.
const MAX_DEPTH: u8 = 24;

/// The JSON text of one value, how deep it was found, and how it is to be read.
#[derive(Debug, Clone, Copy)]
pub struct Raw<'a> {
    text: &'a str,
    depth: u8,
    strict: bool,
}

impl<'a> Raw<'a> {
    /// The outermost value of a document.
    pub fn new(text: &'a str) -> Self {
        Self { text: text.trim(), depth: 0, strict: false }
    }

    /// Whether a wrong part spoils the whole, as for what a server is told.
    pub fn is_strict(self) -> bool {
        self.strict
    }

    /// The JSON text, without surrounding blanks.
    pub fn text(self) -> &'a str {
        self.text
    }

    /// Whether this is JSON's `null`.
    pub fn is_null(self) -> bool {
        self.text == "null"
    }

    /// A value found inside this one.
    pub(crate) fn inner(self, text: &'a str) -> Self {
        Self { text, depth: self.depth.saturating_add(1), ..self }
    }

    /// Refuses documents that nest deeper than any entity does.
    pub(crate) fn check_depth(self) -> Result<(), Fault> {
        if self.depth > MAX_DEPTH { Err(Fault::new(Problem::TooDeep)) } else { Ok(()) }
    }
}

/// A type that can be read from JSON of any server.
///
/// What is read here is in the binary once for each type, so what all types have in common is done by [`Object`](super::Object) and
/// others that are not generic.
pub trait FromJson: Sized {
    /// Whether a value that is absent or `null` is the type's default. Else what it belongs to is broken without it.
    const OPTIONAL: bool = false;

    /// Whether the type's default stands for a value that could not be read, too.
    const PART: bool = false;

    /// Reads a value. [`Problem::Missing`] without a path means that it is as good as absent, like the empty text in
    /// place of an id.
    fn from_json(raw: Raw<'_>) -> Result<Self, Fault>;
}

/// Reads a whole document.
///
/// # Errors
/// Says which field is at fault, when the text is not JSON or a value that cannot be done without is missing or wrong.
pub fn parse<T: FromJson>(text: &str) -> Result<T, Fault> {
    T::from_json(Raw::new(text))
}

/// Reads a whole document of which no part may be wrong: for a server that reads what it is told to do.
///
/// # Errors
/// Says which field is at fault, wherever it is.
pub fn parse_strict<T: FromJson>(text: &str) -> Result<T, Fault> {
    T::from_json(Raw { strict: true, ..Raw::new(text) })
}

/// Why a value could not be read, and where in the document it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The names of the fields on the way to the value, joined by dots; empty for the document itself.
    pub path: String,
    /// What is the matter with it.
    pub problem: Problem,
}

/// What can be the matter with a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// Not there, or `null`, and there is no sensible default.
    Missing,
    /// Of another type than documented, or not in the documented form.
    Wrong,
    /// Not JSON.
    Syntax,
    /// Nested deeper than any entity is.
    TooDeep,
}

impl Fault {
    /// A fault of the value at hand.
    pub fn new(problem: Problem) -> Self {
        Self { path: String::new(), problem }
    }

    /// A value of another type or form than documented.
    pub fn wrong() -> Self {
        Self::new(Problem::Wrong)
    }

    /// The value at hand, not one inside it, is missing.
    pub(crate) fn is_absence(&self) -> bool {
        self.problem == Problem::Missing && self.path.is_empty()
    }

    #[cold]
    pub(crate) fn under(mut self, key: &str) -> Self {
        if !self.path.is_empty() {
            self.path.insert(0, '.');
        }
        self.path.insert_str(0, key);
        self
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.problem {
            Problem::Missing => "is missing",
            Problem::Wrong => "is not what it should be",
            Problem::Syntax => "is not JSON",
            Problem::TooDeep => "is nested too deep",
        };
        f.write_str(if self.path.is_empty() { "the answer" } else { &self.path })?;
        f.write_str(" ")?;
        f.write_str(what)
    }
}

impl std::error::Error for Fault {}
