use std::fmt;
use std::sync::Arc;

/// What follows the headers.
#[derive(Debug, Clone, PartialEq)]
pub enum Body {
    /// Nothing.
    Empty,
    /// `application/json`.
    Json(String),
    /// `application/x-www-form-urlencoded`, encoded.
    Form(String),
    /// `multipart/form-data`.
    Multipart(Vec<Part>),
}

/// A field of a multipart body.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// The field's name.
    pub name: String,
    /// What it holds.
    pub content: PartContent,
}

/// What a field of a multipart body holds.
#[derive(Debug, Clone, PartialEq)]
pub enum PartContent {
    /// Words.
    Text(String),
    /// A file.
    File(FilePart),
}

/// A file to send.
#[derive(Debug, Clone, PartialEq)]
pub struct FilePart {
    /// The name to give it; servers go by its ending.
    pub file_name: String,
    /// Its media type.
    pub content_type: String,
    /// Where it is.
    pub source: FileSource,
}

/// Where a file is.
#[derive(Clone, PartialEq)]
pub enum FileSource {
    /// Here.
    Bytes(Arc<[u8]>),
    /// With who sends the request, under this name.
    Handle(String),
}

impl fmt::Debug for FileSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bytes(bytes) => write!(f, "Bytes({})", bytes.len()),
            Self::Handle(name) => f.debug_tuple("Handle").field(name).finish(),
        }
    }
}
