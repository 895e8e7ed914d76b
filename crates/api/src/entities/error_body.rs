use std::collections::BTreeMap;

wire! {
    /// What a server says when it refuses.
    pub struct ErrorBody {
        /// In words, or a code of OAuth.
        pub error: String = required,
        /// In words, with OAuth.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub error_description: Option<String>,
        /// What is the matter with each field that was sent.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub details: Option<BTreeMap<String, Vec<ErrorDetail>>>,
    }
}

wire! {
    /// What is the matter with a field that was sent.
    #[derive(Eq)]
    part struct ErrorDetail {
        /// A code: `ERR_BLANK`, `ERR_TAKEN` and the like.
        pub error: String,
        /// In words.
        pub description: String,
    }
}
